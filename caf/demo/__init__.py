"""The records of CAF as the portal brings them: counts and goals, events, PEF, and organisations to try with."""

from collections import Counter
from datetime import date
from pathlib import Path

from caf.actions.likeness import keep_missing_keys
from caf.actions.organisation import first_rows
from caf.generating import generate
from caf.models import (
    CafEventReport,
    Contact,
    Contribution,
    Count,
    CountingRule,
    Event,
    Goal,
    Organisation,
    Origin,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotReport,
    ProcedureReport,
    Registration,
    Use,
)
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS

GENERATED, SEED = 54, 2008
LAST_GENERATED = date(2008, 11, 20)  # known by the demonstration's day
KEYS = NETWORK_KEYS | {
    CafEventReport: ("event", "known_on"),
    Contact: ("organisation", "role"),
    Contribution: ("country", "known_on"),
    CountingRule: ("from_on", "known_on"),
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
    Use: ("organisation", "version", "starts_on"),
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
    files.load(CountingRule, "counting_rules.toml")
    files.load(Organisation, "organisations.toml")
    describe_organisations()
    if not Organisation.objects.filter(origin=Origin.GENERATED).exists():
        generate(GENERATED, seed=SEED, last=LAST_GENERATED)
    keep_missing_keys()
    return files.counts


def describe_organisations() -> None:
    """The first names and profiles of those that have none yet, as their columns describe them."""
    for organisation in Organisation.objects.filter(names=None):
        for row in first_rows(organisation):
            row.save()
