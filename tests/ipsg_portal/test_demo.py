"""The demonstration records: what they hold, and that loading them again changes nothing."""

from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from caf.models import Contribution, Count, Goal, Organisation, Pilot, PilotMeeting
from conferences.models import Attendance, Bid, Case, Edition, Session
from core.demo import DemoError, Files
from core.models import Record, TransitionLog
from ipsg_portal.management.commands import prepare
from network.models import Conclusion, Country, CountryName, Meeting, Person, Presidency
from network.seats import Seat
from resolutions.models import Commitment

SUBJECTS = ("network", "conferences", "caf", "customer_focus", "resolutions")
MEETING = date(2008, 12, 31)  # as of the end of the half-year of the 51st meeting, whose day is not known

pytestmark = pytest.mark.django_db


def load(var_dir: Path, settings) -> str:
    """Load the records; what the command prints."""
    settings.VAR_DIR = var_dir
    settings.DEMONSTRATION = True
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of the subjects, histories included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for subject in SUBJECTS
        for model in apps.get_app_config(subject).get_models()
    }


def test_loading_again_changes_no_row_and_adds_no_history(tmp_path, settings):
    first_words = load(tmp_path, settings)
    first = everything()
    logins = (tmp_path / "demo-logins.txt").read_text()
    assert load(tmp_path, settings) == first_words
    assert everything() == first
    assert (tmp_path / "demo-logins.txt").read_text() == logins
    assert len(first["network.HistoricalConclusion"]) == len(first["network.Conclusion"]) == 12


def test_loading_again_mends_the_same_row(tmp_path, settings):
    load(tmp_path, settings)
    attendance = Attendance.objects.get(edition__code="5qc")
    Attendance.objects.filter(pk=attendance.pk).update(value=7)
    load(tmp_path, settings)
    assert Attendance.objects.get(edition__code="5qc") == attendance
    attendance.refresh_from_db()
    assert attendance.value == 1000
    assert attendance.history.count() == 2


def test_every_record_says_since_when_and_from_which_source(tmp_path, settings):
    load(tmp_path, settings)
    silent = [
        f"{model._meta.label}: {record}"
        for subject in SUBJECTS
        for model in apps.get_app_config(subject).get_models()
        if issubclass(model, Record) and not issubclass(model, TransitionLog)
        for record in model._default_manager.filter(source="")
    ]
    assert silent == []


def test_state_of_a_document_is_that_of_its_last_step(tmp_path, settings):
    load(tmp_path, settings)
    for model in (Bid, Case, Organisation):
        for document in model.objects.prefetch_related("steps"):
            assert document.state == document.steps.last().state, document


def test_the_51st_meeting_has_neither_day_nor_city(tmp_path, settings):
    load(tmp_path, settings)
    meeting = Meeting.objects.get(number=51)
    assert not meeting.schedules.exists()
    assert meeting.presidency_on(MEETING).country.iso2 == "FR"
    assert Meeting.objects.get(number=49).schedule_on(MEETING).city["en"] == "Lisbon"


def test_conferences_as_known_at_the_51st_meeting(tmp_path, settings):
    load(tmp_path, settings)
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
    assert sixth.bids.get(country__iso2="PL").step_on(MEETING) is None
    assert sixth.schedule_on(date(2011, 9, 29)).country.iso2 == "PL"
    assert not Attendance.objects.filter(qualifier="planned").exists()


def test_caf_as_known_at_the_51st_meeting(tmp_path, settings):
    load(tmp_path, settings)
    goal = Goal.objects.on(MEETING)
    assert (goal.value, goal.unit, goal.by_year) == (2010, "users", 2010)
    count = Count.objects.of_the_network("users").known(MEETING).get()
    assert (count.value, str(count.period.ends_on)) == (1620, "2008-10-31")
    contributors = Contribution.objects.known(MEETING).order_by("place")
    assert [row.country.iso2 for row in contributors] == ["DK", "LU", "BE", "SI"]
    organisers = PilotMeeting.objects.get().organisers.all()
    assert [row.name_on(MEETING).key for row in organisers] == ["IT", "eipa"]


def test_pilots_of_pef_as_they_were_reported_and_no_figure_that_no_source_has(tmp_path, settings):
    load(tmp_path, settings)
    pilots = {pilot.country.iso2: pilot for pilot in Pilot.objects.for_list()}
    assert list(pilots) == ["BE", "DK", "LU", "SI"]
    assert {str(pilot.stage_on(date(2008, 11, 26))) for pilot in pilots.values()} == {"running"}
    assert str(pilots["DK"].report_on(date(2009, 12, 31)).period.starts_on) == "2008-01-01"
    assert str(pilots["LU"].report_on(date(2009, 12, 31)).period.starts_on) == "2008-07-01"
    assert not any(report.organisation_count for pilot in pilots.values() for report in pilot.reports.all())


def test_organisations_to_try_with_say_so(tmp_path, settings):
    load(tmp_path, settings)
    assert set(Organisation.objects.values_list("note", flat=True)) == {"Demonstration record"}


def test_conclusions_on_proposals_stand_in_order(tmp_path, settings):
    load(tmp_path, settings)
    topics = Conclusion.objects.filter(subject="topic").order_by("place")
    assert [topic.text["en"].split()[-1] for topic in topics] == ["model", "institutions", "groups", "sessions"]


def test_commitments_of_the_51st_meeting_and_what_became_of_them(tmp_path, settings):
    load(tmp_path, settings)
    commitments = Commitment.objects.filter(meeting__number=51).order_by("place")
    assert [row.body.key for row in commitments] == ["ipsg", "directors-general", "caf-expert-group"]
    assert [row.state_on(date(2009, 12, 30)) for row in commitments] == ["open", "open", "open"]
    assert [row.state_on(date(2012, 1, 1)) for row in commitments] == ["open", "delivered", "delivered"]


def test_countries_are_called_as_on_the_day(tmp_path, settings):
    load(tmp_path, settings)
    for iso2, year, name, in_text, adjective in (
        ("CZ", 2008, "République tchèque", "la République tchèque", "tchèque"),
        ("CZ", 2022, "Tchéquie", "la Tchéquie", "tchèque"),
        ("FR", 2008, "France", "la France", "française"),
        ("IT", 2008, "Italie", "l’Italie", "italienne"),
        ("MT", 2017, "Malte", "Malte", "maltaise"),
    ):
        called = Country.objects.get(iso2=iso2).name_on(date(year, 12, 31))
        assert (called.plain["fr"], called.in_text["fr"], called.adjective["fr"]) == (name, in_text, adjective)


def test_every_country_has_an_own_name_and_one_in_each_language(tmp_path, settings):
    load(tmp_path, settings)
    for country in Country.objects.all():
        assert country.names.filter(own=True).exists(), country
        assert set(country.name_on(date(1996, 1, 1)).plain) >= {"en", "fr"}, country
    assert CountryName.objects.filter(known_on__lte=date(1996, 1, 1), language="en").count() == Country.objects.count()


def test_rotation_is_complete_and_changed_in_2016(tmp_path, settings):
    load(tmp_path, settings)
    before, after = Presidency.objects.rotation(date(2016, 1, 1)), Presidency.objects.rotation(date(2026, 1, 1))
    assert len(after) == 70  # from 1996 to 2030
    assert all(later.starts_on > earlier.ends_on for earlier, later in pairwise(after))

    def of_late_2017(rotation):
        return next(row.country.iso2 for row in rotation if row.starts_on == date(2017, 7, 1))

    assert (of_late_2017(before), of_late_2017(after)) == ("GB", "EE")


def test_there_is_a_person_for_every_seat_who_can_sign_in(tmp_path, settings):
    load(tmp_path, settings)
    logins = tmp_path / "demo-logins.txt"
    assert logins.stat().st_mode & 0o777 == 0o600
    rows = [line.split("\t") for line in logins.read_text().splitlines()]
    people = {email: Person.objects.get(email=email) for _seat, email, _password in rows}
    assert {role.seat for person in people.values() for role in person.roles.all()} == set(Seat.values)
    assert all(people[email].check_password(password) for _seat, email, password in rows)
    assert not any(person.is_staff or person.is_superuser for person in people.values())


def test_lost_logins_are_made_anew(tmp_path, settings):
    load(tmp_path, settings)
    logins = tmp_path / "demo-logins.txt"
    old = logins.read_text()
    logins.unlink()
    load(tmp_path, settings)
    _seat, email, password = logins.read_text().splitlines()[0].split("\t")
    assert password not in old
    assert Person.objects.get(email=email).check_password(password)


def test_a_portal_that_is_no_demonstration_refuses(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")
    assert not Country.objects.exists()
    assert not (tmp_path / "demo-logins.txt").exists()


@pytest.mark.parametrize(
    ("demonstration", "arguments", "has_records", "loads"),
    [
        (True, [], False, True),
        (True, [], True, False),
        (True, ["--no-demo"], False, False),
        (False, [], False, False),
    ],
)
def test_prepare_loads_on_the_first_run_alone(settings, monkeypatch, demonstration, arguments, has_records, loads):
    settings.DEMONSTRATION = demonstration
    if has_records:
        Country.objects.create(iso2="DK", iso3="DNK", eu_code="DK")
    called: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_options: called.append(name))
    call_command("prepare", *arguments)
    assert called[0] == "migrate"
    assert ("load_demo" in called) is loads


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("iso2,iso3,eu_code\nDK,DNK,DK\nDK,DNK,DK\n", "entry 2: .* is there twice"),
        ("iso2,iso3,eu_code\nDKK,DNK,DK\n", "entry 1: .*at most 2 characters"),
        ("iso2,colour\nDK,red\n", "entry 1: .*no field named 'colour'"),
    ],
)
def test_a_file_that_holds_no_records_says_where_and_why(tmp_path, text, reason):
    (tmp_path / "countries.csv").write_text(text)
    with pytest.raises(DemoError, match=reason):
        Files(tmp_path, {Country: ("iso2",)}).load(Country, "countries.csv")


def test_a_reference_to_nothing_says_so(tmp_path):
    (tmp_path / "names.csv").write_text("country,language,name,known_on\nXX,en,Nowhere,1993-01-01\n")
    with pytest.raises(DemoError, match="entry 1: 'XX' does not stand for one country"):
        Files(tmp_path, {Country: ("iso2",), CountryName: ("country",)}).load(CountryName, "names.csv")
