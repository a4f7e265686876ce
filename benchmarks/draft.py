"""The draft of a resolution from the facts on record, without rendering."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.frame import Row, median_ms
from network.models import Meeting
from resolutions.drafting import draw

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True


def measure() -> Iterator[Row]:
    meeting = Meeting.objects.get(number=51)
    today = datetime.now(UTC).date()

    def draft() -> int:
        return len(draw(meeting, as_of=None, today=today).clauses)

    with CaptureQueriesContext(connection) as queries:
        clauses = draft()
    [taken] = median_ms(draft, times=9)
    yield Row(f"draft of the 51st resolution, {clauses} clauses", taken, "ms", 300, "fixed bound", 1.0,
              "demonstration records")  # fmt: skip
    yield Row("its queries", len(queries), "queries", 40, "fixed bound", 1.0)
