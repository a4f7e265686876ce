"""Likely twins: what is found to be alike, by which reasons, and by how many questions to the database."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.actions.likeness import answer_pair, keep_all_pairs, keep_keys, keep_missing_keys, searched_at
from caf.actions.organisation import keep_row
from caf.likeness.resemblance import known, likeness
from caf.likeness.search import Sought, find_pairs, find_twins, twins_of
from caf.models import LikelyPair, NameKind, Organisation, OrganisationKey, PairAnswer, PairState
from core.clock import present_day
from network.seats import Seat
from tests.caf.factories import OrganisationFactory, OrganisationNameFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db


def score(first, second, city="", other_city="", sites=("", "")):
    one = known(1, 1, (first,), city, sites[0])
    other = known(2, 1, (second,), other_city, sites[1])
    assert bool(one.keys & other.keys) or likeness(one, other)[0] < 75  # what is alike is also found
    return likeness(one, other)


@pytest.mark.once
@pytest.mark.parametrize(
    ("first", "second", "city", "reason"),
    [
        ("Ministerstwo Finansów", "MINISTERSTWO FINANSOW", "", "name"),
        ("Министерство на финансите", "Ministerstvo na finansite", "", "name"),
        ("Ministry of Finance", "Ministère des Finances", "", "language"),
        ("Υπουργείο Οικονομικών", "Bundesministerium der Finanzen", "", "language"),
        ("Gemeente Den Haag", "Municipality of The Hague", "", "language"),
        ("Comune di Montechiaro", "Montechiaro Comune di", "", "order"),
        ("Kommunen Eksempelby", "Kommunen Eksmpelby", "Eksempelby", "slip"),
        ("Univ. degli Studi di Padova", "Università degli Studi di Padova", "", "language"),
        ("EIPA", "European Institute of Public Administration", "Maastricht", "acronym"),
        ("A.S.L. Roma", "ASL Roma S.p.A.", "", "name"),
    ],
)
def test_the_same_written_otherwise_is_found(first, second, city, reason):
    number, reasons = score(first, second, city, city)
    assert number >= 75
    assert reason in reasons


@pytest.mark.once
@pytest.mark.parametrize(
    ("first", "second", "city", "other_city"),
    [
        ("Questura di Montechiaro", "Tribunale di Montechiaro", "Montechiaro", "Montechiaro"),
        ("Scuola di Montechiaro 2", "Scuola di Montechiaro 3", "Montechiaro", "Montechiaro"),
        ("Comune di Montevecchio", "Comune di Pontevecchio", "Montevecchio", "Pontevecchio"),
        ("Skattecenter Nybæk", "Socialcenter Nybæk", "Nybæk", "Nybæk"),
        ("Ministerstvo financí", "Ministerstvo spravedlnosti", "Praha", "Praha"),
    ],
)
def test_what_differs_in_what_counts_is_no_twin(first, second, city, other_city):
    assert score(first, second, city, other_city)[0] < 75


def test_one_to_be_entered_is_compared_with_the_register(django_assert_max_num_queries):
    denmark, sweden = CountryFactory(iso2="DK"), CountryFactory(iso2="SE")
    city = OrganisationFactory(country=denmark, name="Kommunen Eksempelby", city="Eksempelby", sender_ref="D-1")
    OrganisationNameFactory(organisation=city, name="Gammelby Kommune", kind=NameKind.FORMER)
    abroad = OrganisationFactory(country=sweden, name="Eksempelby kommun", city="Eksempelby")
    OrganisationFactory(country=denmark, name="Skolen i Eksempelby", city="Eksempelby")
    keep_keys(Organisation.objects.values_list("pk", flat=True))
    sought = [
        Sought("same", denmark.pk, ("Municipality of Eksempelby",), "Eksempelby"),
        Sought("former", denmark.pk, ("GAMMELBY KOMMUNE",)),
        Sought("ref", denmark.pk, ("Something else",), sender_ref="D-1"),
        Sought("none", denmark.pk, ("Politiet i Fjernby",), "Fjernby"),
    ]
    with django_assert_max_num_queries(5):
        found = find_twins(sought)
    assert [twin.organisation_id for twin in found["same"]] == [city.pk]
    assert "the same city" in found["same"][0].reasons
    assert [twin.organisation_id for twin in found["former"]] == [city.pk]
    assert found["ref"][0].score == 100
    assert found["none"] == []
    assert {twin.organisation_id for twin in find_twins(sought[:1], across=True, least=70)["same"]} == {
        city.pk,
        abroad.pk,
    }
    twin = OrganisationFactory(country=denmark, name="Eksempelby Kommune")
    keep_keys([twin.pk])
    assert [found.organisation_id for found in twins_of(city)] == [twin.pk]
    assert [(pair.first, pair.second) for pair in find_pairs()] == [(city.pk, twin.pk)]


# --- The queue ----------------------------------------------------------------------------------------


@pytest.fixture
def register():
    """Two likely pairs of Denmark; one across, of which the Swedish record is not validated yet."""
    denmark, sweden = CountryFactory(iso2="DK"), CountryFactory(iso2="SE")
    site = {"website": "https://eksempelby.example/om"}
    rows = [
        OrganisationFactory(country=denmark, name="Kommunen Eksempelby", city="Eksempelby", **site),
        OrganisationFactory(country=denmark, name="Eksempelby Kommune", city="Eksempelby"),
        OrganisationFactory(country=sweden, name="Eksempelby kommun", city="Eksempelby", **site),
        OrganisationFactory(country=denmark, name="Storby Skole", city="Storby"),
        OrganisationFactory(country=denmark, name="STORBY SKOLE"),
    ]
    keep_missing_keys()
    keep_all_pairs(find_pairs())
    return rows


def test_the_queue_shows_a_country_its_own_and_nothing_hidden_of_another(client, register):
    queue = "/caf/duplicates/"
    client.force_login(someone(Seat.EIPA))
    assert len(client.get(queue).context["rows"]) == LikelyPair.objects.count() > 2
    assert client.get(f"{queue}?country=se&least=80").context["page"].paginator.count == 1
    client.force_login(someone(Seat.COORDINATOR, register[0].country))
    page = client.get(queue)
    assert len(page.context["rows"]) == 2
    assert "Eksempelby kommun<" not in page.content.decode()
    first, abroad = register[0].pk, register[2].pk
    assert client.get(f"{queue}{first}-{abroad}/").status_code == 404
    Organisation.objects.filter(pk=abroad).update(state="validated")
    page = client.get(f"{queue}{first}-{abroad}/")
    assert page.status_code == 200
    assert page.context["merge_form"] is None  # of two countries: for the CAF Resource Centre
    assert client.post(f"{queue}{first}-{abroad}/merge/", {"stays": "first"}).status_code == 403


def test_the_queue_costs_the_same_for_one_and_for_three(client, register, django_assert_num_queries):
    client.force_login(someone(Seat.EIPA))
    client.get("/caf/duplicates/")  # what a process keeps
    with CaptureQueriesContext(connection) as all_of_them:
        client.get("/caf/duplicates/")
    LikelyPair.objects.exclude(pk=LikelyPair.objects.first().pk).delete()
    with django_assert_num_queries(len(all_of_them)):
        client.get("/caf/duplicates/")


def test_not_the_same_is_remembered_everywhere_and_can_be_taken_back(client, register):
    one, other = register[:2]
    client.force_login(someone(Seat.COORDINATOR, one.country))
    pair = f"/caf/duplicates/{one.pk}-{other.pk}/"
    answer = {"apart-known_on": "2008-11-20", "apart-note": ""}
    assert client.post(f"{pair}answer/", answer).context["apart_form"].errors
    answer["apart-note"] = "The second is its school office."
    for _sent_twice in range(2):
        assert client.post(f"{pair}answer/", answer).status_code == 302
    assert PairAnswer.objects.count() == 1
    assert (one.pk, other.pk) not in {(found.first, found.second) for found in find_pairs()}
    assert twins_of(one) == []
    assert not LikelyPair.objects.waiting().filter(first=one, second=other).exists()
    for address, words in (
        (pair, "<b>Not the same</b>"),
        ("/caf/duplicates/answers/", "<div>Not the same</div>"),
        ("/fr/caf/duplicates/answers/", "<div>Pas la même</div>"),
        ("/fr/caf/duplicates/answers/", "1 réponse"),
        ("/fr/caf/duplicates/", "1 paire"),
    ):
        assert words in client.get(address).content.decode().partition("<main")[2]
    client.post(f"{pair}answer/", {**answer, "open": "1", "apart-note": "Looked at again."})
    assert LikelyPair.objects.waiting().filter(first=one, second=other).exists()
    assert [twin.organisation_id for twin in twins_of(one)] == [other.pk]


def test_the_mark_in_the_list_follows_the_pairs_that_wait(client, register):
    """Whatever the state; none after an answer; one that nobody has put into the queue yet is found."""
    one, other, school, again = register[0], register[1], *register[3:]
    Organisation.objects.filter(pk__in=(one.pk, other.pk)).update(state="validated")
    client.force_login(someone(Seat.COORDINATOR, one.country))

    def marked():
        rows = client.get("/caf/users/choose/").context["rows"]
        return {(record.pk, twin.organisation.pk) for record, _row in rows for twin in record.twins}

    both_ways = {(one.pk, other.pk), (other.pk, one.pk)}
    schools = {(school.pk, again.pk), (again.pk, school.pk)}
    assert marked() == both_ways | schools
    LikelyPair.objects.filter(first=school, second=again).delete()
    assert marked() == both_ways | schools
    for pair in ((one, other), (school, again)):
        answer_pair(
            *pair, state=PairState.APART, by=someone(Seat.EIPA), known_on=date(2008, 11, 20), note="Two offices."
        )
    assert marked() == set()


def test_reasons_are_parted_as_the_language_parts_them(client, register):
    client.force_login(someone(Seat.EIPA))
    for address, parted in (("/caf/duplicates/", "; "), ("/fr/caf/duplicates/", "\N{NO-BREAK SPACE}; ")):
        told = [row.cells[3].text for row in client.get(address).context["rows"]]
        assert [one for one in told if ";" in one and parted not in one] == []
        assert any(parted in one for one in told)


def test_who_enters_one_that_is_on_record_is_asked_first(client, register):
    country = register[0].country
    person = someone(Seat.COORDINATOR, country)
    client.force_login(person)
    sent = {"name": "Skolen Storby", "city": "Storby", "country": country.pk, "known_on": "2008-11-01"}
    sent |= {"confidence": "high", "sector": "", "note": "Kept as typed"}
    asked = client.post("/caf/users/new/", sent)
    assert "Storby Skole" in asked.content.decode()
    assert "Kept as typed" in asked.content.decode()
    assert "tick this box and save again" in asked.content.decode()
    assert "missing or wrong" not in asked.content.decode()
    assert Organisation.objects.filter(name="Skolen Storby").count() == 0
    assert client.post("/caf/users/new/", {**sent, "another": "on"}).status_code == 302
    entered = Organisation.objects.get(name="Skolen Storby")
    answers = PairAnswer.objects.filter(second=entered)
    assert {answer.first for answer in answers} == {register[3], register[4]}
    assert {(answer.state, answer.by) for answer in answers} == {("apart", person)}
    assert not LikelyPair.objects.filter(second=entered).exists()  # nobody is asked again
    assert "Compare the two" not in client.get(entered.get_absolute_url()).content.decode()
    answer_pair(
        register[3], entered, state=PairState.OPEN, by=someone(Seat.EIPA), known_on=present_day(), note="Looked again"
    )
    page = client.get(entered.get_absolute_url())
    assert "Compare the two" in page.content.decode()
    client.logout()
    Organisation.objects.update(state="validated")
    assert "Compare the two" not in client.get(entered.get_absolute_url()).content.decode()


def test_the_commands(register, tmp_path):
    printed = StringIO()
    call_command("find_duplicates", country="se", format="json", stdout=printed)
    pair = json.loads(printed.getvalue())[0]
    assert {pair["first"]["country"], pair["second"]["country"]} == {"DK", "SE"}
    for one in (pair["first"], pair["second"]):  # the register's number, and the sender's own
        assert one == {"id": one["id"], "ref": one["ref"], **{name: one[name] for name in ("country", "name", "city")}}
        record = Organisation.objects.get(ref=one["id"])
        assert one["ref"] == record.sender_ref
    assert "the same web site" in pair["explanation"]
    LikelyPair.objects.all().delete()
    assert searched_at() is None
    call_command("find_duplicates", keep=True, stdout=printed)
    assert LikelyPair.objects.exists()
    assert searched_at() is not None
    with pytest.raises(CommandError, match="on record"):
        call_command("find_duplicates", country="xx")
    written = tmp_path / "register.csv"
    call_command("export_register", format="csv", output=written, country="SE", stdout=printed)
    lines = written.read_text(encoding="utf-8-sig").splitlines()
    assert [row["name"] for row in csv.DictReader(lines)] == ["Eksempelby kommun"]
    with pytest.raises(CommandError, match="country"):
        call_command("export_register", format="csv", output=written, country="xx")


def test_keys_follow_what_is_written(register):
    kept = OrganisationKey.objects.order_by("pk").values_list("pk", flat=True)
    before = list(kept)
    keep_keys(Organisation.objects.values_list("pk", flat=True))
    assert list(kept.all()) == before
    row = OrganisationNameFactory.build(organisation=register[3], name="Den Blå Skole", kind=NameKind.ALIAS)
    keep_row(row)
    assert set(before) < set(kept.all())
    denmark = register[0].country_id
    assert [twin.organisation_id for twin in find_twins([Sought(1, denmark, ("Den blaa Skole",))])[1]] == [
        register[3].pk
    ]
