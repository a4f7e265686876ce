from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from caf.actions.likeness import keep_keys, keep_missing_keys
from caf.models import Organisation


class Command(BaseCommand):
    help = "Make what likely duplicates are found by. The portal keeps it up to date itself; after an upgrade: --all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="for every organisation, not only for those without")

    def handle(self, *args: Any, **options: Any) -> None:
        """Doing it again is safe."""
        if options["all"]:
            ids = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
            keep_keys(ids)
            self.stdout.write(f"{len(ids)} organisations")
        else:
            self.stdout.write(f"{keep_missing_keys()} organisations")
