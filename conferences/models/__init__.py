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
from conferences.models.edition_detail import (
    DocumentFile,
    EditionDocument,
    EditionFigure,
    EditionFrame,
    EditionPartner,
    FigureKind,
    PartnerRole,
)
from conferences.models.prize import Prize
from conferences.models.programme import (
    Hall,
    KeptClash,
    ProgrammeEntry,
    ProgrammeVersion,
    SessionPerson,
    SessionRole,
)
from conferences.models.session import Session, SessionContributor, SessionKind, SessionReport

__all__ = [
    "BEING_WRITTEN",
    "HOSTING",
    "STANDING",
    "Attendance",
    "Bid",
    "BidCall",
    "BidState",
    "BidStep",
    "DocumentFile",
    "Edition",
    "EditionDocument",
    "EditionFigure",
    "EditionFrame",
    "EditionKind",
    "EditionPartner",
    "EditionSchedule",
    "EditionStage",
    "Evaluation",
    "FigureKind",
    "Finding",
    "FindingSubject",
    "Hall",
    "HostSearchReport",
    "KeptClash",
    "PartnerRole",
    "Prize",
    "ProgrammeEntry",
    "ProgrammeVersion",
    "Session",
    "SessionContributor",
    "SessionKind",
    "SessionPerson",
    "SessionReport",
    "SessionRole",
]
