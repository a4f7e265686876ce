from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from caf.models import CountingSpan, Organisation
from caf.tallies import recount_all


class Command(BaseCommand):
    help = "Make what counting keeps (the days on which each organisation counts, the counters) anew from the rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="only where there are organisations and nothing is kept"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Doing it again is safe."""
        if options["if_missing"] and (CountingSpan.objects.exists() or not Organisation.objects.exists()):
            return
        self.stdout.write(f"Counted anew: {recount_all()} organisations")
