import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from core.facts import FactError
from core.pdf import PdfError
from network.models import Meeting
from resolutions.documents import resolution_pdf, resolution_plain
from resolutions.drafting import LANGUAGES, CannotDraft, draw
from resolutions.writing import as_json, facts_as_json, source_of_draft, written_in


def day(text: str) -> date:
    """A day as ISO writes it. Raises CommandError with a sentence for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a day. Write it as year-month-day, for example 2008-11-26.") from error


class Command(BaseCommand):
    help = "Draw the draft of a meeting's resolution from the records, and write it out. Keeps nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--meeting", type=int, required=True, help="Number of the meeting of the Directors General")
        parser.add_argument(
            "--as-of",
            help="Only what was known on this day counts (YYYY-MM-DD). Default: the day of the meeting; where that "
            "is unknown, the last day of its presidency or today, whichever is earlier",
        )
        parser.add_argument("--language", choices=LANGUAGES, default="en")
        parser.add_argument("--format", choices=("text", "json", "pdf"), default="text")
        parser.add_argument("--output", type=Path, help="File to write; standard output without it")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        as_of = day(options["as_of"]) if options["as_of"] is not None else None
        with override(language):
            content = self.content(options["meeting"], as_of, language, options["format"])
        if options["output"] is None:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()
            return
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}.") from error

    def content(self, number: int, as_of: date | None, language: str, form: str) -> bytes:
        """The draft as bytes of that form. Raises CommandError with a sentence."""
        meeting = Meeting.objects.prefetch_related("schedules").filter(number=number).first()
        if meeting is None:
            raise CommandError(f"There is no meeting number {number} in the records.")
        try:
            source = source_of_draft(draw(meeting, as_of=as_of, today=timezone.localdate()))
            text = written_in(source, language)
            if form == "pdf":
                return resolution_pdf(text, facts_as_json(source, language))
        except (FactError, CannotDraft, PdfError) as reason:
            raise CommandError(str(reason)) from reason
        if form == "json":
            return as_json(source, language).encode()
        return resolution_plain(text).encode()
