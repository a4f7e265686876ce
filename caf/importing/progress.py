"""How far a job on an import is, and whether it is to stop: said so that others see it while its transaction is open.

Outside of a transaction it is said in the job's row. Inside one nobody would see that before the end: PostgreSQL is
told over a connection of its own. SQLite has one writer, which is the job; there it is said in a small file beside the
database, and so is the wish that it stop.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, connections

from core import jobs
from core.models import Job


class Stopped(Exception):
    """Somebody asked for the job to be stopped."""


@dataclass(frozen=True)
class HowFar:
    """done of about `most` rows; has_begun: False while the job waits for its turn."""

    done: int
    most: int
    has_begun: bool
    is_stopping: bool


def say(job: Job, step: str, done: int, most: int) -> None:
    """Tell how far the job is, and renew its lease. Raises Stopped, jobs.LeaseLost."""
    progress = [{"step": step, "figures": f"{done}", "most": most}]
    if not connection.in_atomic_block:
        jobs.write(job, progress=progress, lease_until=jobs.lease())
    elif connection.vendor == "postgresql":
        with other_connection() as cursor:
            cursor.execute(
                "UPDATE core_job SET progress = %s, lease_until = %s WHERE id = %s AND attempts = %s",
                [json_of(progress), jobs.lease(), job.pk, job.attempts],
            )
    else:
        put(beside(job, "progress"), progress)
    arguments = Job.objects.filter(pk=job.pk).values_list("arguments", flat=True).first()
    if (arguments and arguments.get("stop")) or beside(job, "stop").exists():
        raise Stopped


def ask_to_stop(job: Job) -> bool:
    """Have it stopped at its next step; False if it is not open. What it has not finished leaves nothing."""
    if not job.is_open:
        return False
    if beside(job, "progress").exists():  # it holds the database
        put(beside(job, "stop"), True)
        return True
    return bool(Job.objects.filter(pk=job.pk).update(arguments={**job.arguments, "stop": True}))


def how_far(job: Job) -> HowFar:
    """Of an open job."""
    said = read(beside(job, "progress")) or job.progress
    last = said[-1] if said else {}
    return HowFar(
        done=int(last.get("figures", 0)),
        most=max(int(last.get("most", 1)), 1),
        has_begun=bool(last),
        is_stopping=bool(job.arguments.get("stop")) or beside(job, "stop").exists(),
    )


# --- In a transaction of PostgreSQL -----------------------------------------------------------------------


def json_of(value: Any) -> Any:
    field: Any = Job._meta.get_field("progress")
    return field.get_db_prep_value(value, connection)


@contextmanager
def other_connection() -> Iterator[Any]:
    """A cursor outside the transaction."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


# --- In a transaction of SQLite ---------------------------------------------------------------------------


def beside(job: Job, what: str) -> Path:
    """On PostgreSQL there is no such file."""
    return Path(f"{connection.settings_dict['NAME']}-job-{job.pk}.{what}")


def put(path: Path, said: Any) -> None:
    """At once: who reads it finds what was said before, or this."""
    written = path.with_name(f"{path.name}-written")
    written.write_text(json.dumps(said), encoding="utf-8")
    written.replace(path)


def read(path: Path) -> Any:
    """None where nothing is said."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


@contextmanager
def told_beside(job: Job) -> Iterator[None]:
    """Around the work: what was said beside the database goes with it, also what one that was killed has left."""
    try:
        yield
    finally:
        for what in ("progress", "stop"):
            beside(job, what).unlink(missing_ok=True)
