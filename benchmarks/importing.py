"""A file of CAF users, checked and entered, beside the same done by nothing but COPY; and its memory.

An organisation that is entered is some twenty rows: itself, its names, profile, use, contact and steps, an entry of
the history for each of these, the keys by which duplicates are found, the spans that are counted. So the limit of
entering is not lines of the file but COPY of those very rows, read back and written once more into the same tables,
with all their indexes and constraints. The limit of the check is the same checks (the file read, each cell understood,
each row looked up, duplicates searched for) and COPY of what is kept of each row. SQLite has no COPY: there it is the
time that is bounded.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, transaction

from benchmarks.frame import Row, memory_mib
from caf.generating import generate, places, with_a_slip
from caf.importing import runs
from caf.importing.checking import ROWS_AT_ONCE, Checker, sought
from caf.importing.standing import index_of
from caf.importing.writing import TABLES
from caf.likeness.search import find_twins
from caf.models import (
    CountingSpan,
    ImportOutcome,
    ImportRow,
    ImportState,
    Organisation,
    OrganisationKey,
    RegisterImport,
    RegisterState,
)
from core.batches import batches
from core.clock import present_day

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
HAS_COPY = connection.vendor == "postgresql"
ON_RECORD = 5_000
SIZES = {10_000: 3, 50_000: 1}
"""Rows of a file: how many such files."""
HALF_THE_SPEED, MOST_SECONDS, MOST_MIB = 2.0, 60, 80
FIRST_NAME = 100_000  # of the generated ones: the register has those before
HEAD = "Name;Country;City;Level;Sector;Size;Web site;CAF version;Last use;Your own reference"
WRITTEN = (*TABLES.values(), OrganisationKey, CountingSpan)
"""Models whose rows hang on an organisation that is entered."""


def file_of(rows: int, seed: int) -> bytes:
    """As many rows; a fifth are organisations on record, some of them with another size.

    Of the others one in fifty has a cell that is wrong, and one in fifty is one on record, mistyped.
    """
    rng, lines = random.Random(seed), [HEAD]
    known = list(Organisation.objects.select_related("country").order_by("pk")[: min(rows // 5, ON_RECORD)])
    for one in known:
        size = rng.choice(("10-49", one.size, one.size))
        lines.append(f"{one.name};{one.country.iso2};{one.city};{one.level};{one.sector};{size};;;;{one.sender_ref}")
    found, shares = places(FIRST_NAME * seed)
    for number in range(rows - len(known)):
        luck, place = rng.random(), rng.choices(found, shares)[0]
        kind, name, _english, city = place.next()
        country, size = place.country.iso2, rng.choice(("10-49", "137"))
        if luck < 0.02:
            size = ">100"
        elif luck < 0.04:
            twin = rng.choice(known)
            name, country, city = with_a_slip(twin.name, rng), twin.country.iso2, twin.city
        lines.append(
            f"{name};{country};{city};{kind['level']};{kind['sector']};{size};;"
            f"CAF 2006;{rng.choice(('2007', '15.01.2008', '2008-03'))};B{seed}-{number}"
        )
    return "\n".join(lines).encode()


# --- The portal -------------------------------------------------------------------------------------------


class Taken(NamedTuple):
    """What one file took. Seconds, of the limit too; MiB over the start; rows as they came out and were written."""

    check: float
    entering: float
    memory_of_check: float
    memory_of_entering: float
    outcomes: dict[str, int]
    search: float = 0.0
    check_barely: float = 0.0
    entering_barely: float = 0.0
    written: int = 0

    @property
    def both(self) -> float:
        return self.check + self.entering


def measure() -> Iterator[Row]:
    generate(ON_RECORD, 5)
    seeds = count(1)
    for size, files in SIZES.items():
        yield from rows_of(size, [taken(size, next(seeds)) for _ in range(files)])


def taken(size: int, seed: int) -> Taken:
    content = file_of(size, seed)
    before = most = memory_mib()

    def say(_done: int, _most: int) -> None:
        nonlocal most
        most = max(most, memory_mib())

    run = runs.taken_in(name="users.csv", content=content, country=None, by=None)
    check = seconds(lambda: runs.check_rows(run, say))
    in_check, most = most - before, before
    search, check_barely = check_again(run) if HAS_COPY else (0.0, 0.0)
    runs.step(run, ImportState.CHECKED, None)
    run.new_state = RegisterState.VALIDATED
    run.save(update_fields=["new_state"])
    entering = seconds(lambda: runs.enter_rows(run.pk, by=None, say=say))
    in_entering = most - before
    written, entering_barely = enter_again(run) if HAS_COPY else (0, 0.0)
    return Taken(
        check, entering, in_check, in_entering, runs.counts(run), search, check_barely, entering_barely, written
    )


def rows_of(size: int, files: list[Taken]) -> Iterator[Row]:
    """Of several files of a size, the one in the middle; memory, of the one that took most."""
    name = f"import of {size}"
    one = median_by(files, attrgetter("both"))
    entered = one.outcomes[ImportOutcome.NEW] + one.outcomes[ImportOutcome.CHANGED]
    said = ", ".join(f"{number} {outcome}" for outcome, number in one.outcomes.items() if number)
    speeds = f"{size / one.check:.0f} rows checked a second, {entered / one.entering:.0f} entered: {said}"
    yield Row(f"{name}, check and entering", one.both, "s", bound(size), "fixed bound", 1.0, speeds)
    for what, of in (("the check", "memory_of_check"), ("entering", "memory_of_entering")):
        most = max(getattr(one, of) for one in files)
        yield Row(f"{name}, memory of {what}", max(most, 0.1), "MiB", MOST_MIB, "fixed bound", 1.0)
    if HAS_COPY:
        one = median_by(files, lambda one: one.check / one.check_barely)
        of_search = f"of the limit {one.search:.1f} s are the search for duplicates"
        yield Row(f"{name}, check", one.check, "s", one.check_barely, "same checks, COPY", HALF_THE_SPEED, of_search)
        one = median_by(files, lambda one: one.entering / one.entering_barely)
        written = f"{one.written} rows written"
        limit = "COPY of the same rows"
        yield Row(f"{name}, entering", one.entering, "s", one.entering_barely, limit, HALF_THE_SPEED, written)


def median_by(files: list[Taken], key: Callable[[Taken], float]) -> Taken:
    return sorted(files, key=key)[len(files) // 2]


def bound(size: int) -> float:
    """Seconds: 50 000 rows in a minute, fewer in their share of it."""
    return MOST_SECONDS * size / max(SIZES)


def seconds(act: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


# --- The limit --------------------------------------------------------------------------------------------


def check_again(run: RegisterImport) -> tuple[float, float]:
    """(seconds of the search for duplicates, seconds of it and all other checks, and of writing what is kept)."""
    asked = (ImportOutcome.NEW, ImportOutcome.DUPLICATE)
    new = set(run.rows.filter(outcome__in=asked).values_list("number", flat=True))
    kept, searching = set_aside(ImportRow, "run_id = %s", [run.pk]), 0.0
    began = time.perf_counter()
    checker = Checker(run, present_day())
    for batch in batches(runs.table_of(run).rows(), ROWS_AT_ONCE):
        read = {number: checker.cleaned(cells)[0] for number, cells in batch}
        index_of([*read.values()], checker.allowed)
        searched = time.perf_counter()
        find_twins(sought(number, values["name"], values) for number, values in read.items() if number in new)
        searching += time.perf_counter() - searched
    return searching, time.perf_counter() - began + written_again(kept)[1]


def enter_again(run: RegisterImport) -> tuple[int, float]:
    """(rows, seconds) to write what the import entered, once more. It leaves the register as it was."""
    new = f"SELECT organisation_id FROM {ImportRow._meta.db_table} WHERE run_id = %s AND outcome = 'new'"
    kept: list[Any] = []
    with transaction.atomic():
        for model in WRITTEN:
            if getattr(model, "history", None) is not None:
                its = f"id IN (SELECT id FROM {model._meta.db_table} WHERE organisation_id IN ({new}))"
                kept += set_aside(model.history.model, its, [run.pk])
        kept += set_aside(Organisation.history.model, f"id IN ({new})", [run.pk])
        for model in WRITTEN:
            kept += set_aside(model, f"organisation_id IN ({new})", [run.pk])
        kept += set_aside(Organisation, f"id IN ({new})", [run.pk])
        return written_again(kept[::-1])


Kept = list[tuple[str, list[str]]]


def set_aside(model: Any, which: str, values: list[Any]) -> Kept:
    """Move rows of a table into one beside it: (table, columns)."""
    table, beside = model._meta.db_table, f"kept_{model._meta.db_table}"
    columns = [connection.ops.quote_name(field.column) for field in model._meta.concrete_fields]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {beside}")
        cursor.execute(f"CREATE TEMPORARY TABLE {beside} AS SELECT {names} FROM {table} WHERE {which}", values)
        cursor.execute(f"DELETE FROM {table} WHERE {which}", values)
    return [(table, columns)]


def written_again(kept: Kept) -> tuple[int, float]:
    """(rows, seconds) to write them where they were, some at a time; to read them does not count."""
    count, taken = 0, 0.0
    for table, columns in kept:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM kept_{table}")
            every = cursor.fetchall()
        for batch in batches(every, 5 * ROWS_AT_ONCE):
            count += len(batch)
            began = time.perf_counter()
            copy(table, columns, batch)
            taken += time.perf_counter() - began
    began = time.perf_counter()
    with connection.cursor() as cursor:  # keys are looked at when a transaction ends
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return count, taken + time.perf_counter() - began


def copy(table: str, columns: list[str], rows: Iterable[Any]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copying:
        for row in rows:
            copying.write_row(row)
