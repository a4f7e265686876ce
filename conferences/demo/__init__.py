"""The records of conferences as the portal brings them: European, national and other editions, bids."""

from collections import Counter
from pathlib import Path

from conferences.demo.evaluation import load_answers
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
    Prize,
    Questionnaire,
    QuestionnaireStep,
    ReportedResult,
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
    Prize: ("edition", "place"),
    Questionnaire: ("edition", "audience", "moment"),
    QuestionnaireStep: ("questionnaire", "state", "known_on"),
    ReportedResult: ("edition", "audience", "question"),
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
    files.load(Questionnaire, "evaluation.toml")
    files.load(ReportedResult, "reported_results.toml")
    return files.counts + load_answers()
