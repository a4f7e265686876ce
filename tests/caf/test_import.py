"""A file taken into the register: each row checked, asked about, entered; whose rows they are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from caf.actions.organisation import keep_row, register_organisation
from caf.importing import progress, runs
from caf.importing.answering import answer_row
from caf.importing.giving_back import rows_to_mend
from caf.likeness.search import likely_of
from caf.models import (
    NameKind,
    Organisation,
    OrganisationProfile,
    PairAnswer,
    RegisterState,
    Use,
)
from caf.models.use import standing_uses
from caf.reading.counting import count_on, says
from caf.reading.standing import told
from core.clock import present_day
from core.models import Job
from core.values import Period
from core.workflow import Refused
from network.seats import Seat
from tests.caf.import_steps import BEFORE, FILE, codes, confirmed, done, sent, undone
from tests.network.factories import someone

pytestmark = pytest.mark.django_db


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
        "Stockholm;Sverige;;;;;;A-4", "Nowhere;Atlantis;;;;;;A-5",
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
    new = Organisation.objects.get(name="Aby Komune")
    apart = PairAnswer.objects.get()
    assert (apart.first, apart.second, apart.state, apart.by) == (known, new, "apart", coordinator)
    assert apart.history.get().history_change_reason == f"Import {other.pk}: users.csv"
    assert likely_of(new) == []  # nobody is asked again
    undone(other, coordinator)
    assert (PairAnswer.objects.count(), Organisation.objects.get()) == (0, known)


def test_a_use_that_is_known_is_completed_and_never_overwritten(denmark, known, coordinator):
    head = "Ref;Country;CAF version;First use;Last use;Last report\n"
    run, rows = sent(f"{head}A-1;DK;2006;;2003-05;\n", denmark, coordinator)
    assert codes(rows[2]) == {"version differs"}
    run, rows = sent(f"{head}A-1;DK;;2002;2003;2004-02-01\n", denmark, coordinator)
    assert [change[0] for change in rows[2].changes] == ["last_report", "first_use"]
    confirmed(run, coordinator)
    stands = standing_uses(known.uses.all(), present_day())
    assert {(use.version, use.starts_on, use.reported_on, use.confidence) for use in stands} == {
        ("2002", date(2003, 5, 1), date(2004, 2, 1), "high"), ("", date(2002, 1, 1), None, "low"),
    }  # fmt: skip
    _run, rows = sent(f"{head}A-1;DK;;;2003;2005\n", denmark, coordinator)
    assert codes(rows[2]) == {"report differs"}
    undone(run, coordinator)
    assert Use.objects.get().reported_on is None
    for row, code in (
        ("A-1;DK;2006;;2004;", "version too old"),
        ("A-1;DK;;2008;2007;", "dates crossed"),
        ("A-1;DK;;;2009;", "to come"),  # present_day() of the demonstration is in 2008
    ):
        assert codes(sent(f"{head}{row}\n", denmark, coordinator)[1][2]) == {code}


@pytest.mark.parametrize(
    ("version", "first", "last", "uses"),
    [
        ("2006", "2007-02", "2008-05", [("", date(2007, 2, 1)), ("2006", date(2008, 5, 1))]),  # CAF 2002 was there too
        ("2002", "2002", "2004", [("", date(2002, 1, 1)), ("2002", date(2004, 1, 1))]),
        ("2006", "2001-11-03", "2007", [("2000", date(2001, 11, 3)), ("2006", date(2007, 1, 1))]),  # but one by then
        ("2006", "2007-03-04", "2007-03-04", [("2006", date(2007, 3, 4))]),
        ("2006", "2007", "2007-03-04", [("2006", date(2007, 3, 4))]),  # the same, less exactly
        ("2006", "2007-03-04", "2007", [("2006", date(2007, 3, 4))]),
        ("2006", "2007-03-04", "", [("2006", date(2007, 3, 4))]),  # the one use that it tells of
        ("", "2007-03-04", "", [("", date(2007, 3, 4))]),  # a day without a version, of whichever use
        ("", "", "2007", [("", date(2007, 1, 1))]),
        ("", "2001", "2007", [("2000", date(2001, 1, 1)), ("", date(2007, 1, 1))]),
    ],
)
def test_the_version_of_a_file_is_that_of_the_last_use(denmark, coordinator, version, first, last, uses):
    head = "Name;Country;CAF version;First use;Last use\n"
    run, rows = sent(f"{head}Ny Skole;DK;{version};{first};{last}\n", denmark, coordinator)
    assert (rows[2].outcome, rows[2].problems) == ("new", [])
    confirmed(run, coordinator)
    assert list(Use.objects.values_list("version", "starts_on")) == uses
    _again, rows = sent(f"{head}Ny Skole;DK;{version};{first};{last}\n", denmark, coordinator)
    assert rows[2].outcome == "unchanged"


def test_a_version_that_was_not_known_is_completed_by_a_later_file(denmark, known, coordinator):
    known.uses.update(version="")
    head = "Ref;Country;CAF version;Last use\n"
    assert codes(sent(f"{head}A-1;DK;2006;2003-05\n", denmark, coordinator)[1][2]) == {"version too old"}
    run, rows = sent(f"{head}A-1;DK;2002;2003-05\n", denmark, coordinator)
    assert rows[2].changes == [["version", "", "2002"]]
    before = known.uses.get()
    confirmed(run, coordinator)
    today, eve = present_day(), present_day() - timedelta(days=1)
    assert [use.version for use in standing_uses(known.uses.all(), today)] == ["2002"]
    assert standing_uses(known.uses.all(), eve) == [before]  # nobody knew it then, and no count of then says it
    assert [one["uses_then"] for one in map(vars, told([known], today))] == [1]
    assert (told([known], eve)[0].version_then, told([known], today)[0].version_then) == ("", "2002")
    assert [count_on(day, "version").parts for day in (eve, today)] == [{"": 1}, {"2002": 1}]
    assert says(known, today).since == says(known, eve).since
    assert ("not known" in says(known, eve).sentence, "CAF 2002" in says(known, today).sentence) == (True, True)
    _again, rows = sent(f"{head}A-1;DK;2002;2003-05\n", denmark, coordinator)
    assert rows[2].outcome == "unchanged"
    undone(run, coordinator)
    assert str(known.uses.get()).endswith("CAF, version not known")
    known.refresh_from_db()
    assert "a use of CAF, its version not known, began on 1 May 2003" in says(known, present_day()).sentence


def test_a_day_is_entered_as_far_as_a_file_knows_it_and_a_later_file_may_know_more(denmark, coordinator):
    head = "Name;Country;CAF version;First use;Last use;Last report\n"
    first, _rows = sent(f"{head}Ny Skole;DK;2006;2002;2007-05;2008\n", denmark, coordinator)
    confirmed(first, coordinator)

    def known():
        uses = standing_uses(Organisation.objects.get().uses.all(), present_day())
        return [(use.version, use.begun, use.reported) for use in uses]

    year, month = Period.parse("2002"), Period.parse("2007-05")
    assert known() == [("", year, None), ("2006", month, Period.parse("2008"))]
    for no_more in ("2007-05", "2007"):
        _run, rows = sent(f"{head}Ny Skole;DK;2006;2002;{no_more};2008\n", denmark, coordinator)
        assert rows[2].outcome == "unchanged"
    run, rows = sent(f"{head}Ny Skole;DK;2006;2002-11;2007-05-12;2008-02-01\n", denmark, coordinator)
    assert rows[2].changes == [
        ["last_report", "2008", "2008-02-01"], ["last_use", "2007-05", "2007-05-12"], ["first_use", "2002", "2002-11"],
    ]  # fmt: skip
    confirmed(run, coordinator)
    day = Period.parse("2007-05-12")
    assert known() == [("", Period.parse("2002-11"), None), ("2006", day, Period.parse("2008-02-01"))]
    _again, rows = sent(f"{head}Ny Skole;DK;2006;2002-11;2007-05-12;2008-02-01\n", denmark, coordinator)
    assert rows[2].outcome == "unchanged"
    undone(run, coordinator)
    assert known() == [("", year, None), ("2006", month, Period.parse("2008"))]


@pytest.mark.parametrize(
    ("row", "uses"),
    [  # the register knows: a use of CAF 2006, begun in 2007
        ("2006;2007-03;2007-05", [("", "2007-03"), ("2006", "2007-05")]),  # two; the last of them is the known one
        ("2013;;2007-05", None),
        (";;2007-05", [("2006", "2007-05")]),
        ("2006;;2008-01", [("2006", "2007"), ("2006", "2008-01")]),
    ],
)
def test_which_use_a_less_exact_day_is(denmark, coordinator, row, uses):
    head = "Name;Country;CAF version;First use;Last use\n"
    first, _rows = sent(f"{head}Ny Skole;DK;2006;;2007\n", denmark, coordinator)
    confirmed(first, coordinator)
    run, rows = sent(f"{head}Ny Skole;DK;{row}\n", denmark, coordinator)
    if uses is None:
        assert codes(rows[2]) == {"version too old"}  # another use, and none can be
        return
    confirmed(run, coordinator)
    stands = standing_uses(Organisation.objects.get().uses.all(), present_day())
    assert [(use.version, use.begun) for use in stands] == [(version, Period.parse(begun)) for version, begun in uses]


def test_all_that_is_wrong_with_a_row_is_told_at_once(denmark, known, coordinator):
    head = "Ref;Name;Country;City;Level;Size;CAF version;First use;Last use;Last report;Latitude\n"
    _run, rows = sent(
        f"{head};;DK;;locale;-5;2006;2003;2009;soon;95\n"
        ";=1+1;DK;x;;0;2006;2003;;;\n"
        "A-1;12;DK;Åby;;;2006;2009;2003;;\n"
        ";Ny;DK;x;;;CAF 1998;2003;;;\n"  # what hangs on a cell that is not understood is not guessed
        ";Ny;DK;x;;;2006;2003;soon;;\n"
        ";Ny;;x;;;;;1990;;\n",
        denmark,
        coordinator,
    )
    assert [[problem[:2] for problem in row.problems] for row in rows.values()] == [
        [
            ["level", "word meant"], ["size", "no people"], ["last_report", "date"], ["latitude", "degrees"],
            ["name", "missing"], ["last_use", "to come"],
        ],
        [["size", "no people"], ["name", "no name"], ["version", "version too old"]],
        [["name", "no name"], ["first_use", "to come"], ["first_use", "dates crossed"]],
        [["version", "version"]],
        [["last_use", "date"]],
        [["version", "version too old"]],
    ]  # fmt: skip


def test_a_later_use_without_its_version_is_not_given_that_of_the_use_before(denmark, known, coordinator):
    run, rows = sent("Ref;Country;Last use\nA-1;DK;2007\n", denmark, coordinator)
    assert rows[2].changes == [["version", "", ""], ["last_use", "2003-05-01", "2007"]]
    confirmed(run, coordinator)
    assert list(known.uses.values_list("version", "starts_on")) == [("2002", date(2003, 5, 1)), ("", date(2007, 1, 1))]


def test_a_day_to_come_is_refused_unless_the_register_knows_it(denmark, known, coordinator):
    known.uses.update(starts_on=date(2009, 5, 1))
    _run, rows = sent("Ref;Country;Last use\nA-1;DK;2009-05-01\nA-7;DK;2009-05-01\n", denmark, coordinator)
    assert (rows[2].outcome, codes(rows[3])) == ("unchanged", {"missing", "to come"})


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


# --- How far it is --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_and_the_wish_to_stop_are_told_while_its_transaction_holds_the_database(denmark, coordinator):
    run, _rows = sent("Name;Country\nNy Skole;DK\n", denmark, coordinator)
    job = runs.confirm_import(run, new_state=RegisterState.TO_VALIDATE, by=coordinator)

    def seen():
        """As another process sees it, which has its own connection."""
        with ThreadPoolExecutor(1) as other:
            return other.submit(looked_at, job.pk).result()

    with progress.told_beside(job), transaction.atomic():
        run.save(update_fields=["new_state"])  # SQLite has its writer now
        progress.say(job, "Rows entered", 3, 9)
        assert seen() == progress.HowFar(3, 9, has_begun=True, is_stopping=False)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(stopped, job.pk).result()
        assert seen().is_stopping
        with pytest.raises(progress.Stopped):
            progress.say(job, "Rows entered", 4, 9)
    assert not progress.beside(job, "progress").exists()
    assert not progress.beside(job, "stop").exists()


def looked_at(key):
    try:
        return progress.how_far(Job.objects.get(pk=key))
    finally:
        connection.close()


def stopped(key):
    try:
        return progress.ask_to_stop(Job.objects.get(pk=key))
    finally:
        connection.close()
