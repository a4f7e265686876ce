"""Editions with what is known of them, and the bids to host them."""

from conferences.models.assessment import (
    AssessmentDeadline,
    Assessor,
    BidCriterion,
    ConflictOfInterest,
    HostDecision,
    Score,
    ScoreSheet,
)
from conferences.models.bid import (
    BEING_WRITTEN,
    HOSTING,
    STANDING,
    Bid,
    BidCall,
    BidState,
    BidStep,
    HostSearchReport,
)
from conferences.models.edition import (
    Attendance,
    Edition,
    EditionKind,
    EditionSchedule,
    EditionStage,
    Evaluation,
    Finding,
    FindingSubject,
)
from conferences.models.prize import Prize
from conferences.models.session import Session, SessionContributor, SessionKind, SessionReport

__all__ = [
    "BEING_WRITTEN",
    "HOSTING",
    "STANDING",
    "AssessmentDeadline",
    "Assessor",
    "Attendance",
    "Bid",
    "BidCall",
    "BidCriterion",
    "BidState",
    "BidStep",
    "ConflictOfInterest",
    "Edition",
    "EditionKind",
    "EditionSchedule",
    "EditionStage",
    "Evaluation",
    "Finding",
    "FindingSubject",
    "HostDecision",
    "HostSearchReport",
    "Prize",
    "Score",
    "ScoreSheet",
    "Session",
    "SessionContributor",
    "SessionKind",
    "SessionReport",
]
