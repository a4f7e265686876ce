"""Editions with what is known of them, and the bids to host them."""

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
from conferences.models.report import (
    FindingMark,
    ParticipantKind,
    PartKind,
    PartPlace,
    PartText,
    Report,
    ReportPart,
    ReportParticipant,
    ReportState,
    ReportStep,
)
from conferences.models.session import Session, SessionContributor, SessionKind

__all__ = [
    "BEING_WRITTEN",
    "HOSTING",
    "STANDING",
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
    "FindingMark",
    "FindingSubject",
    "HostSearchReport",
    "PartKind",
    "PartPlace",
    "PartText",
    "ParticipantKind",
    "Prize",
    "Report",
    "ReportPart",
    "ReportParticipant",
    "ReportState",
    "ReportStep",
    "Session",
    "SessionContributor",
    "SessionKind",
]
