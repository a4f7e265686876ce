"""What the demonstration records hold."""

from datetime import date
from itertools import pairwise

import pytest
from django.apps import apps

from caf.generating import SOURCE
from caf.models import Contribution, Count, Goal, Organisation, Pilot, PilotMeeting
from conferences.models import Attendance, Bid, Case, Edition, Session
from core.models import Record, TransitionLog
from network.models import Conclusion, Country, CountryName, Meeting, Presidency
from resolutions.models import Commitment

SUBJECTS = ("network", "conferences", "caf", "customer_focus", "resolutions")
MEETING = date(2008, 12, 31)  # as of the end of the half-year of the 51st meeting, whose day is not known

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


def test_every_record_says_since_when_and_from_which_source():
    silent = [
        f"{model._meta.label}: {record}"
        for subject in SUBJECTS
        for model in apps.get_app_config(subject).get_models()
        if issubclass(model, Record) and not issubclass(model, TransitionLog)
        for record in model._default_manager.filter(source="")
    ]
    assert silent == []


def test_state_of_a_document_is_that_of_its_last_step():
    for model in (Bid, Case, Organisation):
        for document in model.objects.prefetch_related("steps"):
            assert document.state == document.steps.last().state, document


def test_the_51st_meeting_has_neither_day_nor_city():
    meeting = Meeting.objects.get(number=51)
    assert not meeting.schedules.exists()
    assert meeting.presidency_on(MEETING).country.iso2 == "FR"
    assert Meeting.objects.get(number=49).schedule_on(MEETING).city["en"] == "Lisbon"


def test_conferences_as_known_at_the_51st_meeting():
    fifth, sixth = Edition.objects.get(code="5qc"), Edition.objects.get(code="6qc")
    quantity = fifth.attendance_on(MEETING).quantity
    assert (quantity.value, quantity.qualifier) == (1000, "more than")
    info_shops = Session.objects.filter(edition=fifth, kind="info-shop", on_priority_theme=True)
    assert [session.title["en"] for session in info_shops] == [
        "Human resources",
        "Customer focus",
        "Management of quality in public administrations",
        "Facing the demographic challenge",
    ]
    caf = Session.objects.get(edition=fifth, code="caf-sessions")
    assert [row.name_on(MEETING).key for row in caf.contributors.all()] == [
        "FR",
        "caf-resource-centre",
        "caf-expert-group",
    ]
    assert sixth.schedule_on(MEETING).period.year == 2010
    assert [bid.country.iso2 for bid in sixth.bids.all()] == ["DK"]  # of Poland, the bid itself is not on record
    assert sixth.schedule_on(date(2011, 9, 29)).country.iso2 == "PL"
    assert not Attendance.objects.filter(qualifier="planned").exists()


def test_caf_as_known_at_the_51st_meeting():
    goal = Goal.objects.on(MEETING)
    assert (goal.value, goal.unit, goal.by_year) == (2010, "users", 2010)
    count = Count.objects.of_the_network("users").known(MEETING).get()
    assert (count.value, str(count.period.ends_on)) == (1620, "2008-10-31")
    contributors = Contribution.objects.known(MEETING).order_by("place")
    assert [row.country.iso2 for row in contributors] == ["DK", "LU", "BE", "SI"]
    organisers = PilotMeeting.objects.get().organisers.all()
    assert [row.name_on(MEETING).key for row in organisers] == ["IT", "eipa"]


def test_pilots_of_pef_as_they_were_reported_and_no_figure_that_no_source_has():
    pilots = {pilot.country.iso2: pilot for pilot in Pilot.objects.for_list()}
    assert list(pilots) == ["BE", "DK", "LU", "SI"]
    assert {str(pilot.stage_on(date(2008, 11, 26))) for pilot in pilots.values()} == {"running"}
    assert str(pilots["DK"].report_on(date(2009, 12, 31)).period.starts_on) == "2008-01-01"
    assert str(pilots["LU"].report_on(date(2009, 12, 31)).period.starts_on) == "2008-07-01"
    assert not any(report.organisation_count for pilot in pilots.values() for report in pilot.reports.all())


def test_organisations_to_try_with_say_so():
    generated = Organisation.objects.filter(origin="generated")
    assert set(generated.values_list("source", flat=True)) == {SOURCE}
    assert set(Organisation.objects.exclude(origin="generated").values_list("note", flat=True)) == {
        "Demonstration record"
    }


def test_conclusions_on_proposals_stand_in_order():
    topics = Conclusion.objects.filter(subject="topic").order_by("place")
    assert [topic.text["en"].split()[-1] for topic in topics] == ["model", "institutions", "groups", "sessions"]


def test_commitments_of_the_51st_meeting_and_what_became_of_them():
    commitments = Commitment.objects.filter(meeting__number=51).order_by("place")
    assert [row.body.key for row in commitments] == ["ipsg", "directors-general", "caf-expert-group"]
    assert [row.state_on(date(2009, 12, 30)) for row in commitments] == ["open", "open", "open"]
    assert [row.state_on(date(2012, 1, 1)) for row in commitments] == ["open", "delivered", "delivered"]


def test_countries_are_called_as_on_the_day():
    for iso2, year, name, in_text, adjective in (
        ("CZ", 2008, "République tchèque", "la République tchèque", "tchèque"),
        ("CZ", 2022, "Tchéquie", "la Tchéquie", "tchèque"),
        ("FR", 2008, "France", "la France", "française"),
        ("IT", 2008, "Italie", "l’Italie", "italienne"),
        ("MT", 2017, "Malte", "Malte", "maltaise"),
    ):
        called = Country.objects.get(iso2=iso2).name_on(date(year, 12, 31))
        assert (called.plain["fr"], called.in_text["fr"], called.adjective["fr"]) == (name, in_text, adjective)


def test_every_country_has_an_own_name_and_one_in_each_language():
    for country in Country.objects.all():
        assert country.names.filter(own=True).exists(), country
        assert set(country.name_on(date(1996, 1, 1)).plain) >= {"en", "fr"}, country
    assert CountryName.objects.filter(known_on__lte=date(1996, 1, 1), language="en").count() == Country.objects.count()


def test_rotation_is_complete_and_changed_in_2016():
    before, after = Presidency.objects.rotation(date(2016, 1, 1)), Presidency.objects.rotation(date(2026, 1, 1))
    assert len(after) == 70  # from 1996 to 2030
    assert all(later.starts_on > earlier.ends_on for earlier, later in pairwise(after))

    def of_late_2017(rotation):
        return next(row.country.iso2 for row in rotation if row.starts_on == date(2017, 7, 1))

    assert (of_late_2017(before), of_late_2017(after)) == ("GB", "EE")
