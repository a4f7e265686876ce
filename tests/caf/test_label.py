"""The decision on an application, the label that it gives, and what becomes of a label."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caf.actions.label import decide, due, remind_holders
from caf.models import ApplicationState, Label, LabelDecision, LabelReminder, LabelState, LabelStep, Standing
from caf.workflow_application import LABEL
from core.models import Job
from core.workflow import Refused, perform
from network.models import Mail
from network.seats import Seat
from tests.caf.factories import ContactFactory, UseFactory
from tests.caf.pef_factories import ApplicationFactory, LabelFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db

DAY = date(2010, 6, 18)


def rated(**more):
    return ApplicationFactory(**({"state": ApplicationState.REPORTED, "rated": {}} | more))


def organiser_of(application):
    return someone(Seat.COORDINATOR, application.organisation.country)


def award(application, day=DAY, **more):
    by = more.pop("by", None) or organiser_of(application)
    return decide(application, by=by, known_on=day, **({"awarded": True, "reasons": "Every step is reached."} | more))


class TestDecision:
    def test_awarding_gives_a_numbered_label_for_two_years(self):
        application = rated(organisation__country__iso2="IT")
        ContactFactory(organisation=application.organisation)
        label = award(application).label
        assert (label.number, label.granted_on, label.valid_until) == ("ECU-IT-2010-0001", DAY, date(2012, 6, 18))
        assert label.holder == application.organisation.name
        application.refresh_from_db()
        assert application.state == ApplicationState.AWARDED
        assert [row.state for row in label.steps.all()] == [LabelState.GRANTED]
        assert {label.source, label.decision.source, label.steps.get().source} == {
            "Decision of the national organiser, entered in the portal"
        }
        mail = Mail.objects.get(about=f"application {application.pk}")
        assert "ECU-IT-2010-0001" in mail.body
        assert "Every step is reached." in mail.body

    def test_it_has_a_certificate_in_both_languages_whose_files_are_asked_for(self):
        label = award(rated()).label
        assert [row.language for row in label.certificates.all()] == ["en", "fr"]
        assert Job.objects.filter(kind="make label certificate").count() == 2
        words = label.certificates.get(language="fr").words
        assert words["holds"] == "Valable du 18 juin 2010 au 18 juin 2012"
        assert words["label_number"] == label.number

    def test_numbers_go_on_within_a_country_and_a_year(self):
        first = rated(organisation__country__iso2="IT")
        country = first.organisation.country
        numbers = [
            award(first).label.number,
            award(rated(organisation__country=country)).label.number,
            award(rated(organisation__country__iso2="BE")).label.number,
            award(rated(organisation__country=country), day=date(2011, 1, 3)).label.number,
        ]
        assert numbers == ["ECU-IT-2010-0001", "ECU-IT-2010-0002", "ECU-BE-2010-0001", "ECU-IT-2011-0001"]

    def test_28_points_with_step_9_at_3_give_no_label_and_the_step_is_named(self):
        application = rated(rated={2: 2, 3: 2, 4: 2, 6: 2, 7: 4, 8: 3, 9: 3, 1: 5, 5: 5})
        with pytest.raises(Refused, match=r"^No label: step 9 is 3, needs 4\.$"):
            award(application)
        assert not Label.objects.exists()
        decision = award(application, awarded=False, reasons="Step 9")
        application.refresh_from_db()
        assert (decision.awarded, application.state) == (False, ApplicationState.NOT_AWARDED)
        assert not Label.objects.exists()

    @pytest.mark.parametrize("awarded", [True, False])
    def test_an_unrated_step_stops_either_decision(self, awarded):
        with pytest.raises(Refused, match=r"^Step 4 is not rated yet\.$"):
            award(rated(rated={4: None}), awarded=awarded)

    def test_what_was_agreed_after_the_day_of_the_decision_does_not_count(self):
        application = rated(known_on=date(2010, 6, 19))
        with pytest.raises(Refused, match="is not rated yet"):
            award(application, day=DAY)

    def test_there_is_one_decision(self):
        application = rated()
        award(application)
        with pytest.raises(Refused, match="decided on 18 June 2010"):
            award(application, awarded=False)
        with pytest.raises(IntegrityError), transaction.atomic():
            LabelDecision.objects.create(application=application, awarded=False, reasons="Again", known_on=DAY)

    def test_reasons_are_given(self):
        with pytest.raises(Refused, match="Give the reasons"):
            award(rated(), reasons="  ")
        with pytest.raises(IntegrityError), transaction.atomic():
            LabelDecision.objects.create(application=rated(), awarded=False, reasons="", known_on=DAY)

    def test_the_national_organiser_decides_and_nobody_else(self):
        application = rated()
        for person in (someone(Seat.EIPA), someone(Seat.COORDINATOR, CountryFactory()), someone(Seat.SECRETARIAT)):
            with pytest.raises(Refused, match="national organiser of its country decides"):
                award(application, by=person)

    def test_the_report_is_released_before(self):
        with pytest.raises(Refused, match="cannot be made from “Accepted"):
            award(rated(state=ApplicationState.ACCEPTED))


class TestLabel:
    def test_it_lapses_after_its_last_day(self):
        label = LabelFactory()
        assert label.standing_on(date(2010, 6, 17)) is None
        assert label.standing_on(date(2012, 6, 18)) == Standing.IN_FORCE
        assert label.standing_on(date(2012, 6, 19)) == Standing.LAPSED
        assert list(Label.objects.in_force(date(2012, 6, 18))) == [label]
        assert not Label.objects.in_force(date(2012, 6, 19))
        assert not Label.objects.in_force(date(2010, 6, 17))

    def test_it_is_withdrawn_with_a_reason_from_a_day_on(self):
        label = LabelFactory()
        organiser = someone(Seat.COORDINATOR, label.country)
        day = date(2011, 3, 1)
        with pytest.raises(Refused, match="Say why"):
            perform(LABEL, "withdraw", label, by=organiser, known_on=day)
        with pytest.raises(Refused, match="not open to your seat"):
            perform(LABEL, "withdraw", label, by=someone(Seat.EIPA), known_on=day, note="It asked for it")
        ContactFactory(organisation=label.organisation, email="quality@office.example")
        perform(LABEL, "withdraw", label, by=organiser, known_on=day, note="It asked for it")
        assert "It asked for it" in Mail.objects.get(to="quality@office.example").body
        assert label.standing_on(date(2011, 2, 28)) == Standing.IN_FORCE
        assert label.standing_on(day) == Standing.WITHDRAWN
        with pytest.raises(IntegrityError), transaction.atomic():
            LabelStep.objects.create(label=LabelFactory(), state=LabelState.WITHDRAWN, known_on=day)

    def test_a_new_label_renews_the_one_before_and_names_it(self):
        before = LabelFactory()
        use = UseFactory(organisation=before.organisation, version="2006", reported_on=date(2011, 6, 1))
        again = rated(organisation=before.organisation, use=use, known_on=date(2012, 1, 9))
        label = award(again, day=date(2012, 5, 4)).label
        assert label.renews == before
        assert before.standing_on(date(2012, 5, 3)) == Standing.IN_FORCE
        assert before.standing_on(date(2012, 5, 4)) == Standing.RENEWED
        assert list(Label.objects.in_force(date(2012, 5, 4))) == [label]

    def test_the_database_refuses_what_cannot_be(self):
        label = LabelFactory()
        for wrong in (
            {"place": label.place, "country": label.country, "number": "ECU-XX-2010-0001"},
            {"valid_until": DAY},
            {"year": 2011},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                LabelFactory(**wrong)


class TestReminders:
    @pytest.mark.parametrize(
        ("day", "months"),
        [
            (date(2011, 12, 17), None),
            (date(2011, 12, 18), 6),
            (date(2012, 4, 17), 6),
            (date(2012, 4, 18), 2),
            (date(2012, 6, 18), 2),
            (date(2012, 6, 19), None),
        ],
    )
    def test_are_due_6_and_2_months_before_the_last_day(self, day, months):
        assert due(LabelFactory(), day) == months

    def test_each_goes_out_once_with_its_mail(self):
        label = LabelFactory()
        ContactFactory(organisation=label.organisation)
        sent = [
            remind_holders(today=day)
            for day in (
                date(2011, 12, 17),
                date(2011, 12, 18),
                date(2011, 12, 19),
                date(2012, 4, 18),
                date(2012, 4, 19),
                date(2012, 6, 20),
            )
        ]
        assert sent == [0, 1, 0, 1, 0, 0]
        assert [row.months for row in label.reminders.order_by("sent_on")] == [6, 2]
        mail = Mail.objects.get(about=label.reminders.get(months=6).about)
        assert "18 June 2012" in mail.subject
        assert label.organisation.get_absolute_url() in mail.body

    def test_a_portal_that_was_away_sends_the_last_alone(self):
        label = LabelFactory()
        ContactFactory(organisation=label.organisation)
        assert [remind_holders(today=date(2012, 5, 1)) for _time in range(2)] == [1, 0]
        assert [row.months for row in LabelReminder.objects.all()] == [2]

    def test_nobody_to_write_to_is_not_reminded_and_a_withdrawn_label_neither(self):
        label = LabelFactory()
        assert remind_holders(today=date(2012, 5, 1)) == 0
        ContactFactory(organisation=label.organisation)
        organiser = someone(Seat.COORDINATOR, label.country)
        perform(LABEL, "withdraw", label, by=organiser, known_on=date(2012, 4, 30), note="It asked for it")
        assert remind_holders(today=date(2012, 5, 1)) == 0
