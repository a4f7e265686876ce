"""Applying for external feedback: who may, when, with what; and the versions that come with the portal."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caf.actions.application import add_document, begin_application, remove_document
from caf.models import (
    Application,
    ApplicationState,
    OrganiserSetting,
    ProcedureItem,
    ProcedureStep,
    ProcedureVersion,
    RegisterState,
)
from caf.procedures import load_procedures, read
from caf.reading.application import conditions, timeline, unmet, window_of
from caf.workflow_application import APPLICATION
from core.months import months_after
from core.workflow import Refused, perform
from network.models import Mail
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationFactory, RegistrationFactory, UseFactory
from tests.caf.pef_factories import (
    ApplicationFactory,
    DocumentFactory,
    OrganiserSettingFactory,
    ProcedureVersionFactory,
)
from tests.network.factories import CountryFactory, someone

OPEN = date(2010, 8, 2)


def contact_of(organisation):
    person = someone(Seat.ORGANISATION_CONTACT, organisation.country)
    ContactFactory(organisation=organisation, person=person)
    return person


@pytest.mark.once
@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2010, 1, 15), 6, date(2010, 7, 15)),
        (date(2010, 1, 15), 12, date(2011, 1, 15)),
        (date(2009, 8, 31), 6, date(2010, 2, 28)),
        (date(2011, 8, 31), 6, date(2012, 2, 29)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2012, 8, 31), -6, date(2012, 2, 29)),
        (date(2009, 12, 31), 6, date(2010, 6, 30)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_one(day, months, found):
    assert months_after(day, months) == found


@pytest.mark.django_db
class TestConditions:
    def test_window_is_6_to_12_months_after_the_approval(self):
        application = ApplicationFactory()
        window = window_of(application.use, application.version)
        assert (window.opens_on, window.closes_on) == (date(2010, 7, 15), date(2011, 1, 15))

    def test_too_early_names_the_day_on_which_it_opens(self):
        assert unmet(ApplicationFactory(), date(2010, 7, 1)) == [
            "It is too early: one may apply from 15 July 2010 to 15 January 2011."
        ]

    @pytest.mark.parametrize(
        ("day", "holds"),
        [
            (date(2010, 7, 14), False),
            (date(2010, 7, 15), True),
            (date(2011, 1, 15), True),
            (date(2011, 1, 16), False),
        ],
    )
    def test_the_first_and_the_last_day_belong_to_the_window(self, day, holds):
        assert bool(unmet(ApplicationFactory(), day)) != holds

    def test_too_late_says_until_when_one_could(self):
        assert unmet(ApplicationFactory(), date(2011, 2, 1)) == [
            "It is too late: one could apply from 15 July 2010 to 15 January 2011."
        ]

    def test_every_condition_is_told_with_its_fact(self):
        application = ApplicationFactory(organisation__ref="CAF-0000777")
        rows = conditions(application.organisation, application.use, application.version, OPEN)
        assert [(row.key, row.holds) for row in rows] == [
            ("registered", True),
            ("validated", True),
            ("approved", True),
            ("window", True),
        ]
        assert [row.fact for row in rows] == [
            "It is in the register as CAF-0000777, known since 7 January 2008.",
            "Validated since 7 January 2008.",
            "Approved on 15 January 2010.",
            "One may apply from 15 July 2010 to 15 January 2011.",
        ]

    def test_one_that_was_withdrawn_by_then_may_not(self):
        application = ApplicationFactory()
        RegistrationFactory(
            organisation=application.organisation, state=RegisterState.DORMANT, known_on=date(2010, 8, 1)
        )
        assert unmet(application, OPEN) == ["On 2 August 2010 it is not validated: it stands as “Dormant”."]
        assert unmet(application, date(2010, 7, 31)) == []

    def test_without_the_day_of_the_approval_there_is_no_window(self):
        application = ApplicationFactory(use__reported_on=None)
        assert unmet(application, OPEN) == [
            "The day on which the top management approved the self-assessment report is not recorded."
        ]
        assert timeline(application.use, application.version, OPEN) is None

    def test_an_approval_known_to_the_year_asks_for_its_day(self):
        """A window that is counted from a made-up first of January would let in whom the procedure keeps out."""
        application = ApplicationFactory(use__reported_on=date(2010, 1, 1), use__reported_precision="year")
        assert window_of(application.use, application.version) is None
        [fact] = unmet(application, date(2010, 9, 1))
        assert fact.startswith("Approved in 2010: the day itself is needed")

    def test_the_call_of_the_country_as_known_on_the_day_holds_too(self):
        application = ApplicationFactory()
        OrganiserSettingFactory(
            country=application.organisation.country,
            call_starts_on=date(2010, 9, 1),
            call_ends_on=date(2010, 9, 30),
            known_on=date(2010, 8, 2),
        )
        assert unmet(application, date(2010, 8, 1)) == []
        (sentence,) = unmet(application, OPEN)
        assert sentence.endswith("its call opens on 1 September 2010 and closes on 30 September 2010.")
        assert unmet(application, date(2010, 9, 30)) == []

    def test_the_line_of_time_goes_from_the_approval_to_the_last_day(self):
        application = ApplicationFactory()
        line = timeline(application.use, application.version, OPEN)
        assert [point.day for point in line.points] == [date(2010, 1, 15), date(2010, 7, 15), date(2011, 1, 15)]
        assert [line.points[0].percent, line.points[2].percent] == [0, 100]
        assert line.is_open
        assert timeline(application.use, application.version, date(2011, 1, 16)).today is None


@pytest.mark.django_db
class TestBeginning:
    def test_the_contact_begins_by_the_version_in_force_on_that_day(self):
        old = ProcedureVersionFactory(from_on=date(2009, 12, 31), known_on=date(2009, 12, 31))
        new = ProcedureVersionFactory(from_on=date(2013, 1, 31), known_on=date(2013, 1, 31))
        ProcedureVersionFactory(from_on=None, known_on=date(2009, 12, 31))
        organisation = OrganisationFactory(state=RegisterState.VALIDATED)
        use, later = UseFactory(organisation=organisation), UseFactory(organisation=organisation, version="2013")
        person = contact_of(organisation)
        first = begin_application(use, by=person, known_on=date(2013, 1, 30))
        assert (first.version, first.on_behalf, first.state) == (old, False, ApplicationState.DRAFT)
        assert begin_application(later, by=person, known_on=date(2013, 1, 31)).version == new

    def test_the_country_begins_on_its_behalf_and_no_other(self):
        ProcedureVersionFactory()
        use = UseFactory()
        country = use.organisation.country
        for stranger in (
            someone(Seat.COORDINATOR, CountryFactory()),
            someone(Seat.EIPA),
            someone(Seat.ORGANISATION_CONTACT, country),
        ):
            with pytest.raises(Refused, match="your own organisation"):
                begin_application(use, by=stranger, known_on=OPEN)
        assert begin_application(use, by=someone(Seat.COORDINATOR, country), known_on=OPEN).on_behalf

    def test_before_the_first_version_nobody_applies(self):
        use = UseFactory()
        with pytest.raises(Refused, match="On 2 August 2010 no version of the procedure is in force"):
            begin_application(use, by=contact_of(use.organisation), known_on=OPEN)

    def test_there_is_one_on_a_use_until_it_is_given_up(self):
        application = ApplicationFactory()
        person = contact_of(application.organisation)
        with pytest.raises(Refused, match="There is an application for this use of CAF already"):
            begin_application(application.use, by=person, known_on=OPEN)
        with pytest.raises(IntegrityError), transaction.atomic():
            ApplicationFactory(use=application.use, organisation=application.organisation)
        perform(APPLICATION, "withdraw", application, by=person, known_on=OPEN, note="Next year")
        assert begin_application(application.use, by=person, known_on=OPEN).pk != application.pk


@pytest.mark.django_db
class TestSteps:
    def test_submitting_counts_from_the_day_of_the_step(self):
        application = DocumentFactory().application
        person = contact_of(application.organisation)
        with pytest.raises(Refused, match="too early: one may apply from 15 July 2010"):
            perform(APPLICATION, "submit", application, by=person, known_on=date(2010, 7, 1))
        done = perform(APPLICATION, "submit", application, by=person, known_on=date(2010, 7, 15))
        assert done.state == ApplicationState.SUBMITTED

    def test_submitting_needs_a_document(self):
        application = ApplicationFactory()
        with pytest.raises(Refused, match="Add the documents"):
            perform(APPLICATION, "submit", application, by=contact_of(application.organisation), known_on=OPEN)

    def test_the_country_looks_at_it_and_the_contact_learns(self, django_capture_on_commit_callbacks):
        application = ApplicationFactory(state=ApplicationState.SUBMITTED)
        contact_of(application.organisation)
        organiser = someone(Seat.COORDINATOR, application.organisation.country)
        for stranger in (someone(Seat.COORDINATOR, CountryFactory()), someone(Seat.EIPA)):
            with pytest.raises(Refused, match="not open to your seat"):
                perform(APPLICATION, "accept", application, by=stranger, known_on=OPEN)
        with pytest.raises(Refused, match="Say why"):
            perform(APPLICATION, "refuse", application, by=organiser, known_on=OPEN)
        sent_back = perform(APPLICATION, "send_back", application, by=organiser, known_on=OPEN, note="No plan yet")
        assert sent_back.state == ApplicationState.DRAFT
        assert "No plan yet" in Mail.objects.get(about=f"application {application.pk}").body

    def test_documents_change_while_it_is_written_and_each_is_there_once(self):
        application = ApplicationFactory()
        person = contact_of(application.organisation)
        document = add_document(DocumentFactory.build(application=application), content=b"%PDF-1.7", by=person)
        with pytest.raises(Refused, match="this very file"):
            add_document(DocumentFactory.build(application=application), content=b"%PDF-1.7", by=person)
        perform(APPLICATION, "submit", application, by=person, known_on=OPEN)
        for act in (
            lambda: add_document(DocumentFactory.build(application=application), content=b"more", by=person),
            lambda: remove_document(document, by=person),
        ):
            with pytest.raises(Refused, match="while it is being written"):
                act()


@pytest.mark.django_db
def test_who_sees_an_application():
    draft = ApplicationFactory()
    on_behalf = ApplicationFactory(organisation__country=draft.organisation.country, on_behalf=True)
    submitted = ApplicationFactory(organisation__country=draft.organisation.country, state=ApplicationState.SUBMITTED)
    country = draft.organisation.country
    for person, seen in (
        (contact_of(draft.organisation), {draft}),
        (contact_of(submitted.organisation), {submitted}),
        (someone(Seat.COORDINATOR, country), {on_behalf, submitted}),
        (someone(Seat.EIPA), {on_behalf, submitted}),
        (someone(Seat.COORDINATOR, CountryFactory()), set()),
        (someone(Seat.SECRETARIAT), set()),
    ):
        assert set(Application.objects.visible_to(person)) == seen


@pytest.mark.django_db
def test_terms_are_those_known_on_the_day():
    first = OrganiserSettingFactory()
    later = OrganiserSettingFactory(country=first.country, fee=600, known_on=date(2009, 1, 1))
    assert OrganiserSetting.objects.on(first.country, date(2008, 12, 31)) == first
    assert OrganiserSetting.objects.on(first.country, date(2009, 1, 1)) == later
    assert OrganiserSetting.objects.on(CountryFactory(), date(2009, 1, 1)) is None
    for wrong in ({"currency": ""}, {"call_starts_on": date(2010, 2, 1)}, {"known_on": date(2009, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganiserSettingFactory(country=first.country, **({"known_on": date(2010, 1, 1)} | wrong))


@pytest.mark.django_db
class TestVersions:
    def test_four_versions_come_with_the_portal_and_are_entered_once(self):
        assert load_procedures() == 4
        assert load_procedures() == 0
        assert [row.key for row in ProcedureVersion.objects.all()] == ["pilot", "2009", "2013", "2024"]
        version = ProcedureVersion.objects.get(key="2013")
        assert [row.number for row in version.steps.filter(least=4)] == [1, 5, 9]
        assert (version.least_total, version.least_maturity, version.least_maturity_confidence) == (28, 1, "low")
        assert version.steps.count() == 17
        assert ProcedureItem.objects.filter(step__version=version).count() == 42
        assert ProcedureItem.history.filter(history_type="+").count() == 4 * 42

    def test_what_is_edited_stays(self):
        load_procedures()
        version = ProcedureVersion.objects.get(key="2024")
        version.least_total = 30
        version.save()
        load_procedures()
        version.refresh_from_db()
        assert version.least_total == 30

    @pytest.mark.parametrize("name", ["pilot", "2009", "2024"])
    def test_items_that_no_source_has_say_whose_they_are(self, name):
        rows = [row for step in read(name)["steps"] for row in (step, *step["items"])]
        assert {(row["confidence"], row["note"]) for row in rows} == {
            ("low", "Taken from the version “2013”: no source that was read has those of this one.")
        }

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_every_item_is_there_in_both_languages(self, language):
        for step in read("2013")["steps"]:
            assert step["name"][language]
            assert all(item["text"][language] and item["source"] for item in step["items"])

    def test_a_step_asks_for_a_rating_on_the_scale_and_a_principle_for_none(self):
        version = ProcedureVersionFactory()
        for pillar, least in ((1, 6), (3, 4)):
            with pytest.raises(IntegrityError), transaction.atomic():
                ProcedureStep.objects.create(
                    version=version, pillar=pillar, number=30, least=least, known_on=version.known_on
                )
