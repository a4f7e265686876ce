"""What waits for the group of a self-assessment; part of `caf.work`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caf.models import AssessmentState, MemberRole, SelfAssessment, SelfAssessmentMember
from core.work import Waiting, WorkItem


def self_assessments_waiting(user: Any) -> Iterator[Waiting]:
    """Own scores to hand in; for those who lead a group, what is in preparation or to be agreed upon."""
    places = SelfAssessmentMember.objects.of(user)
    scoring = places.assessors().filter(handed_in_at__isnull=True, assessment__state=AssessmentState.SCORING)
    yield Waiting("self-assessment scores", scoring.select_related("assessment__organisation"), to_score)
    leads = places.filter(role__in=(MemberRole.ORGANISATION, MemberRole.GROUP)).values("assessment")
    rows = SelfAssessment.objects.filter(
        pk__in=leads, state__in=(AssessmentState.PREPARING, AssessmentState.CONSENSUS)
    ).order_by("pk")
    yield Waiting("self-assessment", rows.select_related("organisation"), to_lead)


def to_score(member: SelfAssessmentMember) -> WorkItem:
    return WorkItem(
        title=_("Score a self-assessment"),
        detail=f"{member.assessment.title}, {member.assessment.organisation.name}",
        url=reverse("caf:self_assessment_sheet", args=[member.assessment_id, 1]),
    )


def to_lead(assessment: SelfAssessment) -> WorkItem:
    prepares = assessment.state == AssessmentState.PREPARING
    return WorkItem(
        title=_("Prepare a self-assessment") if prepares else _("Agree in a self-assessment"),
        detail=f"{assessment.title}, {assessment.organisation.name}",
        url=assessment.get_absolute_url(),
    )
