"""The records of conferences as the portal brings them: European, national and other editions, bids."""

from collections import Counter
from pathlib import Path

from conferences.models import (
    Attendance,
    Bid,
    BidCall,
    BidStep,
    Edition,
    EditionSchedule,
    Evaluation,
    Finding,
    HostSearchReport,
    PartPlace,
    PartText,
    Prize,
    Report,
    ReportPart,
    ReportParticipant,
    ReportStep,
    Session,
    SessionContributor,
)
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS

KEYS = NETWORK_KEYS | {
    Attendance: ("edition", "known_on"),
    Bid: ("edition", "country"),
    BidCall: ("edition",),
    BidStep: ("bid", "state", "known_on"),
    Edition: ("code",),
    EditionSchedule: ("edition", "known_on"),
    Evaluation: ("edition", "known_on"),
    Finding: ("edition", "subject", "area"),
    HostSearchReport: ("edition", "body", "known_on"),
    PartPlace: ("part", "known_on"),
    PartText: ("part", "language", "revision"),
    Prize: ("edition", "place"),
    Report: ("session",),
    ReportParticipant: ("report", "kind", "place"),
    ReportPart: ("report", "key"),
    ReportStep: ("report", "state", "known_on"),
    Session: ("edition", "code"),
    SessionContributor: ("session", "place"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Edition, "european.toml")
    files.load(Edition, "belgian.toml")
    files.load(Edition, "africities.toml")
    files.load(Report, "report.toml")
    return files.counts
