"""A file taken into the register: checked, confirmed, undone; and brought back as it was exported."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from caf.actions.likeness import keep_keys
from caf.actions.organisation import keep_row, register_organisation
from caf.importing import runs
from caf.importing.answering import answer_row
from caf.importing.giving_back import rows_to_mend
from caf.importing.progress import ask_to_stop
from caf.importing.table import Unreadable
from caf.models import (
    ImportState,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    RegisterImport,
    RegisterState,
    Use,
)
from caf.workflow import REGISTER
from core import jobs
from core.clock import present_day
from core.models import JobState
from core.workflow import Refused, perform
from network.seats import Seat
from tests.caf.factories import ContactFactory, OrganisationNameFactory, UseFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BEFORE = date(2008, 6, 1)


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


@pytest.fixture
def sweden():
    return CountryFactory(iso2="SE")


@pytest.fixture
def coordinator(denmark):
    return someone(Seat.COORDINATOR, denmark)


@pytest.fixture
def known(denmark, coordinator):
    """Åby Kommune, validated, with a use of CAF 2002."""
    organisation = register_organisation(
        Organisation(
            name="Åby Kommune",
            country=denmark,
            language="da",
            city="Åby",
            size="10-49",
            sender_ref="A-1",
            known_on=BEFORE,
        ),
        by=coordinator,
    )
    UseFactory(organisation=organisation, version="2002", starts_on=date(2003, 5, 1), known_on=BEFORE)
    return perform(REGISTER, "validate", organisation, by=coordinator, known_on=BEFORE)


def done(job):
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return job


def sent(text, country, by, *, name="users.csv", encoding="utf-8", order=""):
    """A file with its rows checked, and the rows by their number."""
    content = text if isinstance(text, bytes) else text.encode(encoding)
    run = runs.begin_import(name=name, content=content, country=country, by=by)
    done(runs.name_columns(run, mapping=run.mapping, date_order=order, by=by))
    run.refresh_from_db()
    assert run.state == ImportState.CHECKED, run.failure
    return run, {row.number: row for row in run.rows.all()}


def confirmed(run, by, state=RegisterState.TO_VALIDATE):
    done(runs.confirm_import(run, new_state=state, by=by))
    run.refresh_from_db()
    assert run.state == ImportState.CONFIRMED


def undone(run, by):
    done(runs.undo_import(run, reason="sent by mistake", by=by))
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE


def codes(row):
    return {problem[1] for problem in row.problems}


FILE = """Name;Country;Town;Size;Level;CAF version;Last use;Ref
Åby Kommune;Danmark;Åby;50-249;;2006;2007;A-1
Ny Skole;DK;Ny;10-49;local;2006;2008-03;A-2
Åby  Kommune;DK;Åby;;;;;A-1
Stor Skole;Denmark;Stor;>100;municpal;;01/02/2009;A-3
Stockholm;Sverige;;;;;;A-4
Nowhere;Atlantis;;;;;;A-5
"""


def test_each_row_says_what_it_would_do_and_nothing_is_saved_before(denmark, sweden, known, coordinator):
    _run, rows = sent(FILE, denmark, coordinator, encoding="cp1252")
    assert [row.outcome for row in rows.values()] == ["changed", "new", "error", "error", "foreign", "error"]
    assert rows[2].changes == [
        ["size", "10-49", "50-249"],
        ["version", "2002", "2006"],
        ["last_use", "2003-05-01", "2007"],
    ]
    assert (codes(rows[4]), codes(rows[5])) == ({"twice"}, {"size", "word meant", "two dates"})
    assert (codes(rows[6]), codes(rows[7])) == ({"not this country"}, {"country"})
    assert Organisation.objects.count() == 1


def test_good_rows_are_entered_as_new_dated_rows_and_the_bad_ones_come_back(denmark, sweden, known, coordinator):
    run, _rows = sent(FILE, denmark, coordinator)
    confirmed(run, coordinator)
    known.refresh_from_db()
    assert (known.size, known.city, known.changed_on) == ("50-249", "Åby", present_day())
    assert list(known.profiles.values_list("size", "known_on")) == [("10-49", BEFORE), ("50-249", present_day())]
    assert list(known.uses.values_list("version", "starts_on")) == [
        ("2002", date(2003, 5, 1)),
        ("2006", date(2007, 1, 1)),
    ]
    new = Organisation.objects.get(name="Ny Skole")
    assert (new.origin, new.state, new.sender_ref, new.ref) == ("import", "to validate", "A-2", f"CAF-{new.pk:07}")
    assert new.steps.get().by == coordinator
    assert "users.csv" in new.source
    for record in (new, new.names.get(), new.profiles.get(), new.uses.get()):
        entry = record.history.get()
        assert (entry.history_user, entry.history_change_reason) == (coordinator, f"Import {run.pk}: users.csv")
    content, name, _media = rows_to_mend(run)
    lines = "".join(content).removeprefix("\ufeff").splitlines()
    assert name == "users-errors.csv"
    assert lines[0] == "Name;Country;Town;Size;Level;CAF version;Last use;Ref;error"
    assert [line.rpartition(";")[0] for line in lines[1:]] == [
        "Åby Kommune;DK;Åby;;;;;A-1", "Stor Skole;Denmark;Stor;>100;municpal;;01/02/2009;A-3",
        "Nowhere;Atlantis;;;;;;A-5",
    ]  # fmt: skip
    assert "Allowed: 1-9, 10-49" in lines[2]
    assert Organisation.objects.filter(country=sweden).count() == 0


def test_the_same_file_again_changes_nothing_and_a_job_that_runs_twice_enters_once(denmark, known, coordinator):
    run, _rows = sent(FILE, denmark, coordinator)
    job = runs.confirm_import(run, new_state=RegisterState.VALIDATED, by=coordinator)
    done(job)
    runs.enter_rows(run.pk, by=coordinator, say=lambda *_figures: None)
    assert Organisation.objects.filter(name="Ny Skole").get().steps.count() == 2  # to validate, and validated
    _again, rows = sent(FILE, denmark, coordinator)
    assert [rows[number].outcome for number in (2, 3)] == ["unchanged", "unchanged"]


def test_a_whole_import_is_undone_and_says_by_whom_and_why(denmark, known, coordinator):
    before = {name: getattr(known, name) for name in ("name", "city", "size", "changed_on", "sender_ref")}
    run, _rows = sent(FILE + "Åby Kommune ;DK;Åby By;;;;;A-9\n", denmark, coordinator)
    confirmed(run, coordinator)
    with pytest.raises(Refused, match="why"):
        runs.undo_import(run, reason=" ", by=coordinator)
    undone(run, coordinator)
    known.refresh_from_db()
    assert before == {name: getattr(known, name) for name in before}
    assert (known.profiles.count(), known.uses.count()) == (1, 1)
    assert Organisation.objects.get() == known
    assert Organisation.history.filter(name="Ny Skole", history_type="-").get().history_user == coordinator
    step = run.steps.last()
    assert (step.state, step.by, step.note) == ("undone", coordinator, "sent by mistake")


def test_what_was_built_on_since_stays_and_is_listed(denmark, known, coordinator):
    text = "Name;Country;City;Size\nNy Skole;DK;Ny;10-49\nGammel Skole;DK;Gammel;10-49\nÅby Kommune;DK;Åby;1000+\n"
    run, _rows = sent(text, denmark, coordinator)
    confirmed(run, coordinator)
    validated = Organisation.objects.get(name="Ny Skole")
    perform(REGISTER, "validate", validated, by=coordinator, known_on=present_day())
    profile = known.profiles.get(size="1000+")
    profile.note = "as counted in spring"
    keep_row(profile)
    undone(run, coordinator)
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Åby Kommune", "Ny Skole"}
    assert [row.number for row in run.rows.all() if codes(row) == {"kept"}] == [2, 4]
    assert run.figures["kept"] == 2
    known.refresh_from_db()
    assert known.size == "1000+"


def test_a_second_file_of_the_same_day_mends_what_the_first_entered(denmark, known, coordinator):
    first, _rows = sent("Ref;Country;Size\nA-1;DK;1000+\n", denmark, coordinator)
    confirmed(first, coordinator)
    second, _rows = sent("Ref;Country;Size;Name\nA-1;DK;250-999;Åby By\n", denmark, coordinator)
    confirmed(second, coordinator)
    known.refresh_from_db()
    assert (known.size, known.name, known.profiles.count()) == ("250-999", "Åby By", 2)
    undone(second, coordinator)
    known.refresh_from_db()
    assert (known.size, known.name) == ("1000+", "Åby Kommune")


def test_a_row_changed_after_the_check_is_not_overwritten_and_comes_back(denmark, known, coordinator):
    run, _rows = sent("Ref;Country;Name;Size\nA-1;DK;;1000+\nA-7;DK;Ny Skole;10-49\n", denmark, coordinator)
    keep_row(OrganisationProfile(organisation=known, size="250-999", known_on=present_day()))
    register_organisation(Organisation(name="Ny Skole", country=denmark, known_on=present_day()), by=coordinator)
    confirmed(run, coordinator)
    known.refresh_from_db()
    assert known.size == "250-999"
    assert [codes(row) for row in run.rows.all()] == [{"changed meanwhile"}, {"there meanwhile"}]
    assert "after the check" in "".join(rows_to_mend(run)[0])


def test_a_possible_duplicate_waits_for_an_answer_and_the_answer_is_remembered(denmark, known, coordinator):
    text = "Name;Country;City\nAby Kommunne;DK;Åby\n"
    run, rows = sent(text, denmark, coordinator)
    assert (rows[2].outcome, rows[2].twins[0][0]) == ("duplicate", known.pk)
    confirmed_nothing = answer_row(run, 2, answer="leave", organisation=None, by=coordinator)
    assert codes(confirmed_nothing) == {"left out"}
    with pytest.raises(Refused):
        answer_row(run, 2, answer="same", organisation=known.pk + 99, by=coordinator)
    same = answer_row(run, 2, answer="same", organisation=known.pk, by=coordinator)
    assert (same.outcome, same.changes) == ("changed", [["aliases", "", "Aby Kommunne"]])
    confirmed(run, coordinator)
    assert known.names.get(kind=NameKind.ALIAS).name == "Aby Kommunne"
    known.refresh_from_db()
    assert known.name == "Åby Kommune"
    _again, rows = sent(text, denmark, coordinator)
    assert rows[2].outcome == "unchanged"
    wrong, _rows = sent(
        "Name;Country;City;CAF version;Last use\nAby Komune;DK;Åby;2000;2003-05\n", denmark, coordinator
    )
    answer_row(wrong, 2, answer="same", organisation=known.pk, by=coordinator)
    assert "version of CAF: The use begun" in "".join(rows_to_mend(wrong)[0]).replace("Version", "version")
    other, rows = sent("Name;Country;City\nAby Komune;DK;Åby\n", denmark, coordinator)
    assert answer_row(other, 2, answer="new", organisation=None, by=coordinator).outcome == "new"
    confirmed(other, coordinator)
    assert Organisation.objects.count() == 2


def test_a_use_that_is_known_is_completed_and_never_overwritten(denmark, known, coordinator):
    head = "Ref;Country;CAF version;First use;Last use;Last report\n"
    run, rows = sent(f"{head}A-1;DK;2006;;2003-05;\n", denmark, coordinator)
    assert codes(rows[2]) == {"version differs"}
    run, rows = sent(f"{head}A-1;DK;;2002;2003;2004-02-01\n", denmark, coordinator)
    assert [change[0] for change in rows[2].changes] == ["last_report", "first_use"]
    confirmed(run, coordinator)
    assert set(known.uses.values_list("version", "starts_on", "reported_on", "confidence")) == {
        ("2002", date(2003, 5, 1), date(2004, 2, 1), "high"), ("2002", date(2002, 1, 1), None, "low"),
    }  # fmt: skip
    _run, rows = sent(f"{head}A-1;DK;;;2003;2005\n", denmark, coordinator)
    assert codes(rows[2]) == {"report differs"}
    undone(run, coordinator)
    assert Use.objects.get().reported_on is None
    for row, code in (
        ("A-1;DK;2006;;2004;", "version too old"),
        ("A-1;DK;;2009;2007;", "dates crossed"),
        ("A-1;DK;;;2090;", "ahead"),
    ):
        assert codes(sent(f"{head}{row}\n", denmark, coordinator)[1][2]) == {code}


# --- Whose rows ---------------------------------------------------------------------------------------------


def test_a_coordinator_changes_no_other_country_whatever_the_row_says(denmark, sweden, known, coordinator):
    theirs = register_organisation(Organisation(name="Secret", country=sweden, known_on=BEFORE), by=someone(Seat.EIPA))
    text = f"Ref;Name;Country;City\n{theirs.ref};Renamed;DK;x\n{theirs.ref};Renamed;SE;x\n{theirs.ref};Renamed;;x\n"
    run, rows = sent(text, denmark, coordinator)
    assert [row.outcome for row in rows.values()] == ["error", "foreign", "error"]
    assert [codes(row) for row in rows.values()] == [{"unknown ref"}, {"not this country"}, {"unknown ref"}]
    assert "Secret" not in str([(row.name, row.problems) for row in rows.values()])
    confirmed(run, coordinator)
    theirs.refresh_from_db()
    assert theirs.name == "Secret"
    for country in (sweden, None):
        with pytest.raises(Refused, match="own country"):
            runs.begin_import(name="a.csv", content=b"Name\nx\n", country=country, by=coordinator)
    other = someone(Seat.COORDINATOR, sweden)
    for act in (
        lambda: runs.confirm_import(run, new_state="validated", by=other),
        lambda: runs.undo_import(run, reason="x", by=other),
        lambda: runs.cancel_import(run, by=other),
    ):
        with pytest.raises(Refused):
            act()


def test_every_country_at_once_is_for_the_resource_centre(denmark, sweden, known):
    eipa = someone(Seat.EIPA)
    run, rows = sent("Name,Country\nÅbo,SE\nÅby Skole,DK\nNobody,\n", None, eipa)
    assert [row.outcome for row in rows.values()] == ["new", "new", "error"]
    confirmed(run, eipa, RegisterState.VALIDATED)
    assert Organisation.objects.public().count() == 3


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
    assert ask_to_stop(runs.job_of(run))
    done(job)
    run.refresh_from_db()
    assert (run.state, run.rows.count(), bytes(run.content)) == (ImportState.CANCELLED, 0, b"")
    run, _rows = sent(FILE, denmark, coordinator)
    job = runs.confirm_import(run, new_state=RegisterState.TO_VALIDATE, by=coordinator)
    with pytest.raises(Refused, match="worked on"):
        runs.confirm_import(run, new_state=RegisterState.TO_VALIDATE, by=coordinator)
    ask_to_stop(runs.job_of(run))
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
    assert [(row["row"], row["outcome"]) for row in said["looked_at"]] == [
        (2, "changed"), (4, "error"), (5, "error"), (6, "not_your_country"), (7, "error"),
    ]  # fmt: skip
    assert "Atlantis" in said["looked_at"][4]["reason"]
    assert len(errors.read_text(encoding="utf-8").splitlines()) == 4
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
