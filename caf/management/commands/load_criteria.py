from typing import Any

from django.core.management.base import BaseCommand

from caf.criteria import load


class Command(BaseCommand):
    help = "Enter the criteria of CAF and the scoring panels that ship with the portal. EIPA's corrections stay."

    def handle(self, *args: Any, **options: Any) -> None:
        names, bands = load()
        self.stdout.write(f"Names of criteria written: {names}; bands of the scoring panels: {bands}.")
