"""A file of CAF users, checked and entered: new organisations and those on record; and the memory that it takes."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from benchmarks.frame import Row, memory_mib
from caf.generating import generate, places
from caf.importing import runs
from caf.models import ImportState, Organisation, RegisterState

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
ON_RECORD, ROWS = 5_000, 10_000
MS_PER_THOUSAND = 1_000 / 14  # 14 000 rows a second: half the speed of COPY with the same checks
HEAD = "Name;Country;City;Level;Sector;Size;Web site;CAF version;Last use;Your own reference"


def file_of(rows: int, seed: int) -> bytes:
    """As many rows; a fifth are organisations on record, some of them with another size."""
    rng, lines = random.Random(seed), [HEAD]
    known = list(Organisation.objects.select_related("country").order_by("pk")[: rows // 5])
    for one in known:
        size = rng.choice(("10-49", one.size, one.size))
        lines.append(f"{one.name};{one.country.iso2};{one.city};{one.level};{one.sector};{size};;;;{one.sender_ref}")
    found, shares = places(100_000)
    for number in range(rows - len(known)):
        place = rng.choices(found, shares)[0]
        kind, name, _english, city = place.next()
        lines.append(
            f"{name};{place.country.iso2};{city};{kind['level']};{kind['sector']};{rng.choice(('10-49', '137'))};;"
            f"CAF 2006;{rng.choice(('2007', '15.01.2008', '2008-03'))};B-{number}"
        )
    return "\n".join(lines).encode()


def measure() -> Iterator[Row]:
    generate(ON_RECORD, 5)
    content = file_of(ROWS, 1)
    before = most = memory_mib()

    def say(_done: int, _most: int) -> None:
        nonlocal most
        most = max(most, memory_mib())

    run = runs.taken_in(name="users.csv", content=content, country=None, by=None)
    began = time.perf_counter()
    runs.check_rows(run, say)
    checked = time.perf_counter()
    runs.step(run, ImportState.CHECKED, None)
    run.new_state = RegisterState.VALIDATED
    run.save(update_fields=["new_state"])
    entering = time.perf_counter()
    runs.enter_rows(run.pk, by=None, say=say)
    entered = time.perf_counter()
    numbers = runs.counts(run)
    remark = ", ".join(f"{number} {outcome}" for outcome, number in numbers.items() if number)
    written = numbers["new"] + numbers["changed"]
    for what, seconds, rows in (
        ("import checked, a thousand rows", checked - began, ROWS),
        ("import entered, a thousand rows", entered - entering, written),
    ):
        yield Row(what, seconds * 1_000_000 / rows, "ms", MS_PER_THOUSAND, "14 000 rows a second", 1.0, remark)
    yield Row("its memory, over the start", max(most - before, 0.1), "MiB", 80, "fixed bound", 1.0)
