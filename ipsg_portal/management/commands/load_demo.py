"""Enter the demonstration records and the people to try the portal with."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from caf import demo as caf
from caf.demo import self_assessment as caf_self_assessment
from conferences import demo as conferences
from core.demo import DemoError
from customer_focus import demo as customer_focus
from network import demo as network
from network.demo.people import load_people
from resolutions import demo as resolutions

SUBJECTS = (network, conferences, caf, customer_focus, resolutions)


class Command(BaseCommand):
    help = "Enter the demonstration records, and one person for each seat. Doing it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing. Raises CommandError where the portal is not a demonstration."""
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This portal is not a demonstration: its records and people are real. "
                "Set PORTAL_DEMONSTRATION=true to enter demonstration records nevertheless."
            )
        counts: Counter[str] = Counter()
        logins = settings.VAR_DIR / "demo-logins.txt"
        try:
            with transaction.atomic():
                for subject in SUBJECTS:
                    counts += subject.load()
                counts["network.Person"] = load_people(logins)
                counts += conferences.load_with_people()
                counts += caf.load_with_people()
                counts += caf_self_assessment.load_with_people()
        except DemoError as error:
            raise CommandError(str(error)) from error
        for model, count in sorted(counts.items()):
            self.stdout.write(f"{count:5} {model}")
        self.stdout.write(f"People and their password: {logins}")
