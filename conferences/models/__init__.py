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
    OUTSIDE,
    STANDING,
    Bid,
    BidCall,
    BidState,
    BidStep,
    HostSearchReport,
    OutsideState,
)
from conferences.models.bid_call import BidCallReport, BidPart, CallTerms
from conferences.models.bid_content import BidContent, BidLetter, FinancingLine
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
    "OUTSIDE",
    "STANDING",
    "AssessmentDeadline",
    "Assessor",
    "Attendance",
    "Bid",
    "BidCall",
    "BidCallReport",
    "BidContent",
    "BidCriterion",
    "BidLetter",
    "BidPart",
    "BidState",
    "BidStep",
    "CallTerms",
    "ConflictOfInterest",
    "Edition",
    "EditionKind",
    "EditionSchedule",
    "EditionStage",
    "Evaluation",
    "FinancingLine",
    "Finding",
    "FindingSubject",
    "HostDecision",
    "HostSearchReport",
    "OutsideState",
    "Prize",
    "Score",
    "ScoreSheet",
    "Session",
    "SessionContributor",
    "SessionKind",
    "SessionReport",
]
