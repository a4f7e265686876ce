"""The records of CAF as the portal brings them: counts and goals, events, PEF, and organisations to try with."""

from collections import Counter
from datetime import date
from pathlib import Path

from caf.actions.certificate import issue_certificates
from caf.actions.likeness import keep_all_pairs, keep_missing_keys
from caf.actions.organisation import first_rows
from caf.demo.feedback import load_teams
from caf.generating import generate
from caf.likeness.search import find_pairs
from caf.models import (
    ActorProfile,
    ActorTie,
    ActorTraining,
    Application,
    ApplicationStep,
    CafEventReport,
    CodeSignature,
    Confirmation,
    Contact,
    Contribution,
    Count,
    CountingRule,
    CountPromise,
    CountryAsking,
    Event,
    EventDecision,
    Expert,
    FeedbackActor,
    Goal,
    Label,
    LabelDecision,
    LabelStep,
    Organisation,
    OrganiserSetting,
    Origin,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotReport,
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
    ActorProfile: ("actor", "known_on"),
    ActorTie: ("actor", "kind"),
    ActorTraining: ("actor", "trained_on"),
    Application: ("organisation", "known_on"),
    ApplicationStep: ("application", "state", "known_on"),
    CafEventReport: ("event", "known_on"),
    CodeSignature: ("actor", "signed_on"),
    Confirmation: ("organisation", "known_on"),
    Contact: ("organisation", "role"),
    Contribution: ("country", "known_on"),
    CountryAsking: ("country", "known_on"),
    CountingRule: ("from_on", "known_on"),
    CountPromise: ("country", "known_on"),
    Count: ("country", "unit", "starts_on", "known_on"),
    Event: ("name__en",),
    EventDecision: ("event", "place"),
    Expert: ("country", "role", "from_on"),
    FeedbackActor: ("email",),
    Goal: ("unit", "known_on"),
    Label: ("number",),
    LabelDecision: ("application",),
    LabelStep: ("label", "state"),
    Organisation: ("country", "name"),
    OrganiserSetting: ("country", "known_on"),
    Pilot: ("country", "known_on"),
    PilotMeeting: ("starts_on", "known_on"),
    PilotMeetingOrganiser: ("meeting", "place"),
    PilotReport: ("pilot", "known_on"),
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
    files.load(CountingRule, "counting_rules.toml")
    files.load(Organisation, "organisations.toml")
    load_feedback(files)
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


def load_feedback(files: Files) -> None:
    """The versions of PEF, and applications, decisions and labels to try it with."""
    load_procedures()
    files.load(Organisation, "pef_organisations.toml")
    files.load(OrganiserSetting, "pef_terms.toml")
    files.load(Application, "pef_applications.toml")
    files.load(Organisation, "feedback_organisations.toml")
    files.load(Application, "feedback_applications.toml")
    files.load(FeedbackActor, "feedback_actors.toml")
    files.counts += load_teams()
    files.load(LabelDecision, "pef_decisions.toml")
    files.load(Label, "pef_labels.toml")
    for label in Label.objects.filter(certificates=None).order_by("number"):
        issue_certificates(label, by=None)


def describe_organisations() -> None:
    """The first names and profiles of those that have none yet, as their columns describe them."""
    for organisation in Organisation.objects.filter(names=None):
        for row in first_rows(organisation):
            row.save()
