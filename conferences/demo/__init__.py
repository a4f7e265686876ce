"""The records of conferences as the portal brings them: European, national and other editions, bids."""

from collections import Counter
from pathlib import Path

from conferences.demo import programme
from conferences.models import (
    Assessor,
    Attendance,
    Bid,
    BidCall,
    BidCallReport,
    BidContent,
    BidCriterion,
    BidStep,
    Edition,
    EditionDocument,
    EditionFigure,
    EditionFrame,
    EditionPartner,
    EditionSchedule,
    Evaluation,
    FinancingLine,
    Finding,
    Hall,
    HostSearchReport,
    Prize,
    Session,
    SessionContributor,
    SessionPerson,
    SessionReport,
)
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS
from network.models import Person

KEYS = NETWORK_KEYS | {
    Assessor: ("call", "person"),
    Attendance: ("edition", "known_on"),
    Bid: ("edition", "country"),
    BidCall: ("edition",),
    BidCallReport: ("call", "known_on"),
    BidContent: ("bid", "number"),
    BidCriterion: ("call", "place"),
    BidStep: ("bid", "state", "known_on"),
    Edition: ("code",),
    EditionDocument: ("edition", "link"),
    EditionFigure: ("edition", "kind", "known_on"),
    EditionFrame: ("edition", "known_on"),
    EditionPartner: ("edition", "role", "country", "body", "known_on"),
    EditionSchedule: ("edition", "known_on"),
    Evaluation: ("edition", "known_on"),
    FinancingLine: ("content", "place"),
    Finding: ("edition", "subject", "area"),
    Hall: ("edition", "name"),
    HostSearchReport: ("edition", "body", "known_on"),
    Prize: ("edition", "place"),
    Session: ("edition", "code"),
    SessionContributor: ("session", "place"),
    SessionPerson: ("session", "role", "place"),
    SessionReport: ("session", "language"),
    Person: ("email",),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Edition, "european.toml")
    files.load(Edition, "belgian.toml")
    files.load(Edition, "africities.toml")
    files.load(BidCriterion, "assessment_criteria.toml")
    return files.counts + programme.load(files.folder, KEYS)


def load_assessors() -> Counter[str]:
    """Enter or mend the assessors: when the people to try the portal with are there."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Assessor, "assessment_assessors.toml")
    return files.counts
