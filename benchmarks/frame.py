"""What every subject measures with, and the form of its result."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One line of docs/performance.md.

    `limit` is what cannot be beaten or should not be exceeded, measured in the same run (or a fixed
    bound, then `limit_name` says so); `target` is the most that `measured / limit` may be.
    """

    what: str
    measured: float
    unit: str
    limit: float
    limit_name: str
    target: float
    remark: str = ""

    @property
    def ratio(self) -> float:
        return self.measured / self.limit

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.target


def organisations(usual: int) -> int:
    """On how many organisations to measure: BENCH_ORGANISATIONS, for a quick look or a large register."""
    return int(os.environ.get("BENCH_ORGANISATIONS", str(usual)))


def median_ms(*functions: Callable[[], object], times: int = 7, warm: int = 2) -> list[float]:
    """Milliseconds of each function, the median of `times` runs after `warm` that do not count.

    The functions take turns, so that whatever else the machine does falls on all of them alike.
    """
    taken: list[list[float]] = [[] for _ in functions]
    for run in range(warm + times):
        for place, function in enumerate(functions):
            gc.collect()
            began = time.perf_counter()
            function()
            if run >= warm:
                taken[place].append((time.perf_counter() - began) * 1000)
    return [statistics.median(times_of_one) for times_of_one in taken]


def memory_mib(process: psutil.Process | None = None) -> float:
    """Resident memory of a process (this one), in MiB."""
    return float((process or psutil.Process(os.getpid())).memory_info().rss / MEBIBYTE)
