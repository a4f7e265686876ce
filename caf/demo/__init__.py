"""The records of CAF as the portal brings them: counts and goals, events, PEF, and organisations to try with."""

from collections import Counter
from datetime import date
from pathlib import Path

from caf.actions.likeness import keep_all_pairs, keep_missing_keys
from caf.actions.organisation import first_rows
from caf.demo.pilot_answers import load_pilot_answers
from caf.generating import generate
from caf.likeness.search import find_pairs
from caf.models import (
    CafEventReport,
    Confirmation,
    Consultation,
    Contact,
    Contribution,
    Count,
    CountingRule,
    CountPromise,
    CountryAsking,
    Event,
    EventDecision,
    Expert,
    Finding,
    FindingStep,
    Goal,
    LaunchPlan,
    LaunchTask,
    LaunchTaskReport,
    Organisation,
    Origin,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotReport,
    ProcedureItem,
    ProcedureReport,
    ProcedureVersion,
    Registration,
    Use,
)
from caf.procedures import load_procedures
from caf.tallies import recount
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS

GENERATED, SEED = 54, 2008
LAST_GENERATED = date(2008, 11, 20)  # known by the demonstration's day
KEYS = NETWORK_KEYS | {
    CafEventReport: ("event", "known_on"),
    Confirmation: ("organisation", "known_on"),
    Consultation: ("version", "audience", "opens_on"),
    Contact: ("organisation", "role"),
    Contribution: ("country", "known_on"),
    CountryAsking: ("country", "known_on"),
    CountingRule: ("from_on", "known_on"),
    CountPromise: ("country", "known_on"),
    Count: ("country", "unit", "starts_on", "known_on"),
    Event: ("name__en",),
    EventDecision: ("event", "place"),
    Expert: ("country", "role", "from_on"),
    Finding: ("version", "title__en"),
    FindingStep: ("finding", "state"),
    Goal: ("unit", "known_on"),
    LaunchPlan: ("known_on",),
    LaunchTask: ("title__en",),
    LaunchTaskReport: ("task", "known_on"),
    Organisation: ("country", "name"),
    Pilot: ("country", "known_on"),
    PilotMeeting: ("starts_on", "known_on"),
    PilotMeetingOrganiser: ("meeting", "place"),
    PilotReport: ("pilot", "known_on"),
    ProcedureItem: ("number",),
    ProcedureReport: ("stage", "known_on"),
    ProcedureVersion: ("key",),
    Registration: ("organisation", "state", "known_on"),
    Use: ("organisation", "version", "starts_on"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Goal, "goals.csv")
    files.load(Count, "counts.csv")
    files.load(CountPromise, "promises.csv")
    files.load(Event, "events.toml")
    files.load(Expert, "experts.toml")
    files.load(ProcedureReport, "pef.toml")
    files.load(Pilot, "pilots.toml")
    files.load(PilotMeeting, "pilot_meetings.toml")
    files.load(Contribution, "contributions.csv")
    load_procedures()
    files.load(LaunchPlan, "launch_plans.toml")
    files.load(LaunchTask, "launch_tasks.toml")
    files.load(Consultation, "consultations.toml")
    files.load(Finding, "findings.toml")
    load_pilot_answers()
    files.load(CountingRule, "counting_rules.toml")
    files.load(Organisation, "organisations.toml")
    files.load(CountryAsking, "users_askings.toml")
    files.load(Contact, "users_contacts.toml")
    files.load(Confirmation, "users_answers.toml")
    describe_organisations()
    if not Organisation.objects.filter(origin=Origin.GENERATED).exists():
        generate(GENERATED, seed=SEED, last=LAST_GENERATED)
    keep_missing_keys()
    recount(Organisation.objects.exclude(origin=Origin.GENERATED).values_list("pk", flat=True))
    keep_all_pairs(find_pairs())
    return files.counts


def describe_organisations() -> None:
    """The first names and profiles of those that have none yet, as their columns describe them."""
    for organisation in Organisation.objects.filter(names=None):
        for row in first_rows(organisation):
            row.save()
