"""What a row of criteria, deadlines and assessors shows, and one of what was decided on the host."""

from __future__ import annotations

from conferences.models import AssessmentDeadline, Assessor, BidCriterion, HostDecision
from core.columns import Kind, column

CRITERION = (
    column(BidCriterion, "name", second=lambda row, _day: row.about),
    column(BidCriterion, "weight"),
    column(BidCriterion, "known_on"),
)
DEADLINE = (
    column(AssessmentDeadline, "ends_at"),
    column(AssessmentDeadline, "known_on"),
    column(AssessmentDeadline, "note"),
)
ASSESSOR = (
    column(Assessor, "person"),
    column(Assessor, "country", value=lambda row, _day: str(row.country or "–"), kind=Kind.TEXT),
    column(Assessor, "known_on"),
)
DECISION = (
    column(HostDecision, "bid", value=lambda row, _day: row.outcome, kind=Kind.TEXT),
    column(HostDecision, "meeting", value=lambda row, _day: row.meeting.short_name, kind=Kind.TEXT),
    column(HostDecision, "reason"),
    column(HostDecision, "confirmation_due_on"),
    column(HostDecision, "known_on"),
)
