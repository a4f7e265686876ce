"""Likely twins: what is found to be alike, by which reasons, and by how many questions to the database."""

import pytest

from caf.actions.likeness import keep_keys
from caf.likeness import Sought, find_pairs, find_twins, twins_of
from caf.models import NameKind, Organisation
from caf.resemblance import known, likeness
from tests.caf.factories import OrganisationFactory, OrganisationNameFactory
from tests.network.factories import CountryFactory

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
