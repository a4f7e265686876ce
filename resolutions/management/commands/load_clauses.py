from typing import Any

from django.core.management.base import BaseCommand, CommandError

from resolutions.language import ClauseMistake
from resolutions.library import load


class Command(BaseCommand):
    help = "Load the clause library that ships with the portal. Clauses that people have changed keep their words."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded, kept = load()
        except ClauseMistake as mistake:
            raise CommandError(f"The clause library was not loaded. {mistake}") from mistake
        self.stdout.write(f"Clauses loaded or renewed: {loaded}; kept as people changed them: {kept}.")
