"""Asking the pilots of PEF: who is asked, what is promised and kept, saving and sending, what is shown of it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from caf.actions import consultation as asking
from caf.actions import pilot_answering as answering
from caf.models import (
    Consultation,
    Invitation,
    PilotAnswers,
)
from caf.reading.pilot_analysis import analysis_of, response_by_country
from core.workflow import Refused
from network.models import Mail
from network.seats import Seat
from tests.caf.pilot_factories import (
    CLOSES,
    ConsultationFactory,
    ItemFactory,
    StepFactory,
    VersionFactory,
    asked,
    run_jobs,
    said,
    sent,
)
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
RATED = {"clarity": 2, "usefulness": 4, "fit": 3, "wording": "In plain words"}


@pytest.fixture(autouse=True)
def _demonstration_day(settings):
    """So that a consultation of 2008 is open."""
    settings.DEMONSTRATION = True


@pytest.fixture
def eipa():
    return someone(Seat.EIPA)


@pytest.fixture
def consultation():
    return ConsultationFactory()


def tokens():
    """The personal links of the mails sent, by address."""
    return {mail.to[0]: re.search(r"/pef/answer/([^/]+)/", mail.body)[1] for mail in outbox.outbox}


def linked(consultation, eipa, **more) -> str:
    """Somebody is asked and gets the link: its token."""
    email = asked(consultation, **more).email
    asking.send_out(consultation, by=eipa)
    run_jobs()
    return tokens()[email]


def closed(consultation, *sets):
    """As it stands once it is closed, with these sets of answers."""
    sent(consultation, *sets)
    return Consultation.objects.for_list().get(pk=consultation.pk)


# --- Preparing and asking -----------------------------------------------------------------------------


def test_a_consultation_asks_about_the_items_of_its_version_in_the_words_of_its_day(eipa):
    version = VersionFactory()
    ItemFactory(step=StepFactory(version=version, number=2), number="2.1")
    made = asking.create_consultation(
        Consultation(version=version, audience="organisations", opens_on=CLOSES, closes_on=CLOSES, known_on=CLOSES),
        by=eipa,
    )
    version.steps.first().items.update(text={"en": "other words"})
    assert [(row.number, str(row.text)) for row in made.items.all()] == [
        (number, f"Item {number} as piloted") for number in ("1.1", "1.2", "2.1")
    ]
    with pytest.raises(PermissionDenied):
        asking.create_consultation(made, by=someone(Seat.COORDINATOR, CountryFactory()))
    empty = VersionFactory(key="empty", items=False)
    with pytest.raises(Refused, match="no items"):
        asking.create_consultation(
            Consultation(version=empty, audience="organisations", opens_on=CLOSES, closes_on=CLOSES, known_on=CLOSES),
            by=eipa,
        )


def test_a_list_of_addresses_is_read_line_by_line(consultation, eipa):
    CountryFactory(iso2="DK")
    lines = ["a@x.test; DK; fr; 3; An office", "Name <B@x.test>;dk", "", "no address;DK", "c@x.test;ZZ",
             "d@x.test;DK;xx", "e@x.test;DK;en;0", "a@x.test;DK"]  # fmt: skip
    read = asking.invite(consultation, lines, by=eipa)
    assert [row.number for row in read if not row.problem] == [1, 2]
    first, second = consultation.invitations.all()
    assert (first.email, first.language, first.sets, first.who) == ("a@x.test", "fr", 3, "An office")
    assert (second.email, second.language, second.sets) == ("b@x.test", "en", 1)


def test_each_gets_a_link_of_its_own_once_and_a_reminder_while_it_has_not_answered(consultation, eipa):
    token = linked(consultation, eipa)
    assert Mail.objects.count() == 1
    assert token not in str(list(consultation.invitations.get().links.values()))
    with pytest.raises(Refused, match="already"):
        asking.send_out(consultation, by=eipa)
    with pytest.raises(Refused, match="today already"):
        asking.send_out(consultation, by=eipa, is_reminder=True)
    consultation.mailings.update(asked_on=date(2008, 11, 20))
    assert asking.send_out(consultation, by=eipa, is_reminder=True) == 1
    run_jobs()
    assert [mail.subject for mail in outbox.outbox][1].startswith("[EUPAN] Reminder")
    assert "earlier mail" in outbox.outbox[1].body


def test_who_has_lost_the_mail_has_another_link_sent_to_the_address_that_is_asked(consultation, eipa):
    linked(consultation, eipa)
    asking.send_own_link(consultation.invitations.get())
    run_jobs()
    assert [mail.to for mail in outbox.outbox] == [["asked@undisclosed.test"]] * 2
    Consultation.objects.update(closes_on=date(2008, 11, 20))
    with pytest.raises(Refused):
        asking.send_own_link(consultation.invitations.get())


def test_once_it_is_closed_it_is_not_opened_again(consultation, eipa):
    consultation.closes_on = date(2008, 11, 28)
    asking.mend_consultation(consultation, by=eipa)
    Consultation.objects.update(closes_on=date(2008, 11, 20))
    with pytest.raises(Refused, match="closed"):
        asking.mend_consultation(consultation, by=eipa)


# --- What is promised ---------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"anonymous": False}, {"audience": "feedback actors"}])
def test_what_was_promised_is_fixed_in_the_database(consultation, change):
    with pytest.raises(DatabaseError, match="promised"), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(**change)
    Consultation.objects.filter(pk=consultation.pk).update(closes_on=CLOSES + timedelta(days=1))


def test_the_database_refuses_an_invitation_with_anonymous_answers_and_named_ones_without(consultation):
    named = ConsultationFactory(anonymous=False)
    for row, more in (
        (consultation, {"invitation": asked(consultation), "place": 1}),
        (named, {}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            PilotAnswers.objects.create(consultation=row, key=str(row.pk), **more)
    kept = PilotAnswers.objects.create(consultation=consultation, key="kept")
    with pytest.raises(DatabaseError), transaction.atomic():
        PilotAnswers.objects.filter(pk=kept.pk).update(sent_on=CLOSES)


def test_nothing_kept_ties_anonymous_answers_to_who_was_asked(consultation, eipa):
    token = linked(consultation, eipa, sets=2)
    answering.save_part(token, 2, items={consultation.items.first().key: RATED})
    answering.send_answers(token, 2)
    (answers,) = PilotAnswers.objects.values()
    told = {answers.pop(name) for name in ("consultation_id", "is_sent")}
    assert told == {consultation.pk, True}
    assert answers.pop("content")["items"]
    invitation = Invitation.objects.values().get()
    links = list(consultation.invitations.get().links.values())
    beside = {str(value) for row in (invitation, *links) for value in row.values()}
    assert {name for name, value in answers.items() if value is not None} == {"id", "key"}
    assert not {str(answers["id"]), answers["key"], token} & beside
    assert (invitation["answered"], invitation["answered_on"]) == (1, date(2008, 11, 26))
    assert all(value is None or (value is not None) for value in answers.values())
    for model in (PilotAnswers, Invitation):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert "DateTimeField" not in kinds
        assert not hasattr(model, "history")


# --- Answering ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("anonymous", [True, False])
def test_answers_are_saved_continued_and_sent_once(anonymous, eipa):
    consultation = ConsultationFactory(anonymous=anonymous)
    token = linked(consultation, eipa)
    first, second = consultation.items.all()
    with pytest.raises(Refused, match="Nothing"):
        answering.send_answers(token, 1)
    answering.save_part(token, 1, items={first.key: RATED})
    answering.save_part(token, 1, items={second.key: {"clarity": 5}}, general={"hours": 12.5})
    answering.save_part(token, 1, items={second.key: {}})
    assert answering.opened(token, 1).content == {"items": {first.key: RATED}, "general": {"hours": 12.5}}
    assert not PilotAnswers.objects.sent().exists()
    answering.send_answers(token, 1)
    with pytest.raises(Refused, match="have been sent"):
        answering.save_part(token, 1, items={first.key: {}})
    answers = PilotAnswers.objects.sent().get()
    assert (answers.sent_on, answers.place) == ((None, None) if anonymous else (date(2008, 11, 26), 1))


def test_a_mailbox_answers_for_as_many_as_it_stands_for_and_no_more(consultation, eipa):
    token = linked(consultation, eipa, sets=2)
    key = consultation.items.first().key
    for place in (1, 2):
        answering.save_part(token, place, items={key: RATED})
        answering.send_answers(token, place)
    assert answering.opened(token, 3) is None
    assert consultation.invitations.get().answered == 2
    # Another link of the same mailbox does not open two more.
    mailing = consultation.mailings.create(asked_on=date(2008, 11, 26))
    consultation.invitations.get().links.create(mailing=mailing, mark=asking.recipient_mark("other"))
    assert "have been sent" in answering.opened("other", 1).refusal


def test_answers_are_taken_from_the_first_day_to_the_last(consultation, eipa):
    token = linked(consultation, eipa)
    for days, words in (((12, 1), "from"), ((11, 3), "until")):
        Consultation.objects.update(
            opens_on=date(2008, *days), closes_on=date(2008, 12, 5) if words == "from" else date(2008, 11, 25)
        )
        assert words in answering.opened(token, 1).refusal
        with pytest.raises(Refused):
            answering.save_part(token, 1, items={})


def test_what_was_begun_is_deleted_when_it_closes_and_addresses_later(consultation, eipa):
    token = linked(consultation, eipa)
    answering.save_part(token, 1, items={consultation.items.first().key: RATED})
    asking.forget_pilots(today=CLOSES)
    assert PilotAnswers.objects.count() == 1
    assert asking.forget_pilots(today=CLOSES + timedelta(days=1)) == 0
    assert not PilotAnswers.objects.exists()
    assert Mail.objects.exists()
    assert asking.forget_pilots(today=CLOSES + timedelta(days=181)) == 1
    assert not Mail.objects.exists()
    assert consultation.invitations.get().email == ""


def test_named_answers_are_seen_by_who_runs_it_and_by_their_own_country(eipa):
    consultation = ConsultationFactory(anonymous=False)
    token = linked(consultation, eipa)
    answering.save_part(token, 1, items={consultation.items.first().key: RATED})
    own = someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))
    assert not PilotAnswers.objects.visible_to(own).exists()
    answering.send_answers(token, 1)
    other = someone(Seat.COORDINATOR, CountryFactory(iso2="PL"))
    sent(ConsultationFactory(), {})
    seen = {person: PilotAnswers.objects.visible_to(person).count() for person in (eipa, own, other)}
    assert seen == {eipa: 1, own: 1, other: 0}


# --- Analysis -----------------------------------------------------------------------------------------


def test_each_item_has_its_number_mean_spread_and_distribution_in_the_order_of_the_procedure(consultation):
    for row in (consultation, ConsultationFactory(anonymous=False)):
        found = analysis_of(closed(row, *(said(row, rating, 4, hours=10) for rating in [1] * 6 + [3] * 6)))
        assert [item.asked.number for item in found.items] == ["1.1", "1.2"]
        first = found.items[0].clarity
        assert (first.answers, first.mean, first.spread) == (12, 2.0, 1.0)
        assert first.counts == (6, 0, 6, 0, 0)
        assert [item.asked.number for item in found.attention] == ["1.1"]
        (step,) = found.steps
        assert (len(step.items), step.looked_at, step.least_clear.asked.number) == (2, True, "1.1")
        assert (found.hours.mean, found.hours.bands[1]) == (10.0, ("8–24", 12))


def test_small_groups_are_hidden_where_anonymity_is_promised_and_what_would_tell_them(consultation):
    one_low = [said(consultation, 5)] * 9 + [said(consultation, 1, wording="Say it plainly")]
    found = analysis_of(closed(consultation, *one_low)).items[0].clarity
    assert (found.counts, found.spread) == ((None, 0, 0, 0, None), None)
    assert found.mean is None  # only one set of counts has it
    named = ConsultationFactory(anonymous=False)
    shown = analysis_of(closed(named, *([said(named, 5)] * 9 + [said(named, 1)]))).items[0].clarity
    assert (shown.counts, shown.mean) == ((1, 0, 0, 0, 9), 4.6)


def test_of_fewer_than_five_nothing_is_told(consultation):
    found = analysis_of(closed(consultation, *[said(consultation, 2, wording="Undisclosed", hours=3)] * 4))
    assert (found.answers, found.items, found.texts) == (None, (), ())
    some = analysis_of(closed(consultation, *[said(consultation, hours=3)] * 4))
    assert [row.clarity.answers for row in some.items] == [None, 0]  # four rated the first item


def test_how_many_answered_of_a_country_is_told_only_where_many_were_asked(consultation):
    mailing = consultation.mailings.create(asked_on=CLOSES)
    for number, (country, sets) in enumerate((("DK", 6), ("PL", 2), ("SI", 8), ("BE", 3))):
        row = asked(consultation, f"{number}@x.test", country, sets=sets, answered=1, answered_on=CLOSES)
        row.links.create(mailing=mailing, mark=str(number))
    asked(consultation, "not-mailed@x.test", "LU")
    rows = {row.country.iso2: (row.asked, row.sent) for row in response_by_country(consultation)}
    assert rows == {"BE": (3, None), "DK": (6, 1), "PL": (2, None), "SI": (8, 1)}
    listed = Consultation.objects.for_list().get()
    assert (listed.asked, listed.sent) == (19, 4)


def test_a_day_that_has_not_come_closes_nothing():
    tomorrow = date.today() + timedelta(days=1)
    consultation = ConsultationFactory(opens_on=tomorrow - timedelta(days=3), closes_on=tomorrow)
    assert not consultation.is_closed_on(tomorrow + timedelta(days=9))
    assert ConsultationFactory().is_closed_on(CLOSES + timedelta(days=1))
