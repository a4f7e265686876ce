"""PDFs that are asked for on a page: as a row first, its file made by a job.

WeasyPrint takes seconds, and no web worker is held for them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from core import jobs
from core.models import Job, Print
from core.pdf import PdfError, html_to_pdf

PRINT = "make print"


@dataclass(frozen=True)
class Sheet:
    """What is to be printed, as one reader may see it: HTML as `core.pdf` takes it."""

    html: str
    language: str
    title: str
    made_on: date

    @property
    def fingerprint(self) -> str:
        """The same for the same paper: a reader who may see more, or a later day, has another."""
        return hashlib.sha256(repr((self.html, self.language, self.title, self.made_on)).encode()).hexdigest()


@transaction.atomic
def request_print(sheet: Sheet, *, by: Any) -> Print:
    """Ask for the PDF of a sheet; also again, where it could not be made. One that is there is kept.

    by: who asks; a visitor too.
    """
    person = by if by and by.is_authenticated else None
    row, _new = Print.objects.get_or_create(
        fingerprint=sheet.fingerprint,
        defaults={
            "html": sheet.html,
            "language": sheet.language,
            "title": sheet.title,
            "made_on": sheet.made_on,
            "asked_by": person,
        },
    )
    if not row.sha256:
        jobs.enqueue(PRINT, str(row.pk), {"print": row.pk}, person)
    return row


def job_of(row: Print) -> Job | None:
    """The last job that was to make it."""
    return Job.objects.filter(kind=PRINT, subject=str(row.pk)).order_by("-pk").first()


@jobs.handles(PRINT)
def make_print(job: Job) -> None:
    """Make the PDF, unless it is made."""
    row = Print.objects.filter(pk=job.arguments["print"], sha256="").first()
    if row is None:
        return
    try:
        content = html_to_pdf(row.html, language=row.language, title=row.title, made_on=row.made_on)
    except PdfError as reason:
        raise jobs.JobRefused(str(reason)) from reason
    Print.objects.filter(pk=row.pk, sha256="").update(
        content=content, sha256=hashlib.sha256(content).hexdigest(), html=""
    )
    jobs.report(job, "PDF made", row.language)
