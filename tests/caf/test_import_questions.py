"""What an import asks and what became of it: answers that stay, fields compared, duplicates among what was entered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.actions.organisation import keep_row
from caf.importing import pairs, runs
from caf.importing.answering import answer_row
from caf.importing.comparing import questions
from caf.likeness.search import likely_among
from caf.models import LikelyPair, Organisation, OrganisationProfile
from core import jobs
from core.clock import present_day
from core.models import Job
from core.workflow import Refused
from network.seats import Seat
from tests.caf.import_steps import codes, confirmed, done, sent, undone
from tests.network.factories import someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
THREE = "Name;Country;City\nAby Kommunne;DK;Åby\nAby Komune;DK;Åby\nAaby Kommune;DK;Åby\n"


def checked_again(run, by, mapping=None):
    done(runs.name_columns(run, mapping=mapping or run.mapping, date_order="", by=by))
    run.refresh_from_db()
    return {row.number: row for row in run.rows.all()}


# --- Answers ----------------------------------------------------------------------------------------------


def test_answers_stay_when_the_rows_are_checked_again(denmark, known, coordinator):
    run, _rows = sent(THREE, denmark, coordinator)
    answer_row(run, 2, answer="same", organisation=known.pk, by=coordinator)
    answer_row(run, 3, answer="new", organisation=None, by=coordinator)
    answer_row(run, 4, answer="leave", organisation=None, by=coordinator)
    kept = [("same", "changed", known.pk), ("new", "new", None), ("leave", "duplicate", None)]
    rows = checked_again(run, coordinator)
    assert [(row.answer, row.outcome, row.organisation_id) for row in rows.values()] == kept
    assert {row.answered_by for row in rows.values()} == {coordinator}
    assert rows[2].changes == [["aliases", "", "Aby Kommunne"]]
    assert codes(rows[4]) == {"left out"}
    run.content = run.content.replace(b"Aby Komune", b"Aby Kommun")  # another question on that row
    run.save(update_fields=["content"])
    rows = checked_again(run, coordinator)
    assert [row.answer for row in rows.values()] == ["same", "", "leave"]


def test_answers_outlive_a_check_that_was_lost_on_its_way(denmark, known, coordinator):
    run, _rows = sent(THREE, denmark, coordinator)
    answer_row(run, 3, answer="new", organisation=None, by=coordinator)
    job = runs.name_columns(run, mapping=run.mapping, date_order="", by=coordinator)
    run.rows.all().delete()  # its worker was killed after this
    done(job)
    assert run.rows.get(number=3).answer == "new"


def test_an_answer_is_changed_on_the_page(client, denmark, known, coordinator):
    run, _rows = sent(THREE, denmark, coordinator)
    client.force_login(coordinator, backend=BACKEND)
    url = run.get_absolute_url()
    client.post(f"{url}rows/3/answer/", {"answer": "new"})
    page = client.get(url)
    assert [row.number for row in page.context["rows"]] == [2, 3, 4]  # the one that is new by its answer too
    assert '<a href="?row=3#questions">' in page.content.decode()
    assert [one.number for one in page.context["questions"]] == [2]
    [question] = client.get(f"{url}?row=3").context["questions"]
    assert (question.number, bool(question.answer), question.chosen) == (3, True, known.pk)
    client.post(f"{url}rows/3/answer/", {"answer": "same", "organisation": known.pk})
    assert run.rows.get(number=3).answer == "same"
    client.post(f"{url}rows/3/answer/", {"answer": ""})
    assert (run.rows.get(number=3).answer, run.rows.get(number=3).outcome) == ("", "duplicate")
    assert client.get(f"{url}?row=x").status_code == 200
    body = page.content.decode()
    assert body.index('id="questions"') < body.index('class="import-rows"')


def test_how_new_ones_begin_is_kept_while_questions_are_answered(client, denmark, known, coordinator):
    run, _rows = sent(THREE, denmark, coordinator)
    client.force_login(coordinator, backend=BACKEND)
    url = run.get_absolute_url()
    assert client.post(f"{url}choice/", {"new_state": "validated"}, headers={"hx-request": "true"}).status_code == 204
    client.post(f"{url}rows/3/answer/", {"answer": "new"})
    assert '<option value="validated" selected>' in client.get(url).content.decode()
    assert client.post(f"{url}choice/", {"new_state": "merged"}).status_code == 302
    run.refresh_from_db()
    assert run.new_state == "validated"
    confirmed(run, coordinator, "validated")
    with pytest.raises(Refused):
        runs.choose_new_state(run, new_state="to validate", by=coordinator)
    late = client.post(f"{url}choice/", {"new_state": "validated"}, headers={"hx-request": "true"})
    assert late.headers["HX-Refresh"] == "true"  # the page says why not


# --- Compared ---------------------------------------------------------------------------------------------


def test_every_field_that_would_change_or_differs_is_compared(denmark, known, coordinator):
    keep_row(OrganisationProfile(organisation=known, city="Åby", size="10-49", level="local", known_on=present_day()))
    head = "Name;Country;City;Size;Level;CAF version;Last use;Contact email;Language\n"
    run, rows = sent(f"{head}Aby Kommunne;DK;Åby;50-249;local;2006;2007-03;a@aby.example;en\n", denmark, coordinator)
    [question] = questions([rows[2]], run)
    found = {one.label: (one.there[0].text, one.there[0].mark, one.here) for one in question.fields}
    assert found == {
        "Name": ("Åby Kommune", "stays", "Aby Kommunne"),
        "Other names": ("", "would be added", "Aby Kommunne"),
        "Your own reference": ("A-1", "", ""),
        "Language of the name": ("Danish", "stays", "English"),
        "City": ("Åby", "", "Åby"),
        "Level of government": ("Local", "", "Local"),
        "Size": ("10 to 49 people", "would change", "50 to 249 people"),
        "Version of CAF": ("2002", "would change", "2006"),
        "Last use of CAF": ("1 May 2003", "would change", "March 2007"),
        "Mail address of the contact": ("", "would be added", "a@aby.example"),
    }
    answered = answer_row(run, 2, answer="same", organisation=known.pk, by=coordinator)
    labels = {"size", "version", "last_use", "contact_email", "aliases"}
    assert {name for name, _old, _new in answered.changes} == labels  # what was marked, and nothing else
    run, rows = sent("Name;Country;City;CAF version;Last use\nAby Komune;DK;Åby;2000;2003-05\n", denmark, coordinator)
    [question] = questions([rows[2]], run)
    assert "2002" in question.candidates[0].wrong[0]
    assert "Size" in {one.label for one in question.fields}  # the register knows it, though the file does not say


def test_questions_cost_the_same_for_one_and_for_three(denmark, known, coordinator):
    run, rows = sent(THREE, denmark, coordinator)
    costs = []
    for some in ([rows[2]], [*rows.values()]):
        with CaptureQueriesContext(connection) as asked:
            questions(some, run)
        costs.append(len(asked))
    assert costs[0] == costs[1]


# --- Duplicates among what was entered --------------------------------------------------------------------

TWINS = (
    "Name;Country;City\nCaisse d'allocations familiales de l'Essai;DK;Essai\n"
    "Caisse d'allocations familiales de l'Essai (CAFE);DK;Essai\nNy Skole;DK;Ny\n"
)


def searched(run):
    return done(pairs.search_of(run))


def test_what_was_entered_is_compared_with_the_register_and_with_itself(client, denmark, sweden, known, coordinator):
    run, _rows = sent(TWINS + "Aby Kommunne;DK;Åby\n", denmark, coordinator)
    answer_row(run, 5, answer="new", organisation=None, by=coordinator)
    confirmed(run, coordinator)
    client.force_login(coordinator, backend=BACKEND)
    assert "Possible duplicates stand here in a moment" in client.get(run.get_absolute_url()).content.decode()
    searched(run)
    pair = LikelyPair.objects.get()  # what was answered in the import is not asked again
    assert {pair.first.name, pair.second.name} == set(
        Organisation.objects.filter(name__startswith="Caisse").values_list("name", flat=True)
    )
    page = client.get(run.get_absolute_url()).content.decode()
    assert f"/caf/duplicates/?run={run.pk}" in page
    assert "1 pair may be one organisation" in page
    assert client.get(f"/caf/duplicates/?run={run.pk}").context["page"].paginator.count == 1
    other, _rows = sent("Name;Country;City\nGammel Skole;DK;Gammel\n", denmark, coordinator)
    confirmed(other, coordinator)
    searched(other)
    assert client.get(f"/caf/duplicates/?run={other.pk}").context["page"].paginator.count == 0
    assert "No possible duplicates wait" in client.get(other.get_absolute_url()).content.decode()
    client.force_login(someone(Seat.COORDINATOR, sweden), backend=BACKEND)
    assert client.get(f"/caf/duplicates/?run={run.pk}").context["filter"].errors  # no import that one may see


def test_a_changed_name_is_compared_too_and_nothing_once_it_is_undone(monkeypatch, denmark, known, coordinator):
    other, _rows = sent("Ref;Name;Country;City\nB-1;Ny Skole;DK;Åby\n", denmark, coordinator)
    confirmed(other, coordinator)
    searched(other)
    run, _rows = sent("Ref;Name;Country\nB-1;Åby Kommunen;DK\n", denmark, coordinator)
    confirmed(run, coordinator)
    search = pairs.search_of(run)
    assert not LikelyPair.objects.exists()
    done(search)
    assert LikelyPair.objects.filter(first=known, second__sender_ref="B-1").exists()
    third, _rows = sent(TWINS, denmark, coordinator)
    confirmed(third, coordinator)
    search = pairs.search_of(third)
    found = likely_among(pairs.entered_by(third))

    def gone_meanwhile(_keys):
        undone(third, coordinator)
        return found

    monkeypatch.setattr(pairs, "likely_among", gone_meanwhile)
    done(search)
    assert LikelyPair.objects.count() == 1


def test_the_search_costs_the_same_queries_for_one_pair_and_for_many(denmark, coordinator):
    def cost(number, first):
        lines = "".join(f"Skole By{n}stad;DK;By{n}\nSkolen By{n}stad;DK;By{n}\n" for n in range(first, first + number))
        run, _rows = sent("Name;Country;City\n" + lines, denmark, coordinator)
        confirmed(run, coordinator)
        before, job = LikelyPair.objects.count(), pairs.search_of(run)
        with CaptureQueriesContext(connection) as asked:
            jobs.run(job.pk)
        assert LikelyPair.objects.count() >= before + number
        return len(asked)

    assert cost(20, 100) <= cost(1, 0) + 2


def test_the_list_says_when_the_register_was_looked_through(client, denmark, coordinator):
    client.force_login(coordinator, backend=BACKEND)
    assert "not known when the whole register" in client.get("/caf/duplicates/").content.decode()
    eipa = someone(Seat.EIPA)
    client.force_login(eipa, backend=BACKEND)
    client.post("/caf/duplicates/find/")
    assert "not known when the whole register" in client.get("/caf/duplicates/").content.decode()
    done(Job.objects.get(kind="caf.find duplicates"))
    client.force_login(coordinator, backend=BACKEND)
    assert "was last looked through on" in client.get("/caf/duplicates/").content.decode()
