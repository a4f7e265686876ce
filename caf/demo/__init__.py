"""The records of CAF as the portal brings them: counts and goals, events, PEF, and organisations to try with."""

from collections import Counter
from pathlib import Path

from caf.models import (
    CafEventReport,
    Contribution,
    Count,
    Event,
    Goal,
    Organisation,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotReport,
    ProcedureReport,
    Registration,
)
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS

KEYS = NETWORK_KEYS | {
    CafEventReport: ("event", "known_on"),
    Contribution: ("country", "known_on"),
    Count: ("country", "unit", "starts_on", "known_on"),
    Event: ("name__en",),
    Goal: ("unit", "known_on"),
    Organisation: ("country", "name"),
    Pilot: ("country", "known_on"),
    PilotMeeting: ("starts_on", "known_on"),
    PilotMeetingOrganiser: ("meeting", "place"),
    PilotReport: ("pilot", "known_on"),
    ProcedureReport: ("stage", "known_on"),
    Registration: ("organisation", "state", "known_on"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Goal, "goals.csv")
    files.load(Count, "counts.csv")
    files.load(Event, "events.toml")
    files.load(ProcedureReport, "pef.toml")
    files.load(Pilot, "pilots.toml")
    files.load(PilotMeeting, "pilot_meetings.toml")
    files.load(Contribution, "contributions.csv")
    files.load(Organisation, "organisations.toml")
    return files.counts
