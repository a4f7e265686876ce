"""Loading the demonstration records: again changes nothing. What they hold: test_demo_records.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from conferences.models import Attendance
from core.demo import DemoError, Files
from ipsg_portal.management.commands import prepare
from network.models import Country, CountryName, Person
from network.seats import Seat
from tests.caf.factories import OrganisationFactory

SUBJECTS = ("network", "conferences", "caf", "customer_focus", "resolutions")

pytestmark = pytest.mark.django_db


def load() -> list[str]:
    """Load the records; the lines that the command prints, but for the last, which says where the logins are."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue().splitlines()[:-1]


@dataclass(frozen=True)
class Loaded:
    """lines: what the command printed. logins: what stands in its file."""

    lines: list[str]
    logins: str


@pytest.fixture(scope="class")
def first(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Loaded]:
    """The records, loaded once and committed for the tests that load them again."""
    folder = tmp_path_factory.mktemp("first")
    with django_db_blocker.unblock():
        with override_settings(VAR_DIR=folder, DEMONSTRATION=True):
            lines = load()
        yield Loaded(lines, (folder / "demo-logins.txt").read_text())
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def loaded(first, db, tmp_path, settings) -> Loaded:
    """With a file of the logins that the test may change."""
    settings.VAR_DIR, settings.DEMONSTRATION = tmp_path, True
    file = tmp_path / "demo-logins.txt"
    file.touch(0o600)
    file.write_text(first.logins)
    return first


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of the subjects, histories included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for subject in SUBJECTS
        for model in apps.get_app_config(subject).get_models()
    }


class TestLoaded:
    def test_loading_again_changes_no_row_and_adds_no_history(self, loaded, tmp_path):
        before = everything()
        assert load() == loaded.lines
        assert everything() == before
        assert (tmp_path / "demo-logins.txt").read_text() == loaded.logins
        assert len(before["network.HistoricalConclusion"]) == len(before["network.Conclusion"]) == 12

    @pytest.mark.once
    def test_loading_again_mends_the_same_row_and_makes_lost_logins_anew(self, loaded, tmp_path):
        attendance = Attendance.objects.get(edition__code="5qc")
        Attendance.objects.filter(pk=attendance.pk).update(value=7)
        logins = tmp_path / "demo-logins.txt"
        logins.unlink()
        load()
        assert Attendance.objects.get(edition__code="5qc") == attendance
        attendance.refresh_from_db()
        assert attendance.value == 1000
        assert attendance.history.count() == 2
        assert logins.stat().st_mode & 0o777 == 0o600
        _seat, email, password = logins.read_text().splitlines()[0].split("\t")
        assert password not in loaded.logins
        assert Person.objects.get(email=email).check_password(password)

    def test_there_is_a_person_for_every_seat_who_can_sign_in(self, loaded):
        rows = [line.split("\t") for line in loaded.logins.splitlines()]
        people = {email: Person.objects.get(email=email) for _seat, email, _password in rows}
        assert {role.seat for person in people.values() for role in person.roles.all()} == set(Seat.values)
        assert all(people[email].check_password(password) for _seat, email, password in rows)
        assert not any(person.is_staff or person.is_superuser for person in people.values())


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
    monkeypatch.setattr(prepare, "build_at_once", lambda: called.append("build"))  # no migration is noted here
    monkeypatch.setattr(prepare, "is_behind", lambda: not has_records)
    call_command("prepare", *arguments)
    assert called[:2] == ["build", "load_clauses" if has_records else "migrate"]
    assert ("load_demo" in called) is loads


def test_prepare_makes_the_keys_of_organisations_that_an_older_version_entered(settings, monkeypatch, capsys):
    settings.DEMONSTRATION = False
    organisation = OrganisationFactory(name="Gammelby Kommune", city="Gammelby")
    organisation.names.create(name="Gammelby Kommune", known_on=organisation.known_on)
    monkeypatch.setattr(prepare, "call_command", lambda *_name, **_options: None)
    monkeypatch.setattr(prepare, "build_at_once", lambda: None)
    for said in (True, False):
        call_command("prepare")
        assert ("made for 1 organisations" in capsys.readouterr().out) is said
        assert organisation.likeness_keys.exists()


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
