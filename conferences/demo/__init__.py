"""The records of conferences as the portal brings them: European, national and other editions, bids."""

from collections import Counter
from pathlib import Path

from conferences.models import (
    Attendance,
    Bid,
    BidCall,
    BidStep,
    Case,
    CaseCall,
    CaseCallTerms,
    CaseComment,
    CaseCriterion,
    CaseFriend,
    CaseMilestone,
    CaseRelease,
    CaseReview,
    CaseReviewer,
    CaseScore,
    CaseStep,
    CaseSubTheme,
    Edition,
    EditionSchedule,
    Evaluation,
    Finding,
    HostSearchReport,
    Prize,
    Session,
    SessionContributor,
    SessionReport,
)
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS
from network.models import Person

KEYS = NETWORK_KEYS | {
    Attendance: ("edition", "known_on"),
    Bid: ("edition", "country"),
    BidCall: ("edition",),
    BidStep: ("bid", "state", "known_on"),
    Case: ("call", "country", "title__en"),
    CaseCall: ("edition",),
    CaseComment: ("case", "friend"),
    CaseCallTerms: ("call", "known_on"),
    CaseCriterion: ("call", "place"),
    CaseFriend: ("case", "stage", "known_on"),
    CaseMilestone: ("call", "due_on"),
    CaseRelease: ("call",),
    CaseReview: ("reviewer",),
    CaseReviewer: ("case", "person"),
    CaseScore: ("review", "criterion"),
    CaseStep: ("case", "state", "known_on"),
    CaseSubTheme: ("call", "place"),
    Edition: ("code",),
    EditionSchedule: ("edition", "known_on"),
    Evaluation: ("edition", "known_on"),
    Finding: ("edition", "subject", "area"),
    HostSearchReport: ("edition", "body", "known_on"),
    Person: ("email",),
    Prize: ("edition", "place"),
    Session: ("edition", "code"),
    SessionContributor: ("session", "place"),
    SessionReport: ("session", "language"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Edition, "european.toml")
    files.load(Edition, "belgian.toml")
    files.load(Edition, "africities.toml")
    files.load(CaseCall, "case.toml")
    files.load(CaseFriend, "case_friend.toml")
    return files.counts


def load_with_people() -> Counter[str]:
    """The same for what people wrote: when there are people."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(CaseReviewer, "case_review.toml")
    files.load(CaseComment, "case_comment.toml")
    return files.counts
