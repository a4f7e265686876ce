"""The bids for an edition side by side: what page, spreadsheet and PDF say. Made by `matrix_rows`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.models import (
    Assessor,
    Bid,
    BidCall,
    BidCriterion,
    BidStep,
    HostDecision,
)
from conferences.models.assessment import BEING_ASSESSED, HIGHEST, LOWEST, WHOLE
from conferences.reading.comparison import FACTS
from conferences.reading.weighing import LIFTED, Weights, equal, lifted, scaled, weighted
from conferences.workflow.assessment import missing_weights, per_cent
from core import scoring
from core.columns import Tag
from core.dots import DotRow, PlaceLine, colour_of, dot_row, place_lines, shape_of
from core.written import decimal, written


def figure(value: Fraction | None) -> str:
    """78.0; a dash where there is none."""
    return decimal(scoring.rounded(value)) or "–"


@dataclass(frozen=True)
class Mark:
    """One assessor's score for one criterion of one bid. Withdrawn for a conflict of interest, it does not count."""

    value: int
    counts: bool = True


@dataclass(frozen=True)
class Cell:
    """What the assessors gave a bid for one criterion. words: the same as the dots, for who does not see them."""

    marks: tuple[Mark, ...]
    party: int

    @property
    def counted(self) -> list[int]:
        return [mark.value for mark in self.marks if mark.counts]

    @cached_property
    def mean(self) -> Fraction | None:
        return scoring.mean(self.counted)

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
        return max((scoring.spread(cell.counted) or 0 for party in self.parties for cell in party.cells), default=0)

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


def published(criteria: tuple[BidCriterion, ...]) -> Weights:
    """The weights of the call; none while they do not add up to 100 per cent, so that there is no result."""
    weights = {criterion.pk: Fraction(criterion.weight) for criterion in criteria}
    return weights if sum(weights.values()) == WHOLE else {}
