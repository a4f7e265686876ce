"""Rating alone, agreeing, the verdict of an application, the report, its release and the reply."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from docx import Document

from caf.actions.feedback_report import release_report, reply_to_report, write_feedback
from caf.actions.rating import agree, keep_ratings
from caf.documents.feedback_report import paper_of, sheet_of
from caf.documents.feedback_report_word import word_file
from caf.models import (
    AgreedRating,
    ApplicationState,
    AssignmentState,
    FeedbackReport,
    Pillar,
    ProcedureItem,
    ReportState,
)
from caf.permissions_feedback import ratings_seen_by
from caf.reading.pef_verdict import verdict
from caf.reading.ratings import side_by_side
from caf.work_feedback import waiting
from caf.workflow_feedback import ASSIGNMENT, REPORT
from core.values import Text
from core.workflow import Refused, perform
from network.models import Mail
from network.seats import Seat
from tests.caf.factories import ContactFactory
from tests.caf.feedback_factories import AcceptedFactory, AssignmentFactory
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
def contact(application):
    person = someone(Seat.ORGANISATION_CONTACT, application.organisation.country)
    ContactFactory(organisation=application.organisation, person=person)
    return person


def team(application, *rates, state=AssignmentState.HANDED_IN):
    return [AssignmentFactory(application=application, rates=value, state=state) for value in rates]


def items(application, pillar=None):
    rows = ProcedureItem.objects.filter(step__version=application.version)
    return list(rows.filter(step__pillar=pillar) if pillar else rows)


def agreed_all(application, by, **values):
    """Every item 4, the principle initiation, but for these: step_9=3."""
    typed = {}
    for item in items(application):
        usual = 1 if item.step.pillar == Pillar.MATURITY else 4
        value = usual if item.step.pillar == Pillar.MATURITY else values.get(f"step_{item.step.number}", usual)
        typed[item.pk] = (value, "")
    return agree(application, typed, by=by)


def today():
    return timezone.localdate()


def written_report(application, by):
    for step in application.version.steps.all():
        words = {"strengths": Text(en="Done well", fr="Bien fait"), "suggestions": Text(en="Ask more people")}
        write_feedback(application, step, by=by, **words)
    return FeedbackReport.objects.get(application=application)


class TestAlone:
    def test_a_draft_may_leave_items_open_and_is_handed_in_when_complete(self, application):
        (own,) = team(application, None, state=AssignmentState.ACCEPTED)
        first, *rest = items(application)
        keep_ratings(own, {first.pk: (4, "seen in the minutes")}, by=own.actor.person)
        with pytest.raises(Refused, match="9 items are not rated yet"):
            perform(ASSIGNMENT, "hand_in", own, by=own.actor.person, known_on=today())
        keep_ratings(own, {item.pk: (1, "") for item in rest}, by=own.actor.person)
        done = perform(ASSIGNMENT, "hand_in", own, by=own.actor.person, known_on=today())
        assert done.state == AssignmentState.HANDED_IN
        with pytest.raises(Refused, match="can no longer be changed"):
            keep_ratings(done, {first.pk: (5, "")}, by=own.actor.person)

    @pytest.mark.parametrize(("pillar", "value"), [(1, 0), (1, 6), (2, 6), (3, 4)])
    def test_off_the_scale_is_refused_by_the_action_and_by_the_database(self, application, pillar, value):
        (own,) = team(application, None, state=AssignmentState.ACCEPTED)
        item = items(application, pillar)[0]
        with pytest.raises(Refused, match=f"{value} lies outside the scale"):
            keep_ratings(own, {item.pk: (value, "")}, by=own.actor.person)
        with pytest.raises(IntegrityError), transaction.atomic():
            own.ratings.create(item=item, pillar=pillar, value=value)
        with pytest.raises(IntegrityError), transaction.atomic():
            AgreedRating.objects.create(
                application=application, item=item, pillar=pillar, value=value, known_on=date(2010, 9, 1)
            )

    def test_nobody_else_and_no_other_version(self, application):
        first, second = team(application, None, None, state=AssignmentState.ACCEPTED)
        with pytest.raises(PermissionDenied):
            keep_ratings(first, {}, by=second.actor.person)
        with pytest.raises(Refused, match="another version"):
            keep_ratings(first, {items(AcceptedFactory())[0].pk: (3, "")}, by=first.actor.person)

    def test_the_questionnaire_loses_nothing_that_was_typed(self, client, application):
        (own,) = team(application, None, state=AssignmentState.ACCEPTED)
        client.force_login(own.actor.person)
        first, second, *_rest = items(application, Pillar.SELF_ASSESSMENT)
        url = reverse("caf:feedback_rate", args=[application.pk, 1])
        typed = {f"value_{first.pk}": "6", f"value_{second.pk}": "3", f"comment_{second.pk}": "A long remark"}
        refused = client.post(url, typed)
        assert refused.status_code == 422
        assert "Give a rating from the scale: 1 to 5." in refused.text
        assert "A long remark" in refused.text
        assert not own.ratings.exists()
        assert client.post(url, typed | {f"value_{first.pk}": "5", "next": "1"}).headers["Location"].endswith("rate/2/")
        assert sorted(own.ratings.filter(value__isnull=False).values_list("value", flat=True)) == [3, 5]


class TestAgreeing:
    def test_another_s_ratings_are_hidden_until_all_have_handed_in(self, client, application, organiser):
        (first,) = team(application, 2)
        (second,) = team(application, 5, state=AssignmentState.ACCEPTED)
        url = reverse("caf:feedback_agree", args=[application.pk, 1])
        hidden = "The team agrees once everybody who is asked has handed in."
        for user in (first.actor.person, second.actor.person, organiser):
            client.force_login(user)
            page = client.get(url).text
            assert hidden in page
            assert "lowest" not in page
        with pytest.raises(Refused, match="once everybody"):
            agreed_all(application, first.actor.person)
        perform(ASSIGNMENT, "hand_in", second, by=second.actor.person, known_on=today())
        client.force_login(first.actor.person)
        assert "lowest 2, highest 5" in client.get(url).text

    def test_spread_and_what_all_gave_is_proposed(self, application):
        team(application, 2, 5, 4)
        line = side_by_side(application, items(application, Pillar.SELF_ASSESSMENT)[:1], today())[0]
        assert (line.lowest, line.highest, line.differs, line.proposed) == (2, 5, True, None)
        level = side_by_side(application, items(application, Pillar.MATURITY), today())[0]
        assert level.proposed == 1

    def test_one_who_was_replaced_counts_no_more(self, application, organiser):
        first, second = team(application, 2, 5)
        perform(ASSIGNMENT, "replace", second, by=organiser, known_on=today(), note="Ill")
        line = side_by_side(application, items(application, Pillar.SELF_ASSESSMENT)[:1], today())[0]
        assert line.values == [2]
        with pytest.raises(PermissionDenied):
            agreed_all(application, second.actor.person)
        assert agreed_all(application, first.actor.person) == 10

    def test_agreed_otherwise_is_a_new_row_and_the_last_counts(self, application):
        first, _second = team(application, 2, 5)
        agreed_all(application, first.actor.person)
        assert verdict(application, today()).is_reached
        item = next(item for item in items(application) if item.step.number == 9)
        assert agree(application, {item.pk: (4, "")}, by=first.actor.person) == 0
        assert agree(application, {item.pk: (3, "Few results")}, by=first.actor.person) == 1
        assert application.agreed.filter(item=item).count() == 2
        found = verdict(application, today())
        assert found.total.result == 35
        assert found.missing == ("No label: step 9 is 3, needs 4.",)

    def test_the_verdict_takes_five_queries(self, application, django_assert_num_queries):
        (first,) = team(application, 4)
        agreed_all(application, first.actor.person)
        with django_assert_num_queries(5):
            assert verdict(application, today()).is_complete


class TestReport:
    def test_written_handed_in_released_and_replied_to(self, application, organiser, contact):
        (own,) = team(application, 4)
        actor = own.actor.person
        write_feedback(
            application, application.version.steps.all()[0], strengths=Text(en="A"), suggestions=Text(), by=actor
        )
        report = application.feedback_report
        with pytest.raises(Refused, match=r"not agreed yet.*9 steps have no feedback yet"):
            perform(REPORT, "hand_in", report, by=actor, known_on=today())
        agreed_all(application, actor)
        report = perform(REPORT, "hand_in", written_report(application, actor), by=actor, known_on=today())
        with pytest.raises(Refused, match="its words stand still"):
            written_report(application, actor)
        with pytest.raises(Refused, match="what is agreed stands still"):
            agreed_all(application, actor, step_9=3)
        with pytest.raises(PermissionDenied):
            reply_to_report(report, text=Text(en="Thank you"), by=contact)
        with pytest.raises(Refused):
            release_report(report, by=actor, known_on=today())
        report = release_report(report, by=organiser, known_on=today())
        application.refresh_from_db()
        assert (report.state, application.state) == (ReportState.RELEASED, ApplicationState.REPORTED)
        told = Mail.objects.get(subject__contains="feedback report for")
        assert reverse("caf:feedback_report", args=[application.pk]) in told.body
        reply_to_report(report, text=Text(en="Thank you"), by=contact)
        reply_to_report(report, text=Text(en="And this"), by=contact)
        report.refresh_from_db()
        assert (report.state, report.replies.count()) == (ReportState.REPLIED, 2)
        assert [step.state for step in report.steps.all()] == ["writing", "handed in", "released", "replied"]

    def test_sent_back_with_a_reason_it_is_written_on(self, application, organiser):
        (own,) = team(application, 4)
        agreed_all(application, own.actor.person)
        report = written_report(application, own.actor.person)
        report = perform(REPORT, "hand_in", report, by=own.actor.person, known_on=today())
        perform(REPORT, "send_back", report, by=organiser, known_on=today(), note="Step 3 is unclear")
        assert written_report(application, own.actor.person).state == ReportState.WRITING

    def test_on_paper_in_both_languages(self, application):
        (own,) = team(application, 4)
        agreed_all(application, own.actor.person, step_9=3)
        report = written_report(application, own.actor.person)
        english, french = (paper_of(report, code, today()) for code in ("en", "fr"))
        assert "Done well" in sheet_of(english).html
        assert "Draft: not released" in sheet_of(english).html
        assert "Bien fait" in sheet_of(french).html
        document = Document(io.BytesIO(word_file(french)))
        text = "\n".join(row.text for row in document.paragraphs)
        steps, principles = ([cell.text for cell in table.rows[-1].cells] for table in document.tables)
        assert steps[2:] == ["35", "28"]
        assert len(principles) == 3
        assert "Bien fait" in text
        assert "Done well" not in text
        assert "Ask more people" in text  # written in one language alone


class TestWhoReads:
    """Another country's, another organisation's: not there."""

    @pytest.fixture
    def people(self, application, organiser, contact):
        (own,) = team(application, 4)
        agreed_all(application, own.actor.person)
        written_report(application, own.actor.person)
        (gone,) = team(application, 4, state=AssignmentState.REPLACED)
        return {
            "organiser": organiser,
            "contact": contact,
            "actor": own.actor.person,
            "replaced": gone.actor.person,
            "EIPA": someone(Seat.EIPA),
            "other": someone(Seat.COORDINATOR, CountryFactory(iso2="DK")),
        }

    def readers(self, client, people, name, *args):
        found = {}
        for who, user in people.items():
            client.force_login(user)
            found[who] = client.get(reverse(name, args=args)).status_code
        return {who for who, status in found.items() if status == 200}, set(found.values()) <= {200, 404}

    def test_before_and_after_the_release(self, client, application, people, organiser):
        readers = {"organiser", "actor", "EIPA"}
        for name in ("caf:feedback_verdict", "caf:feedback_report"):
            assert self.readers(client, people, name, application.pk) == (readers, True)
        for name in ("caf:feedback_team", "caf:feedback_visit"):
            assert self.readers(client, people, name, application.pk) == (readers | {"contact"}, True)
        report = perform(REPORT, "hand_in", application.feedback_report, by=people["actor"], known_on=today())
        release_report(report, by=organiser, known_on=today())
        for name in ("caf:feedback_verdict", "caf:feedback_report"):
            assert self.readers(client, people, name, application.pk) == (readers | {"contact"}, True)
        assert self.readers(client, people, "caf:feedback_agree", application.pk, 1)[0] == readers - {"EIPA"}
        assert set(ratings_seen_by(people["replaced"])) == set()

    def test_the_organisation_knows_who_came_not_who_was_asked(self, client, application, people, contact):
        asked = AssignmentFactory(application=application, state=AssignmentState.DECLINED, actor__name="Of elsewhere")
        client.force_login(contact)
        page = client.get(reverse("caf:feedback_team", args=[application.pk])).text
        assert asked.actor.name not in page
        assert application.assignments.in_team().get().actor.name in page


def test_work_waits_for_each(application, organiser):
    def titles(user):
        return [str(entry.describe(row).title) for entry in waiting(user, today()) for row in entry.rows]

    assert titles(organiser) == ["Put together a feedback team"]
    invited = AssignmentFactory(application=application, state=AssignmentState.INVITED)
    rating = AssignmentFactory(application=application)

    assert titles(invited.actor.person) == ["Answer an invitation"]
    assert titles(rating.actor.person) == ["Rate and hand in"]
    assert titles(organiser) == []
    perform(ASSIGNMENT, "replace", invited, by=organiser, known_on=today(), note="Ill")
    keep_ratings(rating, {item.pk: (1, "") for item in items(application)}, by=rating.actor.person)
    perform(ASSIGNMENT, "hand_in", rating, by=rating.actor.person, known_on=today())
    assert titles(rating.actor.person) == ["Agree and write the feedback report"]
    agreed_all(application, rating.actor.person)
    report = written_report(application, rating.actor.person)
    perform(REPORT, "hand_in", report, by=rating.actor.person, known_on=today())
    assert titles(rating.actor.person) == []
    assert titles(organiser) == ["Release a feedback report"]
