"""Likely duplicates in a generated register whose twins are known: how many are found, how many rightly, how fast."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from time import perf_counter

from benchmarks.frame import Row, organisations
from caf.generating import generate
from caf.likeness.search import Sought, find_pairs, find_twins
from caf.models import Organisation

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
ROWS, SEED = organisations(100_000), 1
ASKED = 60


def measure() -> Iterator[Row]:
    first = set(Organisation.objects.values_list("pk", flat=True))
    twins = generate(ROWS, SEED)
    numbers = dict(Organisation.objects.values_list("ref", "pk"))
    truth = {tuple(sorted((numbers[twin.ref], numbers[twin.twin_ref]))) for twin in twins}
    begun = perf_counter()
    pairs = find_pairs()
    took = perf_counter() - begun
    found = {(pair.first, pair.second) for pair in pairs if not {pair.first, pair.second} & first}
    right = len(found & truth)
    yield Row(f"duplicates in {ROWS} organisations", took, "s", 20 * ROWS / 100_000, "20 s for 100 000", 1.0)
    yield Row("twins that are not found", 100 * (1 - right / len(truth)), "%", 3, "recall 0.97", 1.0)
    yield Row("pairs that are none", 100 * (1 - right / len(found)), "%", 10, "precision 0.9", 1.0)
    times = []
    rows = Organisation.objects.order_by("-pk").values_list("country_id", "name", "city", "website")
    for country, name, city, website in islice(rows, ASKED):
        begun = perf_counter()
        find_twins([Sought("one", country, (name,), city, website)])
        times.append(1000 * (perf_counter() - begun))
    yield Row(f"one record against {ROWS}", sorted(times)[ASKED // 2], "ms", 40, "fixed bound", 1.0)
