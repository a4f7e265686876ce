"""One record of each kind, and one person for each seat: what the table of permissions is tried on.

What belongs to a country belongs to Poland, and is not published: an interest, an organisation to validate. Its
name, and the interest's city and address (`HIDDEN_…` here and in tests/conferences/world.py), stand nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.values import Text
from network.models import Invitation, Person
from network.seats import Seat
from resolutions.models import LibraryClause, Resolution
from resolutions.models.clause import Verb
from tests.caf import factories as caf
from tests.caf import feedback_world as caf_feedback
from tests.caf import pef_world as caf_pef
from tests.caf import pilot_world as caf_pilots
from tests.caf import self_assessment_world as self_assessments
from tests.caf import users_world as caf_users
from tests.conferences import world as conferences
from tests.customer_focus import factories as customer_focus
from tests.kept_records import Kept
from tests.network import factories as network
from tests.resolutions import commitment_factories as resolutions

VISITOR = "visitor"
CONTACT = "organisation contact"
OWN = "coordinator of Poland"
OTHER = "coordinator of Denmark"
EIPA = "EIPA"
SECRETARIAT = "secretariat"
DIRECTOR = "director general of Poland"
ADMINISTRATOR = "administrator"
HIDDEN_NAME = "Office of Undisclosed Affairs"
SEATS = (VISITOR, CONTACT, OWN, OTHER, EIPA, SECRETARIAT, DIRECTOR, ADMINISTRATOR)


@dataclass
class World:
    """people: by seat, None for the visitor. keys: what an address of each name needs, by a short name."""

    people: dict[str, Person | None] = field(default_factory=dict)
    keys: dict[str, tuple[Any, ...]] = field(default_factory=dict)


def build() -> World:
    """All of it, in a portal that is empty; each person as just read."""
    world = entered()
    people = Person.objects.in_bulk([person.pk for person in world.people.values() if person is not None])
    return World(
        people={seat: person and people[person.pk] for seat, person in world.people.items()}, keys=dict(world.keys)
    )


@Kept
def entered() -> World:
    poland = network.CountryFactory(iso2="PL")
    denmark = network.CountryFactory(iso2="DK")
    world = World(
        people={
            VISITOR: None,
            CONTACT: network.someone(Seat.ORGANISATION_CONTACT, poland),
            OWN: network.someone(Seat.COORDINATOR, poland),
            OTHER: network.someone(Seat.COORDINATOR, denmark),
            EIPA: network.someone(Seat.EIPA),
            SECRETARIAT: network.someone(Seat.SECRETARIAT),
            DIRECTOR: network.someone(Seat.DIRECTOR_GENERAL, poland),
            ADMINISTRATOR: network.someone(Seat.ADMINISTRATOR),
        }
    )
    keys = world.keys
    keys[""] = ()

    keys["country"] = ("pl",)
    keys["country name"] = ("pl", "names", network.CountryNameFactory(country=poland).pk)
    keys["membership"] = ("pl", "memberships", network.MembershipFactory(country=poland).pk)
    presidency = network.PresidencyFactory(
        country=poland, starts_on=date(2008, 7, 1), ends_on=date(2008, 12, 31), known_on=date(2008, 6, 30)
    )
    keys["presidency"] = (presidency.pk,)
    meeting = network.MeetingFactory(number=51)
    keys["meeting"] = (51,)
    keys["meeting schedule"] = (51, "schedules", network.MeetingScheduleFactory(meeting=meeting).pk)
    group_meeting = network.GroupMeetingFactory(country=poland)
    keys["group meeting"] = (group_meeting.pk,)
    keys["conclusion"] = (network.ConclusionFactory(meeting=group_meeting).pk,)
    keys["group meeting row"] = (group_meeting.pk, "conclusions", keys["conclusion"][0])
    keys["body"] = (network.BodyFactory(key="ipsg").key,)
    keys["programme"] = (network.ProgrammeFactory().pk,)
    keys["decision"] = (network.DecisionFactory().pk,)
    contact = world.people[CONTACT]
    assert contact is not None
    keys["person"] = (contact.pk,)
    keys["role"] = (contact.pk, "roles", contact.roles.get().pk)
    invitation = Invitation.objects.create(
        email="new@portal.test", name="New", seat=Seat.SECRETARIAT, invited_by=world.people[ADMINISTRATOR]
    )
    keys["invitation"] = (invitation.pk,)
    keys["invitation token"] = (invitation.token,)

    conferences.build(keys, poland, denmark)

    organisation = caf.OrganisationFactory(country=poland, name=HIDDEN_NAME)
    keys["organisation"] = (organisation.pk,)
    successor = caf.OrganisationFactory(country=poland, name=f"{HIDDEN_NAME}, continued")
    for name, relation, row in (
        ("organisation use", "uses", caf.UseFactory(organisation=organisation)),
        ("organisation name", "names", caf.OrganisationNameFactory(organisation=organisation)),
        ("organisation profile", "profiles", caf.OrganisationProfileFactory(organisation=organisation)),
        ("contact of organisation", "contacts", caf.ContactFactory(organisation=organisation)),
        (
            "organisation successor",
            "successors",
            caf.OrganisationLinkFactory(predecessor=organisation, successor=successor),
        ),
    ):
        keys[name] = (organisation.pk, relation, row.pk)
    caf_users.build(keys, organisation)
    caf_feedback.build(keys, organisation, world.people[OWN])
    caf_pef.build(keys, organisation)
    director = world.people[DIRECTOR]
    assert director is not None
    self_assessments.build(keys, successor, director)
    caf_pilots.build(keys, poland, contact.email)
    keys["pair"] = (organisation.pk, successor.pk)
    caf.LikelyPairFactory(first=organisation, second=successor)
    caf.PairAnswerFactory(first=organisation, second=successor)
    keys["merge"] = (caf.MergeFactory(survivor=organisation, merged=successor).pk,)
    keys["import"] = (caf.ImportFactory(country=poland, row__name=HIDDEN_NAME).pk,)
    keys["import of all countries"] = (caf.ImportFactory(country=None, row__name=HIDDEN_NAME).pk,)
    keys["counting rule"] = (caf.CountingRuleFactory().pk,)
    keys["count"] = (caf.CountFactory(country=poland).pk,)
    keys["goal"] = (caf.GoalFactory().pk,)
    keys["promise"] = (caf.CountPromiseFactory(country=poland).pk,)
    keys["snapshot"] = (caf.SnapshotFactory().pk,)
    caf_report = caf.CafEventReportFactory()
    keys["CAF event"] = (caf_report.event_id,)
    keys["CAF event report"] = (caf_report.event_id, "reports", caf_report.pk)
    keys["CAF event decision"] = (
        caf_report.event_id,
        "decisions",
        caf.EventDecisionFactory(event=caf_report.event).pk,
    )
    keys["expert"] = (caf.ExpertFactory(country=poland).pk,)
    keys["procedure report"] = (caf.ProcedureReportFactory().pk,)
    pilot = caf.PilotFactory(country=poland)
    keys["pilot"] = (pilot.pk,)
    keys["pilot report"] = (pilot.pk, "reports", caf.PilotReportFactory(pilot=pilot).pk)
    keys["pilot organisation"] = (
        pilot.pk,
        "organisations",
        caf.PilotOrganisationFactory(pilot=pilot, organisation=organisation).pk,
    )
    organiser = caf.PilotMeetingOrganiserFactory()
    keys["pilot meeting"] = (organiser.meeting_id,)
    keys["organiser"] = (organiser.meeting_id, "organisers", organiser.pk)
    keys["contribution"] = (caf.ContributionFactory(country=poland).pk,)

    guide = customer_focus.GuideFactory(key="primer")
    keys["guide"] = ("primer",)
    keys["development"] = ("primer", "developments", customer_focus.GuideDevelopmentFactory(guide=guide).pk)
    presentation = customer_focus.GuidePresentationFactory(guide=guide)
    keys["presentation"] = (presentation.pk,)
    keys["presentation of guide"] = ("primer", "presentations", presentation.pk)
    keys["thanks"] = (
        presentation.pk,
        "contributors",
        customer_focus.PresentationContributorFactory(presentation=presentation).pk,
    )
    point = customer_focus.PrinciplePointFactory(principle=customer_focus.PrincipleFactory(guide=guide, place=1))
    keys["principle"] = ("primer", 1)
    keys["point"] = ("primer", 1, "points", point.pk)
    keys["action"] = (customer_focus.DisseminationActionFactory(country=poland, guide=guide).pk,)
    event_report = customer_focus.NetworkEventReportFactory()
    keys["event"] = (event_report.event_id,)
    keys["event report"] = (event_report.event_id, "reports", event_report.pk)
    keys["host interest"] = (
        event_report.event_id,
        "interests",
        customer_focus.HostInterestFactory(event=event_report.event).pk,
    )
    keys["practice"] = (customer_focus.PracticeFactory(slug="one-desk", country=poland).slug,)

    for name, owner in {
        "commitment": {"country": poland},
        "commitment of EIPA": {"country": None, "body": network.BodyFactory(key="caf-expert-group")},
        "commitment of another body": {"country": None, "body": network.BodyFactory(key="directors-general")},
    }.items():
        report = resolutions.CommitmentReportFactory(commitment__meeting=meeting, **prefixed("commitment__", owner))
        keys[name] = (report.commitment_id,)
        keys[f"report on {name}"] = (report.commitment_id, "reports", report.pk)
    words = {"title": Text(en="Hope"), "text": Text(en="hope for the best")}
    clause = LibraryClause.objects.create(
        key="hope", area="preamble", group="hope", place=1, verb=Verb.NOTICE, condition="true", **words
    )
    keys["clause"] = (clause.key,)
    version = Resolution.objects.create(meeting=meeting).versions.create(
        number=1, as_of=date(2008, 11, 26), seen_from=date(2008, 11, 26)
    )
    version.files.create(language="en", format="pdf", content=b"%PDF", sha256="0" * 64)
    keys["version"] = (51, 1)
    return world


def prefixed(prefix: str, owner: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}{key}": value for key, value in owner.items()}
