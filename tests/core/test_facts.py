"""Facts: declared, told, frozen with their records; and the day they are seen from."""

from __future__ import annotations

from datetime import date

import pytest

from core.clock import viewed_on, viewing
from core.facts import Fact, FactBook, FactError, FactSource, FactSpec, Origin, Viewpoint, collected, fact
from core.values import Quantity, Text
from tests.caf.factories import GoalFactory
from tests.network.factories import CountryFactory, CountryNameFactory

SPEC = FactSpec("caf.goal.value", int, "The goal")
VIEW = Viewpoint(51, as_of=date(2008, 11, 26), seen_from=date(2008, 11, 26), since=date(2008, 5, 30))


def test_fact_that_is_not_declared_is_refused():
    with pytest.raises(FactError, match=r"caf.other is told but not declared"):
        FactBook({SPEC.key: SPEC}).add(Fact("caf.other", 1))


def test_fact_told_twice_is_refused():
    book = FactBook({SPEC.key: SPEC})
    book.add(Fact(SPEC.key, 1))
    with pytest.raises(FactError, match=r"caf.goal.value is told twice"):
        book.add(Fact(SPEC.key, 1))


@pytest.mark.parametrize("value", [True, "1", Quantity(1), [1], None])
def test_fact_of_another_kind_is_refused_with_both_kinds(value):
    with pytest.raises(FactError, match=f"should be a int, but its records give a {type(value).__name__}: "):
        FactBook({SPEC.key: SPEC}).add(Fact(SPEC.key, value))


@pytest.mark.django_db
def test_fact_remembers_its_records_in_every_language_and_freezes():
    goal = GoalFactory(value=2010, source="The programme", known_on=date(2008, 1, 1))
    later = GoalFactory(value=2011, known_on=date(2008, 3, 1))
    told = fact(SPEC.key, 2010, goal, None, later)
    assert [origin.pk for origin in told.origins] == [goal.pk, later.pk]
    assert told.known_on == date(2008, 3, 1)
    origin = told.origins[0]
    assert (origin.model, origin.url, origin.source) == ("caf.goal", goal.get_absolute_url(), "The programme")
    assert set(origin.label) == {"en", "fr"}
    assert origin.label["en"] == "2010 users in 2010"
    assert Fact.from_json(SPEC.key, told.as_json()) == told
    assert isinstance(Origin.from_json(origin.as_json()).label, Text)


def test_fact_without_records_is_known_since_no_day():
    assert Fact(SPEC.key, 1).known_on is None
    assert Fact(SPEC.key, 1).as_json() == {"value": 1, "known_on": None, "origins": []}


def test_book_is_collected_as_of_its_day():
    seen = []

    def tell(view):
        seen.append((view, viewed_on()))
        yield Fact(SPEC.key, 7)

    book = collected([FactSource((SPEC,), tell)], VIEW)
    assert seen == [(VIEW, date(2008, 11, 26))]
    assert [told.value for told in book] == [7]
    assert book.get("caf.unknown") is None
    assert viewed_on() > date(2020, 1, 1)


def test_looking_at_another_day_ends_with_its_block_also_after_an_error():
    def fail() -> None:
        with viewing(date(2008, 1, 1)):
            assert viewed_on() == date(2008, 1, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert viewed_on() != date(2008, 1, 1)


@pytest.mark.django_db
def test_country_is_called_as_on_the_day_and_by_no_name_of_later():
    country = CountryFactory(iso2="CZ")
    assert country.name_on(VIEW.as_of).plain == {"en": "CZ"}
    CountryNameFactory(country=country, name="Czech Republic", known_on=date(1993, 1, 1))
    CountryNameFactory(country=country, name="Czechia", known_on=date(2016, 7, 5))
    CountryNameFactory(country=country, language="mt", name="Iċ-Ċekja", known_on=date(2016, 7, 5))
    assert country.name_on(VIEW.as_of).plain == {"en": "Czech Republic"}
    assert country.name_on(date(2020, 1, 1)).plain == {"en": "Czechia", "mt": "Iċ-Ċekja"}
    assert country.name_on(date(1980, 1, 1)).plain == {"en": "Czech Republic"}
    with viewing(VIEW.as_of):
        assert str(country) == "Czech Republic"
