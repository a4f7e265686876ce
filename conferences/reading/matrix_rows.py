"""The matrix of bids as one reader may see it: from the rows, as known on a day.

What the reader may not know is not fetched. Remarks are never here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from conferences.models import (
    STANDING,
    Assessor,
    Bid,
    BidCall,
    BidStep,
    ConflictOfInterest,
    HostDecision,
    Score,
    ScoreSheet,
)
from conferences.models.assessment import COMPARED, bids_with_scores_for
from conferences.reading.comparison import FACTS
from conferences.reading.matrix import Cell, Mark, Matrix, Party, published
from conferences.reading.weighing import weighted
from core.clock import present_day
from core.written import written
from network.seats import Right


def matrix_for(call: BidCall, user: Any, day: date) -> Matrix:
    """The matrix of a call as this person may see it. `call` with its edition and criteria."""
    criteria = tuple(row for row in call.criteria.all() if row.known_on <= day)
    assessors = tuple(
        Assessor.objects.visible_to(user)
        .filter(call=call, known_on__lte=day)
        .select_related("person", "country")
        .prefetch_related("country__names")
    )
    bids = [
        (bid, step)
        for bid in Bid.objects.visible_to(user)
        .filter(edition=call.edition)
        .select_related("country", "edition")
        .prefetch_related("country__names", "steps", "contents__lines")
        if (step := bid.step_on(day)) and step.state in COMPARED
    ]
    bids.sort(key=lambda entry: (submitted_on(entry[0], day) or day, entry[0].country.iso2))
    declared = list(
        ConflictOfInterest.objects.visible_to(user)
        .filter(bid__edition=call.edition, known_on__lte=day)
        .select_related("assessor__person")
    )
    read = set(bids_with_scores_for(user).filter(edition=call.edition).values_list("pk", flat=True))
    marks, sheets = known_marks(call, user, day, {(row.assessor_id, row.bid_id) for row in declared})
    finished = finished_assessors(call, user)
    decisions = HostDecision.objects.known(day).filter(edition=call.edition).select_related("meeting", "bid__country")
    weights = published(criteria)
    parties = []
    for place, (bid, step) in enumerate(bids):
        cells = tuple(Cell(tuple(marks[bid.pk, criterion.pk]), place) for criterion in criteria)
        means = {criterion.pk: cell.mean for criterion, cell in zip(criteria, cells, strict=True)}
        parties.append(
            Party(
                place=place,
                bid=bid,
                step=step,
                submitted_on=submitted_on(bid, day),
                facts=tuple(written(tell(bid, day)) for _label, tell in FACTS),
                cells=cells,
                result=weighted(means, weights),
                handed_in=len(sheets[bid.pk]),
                counted=sum(sheets[bid.pk]),
                hidden="" if bid.pk in read else why_hidden(user, finished),
            )
        )
    conflicts = tuple(conflict_lines(bids, assessors, declared))
    return Matrix(call, day, criteria, tuple(parties), assessors, conflicts, decisions.last())


def submitted_on(bid: Bid, day: date) -> date | None:
    """Since when the bid is before the network; None where only its end is on record."""
    return next((step.known_on for step in bid.steps.all() if step.state in STANDING and step.known_on <= day), None)


def known_marks(
    call: BidCall, user: Any, day: date, declared: set[tuple[int, int]]
) -> tuple[Mapping[tuple[int, int], list[Mark]], Mapping[int, list[bool]]]:
    """By (bid, criterion) the marks, and by bid whether each handed-in sheet counts, of those this person may know."""
    sheets: dict[int, list[bool]] = defaultdict(list)
    marks: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    counting = {}
    known = ScoreSheet.objects.known_to(user).handed_in(day).filter(bid__edition=call.edition)
    for pk, assessor, bid, own, country in known.order_by("pk").values_list(
        "pk", "assessor_id", "bid_id", "assessor__country_id", "bid__country_id"
    ):
        counting[pk] = (assessor, bid) not in declared and own != country
        sheets[bid].append(counting[pk])
    scores = Score.objects.filter(sheet__in=list(counting), value__isnull=False).order_by("sheet_id")
    for sheet, bid, criterion, value in scores.values_list("sheet_id", "sheet__bid_id", "criterion_id", "value"):
        marks[bid, criterion].append(Mark(int(value or 0), counting[sheet]))
    return marks, sheets


def finished_assessors(call: BidCall, user: Any) -> bool | None:
    """Has this person, as an assessor of the call, handed in all? None: is no assessor of it."""
    own = Assessor.objects.filter(call=call, person=user).select_related("call").first()
    return None if own is None else not own.bids_left().exists()


def why_hidden(user: Any, finished: bool | None) -> str:
    """Why this person does not see a bid's scores yet. finished: see `finished_assessors`."""
    if finished is False:
        return _("Hidden until you have handed in your own scores for all bids that you assess.")
    if finished:
        return _("Hidden from you until the choice: you do not assess this bid.")
    if user.may(Right.READ_SCORES):
        return _("Hidden until the assessment of all bids is closed.")
    return _("Scores are shown once the Directors General have chosen.")


def conflict_lines(
    bids: list[tuple[Bid, BidStep]], assessors: tuple[Assessor, ...], declared: list[ConflictOfInterest]
) -> list[tuple[str, str]]:
    """(bid's country, sentence) for who does not assess which bid, and why."""
    lines = []
    for bid, _step in bids:
        lines += [
            (str(bid.country), _("%(assessor)s does not assess it: it is the own country’s bid.") % {"assessor": row})
            for row in assessors
            if row.country_id == bid.country_id
        ]
        lines += [
            (
                str(bid.country),
                _("%(assessor)s stood back on %(day)s: “%(reason)s”.")
                % {"assessor": row.assessor, "day": written(row.known_on), "reason": row.reason.rstrip(".")},
            )
            for row in declared
            if row.bid_id == bid.pk
        ]
    return lines


def bids_before_directors(edition: Any, states: tuple[str, ...] = STANDING) -> list[Bid]:
    """The bids that the Directors General may choose from now, in the order of the columns."""
    bids = edition.bids.filter(state__in=states).select_related("country", "edition")
    today = present_day()
    return sorted(
        bids.prefetch_related("country__names", "steps", "contents__lines"),
        key=lambda bid: (submitted_on(bid, today) or today, bid.country.iso2),
    )
