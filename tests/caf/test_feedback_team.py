"""Who may be asked for feedback and why not; the invitation, its answer; accounts of actors; the visit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from caf.actions import feedback_actor as pool
from caf.actions.assignment import answer_invitation, invite_actor, replace_actor
from caf.actions.visit import keep_slot, plan_visit
from caf.columns.feedback import may_be_asked
from caf.models import (
    ActorTie,
    AgendaRow,
    Application,
    ApplicationDocument,
    ApplicationState,
    Assignment,
    AssignmentState,
    FeedbackActor,
    VisitPlan,
)
from caf.reading.feedback_team import refusals, rules_of, suggestions
from caf.reading.visit import visit_calendar, visit_of
from caf.work import waiting
from core.work import items
from core.workflow import Refused
from network.actions import accept_invitation
from network.models import Invitation, Mail, Person
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationLinkFactory, OrganisationNameFactory
from tests.caf.feedback_factories import AcceptedFactory, AssignmentFactory, FeedbackActorFactory
from tests.caf.pef_factories import ApplicationFactory, DocumentFactory, OrganiserSettingFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_of_today(settings):
    settings.DEMONSTRATION = False


@pytest.fixture
def application():
    return AcceptedFactory(organisation__country=CountryFactory(iso2="SI"))


@pytest.fixture
def organiser(application):
    return someone(Seat.COORDINATOR, application.organisation.country)


@pytest.fixture
def actor(application):
    return FeedbackActorFactory(country=application.organisation.country)


def today():
    return timezone.localdate()


class TestWhoMayBeAsked:
    @pytest.mark.parametrize(
        ("kind", "sentence"),
        [
            ("works for", "Works for this organisation."),
            ("supervises", "Works for the body that supervises it."),
            ("supervised by", "Works for a body that this organisation supervises."),
            ("advises", "Advises it, or has advised it."),
        ],
    )
    def test_a_tie_to_the_organisation_is_a_conflict_until_it_ends(self, application, actor, kind, sentence):
        tie = actor.ties.create(kind=kind, organisation=application.organisation, known_on=date(2010, 1, 4))
        assert refusals(actor, application, today()) == [sentence]
        tie.ends_on = today()
        tie.save()
        assert refusals(FeedbackActor.objects.get(pk=actor.pk), application, today()) == []

    def test_an_organisation_named_in_words_is_found_by_its_name(self, application, actor):
        actor.ties.create(words=application.organisation.name.upper(), known_on=date(2010, 1, 4))
        assert refusals(actor, application, today()) == ["Works for this organisation."]

    def test_or_by_another_name_without_its_accents_or_by_its_predecessor(self, application, actor):
        organisation = application.organisation
        OrganisationNameFactory(organisation=organisation, name="Občina Primerovo 2", kind="alias", language="sl")
        before = OrganisationLinkFactory(successor=organisation, predecessor__name="Stari urad").predecessor
        for tie in ({"words": "OBCINA PRIMEROVO 2"}, {"words": "stari  Urad."}, {"organisation": before}):
            other = FeedbackActorFactory(country=actor.country)
            other.ties.create(**tie, kind="advises", known_on=date(2010, 1, 4))
            assert refusals(other, application, today()) == ["Advises it, or has advised it."]
        actor.ties.create(words="Občina Primerovo 3", known_on=date(2010, 1, 4))
        assert refusals(actor, application, today()) == []

    def test_a_contact_of_the_organisation_is_not_asked(self, application, actor):
        ContactFactory(organisation=application.organisation, person=actor.person)
        assert refusals(actor, application, today()) == ["Is a contact of this organisation."]

    def test_what_has_lapsed_is_named(self, application):
        country = application.organisation.country
        late = FeedbackActorFactory(country=country, trained=today() - timedelta(days=1), signed=False)
        untrained = FeedbackActorFactory(country=country, trained=False, person=None)
        assert refusals(late, application, today())[1:] == ["The code of conduct is not signed."]
        assert refusals(late, application, today())[0].startswith("The training expired on ")
        assert refusals(untrained, application, today()) == ["No training is recorded."]

    def test_the_country_may_ask_for_actors_of_another_one(self, application, actor):
        OrganiserSettingFactory(country=application.organisation.country, own_actors=False)
        assert refusals(actor, application, today()) == ["The country asks for actors of another country."]
        assert refusals(FeedbackActorFactory(), application, today()) == []

    def test_the_pool_shows_each_with_reasons_and_workload_and_ranks_nobody(self, application, organiser):
        for language in ("sl", "en"):  # the English name says nothing of who can talk with them
            OrganisationNameFactory(organisation=application.organisation, language=language, name="Urad")
        country = application.organisation.country
        busy = FeedbackActorFactory(country=country, name="B", profile={"languages": ["sl"]})
        tied = FeedbackActorFactory(country=country, name="A")
        tied.ties.create(organisation=application.organisation, known_on=date(2010, 1, 4))
        coming = FeedbackActorFactory(name="C", profile={"countries": ["SI"]})
        FeedbackActorFactory(name="D")  # of another country, offers nothing: its name is not seen
        AssignmentFactory(actor=busy)
        found = suggestions(application, organiser, today())
        assert {(row.actor.name, row.workload, bool(row.conflicts)) for row in found} == {
            ("B", 1, False), ("C", 0, False), ("A", 0, True),
        }  # fmt: skip
        assert found[-1].actor == tied
        assert {row.actor: row.remarks for row in found}[coming] == ("Speaks none of the languages: Slovenian.",)
        assert "Speaks Slovenian." in {row.actor: row.reasons for row in found}[busy]


class TestInvitation:
    def test_asked_by_mail_accepted_and_taken_out_again(self, application, organiser, actor):
        invited = invite_actor(application, actor, by=organiser)
        assert reverse("caf:feedback_answer", args=[invited.pk]) in Mail.objects.get(to=actor.email).body
        accepted = answer_invitation(invited, accepts=True, by=actor.person, known_on=today())
        assert accepted.is_in_team
        gone = replace_actor(accepted, by=organiser, known_on=today(), note="Ill")
        assert [step.state for step in gone.steps.all()] == ["invited", "accepted", "replaced"]
        assert "Ill" in Mail.objects.get(to=actor.email, subject__contains="no longer").body
        assert invite_actor(application, actor, by=organiser).state == AssignmentState.INVITED

    def test_who_has_no_account_is_asked_and_led_to_one_then_to_the_answer(self, client, application, organiser):
        newcomer = FeedbackActorFactory(country=application.organisation.country, person=None, signed=False)
        [row] = suggestions(application, organiser, today())
        assert not row.conflicts
        assert may_be_asked(newcomer, today()) == "ready"  # the pool says the same
        assert "Has no account in the portal yet" in row.remarks[0]
        invited = invite_actor(application, newcomer, by=organiser)
        path = Mail.objects.get(to=newcomer.email).body.split("http")[1].split("\n")[0].split("/", 3)[3]
        typed = {"name": newcomer.name, "password": "wine-and-olives-44", "agreed": "on"}
        response = client.post(f"/{path}", typed)
        assert response.headers["Location"] == reverse("caf:feedback_answer", args=[invited.pk])
        assert client.post(response.headers["Location"], {"answer": "accept"}).status_code == 302
        invited.refresh_from_db()
        assert invited.is_in_team

    def test_who_got_an_account_since_is_that_actor(self, client, application, organiser):
        country = application.organisation.country
        newcomer = FeedbackActorFactory(country=country, person=None, signed=False, email="A.New@example.si")
        invite_actor(application, newcomer, by=organiser)
        path = Mail.objects.get(to=newcomer.email).body.split("http")[1].split("\n")[0].split("/", 3)[3]
        invitation = Invitation.objects.create(email="a.new@example.si", name="A. New", seat=Seat.SECRETARIAT)
        person = accept_invitation(token=invitation.token, password="wine-and-olives-44", name="A. New")
        newcomer.refresh_from_db()
        assert newcomer.person == person
        assert "already" in client.get(f"/{path}").content.decode()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(f"/{path}").headers["Location"]
        assert reverse("caf:feedback_code", args=[newcomer.pk]) in client.get(answer).content.decode()
        assert "Sign the code of conduct" in [item.title for item in items(waiting(person, today()))]
        assert client.post(reverse("caf:feedback_code", args=[newcomer.pk])).headers["Location"] == answer
        made = FeedbackActorFactory(country=country, person=None)  # as a command makes them, without an invitation
        by_command = Person.objects.create_user(made.email, "wine-and-olives-44", name="By command")
        assert invite_actor(application, made, by=organiser).actor.person == by_command

    def test_the_team_reads_the_documents_while_it_gives_feedback(self, client, application, actor):
        document = DocumentFactory(application=application)
        place = AssignmentFactory(application=application, actor=actor, state=AssignmentState.INVITED)
        assert not ApplicationDocument.objects.visible_to(actor.person).exists()  # not before the answer
        Assignment.objects.filter(pk=place.pk).update(state=AssignmentState.ACCEPTED)
        assert list(ApplicationDocument.objects.visible_to(actor.person)) == [document]
        client.force_login(actor.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(reverse("caf:feedback_team", args=[application.pk]))
        assert document.get_absolute_url() in page.content.decode()
        assert client.get(document.get_absolute_url()).status_code == 200
        Application.objects.filter(pk=application.pk).update(state=ApplicationState.REPORTED)
        assert client.get(document.get_absolute_url()).status_code == 404

    def test_the_team_is_told_who_has_not_answered_and_the_organiser_takes_them_out(
        self, client, application, organiser, actor
    ):
        invited = AssignmentFactory(application=application, actor=actor, state=AssignmentState.INVITED)
        rated = AssignmentFactory(application=application, state=AssignmentState.HANDED_IN)
        url = reverse("caf:feedback_team", args=[application.pk])
        for person, link in ((organiser, True), (rated.actor.person, False)):
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
            page = client.get(url)
            assert page.context["unanswered"] == [invited]
            assert "has not answered: the team cannot agree before" in page.content.decode()
            assert (reverse("caf:feedback_replace", args=[invited.pk]) in page.content.decode()) is link

    def test_one_open_place_an_actor_and_application(self, application, organiser, actor):
        invite_actor(application, actor, by=organiser)
        with pytest.raises(Refused, match="is asked for this application already"):
            invite_actor(application, actor, by=organiser)
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(application=application, actor=actor, known_on=today())

    def test_refused_with_each_reason(self, application, organiser, actor):
        actor.ties.create(organisation=application.organisation, known_on=date(2010, 1, 4))
        with pytest.raises(Refused, match="Works for this organisation"):
            invite_actor(application, actor, by=organiser)
        submitted = ApplicationFactory(organisation__country=actor.country, state=ApplicationState.SUBMITTED)
        with pytest.raises(Refused, match="applications that are accepted"):
            invite_actor(submitted, actor, by=organiser)

    def test_only_the_organiser_of_the_country_asks(self, application, actor):
        with pytest.raises(PermissionDenied):
            invite_actor(application, actor, by=someone(Seat.COORDINATOR, CountryFactory(iso2="DK")))

    def test_a_conflict_that_came_up_since_is_refused_when_accepting_and_declining_says_why(self, application, actor):
        invited = AssignmentFactory(application=application, actor=actor, state=AssignmentState.INVITED)
        ActorTie.objects.create(actor=actor, organisation=application.organisation, known_on=today())
        with pytest.raises(Refused, match="Works for this organisation"):
            answer_invitation(invited, accepts=True, by=actor.person, known_on=today())
        with pytest.raises(Refused, match="Say why"):
            answer_invitation(invited, accepts=False, by=actor.person, known_on=today())
        assert answer_invitation(invited, accepts=False, by=actor.person, known_on=today(), note="I work there")

    def test_nobody_answers_for_another(self, application, organiser, actor):
        invited = AssignmentFactory(application=application, actor=actor, state=AssignmentState.INVITED)
        with pytest.raises(Refused, match="not open to your seat"):
            answer_invitation(invited, accepts=True, by=organiser, known_on=today())


class TestPool:
    def test_the_mail_leads_to_an_account_with_a_signature(self, client, organiser, application):
        actor = FeedbackActorFactory(country=application.organisation.country, person=None, signed=False)
        pool.invite_to_portal(actor, by=organiser, language="en")
        path = Mail.objects.get(to=actor.email).body.split("http")[1].split("\n")[0].split("/", 3)[3]
        assert client.get(f"/{path}").status_code == 200
        typed = {"name": actor.name, "password": "wine-and-olives-44"}
        assert client.post(f"/{path}", typed).status_code == 422  # not signed
        assert client.post(f"/{path}", typed | {"agreed": "on"}).status_code == 302
        actor.refresh_from_db()
        assert actor.person == Person.objects.get(email=actor.email)
        assert [role.seat for role in actor.person.roles.all()] == [Seat.FEEDBACK_ACTOR]
        assert actor.lapsed(today()) == []
        client.logout()
        assert client.get(f"/{path}").status_code == 410  # used

    def test_an_address_with_an_account_is_that_person(self):
        person = someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))
        actor = FeedbackActor(country=CountryFactory(iso2="DK"), name="A", email=person.email, known_on=today())
        assert pool.keep_actor(actor, save=lambda: actor.save() or actor).person == person

    def test_each_country_sees_its_own_pool_and_an_actor_the_own_record(self, actor, organiser):
        other = FeedbackActorFactory()
        seen = {name: set(FeedbackActor.objects.visible_to(user)) for name, user in {
            "own": organiser, "actor": actor.person, "EIPA": someone(Seat.EIPA),
            "secretariat": someone(Seat.SECRETARIAT), "other": someone(Seat.COORDINATOR, CountryFactory(iso2="DK")),
        }.items()}  # fmt: skip
        assert seen == {
            "own": {actor}, "actor": {actor}, "EIPA": {actor, other}, "secretariat": set(), "other": set(),
        }  # fmt: skip

    def test_only_the_actor_signs(self, actor, organiser):
        with pytest.raises(PermissionDenied):
            pool.sign_code(actor, by=organiser)


class TestVisit:
    def plan(self, application, by, **more):
        days = {"starts_on": date(2026, 3, 10), "ends_on": date(2026, 3, 11), "place": "Maribor"}
        return plan_visit(VisitPlan(application=application, known_on=today(), **(days | more)), by=by)

    def slot(self, application, by, hour, **more):
        starts = datetime(2026, 3, 10, hour, tzinfo=UTC)
        row = AgendaRow(
            application=application, title="Interview", starts_at=starts, ends_at=starts + timedelta(hours=1),
            known_on=today(), **more,
        )  # fmt: skip
        return keep_slot(row, by=by)

    def test_a_moved_slot_keeps_its_uid_and_raises_its_sequence(self, application, organiser):
        self.plan(application, organiser)
        first = self.slot(application, organiser, 9)
        before = self.events(application)
        self.slot(application, organiser, 13, slot=first.slot)
        self.slot(application, organiser, 8)
        after = self.events(application)
        uid = f"feedback-visit-{application.pk}-1@ipsg-portal"
        assert (before[uid]["sequence"], after[uid]["sequence"]) == (0, 1)
        assert after[uid].start.astimezone(UTC).hour == 13
        assert len(after) == 3
        assert application.agenda.count() == 3

    def test_a_visit_called_off_takes_its_slots_along(self, application, organiser):
        self.plan(application, organiser)
        self.slot(application, organiser, 9)
        self.plan(application, organiser, cancelled=True)
        events = self.events(application).values()
        assert {str(event["status"]) for event in events} == {"CANCELLED"}
        assert {event["sequence"] for event in events} == {1}

    def test_a_slot_outside_the_visit_is_refused(self, application, organiser):
        with pytest.raises(Refused, match="Plan the days"):
            self.slot(application, organiser, 9)
        self.plan(application, organiser, starts_on=date(2026, 3, 11))
        with pytest.raises(Refused, match="outside the days of the visit: 11 March 2026"):
            self.slot(application, organiser, 9)

    def test_the_report_is_due_so_many_days_after_the_visit_as_the_country_says(self, application, organiser):
        OrganiserSettingFactory(country=application.organisation.country, report_days=14)
        self.plan(application, organiser)
        assert visit_of(application, today()).report_due_on(rules_of(application, today())) == date(2026, 3, 25)

    @staticmethod
    def events(application):
        calendar = Calendar.from_ical(visit_calendar(visit_of(application, today()), url="https://portal.example"))
        return {str(event["uid"]): event for event in calendar.events}
