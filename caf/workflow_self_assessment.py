"""The steps of a self-assessment: in preparation - individual scoring - consensus - approved - released."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from caf.actions.self_assessment import begin_consensus, report_use, take_report_back
from caf.models import AssessmentState, SelfAssessment
from caf.permissions import can_administer_self_assessment, can_lead_self_assessment
from caf.reading.self_assessment_model import caf_model
from core.workflow import Transition, Workflow


def missing_to_score(assessment: SelfAssessment) -> list[str]:
    if assessment.members.in_force_today().assessors().exists():
        return []
    return [_("Invite an assessor first.")]


def missing_to_agree(assessment: SelfAssessment) -> list[str]:
    """Nobody's scores are shown before all are in."""
    waiting = list(assessment.members.counted().filter(handed_in_at__isnull=True))
    if waiting:
        words = ngettext(
            "%(names)s has not handed in yet.", "%(names)s have not handed in yet.", len(waiting)
        )  # fmt: skip
        return [words % {"names": ", ".join(member.name for member in waiting)}]
    return missing_to_score(assessment) if not assessment.members.counted().exists() else []


def missing_to_approve(assessment: SelfAssessment) -> list[str]:
    agreed = set(assessment.consensus.filter(agreed_at__isnull=False).values_list("sub_criterion", flat=True))
    open_ones = [
        sub.code
        for criterion in caf_model(assessment.version, timezone.localdate())
        for sub in criterion.subs
        if sub.pk not in agreed
    ]
    if not open_ones:
        return []
    return [_("There is no consensus yet on %(codes)s.") % {"codes": ", ".join(open_ones)}]


SELF_ASSESSMENT = Workflow(
    (
        Transition(
            "score",
            gettext_lazy("Open the individual scoring"),
            sources=(AssessmentState.PREPARING,),
            target=AssessmentState.SCORING,
            who=can_lead_self_assessment,
            missing=missing_to_score,
        ),
        Transition(
            "agree",
            gettext_lazy("Open the consensus"),
            sources=(AssessmentState.SCORING,),
            target=AssessmentState.CONSENSUS,
            who=can_lead_self_assessment,
            missing=missing_to_agree,
            after=begin_consensus,
        ),
        Transition(
            "approve",
            gettext_lazy("Top management approved the report"),
            sources=(AssessmentState.CONSENSUS,),
            target=AssessmentState.APPROVED,
            who=can_administer_self_assessment,
            missing=missing_to_approve,
            after=report_use,
        ),
        Transition(
            "release",
            gettext_lazy("Release the scores"),
            sources=(AssessmentState.APPROVED, AssessmentState.WITHDRAWN),
            target=AssessmentState.RELEASED,
            who=can_administer_self_assessment,
        ),
        Transition(
            "withdraw",
            pgettext_lazy("of a self-assessment", "Withdraw the release"),
            sources=(AssessmentState.RELEASED,),
            target=AssessmentState.WITHDRAWN,
            who=can_administer_self_assessment,
            gives_up=True,
        ),
        Transition(
            "reopen",
            gettext_lazy("Take the approval back"),
            sources=(AssessmentState.APPROVED, AssessmentState.WITHDRAWN),
            target=AssessmentState.CONSENSUS,
            who=can_administer_self_assessment,
            gives_up=True,
            after=take_report_back,
        ),
        Transition(
            "abandon",
            gettext_lazy("Give the self-assessment up"),
            sources=(AssessmentState.PREPARING, AssessmentState.SCORING, AssessmentState.CONSENSUS),
            target=AssessmentState.ABANDONED,
            who=can_administer_self_assessment,
            gives_up=True,
        ),
    )
)
