"""Rows by the thousand: what COPY and one prepared statement write is what saving writes."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from caf.importing.history import CREATED, keep_history
from caf.models import Organisation, OrganisationProfile, Registration
from core import bulk
from core.among import among
from network.seats import Seat
from tests.caf.factories import ImportFactory, OrganisationFactory, OrganisationProfileFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
ODD = "a\tb\\N \\. 'c' \"d\" é 𝛑"


def said(organisation, **more):
    return {"organisation_id": organisation.pk, "known_on": date(2008, 11, 1), "city": ODD, **more}


def test_rows_are_those_that_saving_makes_with_defaults_keys_and_history():
    organisation, person = OrganisationFactory(), someone(Seat.EIPA)
    saved = OrganisationProfile(**said(organisation, latitude=Decimal("1.5"), longitude=Decimal("2.25")))
    saved.save()
    row = said(organisation, latitude=Decimal("1.5"), longitude=Decimal("2.25"), known_on=date(2008, 11, 2))
    bulk.insert(OrganisationProfile, [row])
    keep_history(OrganisationProfile, [row], CREATED, by=person, reason="x" * 200)
    made = OrganisationProfile.objects.get(pk=row["id"])
    unlike = {
        field.name
        for field in OrganisationProfile._meta.concrete_fields
        if getattr(made, field.name) != getattr(saved, field.name)
    }
    assert unlike == {"id", "known_on"}
    entry = made.history.get()
    assert (entry.city, entry.history_user, entry.history_change_reason) == (ODD, person, "x" * 100)
    assert OrganisationProfileFactory(organisation=organisation, known_on=date(2008, 11, 3)).pk > made.pk
    step = said(organisation, state="validated")
    del step["city"]
    bulk.insert(Registration, [step])
    assert Registration.objects.get(pk=step["id"]).entered_at.tzinfo is not None


def test_many_are_mended_at_once_and_what_json_says_stays_what_it_is():
    rows = [one.rows.get() for one in ImportFactory.create_batch(3, row__name="Urz")]
    for number, row in enumerate(rows):
        row.problems, row.written, row.name = [["name", ODD, {"n": None}]], {"uses": [number]}, ODD
    bulk.update(type(rows[0]), [vars(row) for row in rows[:2]], ("problems", "written"))
    found = list(type(rows[0]).objects.order_by("pk").values_list("problems", "written", "name"))
    assert found == [
        ([["name", ODD, {"n": None}]], {"uses": [0]}, "Urz"), ([["name", ODD, {"n": None}]], {"uses": [1]}, "Urz"),
        ([], {}, "Urz"),
    ]  # fmt: skip


def test_a_constraint_holds_and_nothing_of_the_rest_is_kept():
    organisation = OrganisationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(OrganisationProfile, [said(organisation), said(organisation)])
    assert not organisation.profiles.exists()


def test_a_condition_on_many_values_finds_numbers_texts_and_keys_of_others(django_assert_num_queries):
    country = CountryFactory(iso2="DK")
    one, other = OrganisationFactory(name=ODD, country=country), OrganisationFactory(name="b")
    with django_assert_num_queries(4):
        assert Organisation.objects.filter(among("name", [ODD, "x"])).get() == one
        assert Organisation.objects.filter(among("pk", range(other.pk, other.pk + 3))).get() == other
        assert Organisation.objects.filter(among("country", {country.pk}), name=ODD).get() == one
        assert not Organisation.objects.filter(among("pk", [])).exists()
