"""The records of conferences as the portal brings them: European, national and other editions, bids."""

from collections import Counter
from pathlib import Path

from conferences.demo.prize import load_belgian_release
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
    JuryMember,
    Laureate,
    LaureateStep,
    Nominee,
    PressNote,
    Prize,
    Session,
    SessionContributor,
    SessionReport,
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
    JuryMember: ("edition", "prize", "organisation"),
    Laureate: ("prize", "nominee"),
    LaureateStep: ("laureate", "state", "known_on"),
    Nominee: ("edition", "organisation"),
    PressNote: ("edition", "known_on"),
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
    return files.counts + load_belgian_release()
