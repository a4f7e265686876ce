"""Editions with what is known of them, and the bids to host them."""

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
    "Attendance",
    "Bid",
    "BidCall",
    "BidCallReport",
    "BidContent",
    "BidLetter",
    "BidPart",
    "BidState",
    "BidStep",
    "CallTerms",
    "Edition",
    "EditionKind",
    "EditionSchedule",
    "EditionStage",
    "Evaluation",
    "FinancingLine",
    "Finding",
    "FindingSubject",
    "HostSearchReport",
    "OutsideState",
    "Prize",
    "Session",
    "SessionContributor",
    "SessionKind",
    "SessionReport",
]
