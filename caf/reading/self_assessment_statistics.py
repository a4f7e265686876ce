"""What released self-assessments come to together, without telling one organisation's scores.

One organisation counts once for a version and a panel, with the one released last. Of fewer than five nothing is
shown. A figure covers those released first, in fives: the next organisation changes nothing that is shown until four
more have come, so that two looks at the page do not give one away. There is one view only, no filter and no total
over the groups, so none can be taken from another; means are whole numbers, and there is neither highest nor lowest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from caf.models import AssessmentState, CafVersion, ConsensusScore, ScoringPanel, SelfAssessment
from caf.reading.self_assessment_arithmetic import figure
from caf.reading.self_assessment_model import CriterionShown, caf_model
from caf.reading.self_assessment_result import values_of
from core.phrases import labelled

LEAST = 5
"""The smallest group of organisations of which anything is shown, and by how many a group grows."""


@dataclass(frozen=True)
class MeanShown:
    criterion: CriterionShown
    mean: Fraction

    @property
    def words(self) -> str:
        return figure(self.mean, 0)


@dataclass(frozen=True)
class GroupShown:
    """number: of the organisations in the means. means: empty where there are too few."""

    version: str
    panel: str
    number: int
    means: tuple[MeanShown, ...]

    @property
    def label(self) -> str:
        return labelled(CafVersion(self.version).label, ScoringPanel(self.panel).label)


def shown_of(released: Iterable[SelfAssessment]) -> list[SelfAssessment]:
    """Of one group, ordered by release: the last of each organisation, then as many whole fives as there are."""
    last = {row.organisation_id: row for row in released}
    rows = sorted(last.values(), key=lambda row: (row.released_on, row.pk))
    return rows[: len(rows) // LEAST * LEAST]


def released_rows() -> Iterator[SelfAssessment]:
    """Those whose release stands, oldest release first."""
    rows = SelfAssessment.objects.filter(state=AssessmentState.RELEASED).for_list()
    yield from rows.order_by("released_on", "pk")


def statistics(day: date) -> list[GroupShown]:
    """Each version and panel of which something was released. day: as of which the criteria are named."""
    groups: dict[tuple[str, str], list[SelfAssessment]] = defaultdict(list)
    for row in released_rows():
        groups[row.version, row.panel].append(row)
    shown = {key: shown_of(rows) for key, rows in groups.items()}
    wanted = [row.pk for rows in shown.values() for row in rows]
    sheets: dict[int, dict[int, Any]] = defaultdict(dict)
    for sheet in ConsensusScore.objects.filter(assessment__in=wanted):
        sheets[sheet.assessment_id][sheet.sub_criterion_id] = sheet
    found = []
    for (version, panel), rows in sorted(shown.items()):
        means = tuple(means_of(caf_model(version, day), panel, [sheets[row.pk] for row in rows])) if rows else ()
        found.append(GroupShown(version, panel, len(rows), means))
    return found


def means_of(model: Iterable[CriterionShown], panel: str, sheets: list[dict[int, Any]]) -> Iterator[MeanShown]:
    for criterion in model:
        values = [values_of(one, criterion, panel) for one in sheets]
        known = [value for value in values if value is not None]
        if len(known) >= LEAST:
            yield MeanShown(criterion, sum(known, Fraction(0)) / len(known))
