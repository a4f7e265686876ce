"""Editions with what is known of them, and the bids to host them."""

from conferences.models.bid import Bid, BidCall, BidState, BidStep, HostSearchReport
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
    "Attendance",
    "Bid",
    "BidCall",
    "BidState",
    "BidStep",
    "Edition",
    "EditionKind",
    "EditionSchedule",
    "EditionStage",
    "Evaluation",
    "Finding",
    "FindingSubject",
    "HostSearchReport",
    "Prize",
    "Session",
    "SessionContributor",
    "SessionKind",
    "SessionReport",
]
