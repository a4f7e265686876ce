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
from conferences.models.case import CHOSEN, DECIDED, OUTSIDE, Case, CaseState, CaseStep
from conferences.models.case_call import (
    CaseCall,
    CaseCallTerms,
    CaseCriterion,
    CaseMilestone,
    CaseRelease,
    CaseSubTheme,
)
from conferences.models.case_friend import CaseComment, CaseFriend, FriendStage
from conferences.models.case_review import CaseConflict, CaseReview, CaseReviewer, CaseScore
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
    "CHOSEN",
    "DECIDED",
    "HOSTING",
    "OUTSIDE",
    "STANDING",
    "Attendance",
    "Bid",
    "BidCall",
    "BidState",
    "BidStep",
    "Case",
    "CaseCall",
    "CaseCallTerms",
    "CaseComment",
    "CaseConflict",
    "CaseCriterion",
    "CaseFriend",
    "CaseMilestone",
    "CaseRelease",
    "CaseReview",
    "CaseReviewer",
    "CaseScore",
    "CaseState",
    "CaseStep",
    "CaseSubTheme",
    "Edition",
    "EditionKind",
    "EditionSchedule",
    "EditionStage",
    "Evaluation",
    "Finding",
    "FindingSubject",
    "FriendStage",
    "HostSearchReport",
    "Prize",
    "Session",
    "SessionContributor",
    "SessionKind",
    "SessionReport",
]
