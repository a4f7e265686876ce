"""Kept counters: the days on which each organisation counts, and by how much the count changed day by day.

They follow from the rows alone (`caf.reading.counting.condition` says the same of one day), for every rule.
Whoever has written steps, uses or profiles, or has mended a country, calls `recount` last in the same transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import islice
from operator import add
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, Sum

from caf.models import (
    CountChange,
    CountingSpan,
    Ending,
    Grain,
    Organisation,
    OrganisationProfile,
    Part,
    RegisterState,
    Registration,
    Use,
)
from caf.reading.counting_rules import COUNTINGS
from core.among import among
from core.bulk import insert_values

A_BATCH = 2_000
ROWS_A_STATEMENT = 500
Key = tuple[str, str, str, date, str]  # rule, grain, by, first day, part


@dataclass(frozen=True)
class Span:
    """As `CountingSpan`, of one organisation."""

    rule: str
    from_on: date
    until_on: date | None
    country_id: int
    sector: str
    level: str
    version: str
    begins: bool
    ending: str
    busy_month: bool = False

    def parts(self) -> tuple[tuple[str, str], ...]:
        return (
            (Part.ALL, ""),
            (Part.COUNTRY, str(self.country_id)),
            (Part.SECTOR, self.sector),
            (Part.LEVEL, self.level),
            (Part.VERSION, self.version),
        )


@dataclass
class Rows:
    """What an organisation's spans follow from. steps, uses, profiles: in the order in which they became known."""

    known_on: date
    changed_on: date | None
    country_id: int
    sector: str
    level: str
    steps: list[tuple[date, str]]
    uses: list[tuple[date, date, int, str]]  # counts from, begun on, key, version
    profiles: list[tuple[date, str, str]]  # known on, sector, level


SPAN = ("organisation_id", *(field.name for field in fields(Span)))
"""What is kept of a span."""


# --- Spans from rows ----------------------------------------------------------------------------------


def spans_of(rows: Rows) -> list[Span]:
    """The days on which it counts, for each rule; oldest first."""
    days = {rows.known_on, *(day for day, *_rest in rows.steps), *(day for day, *_rest in rows.uses)}
    if rows.changed_on:
        days |= {rows.changed_on, *(day for day, *_rest in rows.profiles)}
    stands = [(day, state_of(rows, day), said_of(rows, day)) for day in sorted(days) if day >= rows.known_on]
    return [
        span
        for code, counting in COUNTINGS.items()
        for span in with_busy_months(list(spans_by(code, counting.states, rows, stands)), rows)
    ]


def spans_by(code: str, states: frozenset[str], rows: Rows, stands: list[Any]) -> Iterator[Span]:
    """By one rule. stands: (day, state, what is said of it) of each day on which something changes."""
    span: Span | None = None
    for day, state, said in stands:
        sector, level, version = said
        counts = state in states and version is not None
        if span and counts and said == (span.sector, span.level, span.version):
            continue
        if span:
            ending = Ending.CHANGED if counts else Ending.MERGED if state == RegisterState.MERGED else Ending.LAPSED
            yield replace(span, until_on=day, ending=ending.value)
        begins = span is None
        span = Span(code, day, None, rows.country_id, sector, level, version, begins, "") if counts else None
    if span:
        yield span


def with_busy_months(spans: list[Span], rows: Rows) -> Iterator[Span]:
    """All spans of one rule: which ended in a month in which more happened (`CountingSpan.busy_month`)."""
    for span in spans:
        end = span.until_on
        if end is None or span.ending == Ending.CHANGED:
            yield span
            continue
        days = [other.from_on for other in spans if other.begins] + [day for day, _state in rows.steps if day > end]
        yield replace(span, busy_month=any((day.year, day.month) == (end.year, end.month) for day in days))


def state_of(rows: Rows, day: date) -> str:
    """The state after the last step known on that day."""
    return next((state for known_on, state in reversed(rows.steps) if known_on <= day), "")


def said_of(rows: Rows, day: date) -> tuple[str, str, str | None]:
    """Sector, level, and the version of the use begun last; None where no use counts yet."""
    sector, level = rows.sector, rows.level
    if rows.changed_on and rows.changed_on > day and rows.profiles:
        known = [profile for profile in rows.profiles if profile[0] <= day] or rows.profiles[:1]
        _known_on, sector, level = known[-1]
    begun = [(starts_on, pk, version) for since, starts_on, pk, version in rows.uses if since <= day]
    return sector, level, max(begun)[2] if begun else None


def rows_of(ids: list[int]) -> dict[int, Rows]:
    """The rows of these organisations; those that are not there any more have none."""
    kept = Organisation.objects.filter(among("pk", ids)).order_by()  # in its own order, it is joined with countries
    found = {
        pk: Rows(known_on, changed_on, country_id, sector, level, [], [], [])
        for pk, known_on, changed_on, country_id, sector, level in kept.values_list(
            "pk", "known_on", "changed_on", "country_id", "sector", "level"
        )
    }
    steps = Registration.objects.filter(among("organisation", ids)).order_by("known_on", "pk")
    for pk, known_on, state in steps.values_list("organisation_id", "known_on", "state"):
        found[pk].steps.append((known_on, state))
    uses = Use.objects.filter(among("organisation", ids), starts_on__isnull=False).order_by()
    for pk, known_on, starts_on, key, version in uses.values_list(
        "organisation_id", "known_on", "starts_on", "pk", "version"
    ):
        found[pk].uses.append((max(known_on, starts_on), starts_on, key, version))
    if changed := [pk for pk, rows in found.items() if rows.changed_on]:
        profiles = OrganisationProfile.objects.filter(among("organisation", changed)).order_by("known_on", "pk")
        for pk, known_on, sector, level in profiles.values_list("organisation_id", "known_on", "sector", "level"):
            found[pk].profiles.append((known_on, sector, level))
    return found


# --- Keeping them -------------------------------------------------------------------------------------


class Changes:
    """What is to be added to the counters: of each span how often it is counted in, less how often it is taken back."""

    def __init__(self) -> None:
        self.spans: Counter[Span] = Counter()

    def add(self, span: Span, sign: int = 1) -> None:
        """Count a span in (1), or take back that it was (-1)."""
        self.spans[span] += sign

    def sums(self) -> dict[Key, list[int]]:
        """By how much each counter changes: change, new, lapsed, merged."""
        sums: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for span, times in self.spans.items():
            days = [(span.from_on, (times, times if span.begins else 0, 0, 0))]
            if span.until_on:
                lapsed, merged = (times if span.ending == ending else 0 for ending in (Ending.LAPSED, Ending.MERGED))
                days.append((span.until_on, (-times, 0, lapsed, merged)))
            for day, numbers in days:
                for grain, starts_on in ((Grain.DAY, day), (Grain.MONTH, day.replace(day=1))):
                    for by, part in span.parts():
                        its = sums[span.rule, grain.value, by, starts_on, part]
                        its[:] = map(add, its, numbers)
        return sums

    def save(self) -> None:
        """In the order of their keys, so that two who save at once wait for each other and for nothing else."""
        rows = sorted((key, sums) for key, sums in self.sums().items() if any(sums))
        names = ("rule", "grain", "by", "starts_on", "part", "change", "new", "lapsed", "merged")
        table, quoted = CountChange._meta.db_table, [connection.ops.quote_name(name) for name in names]
        added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in quoted[5:])
        one = f"({', '.join(['%s'] * len(names))})"
        with connection.cursor() as cursor:
            for first in range(0, len(rows), ROWS_A_STATEMENT):
                batch = rows[first : first + ROWS_A_STATEMENT]
                values: list[Any] = [value for key, sums in batch for value in (*key, *sums)]
                # Only names of columns are put into the statement; Django's own upsert cannot add to what is there.
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(quoted)}) VALUES {', '.join([one] * len(batch))} "  # noqa: S608
                    f"ON CONFLICT ({', '.join(quoted[:5])}) DO UPDATE SET {added}",
                    values,
                )


@transaction.atomic
def recount(organisation_ids: Iterable[int], later: Changes | None = None, *, held: bool = False) -> None:
    """Bring spans and counters of these organisations up to their rows. Also for many: some queries a batch.

    later: gets what is to be added to the counters; whoever writes in parts saves it once, last.
    held: the caller's transaction has made or locked them already.
    """
    changes = Changes() if later is None else later
    ids = iter(sorted(set(organisation_ids)))
    while batch := list(islice(ids, A_BATCH)):
        if not held:
            list(Organisation.objects.filter(among("pk", batch)).order_by("pk").select_for_update().values_list("pk"))
        kept: defaultdict[int, dict[Span, int]] = defaultdict(dict)
        for row in CountingSpan.objects.filter(among("organisation", batch)):
            kept[row.organisation_id][as_span(row)] = row.pk
        gone: list[int] = []
        made: list[tuple[Any, ...]] = []
        for pk, rows in rows_of(batch).items():
            spans = spans_of(rows)
            for span in set(kept[pk]).difference(spans):
                changes.add(span, -1)
                gone.append(kept[pk][span])
            for span in spans:
                if span not in kept[pk]:
                    changes.add(span)
                    made.append(as_row(pk, span))
        if gone:
            CountingSpan.objects.filter(among("pk", gone)).delete()
        insert_values(CountingSpan, SPAN, made)
    if later is None:
        changes.save()


@transaction.atomic
def forget(organisation_ids: Iterable[int], later: Changes | None = None) -> None:
    """Organisations that are about to be deleted never counted: their spans go, and the counters with them.

    later: as of `recount`.
    """
    changes = Changes() if later is None else later
    ids = iter(sorted(set(organisation_ids)))
    while batch := list(islice(ids, A_BATCH)):
        spans = CountingSpan.objects.filter(among("organisation", batch))
        for row in spans:
            changes.add(as_span(row), -1)
        spans.delete()
    if later is None:
        changes.save()


@transaction.atomic
def recount_all() -> int:
    """Make all of it anew; of how many organisations."""
    CountingSpan.objects.all().delete()
    CountChange.objects.all().delete()
    changes, number = Changes(), 0
    ids = Organisation.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=A_BATCH)
    while batch := list(islice(ids, A_BATCH)):
        made = []
        for pk, rows in rows_of(batch).items():
            for span in spans_of(rows):
                changes.add(span)
                made.append(as_row(pk, span))
        insert_values(CountingSpan, SPAN, made)
        number += len(batch)
    changes.save()
    return number


def as_row(pk: int, span: Span) -> tuple[Any, ...]:
    """In the order of SPAN."""
    return (pk, *vars(span).values())


def as_span(row: CountingSpan) -> Span:
    return Span(
        row.rule,
        row.from_on,
        row.until_on,
        row.country_id,
        row.sector,
        row.level,
        row.version,
        row.begins,
        row.ending,
        row.busy_month,
    )


# --- Reading them -------------------------------------------------------------------------------------


def until(day: date) -> Q:
    """Of the counters: the months before that of the day, and the days of its month up to it."""
    month = day.replace(day=1)
    return Q(grain=Grain.MONTH, starts_on__lt=month) | Q(grain=Grain.DAY, starts_on__range=(month, day))


def counts(day: date, code: str, *by: str) -> dict[str, dict[str, int]]:
    """How many count on that day by that rule, told apart by each of `by`: {by: {part: number}}; one query."""
    found: dict[str, dict[str, int]] = {one: {} for one in by}
    rows = CountChange.objects.filter(until(day), rule=code, by__in=by)
    for one, part, number in rows.values_list("by", "part").annotate(number=Sum("change")).order_by():
        if number:
            found[one][part] = number
    return found


def sums(wanted: dict[Any, Q], code: str, by: str) -> dict[Any, dict[str, int]]:
    """For each of what is wanted, the change of each part: {wanted: {part: change}}; one query for all of them.

    wanted: which of the counters to sum, for example `until(day)` for a count.
    """
    names = {f"sum_{place}": one for place, one in enumerate(wanted)}
    every = Q(pk__in=[])
    for which in wanted.values():
        every |= which
    totals = {name: Sum("change", filter=wanted[one], default=0) for name, one in names.items()}
    found: dict[Any, dict[str, int]] = {one: {} for one in wanted}
    rows: Any = CountChange.objects.filter(every, rule=code, by=by).values("part").annotate(**totals).order_by()
    for row in rows:
        for name, one in names.items():
            found[one][row["part"]] = row[name]
    return found


@dataclass(frozen=True)
class Month:
    """By how much the count changed in a month, whose first day it is."""

    starts_on: date
    change: int
    new: int
    lapsed: int
    merged: int


def months(day: date, code: str) -> list[Month]:
    """The months up to that of the day in which something changed, oldest first; of the last, the days up to it."""
    month = day.replace(day=1)
    rows = CountChange.objects.filter(until(day), rule=code, by=Part.ALL).order_by("starts_on")
    names = ("change", "new", "lapsed", "merged")
    whole: list[Month] = []
    last = [0, 0, 0, 0]
    for starts_on, grain, *numbers in rows.values_list("starts_on", "grain", *names):
        if grain == Grain.MONTH:
            whole.append(Month(starts_on, *numbers))
        else:
            last = [one + other for one, other in zip(last, numbers, strict=True)]
    return [*whole, *([Month(month, *last)] if any(last) else [])]
