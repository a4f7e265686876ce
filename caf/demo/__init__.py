"""The records of CAF as the portal brings them: counts and goals, events, PEF, and organisations to try with."""

from collections import Counter
from datetime import date
from pathlib import Path

from django.db.models import Q

from caf import own_words
from caf.actions.certificate import issue_certificates
from caf.actions.likeness import keep_all_pairs, keep_missing_keys, keep_searched
from caf.actions.organisation import first_rows
from caf.actions.snapshot import make_snapshot
from caf.demo.feedback import load_teams
from caf.demo.pilot_answers import load_pilot_answers
from caf.generating import generate
from caf.importing.runs import check_at_once, taken_in
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
    FeedbackActor,
    Finding,
    FindingStep,
    Goal,
    Label,
    LabelDecision,
    LabelStep,
    LaunchPlan,
    LaunchTask,
    LaunchTaskReport,
    Organisation,
    OrganiserSetting,
    Origin,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotReport,
    ProcedureItem,
    ProcedureReport,
    ProcedureVersion,
    Proposal,
    ProposalStep,
    RegisterImport,
    Registration,
    Snapshot,
    Use,
)
from caf.procedures import load_procedures
from caf.tallies import recount
from core.clock import DEMONSTRATION_DAY
from core.demo import Files
from network.demo import KEYS as NETWORK_KEYS
from network.models import Country, Person

GENERATED, SEED = 54, 2008
FROZEN_DAY, FROZEN_NOTE = date(2008, 10, 31), own_words.MOSTLY_MADE_UP
LIST = "denmark-list.csv"
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
    FeedbackActor: ("email",),
    Goal: ("unit", "known_on"),
    Label: ("number",),
    LabelDecision: ("application",),
    LabelStep: ("label", "state"),
    Finding: ("version", "title__en"),
    FindingStep: ("finding", "state"),
    LaunchPlan: ("known_on",),
    LaunchTask: ("title__en",),
    LaunchTaskReport: ("task", "known_on"),
    Organisation: ("country", "name"),
    OrganiserSetting: ("country", "known_on"),
    Pilot: ("country", "known_on"),
    PilotMeeting: ("starts_on", "known_on"),
    PilotMeetingOrganiser: ("meeting", "place"),
    PilotReport: ("pilot", "known_on"),
    ProcedureItem: ("number",),
    ProcedureReport: ("stage", "known_on"),
    Proposal: ("organisation", "known_on"),
    ProposalStep: ("proposal", "known_on"),
    ProcedureVersion: ("key",),
    Registration: ("organisation", "state", "known_on"),
    Use: ("organisation", "version", "starts_on"),
}


REPORTED = "Občina Primerovo"
"""Whose feedback report is released: its contact reads it and may reply."""
ACTORS = {
    "feedback.actor.1@example.eu": "feedback-actor-2.dk@pool.example",
    "feedback.actor.2@example.eu": "feedback-actor-3.si@pool.example",
    "feedback.actor.3@example.eu": "feedback-actor-1.dk@pool.example",
}
"""Accounts, and their places in the pool: the first two are a team that writes its report, the third may be asked."""


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
    load_feedback(files)
    files.load(CountryAsking, "users_askings.toml")
    files.load(Contact, "users_contacts.toml")
    files.load(Confirmation, "users_answers.toml")
    describe_organisations()
    if not Organisation.objects.filter(origin=Origin.GENERATED).exists():
        generate(GENERATED, seed=SEED, last=LAST_GENERATED, until=DEMONSTRATION_DAY)
    keep_missing_keys()
    recount(Organisation.objects.exclude(origin=Origin.GENERATED).values_list("pk", flat=True))
    keep_all_pairs(find_pairs())
    keep_searched()
    files.counts[RegisterImport._meta.label] += send_a_list()
    return files.counts


def load_with_people() -> Counter[str]:
    """What names people, who are entered last: who has an account, a change that waits, a frozen count."""
    files = Files(Path(__file__).parent, KEYS)
    account = Person.objects.get(email="organisation@example.eu")
    own = Q(email="secretariat@prikladov.example") | Q(organisation__name=REPORTED)
    for contact in Contact.objects.filter(own, person=None):
        contact.person = account
        contact.save()
    for email, in_pool in ACTORS.items():
        for actor in FeedbackActor.objects.filter(email=in_pool, person=None):
            actor.person = Person.objects.get(email=email)
            actor.save()
    files.load(Proposal, "users_proposals.toml")
    if not Snapshot.objects.exists():
        centre = Person.objects.get(email="eipa@example.eu")
        make_snapshot(day=FROZEN_DAY, by=centre, source=own_words.DEMONSTRATION, note=FROZEN_NOTE)
    return files.counts + Counter({Snapshot._meta.label: 1})


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


def send_a_list() -> int:
    """A list of Denmark, made up to show each kind of row, checked and waiting for its coordinator; sent once."""
    path = Path(__file__).parent / LIST
    if not RegisterImport.objects.filter(file_name=LIST).exists():
        denmark = Country.objects.get(iso2="DK")
        check_at_once(taken_in(name=LIST, content=path.read_bytes(), country=denmark, by=None))
    return 1
