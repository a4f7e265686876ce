"""How a file of organisations comes in: its columns, as it was exported, and from the command line."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from caf.actions.likeness import keep_keys
from caf.actions.organisation import keep_row, register_organisation
from caf.importing import runs
from caf.importing.giving_back import rows_to_mend
from caf.importing.progress import ask_to_stop
from caf.importing.table import Unreadable
from caf.importing.workflow import job_of
from caf.models import (
    ImportState,
    NameKind,
    Organisation,
    OrganisationName,
    RegisterImport,
    RegisterState,
)
from caf.workflow import REGISTER
from core import jobs
from core.workflow import Refused, perform
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationNameFactory, UseFactory
from tests.caf.import_steps import BEFORE, FILE, codes, confirmed, done, sent
from tests.caf.pef_factories import LabelFactory
from tests.network.factories import someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


# --- The way there --------------------------------------------------------------------------------------------


def test_columns_are_remembered_for_the_country_and_asked_for_where_one_is_missing(denmark, coordinator):
    run = runs.begin_import(name="a.csv", content=b"Kaldenavn;Land\nNy;DK\n", country=denmark, by=coordinator)
    with pytest.raises(Refused, match="name of the organisation"):
        runs.name_columns(run, mapping={"1": "country"}, date_order="", by=coordinator)
    done(runs.name_columns(run, mapping={"0": "name"}, date_order="dmy", by=coordinator))
    assert run.rows.get().outcome == "new"  # the file's country, where no column names one
    again = runs.begin_import(name="b.csv", content=b"Land;Kaldenavn\nDK;Ny\n", country=denmark, by=coordinator)
    assert (again.mapping, again.told) == ({"1": "name"}, {"date_order": "dmy"})


def test_a_file_is_read_otherwise_thrown_away_or_stopped(denmark, coordinator):
    run = runs.begin_import(
        name="a.csv", content="Navn;Land\nÅby;DK\n".encode("cp1250", "replace"), country=denmark, by=coordinator
    )
    runs.read_otherwise(run, told={"encoding": "cp1250", "separator": ","}, by=coordinator)
    assert run.headers == ["Navn;Land"]
    job = runs.name_columns(run, mapping={"0": "name"}, date_order="", by=coordinator)
    assert ask_to_stop(job_of(run))
    done(job)
    run.refresh_from_db()
    assert (run.state, run.rows.count(), bytes(run.content)) == (ImportState.CANCELLED, 0, b"")
    run, _rows = sent(FILE, denmark, coordinator)
    job = runs.confirm_import(run, new_state=RegisterState.TO_VALIDATE, by=coordinator)
    with pytest.raises(Refused, match="worked on"):
        runs.confirm_import(run, new_state=RegisterState.TO_VALIDATE, by=coordinator)
    ask_to_stop(job_of(run))
    jobs.run(job.pk)
    run.refresh_from_db()
    assert (run.state, Organisation.objects.count()) == (ImportState.CHECKED, 0)
    runs.cancel_import(run, by=coordinator)
    with pytest.raises(Unreadable):
        runs.begin_import(name="a.csv", content=b" ", country=denmark, by=coordinator)


# --- Round trip -------------------------------------------------------------------------------------------------


@pytest.fixture
def full(denmark, sweden, known, coordinator):
    """Organisations with all that a file may hold, also what a spreadsheet would run."""
    ContactFactory(organisation=known, known_on=BEFORE)
    OrganisationNameFactory(organisation=known, kind=NameKind.ACRONYM, name="ÅK", known_on=BEFORE)
    keep_row(OrganisationName(organisation=known, language="en", name="Municipality of Åby", known_on=BEFORE))
    profile = known.profiles.get()
    profile.level, profile.sector, profile.website = "local", "health", "https://aby.example/"
    keep_row(profile)
    UseFactory(
        organisation=known, version="2006", starts_on=date(2007, 3, 4), reported_on=date(2007, 9, 1), known_on=BEFORE
    )
    for name, country in (("=2+3", denmark), ("'=odd", denmark), ('- a, "b"; c', denmark), ("Urząd", sweden)):
        one = register_organisation(Organisation(name=name, country=country, known_on=BEFORE), by=someone(Seat.EIPA))
        perform(REGISTER, "validate", one, by=someone(Seat.EIPA), known_on=BEFORE)
    return known


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_and_imported_again_changes_nothing(kind, client, full, denmark):
    eipa = someone(Seat.EIPA)
    client.force_login(eipa, backend=BACKEND)
    response = client.get("/caf/users/", {"format": kind})
    content = b"".join(response.streaming_content)
    run, rows = sent(content, None, eipa, name=f"caf-organisation.{kind}")
    assert set(run.mapping.values()) >= {
        "name",
        "ref",
        "sender_ref",
        "aliases",
        "first_use",
        "last_report",
        "contact_email",
    }
    assert [(row.outcome, row.changes, row.problems) for row in rows.values()] == [("unchanged", [], [])] * 5
    if kind == "xlsx":  # a change in the file, and it alone, is found
        book = load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        place = next(row for row in sheet.iter_rows(min_row=2) if row[heads.index("name")].value == "Åby Kommune")
        place[heads.index("city")].value = "Ny Åby"
        file = io.BytesIO()
        book.save(file)
        _run, rows = sent(file.getvalue(), None, eipa, name="mended.xlsx")
        assert [row.changes for row in rows.values() if row.changes] == [[["city", "Åby", "Ny Åby"]]]


def test_persons_are_in_the_files_of_their_country_alone(client, full, denmark, sweden, django_assert_max_num_queries):
    def file_of(person, kind="csv"):
        if person:
            client.force_login(person, backend=BACKEND)
        else:
            client.logout()
        return b"".join(client.get("/caf/users/", {"format": kind}).streaming_content).decode()

    for kind in ("csv", "json"):
        assert "quality@office.example" in file_of(someone(Seat.COORDINATOR, denmark), kind)
        assert "quality@office.example" not in file_of(someone(Seat.COORDINATOR, sweden), kind)
        assert "contact_email" not in file_of(someone(Seat.SECRETARIAT), kind) + file_of(None, kind)


AGREED = [
    "id", "country", "name", "name_en", "aliases", "level", "sector", "staff_band", "city", "nuts", "lat", "lon",
    "website", "contact_role", "contact_email", "caf_version", "first_use", "last_use", "self_assessment_date",
    "times_used", "status", "validated_by", "validated_on", "evidence_url", "pef_status", "label_number",
    "label_until", "consent_publish", "source", "updated_on",
]  # fmt: skip
"""Without `type`, which the register does not know."""
OURS = [
    "ref", "contact_name", "country_name", "standing", "language", "origin", "confidence", "note", "known_on", "url",
]  # fmt: skip


def file_rows(client, person=None, **asked):
    if person:
        client.force_login(person, backend=BACKEND)
    response = client.get("/caf/users/", {"format": "csv", **asked})
    return list(csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))


def test_a_file_has_the_columns_that_the_network_agreed_on(client, full, coordinator):
    for row in file_rows(client):
        assert list(row) == [name for name in AGREED + OURS if not name.startswith(("contact", "consent", "evidence"))]
    ContactFactory(organisation=full, email="new@office.example", consent="2", consented_on=BEFORE)
    full.uses.update(evidence_url="https://aby.example/report")
    [row] = [row for row in file_rows(client, coordinator) if row["name"] == "Åby Kommune"]
    assert list(row) == AGREED + OURS
    said = {
        "id": full.ref, "ref": "A-1", "country": "DK", "name_en": "Municipality of Åby", "aliases": "ÅK",
        "staff_band": "10-49", "caf_version": "2006", "first_use": "2003-05-01", "last_use": "2007-03-04",
        "times_used": "2", "self_assessment_date": "2007-09-01", "status": "validated", "standing": "counts",
        "validated_by": "DK", "validated_on": "2008-06-01", "consent_publish": "true",
        "contact_email": "new@office.example", "evidence_url": "https://aby.example/report",
    }  # fmt: skip
    assert {name: row[name] for name in said} == said
    assert all(row["evidence_url"] == row["contact_email"] == "" for row in file_rows(client) if row["country"] == "SE")


def test_a_file_follows_the_day_that_is_read(client, full):
    label = LabelFactory(application__organisation=full, number="ECU-DK-2010-0001")
    keep_row(OrganisationName(organisation=full, language="da", name="Ny Åby", known_on=date(2010, 3, 1)))

    def said(day):
        [row] = [row for row in file_rows(client, **{"as-of": day}) if row["id"] == full.ref]
        return [row[name] for name in ("name", "pef_status", "label_number", "label_until", "updated_on")]

    assert said("2010-02-28") == ["Åby Kommune", "", "", "", "2010-01-20"]
    until = label.valid_until.isoformat()
    assert said("2010-06-18") == ["Ny Åby", "in force", label.number, until, "2010-03-01"]
    assert said("2100-01-01") == ["Ny Åby", "lapsed", label.number, until, "2010-03-01"]


@pytest.mark.parametrize(
    ("file", "sender_ref"),
    [
        ("id;name;country;city;ref\n{ref};Åby Kommune;DK;Ny By;A-7", "A-7"),  # as the portal writes it
        ("ref;sender_ref;name;country;city\n{ref};A-7;Åby Kommune;DK;Ny By", "A-7"),  # as it wrote it once
        ("ref;name;country;city\n{ref};Åby Kommune;DK;Ny By", "A-1"),
        ("ref;name;country;city\nA-1;Åby Kommune;DK;Ny By", "A-1"),
        ("id;name;country;city\nA-1;Åby Kommune;DK;Ny By", "A-1"),  # a sender's own list
        ("id;ref;name;country;city\n12;A-1;Åby Kommune;DK;Ny By", "A-1"),
    ],
)
def test_numbers_of_the_register_and_of_the_sender_are_told_apart(file, sender_ref, known, denmark, coordinator):
    run, rows = sent(file.format(ref=known.ref), denmark, coordinator)
    assert [(row.outcome, row.organisation_id) for row in rows.values()] == [("changed", known.pk)], rows[2].problems
    confirmed(run, coordinator)
    known.refresh_from_db()
    assert (known.city, known.sender_ref) == ("Ny By", sender_ref)


def test_a_number_that_the_register_has_not_given_is_no_new_organisation(known, denmark, coordinator):
    for file in (
        "id;name;country;ref\nCAF-9999999;Ny;DK;B-1",
        "ref;name;country\nCAF-9999999;Ny;DK",
        "id;ref;name;country\nCAF-12;B-1;Ny;DK",
    ):
        _run, rows = sent(file, denmark, coordinator)
        assert codes(rows[2]) == {"unknown ref"}


def workbook(cells):
    """Texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Users")
    for row in cells:
        line = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell in line:
            cell.data_type = "s"
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_comes_back_is_read_again_as_it_was_sent(kind, denmark, coordinator):
    text = "Name;Country;City;Size;Level;Longitude;Latitude;Remark\nNy Skole;DK;-;-5;=local;-9.5;55;=1+1\n"
    sheet = workbook([line.split(";") for line in text.splitlines()])
    run, first = sent(text if kind == "csv" else sheet, denmark, coordinator, name=f"users.{kind}")
    for _turn in range(2):
        content, name, _media = rows_to_mend(run)
        content = "".join(content).encode() if name.endswith(".csv") else content.read()
        run, again = sent(content, denmark, coordinator, name=f"users-errors.{name.rpartition('.')[2]}")
        assert codes(again[2]) == codes(first[2]) == {"no people"}
        assert again[2].problems == first[2].problems
    if kind == "csv":
        mended = content.replace(b"'-5", b"12")
        run, good = sent(mended, denmark, coordinator)
        assert (good[2].outcome, good[2].values["longitude"], good[2].values["level"]) == ("new", "-9.50000", "local")


# --- The command ------------------------------------------------------------------------------------------------


def told(*arguments):
    out = io.StringIO()
    call_command("import_register", *map(str, arguments), "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_previews_and_confirms_through_the_same_code(tmp_path, denmark, sweden, known):
    path, errors = tmp_path / "users.csv", tmp_path / "errors.csv"
    path.write_text(FILE, encoding="utf-8")
    said = told(path, "--country", "dk", "--errors", errors)
    counts = {
        "rows": 6,
        "new": 1,
        "changed": 1,
        "unchanged": 0,
        "errors": 3,
        "possible_duplicates": 0,
        "not_your_country": 1,
    }
    assert {name: said[name] for name in counts} == counts
    assert [(row["row"], row["ref"], row["outcome"]) for row in said["looked_at"]] == [
        (2, "A-1", "changed"), (3, "A-2", "new"), (4, "A-1", "error"), (5, "A-3", "error"),
        (6, "A-4", "not_your_country"), (7, "A-5", "error"),
    ]  # fmt: skip
    assert "Atlantis" in said["looked_at"][5]["reason"]
    assert [row["reason"] for row in said["looked_at"] if row["outcome"] == "new"] == [""]
    given_back = errors.read_text(encoding="utf-8").splitlines()
    assert len(given_back) == 5
    assert [line.rpartition(";")[2] for line in given_back if line.startswith("Stockholm")] == [
        "Country: The file is sent on behalf of DK. Left out."
    ]
    assert not RegisterImport.objects.exists()
    assert told(path, "--confirm")["new"] == 2  # of every country
    assert Organisation.objects.get(name="Ny Skole").sender_ref == "A-2"
    assert told(path, "--country", "DK")["unchanged"] == 2
    for wrong in ([tmp_path / "nothing.csv"], [path, "--country", "XX"], [errors.with_suffix(".pdf")]):
        with pytest.raises(CommandError, match=r"\.$"):
            told(*wrong)


def test_a_batch_costs_the_same_queries_for_one_row_and_for_thirty(denmark, coordinator, django_assert_max_num_queries):
    keep_keys([])
    for count, number in ((1, 1), (30, 2)):
        text = "Name;Country;City;CAF version;Last use\n" + "".join(
            f"Skole {number}{n};DK;By {n};2006;2007\n" for n in range(count)
        )
        run = runs.begin_import(name="a.csv", content=text.encode(), country=denmark, by=coordinator)
        runs.name_columns(run, mapping=run.mapping, date_order="", by=coordinator)
        with django_assert_max_num_queries(28):
            runs.check_at_once(run)
        with django_assert_max_num_queries(60):
            runs.enter_rows(run.pk, by=coordinator, say=lambda *_figures: None)
        assert run.rows.filter(written={}).count() == 0
