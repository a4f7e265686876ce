"""A self-assessment as it stands, worked out from its rows for one reader: values, spreads, means, findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caf.models import ConsensusScore, PanelRow, Score, SelfAssessment, SelfAssessmentMember, Side
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import TEXTS, VALUES
from caf.reading.self_assessment_arithmetic import Line, Spread, figure, mean_line, spread
from caf.reading.self_assessment_model import CriterionShown, SubShown, caf_model

Rows = dict[int, Any]


@dataclass(frozen=True)
class Mark:
    """What one assessor says of a sub-criterion. score: the row, None where there is none."""

    member: SelfAssessmentMember
    score: Score | None
    line: Line

    @property
    def values(self) -> list[int | None]:
        """In the order of the panel's rows."""
        return [getattr(self.score, name) if self.score else None for name in VALUES[: self.line.parts]]


@dataclass(frozen=True)
class SubResult:
    """marks: of the assessors that this reader may see. row: the group's own sheet, None where it may not be read."""

    sub: SubShown
    rows: tuple[PanelRow, ...]
    marks: tuple[Mark, ...]
    row: ConsensusScore | None
    line: Line

    @property
    def spread(self) -> Spread | None:
        return spread([mark.line.value for mark in self.marks])

    @property
    def spread_words(self) -> str:
        """How far the assessors lie apart, in words; "" where nobody has a value."""
        found = self.spread
        if found is None:
            return ""
        if found.number == 1:
            return _("One assessor has a value: %(value)s.") % {"value": figure(found.lowest)}
        words = {
            "low": figure(found.lowest),
            "high": figure(found.highest),
            "distance": figure(found.distance),
        }
        if found.is_far:
            return _("From %(low)s to %(high)s: %(distance)s apart. Talk about it before you agree.") % words
        if not found.distance:
            return _("All say %(low)s.") % words
        return _("From %(low)s to %(high)s: %(distance)s apart.") % words

    @property
    def distance_words(self) -> str:
        found = self.spread
        return figure(found.distance) if found and found.number > 1 else "–"

    @property
    def criterion_number(self) -> str:
        return self.sub.code.partition(".")[0]

    @property
    def is_agreed(self) -> bool:
        return self.row is not None and self.row.agreed_at is not None

    @property
    def texts(self) -> list[tuple[str, str]]:
        """(label, words) of what the group wrote."""
        if self.row is None:
            return []
        said = [(ConsensusScore.label(name), getattr(self.row, name)) for name in TEXTS]
        return [(label, words) for label, words in said if words]

    def said(self, name: str) -> list[tuple[SelfAssessmentMember, str]]:
        """What the assessors wrote under one heading."""
        return [
            (mark.member, getattr(mark.score, name)) for mark in self.marks if mark.score and getattr(mark.score, name)
        ]


@dataclass(frozen=True)
class CriterionResult:
    criterion: CriterionShown
    subs: tuple[SubResult, ...]

    @property
    def line(self) -> Line:
        """The mean of its sub-criteria."""
        return mean_line([sub.line.value for sub in self.subs])

    @property
    def agreed(self) -> int:
        return sum(sub.is_agreed for sub in self.subs)

    @property
    def is_agreed(self) -> bool:
        return self.agreed == len(self.subs)


@dataclass(frozen=True)
class Standing:
    assessment: SelfAssessment
    members: tuple[SelfAssessmentMember, ...]
    criteria: tuple[CriterionResult, ...]

    def side(self, side: str) -> Line:
        """The mean of the criteria of a side."""
        return mean_line([row.line.value for row in self.criteria if row.criterion.side == side])

    @property
    def sides(self) -> list[tuple[str, Line]]:
        return [(str(side.label), self.side(side)) for side in Side]

    @property
    def total(self) -> Line:
        """The mean of the criteria."""
        return mean_line([row.line.value for row in self.criteria])

    @property
    def subs(self) -> list[SubResult]:
        return [sub for row in self.criteria for sub in row.subs]

    @property
    def agreed(self) -> int:
        return sum(row.agreed for row in self.criteria)

    @property
    def is_complete(self) -> bool:
        return bool(self.criteria) and all(row.is_agreed for row in self.criteria)

    def agreed_words(self) -> str:
        return ngettext(
            "Consensus on %(agreed)s of %(all)s sub-criterion", "Consensus on %(agreed)s of %(all)s sub-criteria",
            len(self.subs),
        ) % {"agreed": self.agreed, "all": len(self.subs)}  # fmt: skip


def standing(
    assessment: SelfAssessment,
    user: Any,
    day: date,
    *,
    with_marks: bool = True,
    only: int | None = None,
    model: Sequence[CriterionShown] | None = None,
) -> Standing:
    """All of it, as far as this person may see it, in a fixed number of queries. only: the number of one criterion.

    day: as of which the criteria are named.
    """
    members: tuple[SelfAssessmentMember, ...] = ()
    marks: dict[int, Rows] = defaultdict(dict)
    criteria = [row for row in model or caf_model(assessment.version, day) if only in (None, row.number)]
    wanted = [sub.pk for criterion in criteria for sub in criterion.subs]
    if with_marks and assessment.is_open_to_group:
        members = tuple(assessment.members.visible_to(user).counted())
        scores = Score.objects.visible_to(user).filter(member__assessment=assessment, sub_criterion__in=wanted)
        for score in scores:
            marks[score.sub_criterion_id][score.member_id] = score
    agreed = ConsensusScore.objects.visible_to(user).filter(assessment=assessment, sub_criterion__in=wanted)
    sheets: Rows = {row.sub_criterion_id: row for row in agreed}
    return Standing(
        assessment,
        members,
        tuple(
            CriterionResult(
                criterion,
                tuple(
                    sub_result(assessment, sub, members, marks[sub.pk], sheets.get(sub.pk)) for sub in criterion.subs
                ),
            )
            for criterion in criteria
        ),
    )


def sub_result(
    assessment: SelfAssessment,
    sub: SubShown,
    members: Sequence[SelfAssessmentMember],
    scores: Rows,
    row: ConsensusScore | None,
) -> SubResult:
    rows = PANEL_ROWS[assessment.panel, sub.side]
    return SubResult(
        sub=sub,
        rows=rows,
        marks=tuple(
            Mark(member, scores.get(member.pk), line_of(scores.get(member.pk), len(rows))) for member in members
        ),
        row=row,
        line=line_of(row, len(rows)),
    )


def line_of(row: Any, rows: int) -> Line:
    """The value of a sheet with its arithmetic."""
    parts = row.parts(rows) if row is not None else None
    return mean_line(parts) if parts is not None else Line(None, "", rows, rows)


def values_of(sheets: dict[int, ConsensusScore], criterion: CriterionShown, panel: str) -> Fraction | None:
    """The value of one criterion from the sheets alone."""
    rows = len(PANEL_ROWS[panel, criterion.side])
    lines = [line_of(sheets.get(sub.pk), rows) for sub in criterion.subs]
    return mean_line([line.value for line in lines]).value
