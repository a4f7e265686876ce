"""Bring the portal's database up to date before it starts."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings

from caf.actions.likeness import keep_missing_keys
from network.models import Country


class Command(BaseCommand):
    help = (
        "Migrations, the clause library, the criteria of CAF, the versions of PEF, and on the first run of a "
        "demonstration its records."
    )

    requires_system_checks = ()  # each start waits for this command; `./portal doctor` checks

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="without the demonstration records")

    def handle(self, *args: Any, **options: Any) -> None:
        """Doing it again is safe: records are entered only where there are none yet."""
        if not MigrationRecorder(connection).applied_migrations():
            build_at_once()
        if is_behind():
            call_command("migrate", interactive=False, verbosity=options["verbosity"], stdout=self.stdout)
        if "load_clauses" in get_commands():
            call_command("load_clauses", stdout=self.stdout)
        call_command("load_criteria", stdout=self.stdout)
        call_command("recount", if_missing=True, stdout=self.stdout)
        if number := keep_missing_keys():
            self.stdout.write(f"Keys to find duplicates by: made for {number} organisations that had none")
        if settings.DEMONSTRATION and not options["no_demo"] and not Country.objects.exists():
            call_command("load_demo", stdout=self.stdout)
        call_command("load_procedures", stdout=self.stdout)


def is_behind() -> bool:
    """Is there a migration that the database has not had?"""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def build_at_once() -> None:
    """Make the tables of an empty database from the models, and note the migrations as applied.

    One migration after the other ends with the same tables (tests/test_migrations.py) and takes twenty times as long.
    Broken off, it is done again: the tables come all or none, and so do the notes.
    """
    with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    MigrationRecorder(connection).ensure_schema()  # not within a transaction, says SQLite
    with transaction.atomic():
        call_command("migrate", fake=True, interactive=False, verbosity=0)
