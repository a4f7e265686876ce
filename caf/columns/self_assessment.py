"""What a row of the self-assessments, of their steps and of improvement actions shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models import (
    AssessmentState,
    ImprovementAction,
    ImprovementProgress,
    SelfAssessment,
    SelfAssessmentStep,
)
from caf.models.self_assessment_plan import Phase
from core.columns import NONE, Column, Kind, column, columns, tag_column

STATE_TAGS: dict[str, str] = {
    AssessmentState.PREPARING: "off",
    AssessmentState.SCORING: "under-way",
    AssessmentState.CONSENSUS: "under-way",
    AssessmentState.APPROVED: "ok",
    AssessmentState.RELEASED: "ok",
    AssessmentState.WITHDRAWN: "off",
    AssessmentState.ABANDONED: "off",
}
PHASE_TAGS: dict[str, str] = {
    Phase.PLAN: "off",
    Phase.DO: "under-way",
    Phase.CHECK: "under-way",
    Phase.ACT: "ok",
}


def iso2_of(country: Any) -> str:
    return str(country.iso2)


def part_of(row: Any, _day: date) -> str:
    return row.part or gettext("the whole organisation")


def day_column(name: str, label: Any) -> Column:
    """A day of its steps, which its page tells one by one."""
    return Column(name, label, lambda row, _day: getattr(row, name), Kind.DATE, sort=(name,), in_page=False)


SELF_ASSESSMENT = (
    column(SelfAssessment, "title", in_page=False),
    column(SelfAssessment, "organisation"),
    Column("country", _("Country"), lambda row, _day: row.organisation.country, Kind.RECORD, code=iso2_of),
    tag_column(SelfAssessment, "state", STATE_TAGS),
    column(SelfAssessment, "version"),
    column(SelfAssessment, "panel"),
    column(
        SelfAssessment,
        "part",
        value=lambda row, _day: row.part or gettext("the whole organisation"),
        in_list=False,
    ),
    column(SelfAssessment, "known_on", label=_("Opened on")),
    Column(
        "approved_on",
        _("Report approved on"),
        lambda row, _day: row.approved_on,
        Kind.DATE,
        sort=("approved_on",),
        in_page=False,
        empty=NONE,
    ),
    Column(
        "released_on",
        _("Released on"),
        lambda row, _day: row.released_on,
        Kind.DATE,
        sort=("released_on",),
        in_page=False,
        empty=NONE,
    ),
)
OF_ORGANISATION = tuple(row for row in SELF_ASSESSMENT if row.key not in ("organisation", "country", "panel"))
STEP = (
    column(
        SelfAssessmentStep,
        "state",
        kind=Kind.TAG,
        words=dict(AssessmentState.choices),
        tags=STATE_TAGS,
    ),
    column(SelfAssessmentStep, "known_on", label=_("On")),
    column(SelfAssessmentStep, "note", empty=NONE),
)
IMPROVEMENT = (
    column(ImprovementAction, "title", in_page=False),
    Column(
        "sub_criteria",
        _("Sub-criteria"),
        lambda row, _day: ", ".join(sub.code for sub in row.sub_criteria.all()),
        empty=NONE,
    ),
    Column("priority", _("Priority"), lambda row, _day: row.priority, Kind.NUMBER, sort=("priority",)),
    *columns(ImprovementAction, ("effect", "feasibility"), in_list=False),
    column(ImprovementAction, "owner"),
    column(ImprovementAction, "due_on"),
    Column(
        "phase",
        _("Phase"),
        lambda row, day: row.phase_on(day),
        Kind.TAG,
        words=dict(Phase.choices),
        tags=PHASE_TAGS,
    ),
    column(ImprovementAction, "measure", in_list=False),
)
PROGRESS = (
    tag_column(ImprovementProgress, "phase", PHASE_TAGS),
    column(ImprovementProgress, "known_on", label=_("Reported on")),
    *columns(ImprovementProgress, ("measured", "note"), empty=NONE),
)
