import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caf.generating import generate
from core.clock import present_day
from network.models import Country


class Command(BaseCommand):
    help = (
        "Enter organisations that do not exist into the register, to show and to measure. Each record says so. "
        "On a register without generated ones, the same number and seed make the same ones on the same day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisations", type=int, required=True, help="How many")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--truth", type=Path, help="CSV file of the pairs that are one organisation; in the data folder without it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing. Raises CommandError where the portal is not a demonstration, or knows no country."""
        number, seed = options["organisations"], options["seed"]
        if not settings.DEMONSTRATION:
            raise CommandError("This portal is not a demonstration: its register holds organisations that exist.")
        if number < 1:
            raise CommandError("Say how many organisations: 1 or more.")
        if not Country.objects.exists():
            raise CommandError("No country is on record: enter the demonstration records first (load_demo).")
        truth = options["truth"] or settings.VAR_DIR / f"generated-register-{seed}.csv"
        twins = generate(number, seed, last=present_day(), until=present_day())
        with truth.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("ref", "twin_ref", "dirt"))
            writer.writerows((twin.ref, twin.twin_ref, twin.dirt) for twin in twins)
        self.stdout.write(f"{number} organisations generated, {len(twins)} of them entered twice: {truth}")
