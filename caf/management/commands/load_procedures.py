"""Enter the versions of the procedure that the portal brings."""

from typing import Any

from django.core.management.base import BaseCommand

from caf.procedures import load_procedures


class Command(BaseCommand):
    help = "Enter the versions of the Procedure on External Feedback that are not there yet. Doing it again is safe."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_procedures()} versions of PEF entered.")
