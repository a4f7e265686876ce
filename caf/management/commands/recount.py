from typing import Any

from django.core.management.base import BaseCommand

from caf.tallies import recount_all


class Command(BaseCommand):
    help = "Make what counting keeps (the days on which each organisation counts, the counters) anew from the rows."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Counted anew: {recount_all()} organisations")
