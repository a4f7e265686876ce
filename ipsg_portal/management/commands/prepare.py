"""Bring the portal's database up to date before it starts."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from network.models import Country


class Command(BaseCommand):
    help = "Migrations, the clause library, and on the first run of a demonstration its records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="without the demonstration records")

    def handle(self, *args: Any, **options: Any) -> None:
        """Doing it again is safe: records are entered only where there are none yet."""
        call_command("migrate", interactive=False, verbosity=options["verbosity"], stdout=self.stdout)
        if "load_clauses" in get_commands():
            call_command("load_clauses", stdout=self.stdout)
        if settings.DEMONSTRATION and not options["no_demo"] and not Country.objects.exists():
            call_command("load_demo", stdout=self.stdout)
