"""The board over ten years: editions past and to come, presidencies beside them, and years without an edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from conferences.columns.edition import STAGE_TAGS
from conferences.models import BEING_WRITTEN, HOSTING, STANDING, Edition, EditionSchedule, EditionStage
from conferences.reading.board import BidLine, bids_of, is_ahead
from conferences.reading.early_warning import warning_months
from network.models import Country, Presidency
from network.permissions import can_read_shared
from network.seats import Right

YEARS = 10
YEARS_BEFORE = 4  # of the ten, how many lie before the year of the day
RHYTHM = 2  # years from one edition to the next, as the network has it
FIRST_YEAR, LAST_FIRST_YEAR = 1990, 2090


@dataclass(frozen=True)
class EditionLine:
    """An edition as known on the day, with the bids that the reader may see.

    warning_months: of the early warning; None where there is none, or where the reader is told nothing of bids.
    told_no_bid: it lies ahead without a candidate, and the reader may know that. may_express_interest: the reader
    speaks for a country that has no bid for it yet.
    """

    edition: Edition
    schedule: EditionSchedule
    is_ahead: bool
    bids: tuple[BidLine, ...]
    warning_months: int | None
    told_no_bid: bool
    may_express_interest: bool

    @property
    def stage_tag(self) -> str:
        """The kind of tag in which its stage is shown."""
        return STAGE_TAGS[EditionStage(self.schedule.stage)]


@dataclass(frozen=True)
class YearLine:
    """A year: who presides in its halves (None: not known), and its editions. is_gap: one was due, none is known."""

    year: int
    presidencies: tuple[Country | None, Country | None]
    editions: tuple[EditionLine, ...]
    is_gap: bool
    is_over: bool
    is_present: bool

    @property
    def is_open(self) -> bool:
        """Nobody or no date yet: an edition is missing, or one that lies ahead has no host."""
        return self.is_gap or any(not line.schedule.country_id and line.is_ahead for line in self.editions)


@dataclass(frozen=True)
class BoardYears:
    """Ten years. undated: known editions of which no day is known. warned: those near without a candidate."""

    day: date
    years: tuple[YearLine, ...]
    undated: tuple[EditionLine, ...]
    warned: tuple[EditionLine, ...]

    @property
    def first(self) -> int:
        return self.years[0].year

    @property
    def last(self) -> int:
        return self.years[-1].year


def board_years(day: date, user: Any, first: int | None = None) -> BoardYears:
    """The board as of `day` for this reader, from the year `first`; in a fixed number of queries."""
    lines = edition_lines(day, user)
    by_year: dict[int, list[EditionLine]] = defaultdict(list)
    for line in lines:
        if line.schedule.starts_on is not None:
            by_year[line.schedule.starts_on.year].append(line)
    # A cancelled edition leaves its year without one.
    taken = {year for year, rows in by_year.items() if any(not is_cancelled(row) for row in rows)}
    halves = {
        (row.starts_on.year, row.starts_on.month > 6): row.country  # which half it is
        for row in Presidency.objects.with_names().rotation(day)
    }
    first = day.year - YEARS_BEFORE if first is None else min(max(first, FIRST_YEAR), LAST_FIRST_YEAR)
    return BoardYears(
        day=day,
        years=tuple(
            YearLine(
                year=year,
                presidencies=(halves.get((year, False)), halves.get((year, True))),
                editions=tuple(by_year[year]),
                is_gap=is_gap(year, taken),
                is_over=year < day.year,
                is_present=year == day.year,
            )
            for year in range(first, first + YEARS)
        ),
        undated=tuple(line for line in lines if line.schedule.starts_on is None),
        warned=tuple(line for line in lines if line.warning_months is not None),
    )


def is_gap(year: int, taken: Iterable[int]) -> bool:
    """By the two-year rule, counted from the last edition before, one was due in this year, and none is known."""
    before = [other for other in taken if other <= year]
    return bool(before) and year != max(before) and (year - max(before)) % RHYTHM == 0


def is_cancelled(line: EditionLine) -> bool:
    return line.schedule.stage == EditionStage.CANCELLED


def edition_lines(day: date, user: Any) -> list[EditionLine]:
    """Every European edition known on the day of which something is reported, in their order."""
    schedules = EditionSchedule.objects.filter(known_on__lte=day).select_related("country")
    known = (
        Edition.objects.european()
        .known(day)
        .prefetch_related(Prefetch("schedules", schedules.prefetch_related("country__names")))
    )
    editions = sorted(known, key=lambda edition: edition.ordinal)
    sees_bids = can_read_shared(user)
    own = user.countries_with(Right.EDIT_BIDS) if sees_bids else []
    bids: dict[int, list[BidLine]] = defaultdict(list)
    for bid in bids_of(editions, day, user) if sees_bids else ():
        bids[bid.bid.edition_id].append(bid)
    return [
        edition_line(edition, schedule, bids[edition.pk], day, sees_bids, own)
        for edition in editions
        if (schedule := edition.schedule_on(day)) is not None
    ]


def edition_line(
    edition: Edition, schedule: EditionSchedule, bids: list[BidLine], day: date, sees_bids: bool, own: list[int]
) -> EditionLine:
    """One edition. A submitted bid is seen by the whole network, so that "no candidate" says nothing of an interest."""
    schedule.edition = edition  # at hand already
    has_candidate = schedule.country_id is not None or any(line.state in (*STANDING, *HOSTING) for line in bids)
    ahead = is_ahead(schedule, day)
    told_no_bid = sees_bids and ahead and not has_candidate
    # Once there is a host, how each bid ended stands on its own page; the board keeps those that still count.
    counting = (*BEING_WRITTEN, *STANDING, *(() if schedule.country_id else HOSTING))
    shown = [line for line in bids if line.state in counting] if ahead else []
    return EditionLine(
        edition=edition,
        schedule=schedule,
        is_ahead=ahead,
        bids=tuple(shown),
        warning_months=warning_months(schedule.period, day) if told_no_bid else None,
        told_no_bid=told_no_bid,
        may_express_interest=bool(own) and told_no_bid and not any(line.bid.country_id in own for line in bids),
    )
