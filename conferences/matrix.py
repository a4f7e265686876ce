"""The bids for an edition side by side, as known on a day, for one reader: what page, spreadsheet and PDF say.

What the reader may not know is not fetched. Remarks are never here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.comparison import FACTS
from conferences.models import (
    STANDING,
    Assessor,
    Bid,
    BidCall,
    BidCriterion,
    BidStep,
    ConflictOfInterest,
    HostDecision,
    Score,
    ScoreSheet,
)
from conferences.models.assessment import BEING_ASSESSED, COMPARED, HIGHEST, LOWEST, WHOLE, bids_with_scores_for
from conferences.weighing import LIFTED, Mark, Weights, equal, lifted, mean, rounded, scaled, weighted
from conferences.workflow.assessment import missing_weights, per_cent
from core.clock import present_day
from core.columns import Tag
from core.dots import DotRow, PlaceLine, colour_of, dot_row, place_lines, shape_of
from core.templatetags.portal import decimal, written
from network.seats import Right


def figure(value: Fraction | None) -> str:
    """78.0; a dash where there is none."""
    return decimal(rounded(value)) or "–"


@dataclass(frozen=True)
class Cell:
    """What the assessors gave a bid for one criterion. words: the same as the dots, for who does not see them."""

    marks: tuple[Mark, ...]
    party: int

    @cached_property
    def mean(self) -> Fraction | None:
        return mean(self.marks)

    @property
    def mean_words(self) -> str:
        return figure(self.mean)

    @property
    def drawing(self) -> DotRow:
        return dot_row([(mark.value, mark.counts) for mark in self.marks], first=LOWEST, last=HIGHEST, party=self.party)

    def listed(self, *, counted: bool) -> str:
        """4, 4, 5."""
        return ", ".join(str(value) for value in sorted(mark.value for mark in self.marks if mark.counts is counted))

    @property
    def figures(self) -> str:
        """3, 4 (3): those withdrawn in brackets."""
        withdrawn = self.listed(counted=False)
        return self.listed(counted=True) + (f" ({withdrawn})" if withdrawn else "")

    @property
    def words(self) -> str:
        counted, withdrawn = self.listed(counted=True), self.listed(counted=False)
        words = _("Scores: %(scores)s.") % {"scores": counted or _("none")}
        if not withdrawn:
            return words
        not_counted = _("Not counted: %(scores)s.") % {"scores": withdrawn}
        return f"{words} {not_counted}"


@dataclass(frozen=True)
class Party:
    """A bid's column. step: how it stood on the day. hidden: why its scores are not shown; "" if they are.

    handed_in, counted: how many assessors have handed in scores, and how many of these count.
    """

    place: int
    bid: Bid
    step: BidStep
    submitted_on: date | None
    facts: tuple[str, ...]
    cells: tuple[Cell, ...]
    result: Fraction | None
    handed_in: int
    counted: int
    hidden: str

    @property
    def name(self) -> str:
        return str(self.bid.country)

    @property
    def number(self) -> int:
        """From 1, for the name of its style."""
        return self.place % 6 + 1

    @property
    def colour(self) -> str:
        return colour_of(self.place)

    @property
    def shape(self) -> str:
        return shape_of(self.place)

    @property
    def result_words(self) -> str:
        return figure(self.result)

    @property
    def result_share(self) -> str:
        """For the length of the bar, in per cent."""
        return f"{float(self.result or 0):.2f}"

    @property
    def said(self) -> str:
        """Submitted on 3 March 2009."""
        return _("Submitted on %(day)s") % {"day": written(self.submitted_on)} if self.submitted_on else ""


@dataclass(frozen=True)
class NearRow:
    """The results with some weights: as written, in the order of the columns, and drawn."""

    label: str
    results: tuple[Fraction | None, ...]
    drawing: PlaceLine

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(figure(result) for result in self.results)


@dataclass(frozen=True)
class Matrix:
    call: BidCall
    day: date
    criteria: tuple[BidCriterion, ...]
    parties: tuple[Party, ...]
    assessors: tuple[Assessor, ...]
    conflicts: tuple[tuple[str, str], ...]
    decision: HostDecision | None

    @property
    def edition(self) -> Any:
        return self.call.edition

    @property
    def fact_labels(self) -> tuple[str, ...]:
        return tuple(str(label) for label, _tell in FACTS)

    @property
    def facts(self) -> list[tuple[str, list[tuple[Party, str]]]]:
        """Rows of (label, what each bid says)."""
        return [
            (label, [(party, party.facts[place]) for party in self.parties])
            for place, label in enumerate(self.fact_labels)
        ]

    @property
    def rows(self) -> list[tuple[BidCriterion, list[tuple[Party, Cell]]]]:
        """Rows of (criterion, each bid's cell)."""
        return [
            (criterion, [(party, party.cells[place]) for party in self.parties])
            for place, criterion in enumerate(self.criteria)
        ]

    @property
    def weights(self) -> Weights:
        return published(self.criteria)

    @property
    def weights_sum(self) -> str:
        return per_cent(sum(criterion.weight for criterion in self.criteria))

    @property
    def weights_problem(self) -> str:
        return " ".join(missing_weights(self.call)) if not self.weights else ""

    @property
    def are_shown(self) -> bool:
        """At least one bid's scores are shown, and there are some."""
        return any(party.handed_in and not party.hidden for party in self.parties)

    @property
    def has_withdrawn(self) -> bool:
        return any(not mark.counts for party in self.parties for cell in party.cells for mark in cell.marks)

    @property
    def is_comparable(self) -> bool:
        """Two results at least."""
        return sum(party.result is not None for party in self.parties) > 1

    @property
    def tag(self) -> Tag:
        states = {party.step.state for party in self.parties}
        if self.decision and self.decision.bid_id:
            return Tag("ok", _("Host chosen"))
        if not states:
            return Tag("off", _("No bid"))
        if states & set(BEING_ASSESSED):
            return Tag("under-way", _("Assessment open"))
        return Tag("under-way", _("Assessment closed"))

    @property
    def summary(self) -> str:
        """2 bids, 3 assessors, scores from 1 to 5."""
        bids, assessors = len(self.parties), len(self.assessors)
        return ", ".join(
            (
                str(self.edition.name),
                ngettext("%(n)s bid", "%(n)s bids", bids) % {"n": bids},
                ngettext("%(n)s assessor", "%(n)s assessors", assessors) % {"n": assessors},
                _("scores from %(lowest)s to %(highest)s") % {"lowest": LOWEST, "highest": HIGHEST},
            )
        )

    def result_with(self, party: Party, weights: Weights) -> Fraction | None:
        means = {criterion.pk: cell.mean for criterion, cell in zip(self.criteria, party.cells, strict=True)}
        return weighted(means, weights)

    def near(self, lift: BidCriterion | None = None, own: Mapping[int, int] | None = None) -> list[NearRow]:
        """The results as published, with all weights equal, with one criterion at 40 per cent (the heaviest, unless
        `lift` names one), and with the reader's own weights by criterion, made to add up to 100."""
        weights = self.weights
        if not weights or not self.is_comparable:
            return []
        tried: list[tuple[str, Weights]] = [(_("As published"), weights), (_("All equal"), equal(weights))]
        lift = lift or max(self.criteria, key=lambda criterion: criterion.weight)
        if len(weights) > 1:
            label = _("%(criterion)s at %(weight)s") % {"criterion": lift.name, "weight": per_cent(LIFTED)}
            tried.append((label, lifted(weights, lift.pk)))
        if own and (mine := scaled(own)):
            tried.append((_("Your weights"), mine))
        results = [tuple(self.result_with(party, row) for party in self.parties) for _label, row in tried]
        lines = place_lines([[None if one is None else float(one) for one in row] for row in results])
        return [NearRow(tried[place][0], results[place], lines[place]) for place in range(len(tried))]

    @property
    def widest_spread(self) -> int:
        """By how many points the counted scores of one bid and criterion differ at most."""
        spreads = [0]
        for party in self.parties:
            for cell in party.cells:
                values = [mark.value for mark in cell.marks if mark.counts]
                spreads.append(max(values) - min(values) if values else 0)
        return max(spreads)

    def said_of(self, near: list[NearRow]) -> str:
        """How far the assessors agree, and whether other weights change the order."""
        spread = self.widest_spread
        agree = (
            ngettext(
                "The assessors agree within %(n)s point on every criterion.",
                "The assessors agree within %(n)s points on every criterion.",
                spread,
            )
            % {"n": spread}
            if spread
            else _("The assessors gave the same scores.")
        )
        orders = [order_of(row.results) for row in near]
        changes = sum(order != orders[0] for order in orders[1:])
        if not changes:
            same = _("The order stays the same with these other weights:")
            return f"{agree} {same}"
        sentence = ngettext(
            "Other weights change the distance, and once the order:",
            "Other weights change the distance, and %(n)s times the order:",
            changes,
        ) % {"n": changes}
        return f"{agree} {sentence}"


def order_of(results: tuple[Fraction | None, ...]) -> list[int]:
    """Places of the columns by their results, the highest first."""
    return sorted(range(len(results)), key=lambda place: -(results[place] or 0))


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
        .prefetch_related("country__names", "steps")
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


def published(criteria: tuple[BidCriterion, ...]) -> Weights:
    """The weights of the call; none while they do not add up to 100 per cent, so that there is no result."""
    weights = {criterion.pk: Fraction(criterion.weight) for criterion in criteria}
    return weights if sum(weights.values()) == WHOLE else {}


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
        marks[bid, criterion].append(Mark(value, counting[sheet]))
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
        bids.prefetch_related("country__names", "steps"),
        key=lambda bid: (submitted_on(bid, today) or today, bid.country.iso2),
    )
