"""Preparing a questionnaire, asking people, answering, and publishing: without views."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from conferences.actions import evaluation, mailing
from conferences.actions.answering import opened, save_answers
from conferences.core_questions import core_questions, core_version, every_core_question
from conferences.models import (
    Audience,
    EditionStage,
    Evaluation,
    Moment,
    Question,
    Questionnaire,
    QuestionnaireState,
    Recipient,
    RecipientLink,
    ReportedResult,
    Response,
)
from conferences.workflow.questionnaire import QUESTIONNAIRE
from core import jobs
from core.models import Job, JobState
from core.values import Text
from core.workflow import Refused, perform
from network.models import Mail
from network.seats import Seat
from tests.conferences.factories import (
    EditionFactory,
    EditionScheduleFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReportedResultFactory,
)
from tests.network.factories import CountryFactory, CountryNameFactory, MembershipFactory, someone

pytestmark = pytest.mark.django_db

SITE = "https://portal.test"
TODAY = date(2008, 11, 26)


@pytest.fixture(autouse=True)
def _demonstration_day(settings):
    """So that the questionnaires of 2008 are open."""
    settings.DEMONSTRATION = True


@pytest.fixture
def questionnaire():
    return QuestionnaireFactory(edition=EditionFactory(number=5))


@pytest.fixture
def sent(questionnaire, secretariat):
    """Sent to three, with one question."""
    QuestionFactory(questionnaire=questionnaire, key="overall", core=True)
    add(questionnaire, secretariat, "a@x.test", "b@x.test; fr", "c@x.test")
    mailing.send(questionnaire, by=secretariat, site=SITE)
    run_jobs()
    return Questionnaire.objects.get()


def add(questionnaire, by, *lines):
    return mailing.add_recipients(questionnaire, list(lines), language="en", by=by)


def run_jobs():
    """As a worker does: also the jobs that a job asks for."""
    while job := Job.objects.filter(state=JobState.QUEUED).first():
        jobs.run(job.pk)


def tokens():
    """The personal links of the mails sent, by address."""
    return {mail.to[0]: re.search(r"/answer/([^/]+)/", mail.body)[1] for mail in outbox.outbox}


# --- Preparing ----------------------------------------------------------------------------------------


def test_core_questions_have_stable_keys_and_both_languages():
    """Keys of version 1: a key that went, or changed its meaning, would break the comparison with past editions."""
    first = {"overall", "use", "sessions", "exchange", "organisation", "preparation", "applied", "contacts"}
    first |= {"recommend", "first-time", "country", "best", "better"}
    questions = every_core_question()
    assert {question.key for question in questions if question.since == 1} == first
    assert len({question.key for question in questions}) == len(questions)
    assert all(question.text.keys() == question.short.keys() == {"en", "fr"} for question in questions)
    assert {question.kind for question in questions} <= {"rating", "yes-no", "choice", "number", "text"}


def test_a_new_questionnaire_asks_the_core_questions_of_its_audience_and_moment(secretariat):
    france = CountryFactory(iso2="FR")
    CountryNameFactory(country=france, name="France", in_text="France", adjective="French")
    MembershipFactory(country=france)
    made = evaluation.create_questionnaire(
        Questionnaire(edition=EditionFactory(), audience=Audience.MEMBERS, moment=Moment.HINDSIGHT, known_on=TODAY),
        by=secretariat,
    )
    keys = [question.key for question in made.questions.all()]
    assert keys == [core.key for core in core_questions("members", "hindsight", core_version())]
    assert "applied" in keys
    assert "organisation" not in keys
    assert made.steps.get().state == QuestionnaireState.DRAFT
    other = evaluation.create_questionnaire(
        Questionnaire(edition=made.edition, audience=Audience.PARTICIPANTS, moment=Moment.SPOT, known_on=TODAY),
        by=secretariat,
    )
    assert [str(label) for _key, label in other.questions.get(key="country").option_list] == [
        "France",
        "Another country",
    ]


def test_the_host_asks_about_its_own_edition_only(questionnaire):
    poland = CountryFactory(iso2="PL")
    EditionScheduleFactory(edition=questionnaire.edition, country=poland, stage=EditionStage.HELD)
    host, other = someone(Seat.COORDINATOR, poland), someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))
    assert add(questionnaire, host, "a@x.test")[0].added
    with pytest.raises(PermissionDenied):
        add(questionnaire, other, "b@x.test")
    with pytest.raises(Refused):
        evaluation.create_questionnaire(
            Questionnaire(edition=questionnaire.edition, audience="members", moment="spot", known_on=TODAY), by=other
        )
    assert Questionnaire.objects.visible_to(host).exists()
    for reader in (other, someone(Seat.EIPA), someone(Seat.DIRECTOR_GENERAL, poland)):
        assert not Questionnaire.objects.visible_to(reader).exists()


def test_questions_are_fixed_once_the_first_answer_is_in(sent, secretariat):
    own = evaluation.save_question(Question(questionnaire=sent, kind="text", text=Text(en="Why?")), by=secretariat)
    assert own.key == "own-1"
    with pytest.raises(Refused, match="same for every edition"):
        evaluation.remove_question(sent.questions.get(key="overall"), by=secretariat)
    save_answers(tokens()["a@x.test"], answers={"overall": 4})
    for act in (
        lambda: evaluation.save_question(own, by=secretariat),
        lambda: evaluation.remove_question(own, by=secretariat),
    ):
        with pytest.raises(Refused, match="fixed"):
            act()


def test_a_key_is_not_used_again(questionnaire, secretariat):
    first = evaluation.save_question(Question(questionnaire=questionnaire, kind="text"), by=secretariat)
    evaluation.remove_question(first, by=secretariat)
    second = evaluation.save_question(Question(questionnaire=questionnaire, kind="text"), by=secretariat)
    assert second.key == "own-2"


@pytest.mark.parametrize(
    "broken",
    [
        lambda row: QuestionnaireFactory(edition=row.edition),
        lambda _row: Questionnaire.objects.update(state=QuestionnaireState.OPEN, closes_on=None),
        lambda _row: Questionnaire.objects.update(state=QuestionnaireState.PUBLISHED),
        lambda row: [row.recipients.create(email="a@x.test") for _time in range(2)],
        lambda row: [QuestionFactory(questionnaire=row, key="same") for _time in range(2)],
        lambda row: ReportedResultFactory(edition=row.edition, value=6),
        lambda row: ReportedResultFactory(edition=row.edition, value=101, unit="percent"),
        lambda row: ReportedResultFactory(edition=row.edition, answers=4),
    ],
)
def test_the_database_refuses(questionnaire, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(questionnaire)


# --- Asking -------------------------------------------------------------------------------------------


def test_addresses_are_read_line_by_line(questionnaire, secretariat):
    read = add(
        questionnaire,
        secretariat,
        "A@x.test",
        "",
        "Somebody <b@x.test>; FR",
        "a@X.test",
        "no address",
        "c@x.test; de",
        "two@x.test three@x.test",
    )
    assert [(line.number, line.refused, line.added) for line in read] == [
        (1, False, True),
        (3, False, True),
        (4, False, False),
        (5, True, False),
        (6, True, False),
        (7, True, False),
    ]
    assert list(questionnaire.recipients.values_list("email", "language")) == [("a@x.test", "en"), ("b@x.test", "fr")]
    assert not any(line.added for line in add(questionnaire, secretariat, "a@x.test", "b@x.test"))


def test_nothing_is_sent_before_it_is_complete(questionnaire, secretariat):
    Questionnaire.objects.update(closes_on=None)
    with pytest.raises(Refused) as refused:
        mailing.send(questionnaire, by=secretariat, site=SITE)
    for words in ("until when", "a question", "the addresses"):
        assert words in str(refused.value)
    assert not Job.objects.exists()


def test_each_gets_a_link_of_its_own_in_its_language(sent):
    assert sent.state == QuestionnaireState.OPEN
    assert len(set(tokens().values())) == 3
    french = next(mail for mail in outbox.outbox if mail.to == ["b@x.test"])
    assert f"{SITE}/fr/conferences/evaluations/answer/" in french.body
    kept = [*RecipientLink.objects.values_list("mark", flat=True), *Mail.objects.values_list("body", flat=True)]
    assert not any(token in " ".join(kept) for token in tokens().values())


def test_a_job_that_runs_again_and_a_second_press_send_nothing_twice(sent, secretariat):
    Job.objects.filter(kind=mailing.MAILING).update(state=JobState.QUEUED, lease_until=None, finished_at=None)
    run_jobs()
    with pytest.raises(Refused, match="already"):
        mailing.send(sent, by=secretariat, site=SITE)
    assert len(outbox.outbox) == 3
    add(sent, secretariat, "late@x.test")
    assert mailing.send(sent, by=secretariat, site=SITE) == 1
    run_jobs()
    assert len(outbox.outbox) == 4


def test_only_those_who_have_not_answered_are_reminded_and_both_links_work(sent, secretariat):
    first = tokens()
    save_answers(first["a@x.test"], answers={"overall": 4})
    with pytest.raises(Refused, match="today"):
        mailing.remind(sent, by=secretariat, site=SITE)
    sent.mailings.update(asked_at=timezone.now() - timedelta(days=3))
    outbox.outbox.clear()
    assert mailing.remind(sent, by=secretariat, site=SITE) == 2
    run_jobs()
    second = tokens()
    assert second.keys() == {"b@x.test", "c@x.test"}
    save_answers(second["b@x.test"], answers={"overall": 5})
    assert "another mail" in opened(first["b@x.test"]).refusal  # nobody answers twice
    save_answers(first["c@x.test"], answers={"overall": 2})
    assert Response.objects.count() == 3


def test_an_address_that_was_written_to_stays(sent, secretariat):
    with pytest.raises(Refused):
        mailing.remove_recipient(sent.recipients.first(), by=secretariat)
    add(sent, secretariat, "late@x.test")
    mailing.remove_recipient(sent.recipients.get(email="late@x.test"), by=secretariat)
    assert sent.recipients.count() == 3


def test_addresses_are_deleted_half_a_year_after_the_close_and_counts_stay(sent):
    save_answers(tokens()["a@x.test"], answers={"overall": 4})
    assert mailing.forget_addresses(today=sent.closes_on + timedelta(days=180)) == 0
    assert mailing.forget_addresses(today=sent.closes_on + timedelta(days=181)) == 1
    assert set(Recipient.objects.values_list("email", flat=True)) == {""}
    assert not Mail.objects.exists()
    counted = Questionnaire.objects.for_list().get()
    assert (counted.sent, counted.answered) == (3, 1)
    assert counted.addresses_deleted_on
    assert mailing.forget_addresses(today=sent.closes_on + timedelta(days=400)) == 0


# --- Answering ----------------------------------------------------------------------------------------


def test_answers_can_be_changed_and_lead_to_nobody(sent):
    token = tokens()["a@x.test"]
    save_answers(token, answers={"overall": 4})
    save_answers(token, answers={"overall": 2})
    response = Response.objects.get()
    assert response.answers == {"overall": 2}
    recipient = Recipient.objects.get(email="a@x.test")
    assert recipient.answered_on == TODAY
    kept = {str(value) for value in recipient.__dict__.values()} | set(recipient.links.values_list("mark", flat=True))
    assert not kept & {response.key, str(response.pk)}
    assert {field.name for field in Response._meta.get_fields()} == {"id", "questionnaire", "key", "answers"}


def test_no_answer_is_taken_after_the_last_day_or_once_it_is_closed(sent, secretariat, settings):
    token = tokens()["a@x.test"]
    perform(QUESTIONNAIRE, "close", sent, by=secretariat, known_on=TODAY, note="Enough")
    with pytest.raises(Refused, match="until 26 November 2008"):
        save_answers(token, answers={"overall": 4})
    Questionnaire.objects.update(state=QuestionnaireState.OPEN)
    sent.steps.filter(state=QuestionnaireState.CLOSED).delete()
    save_answers(token, answers={"overall": 4})
    settings.DEMONSTRATION = False  # today: long after its last day
    with pytest.raises(Refused, match="until 31 December 2008"):
        save_answers(token, answers={"overall": 5})
    assert Response.objects.get().answers == {"overall": 4}


def test_a_link_opens_its_own_questionnaire_and_a_guess_none(sent):
    QuestionnaireFactory(edition=EditionFactory(number=4))
    assert opened(tokens()["a@x.test"]).questionnaire == sent
    assert opened("a-guess") is None
    with pytest.raises(Refused):
        save_answers(Recipient.objects.first().links.get().mark, answers={})  # the mark is no link


# --- Publishing ---------------------------------------------------------------------------------------


def test_publishing_makes_the_feedback_available_once(sent, secretariat):
    with pytest.raises(Refused, match="open for answers until"):
        evaluation.publish_results(sent, by=secretariat, known_on=TODAY)
    assert not Evaluation.objects.exists()
    perform(QUESTIONNAIRE, "close", sent, by=secretariat, known_on=TODAY, note="Enough")
    done = evaluation.publish_results(sent, by=secretariat, known_on=TODAY)
    assert done.state == QuestionnaireState.PUBLISHED
    row = Evaluation.objects.get()
    assert (row.edition, row.known_on, done.evaluation) == (sent.edition, TODAY, row)
    with pytest.raises(Refused):
        evaluation.publish_results(sent, by=secretariat, known_on=TODAY)
    assert Evaluation.objects.count() == 1
    assert Job.objects.filter(kind=evaluation.FILES).count() == 1


def test_only_who_prepares_it_publishes(sent):
    Questionnaire.objects.update(closes_on=date(2008, 11, 1))
    for person in (someone(Seat.COORDINATOR, CountryFactory(iso2="DK")), someone(Seat.EIPA)):
        with pytest.raises(Refused, match="not open to your seat"):
            evaluation.publish_results(sent, by=person, known_on=TODAY)
    assert not Evaluation.objects.exists()
    assert ReportedResult.objects.count() == 0
