from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from caf.management.commands.count_users import day
from caf.models import Organisation
from caf.views.organisation_list import OrganisationList
from core.clock import present_day, viewing
from core.exports import FORMATS, write_file
from core.pages import known_by

FILTERS = ("country", "state", "counts", "version", "level", "sector", "size", "q")
OPTIONS = {"version": "--caf-version"}  # --version is Django's own


class Command(BaseCommand):
    help = "Write the whole register, or part of it, as a file: the columns and filters of its page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=tuple(FORMATS), required=True)
        parser.add_argument("--output", type=Path, required=True)
        parser.add_argument("--as-of", help="YYYY-MM-DD; the present day without it")
        for name in FILTERS:
            option = OPTIONS.get(name, f"--{name}")
            parser.add_argument(option, dest=name, help="as in the address of the register's page")

    def handle(self, *args: Any, **options: Any) -> None:
        """The file comes whole or not at all. Raises CommandError for a value that a filter has not, or no day."""
        as_of = day(options["as_of"]) if options["as_of"] else present_day()
        asked = {name: options[name] for name in FILTERS if options[name]}
        if "country" in asked:
            asked["country"] = asked["country"].lower()
        with viewing(as_of):
            records = known_by(OrganisationList.prepared(Organisation.objects.all()), as_of)
            chosen = OrganisationList.filters(asked, queryset=records)
            if not chosen.is_valid():
                raise CommandError(" ".join(f"{name}: {' '.join(words)}" for name, words in chosen.errors.items()))
            listing = OrganisationList.file(
                chosen.qs,
                AnonymousUser(),
                as_of,
                filters=tuple(f"{name}: {value}" for name, value in asked.items()),
                host=settings.SITE_ADDRESS,
            )
            part = options["output"].with_name(f"{options['output'].name}.part")
            with part.open("wb") as file:
                write_file(listing, options["format"], file)
            part.replace(options["output"])
        self.stdout.write(f"Written: {options['output']}")
