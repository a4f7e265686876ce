"""An organisation of the register: its dated rows, the columns that follow them, and who may see and keep what."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caf.actions.organisation import keep_row, register_organisation
from caf.models import (
    DATED,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    Origin,
    RegisterState,
)
from caf.reading.register import as_on, say_as_on
from caf.workflow import REGISTER
from core.workflow import Refused, perform
from network.seats import Seat
from tests.caf.factories import (
    ContactFactory,
    CountingRuleFactory,
    OrganisationFactory,
    OrganisationLinkFactory,
    OrganisationProfileFactory,
    UseFactory,
)
from tests.caf.organisation_steps import ENTERED, registered, signed_in
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
RENAMED = date(2008, 9, 1)
VALIDATED = RegisterState.VALIDATED


# --- Rows and columns ---------------------------------------------------------------------------------


def test_what_is_entered_becomes_the_first_rows(denmark):
    coordinator = someone(Seat.COORDINATOR, denmark)
    organisation = Organisation(
        name="Gammelby Kommune", language="da", english_name="Municipality of Oldtown", country=denmark,
        city="Gammelby", sector="local administration", known_on=ENTERED, source="A form",
    )  # fmt: skip
    register_organisation(organisation, by=coordinator, version="2006", starts_on=date(2007, 1, 1))
    assert {(row.language, row.name) for row in organisation.names.all()} == {
        ("da", "Gammelby Kommune"),
        ("en", "Municipality of Oldtown"),
    }
    profile, use = organisation.profiles.get(), organisation.uses.get()
    assert (profile.city, profile.known_on, profile.source) == ("Gammelby", ENTERED, "A form")
    assert (use.version, use.starts_on, use.known_on) == ("2006", date(2007, 1, 1), ENTERED)
    assert (organisation.origin, organisation.changed_on) == (Origin.COUNTRY, None)
    assert organisation.ref == f"CAF-{organisation.pk:07}"


def test_a_new_name_holds_from_its_day_and_earlier_pages_keep_the_old_one(client, denmark):
    organisation = registered(denmark)
    keep_row(OrganisationName(organisation=organisation, language="da", name="Nyby Kommune", known_on=RENAMED))
    keep_row(OrganisationProfile(organisation=organisation, city="Nyby", level="regional", known_on=RENAMED))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.city, organisation.changed_on) == ("Nyby Kommune", "Nyby", RENAMED)

    def read(day):
        row, one = as_on(Organisation.objects.all(), day).get(), say_as_on(Organisation.objects.get(), day)
        told = [[getattr(each, f"{name}_then") for name in DATED] for each in (row, one)]
        assert told[0] == told[1]
        return str(row), row.city_then, row.level_then

    assert read(date(2008, 8, 31)) == ("Gammelby Kommune", "Gammelby", "local")
    assert read(RENAMED) == read(date(2100, 1, 1)) == ("Nyby Kommune", "Nyby", "regional")
    assert read(date(1990, 1, 1)) == read(date(2008, 8, 31))  # before the first: what was known first
    Organisation.objects.update(state=VALIDATED)
    page = client.get(organisation.get_absolute_url(), {"as-of": "2008-08-31"}).content.decode()
    assert "<h1>Gammelby Kommune</h1>" in page


def test_an_alias_or_a_name_in_another_language_is_not_what_it_is_called(denmark):
    organisation = registered(denmark)
    for row in (
        OrganisationName(name="GK", language="da", kind=NameKind.ACRONYM),
        OrganisationName(name="Altdorf", language="de"),
        OrganisationName(name="Oldtown", language="en"),
    ):
        row.organisation, row.known_on = organisation, RENAMED
        keep_row(row)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.english_name) == ("Gammelby Kommune", "Oldtown")


def test_a_row_known_earlier_does_not_overrule_a_later_one(denmark):
    organisation = registered(denmark)
    keep_row(OrganisationProfile(organisation=organisation, city="Nyby", known_on=RENAMED))
    keep_row(OrganisationProfile(organisation=organisation, city="Mellemby", known_on=date(2008, 5, 1)))
    organisation.refresh_from_db()
    assert organisation.city == "Nyby"
    assert as_on(Organisation.objects.all(), date(2008, 5, 2)).get().city_then == "Mellemby"


def test_a_name_that_another_has_in_that_city_is_refused_and_nothing_is_kept(denmark):
    registered(denmark, name="Nyby Kommune")
    organisation = registered(denmark)
    row = OrganisationName(organisation=organisation, language="da", name="Nyby Kommune", known_on=RENAMED)
    with pytest.raises(Refused, match="of that name in that city already"), transaction.atomic():
        keep_row(row)
    assert organisation.names.count() == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: OrganisationFactory(state=RegisterState.MERGED),
        lambda: [OrganisationFactory(country=country, sender_ref="7") for country in [CountryFactory()] * 2],
        lambda: OrganisationProfileFactory(latitude=55),
        lambda: OrganisationProfileFactory(latitude=91, longitude=10),
        lambda: UseFactory(starts_on=date(2008, 2, 1), ends_on=date(2008, 1, 1)),
        lambda: UseFactory(part="The library"),
        lambda: ContactFactory(consent=""),
        lambda: ContactFactory(consented_on=None),
        lambda: [CountingRuleFactory() for _time in range(2)],
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_nothing_is_its_own_successor_or_merged_into_itself():
    organisation = OrganisationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationLinkFactory(predecessor=organisation, successor=organisation)
    organisation.merged_into = organisation
    with pytest.raises(IntegrityError), transaction.atomic():
        organisation.save()


# --- Steps --------------------------------------------------------------------------------------------


def test_the_life_of_an_organisation(denmark):
    organisation, person = OrganisationFactory(country=denmark, state=RegisterState.CLAIMED), someone(Seat.EIPA)
    for step, state in (
        ("submit", "to validate"),
        ("validate", "validated"),
        ("rest", "dormant"),
        ("wake", "validated"),
        ("withdraw", "withdrawn"),
        ("reopen", "to validate"),
    ):
        perform(REGISTER, step, organisation, by=person, known_on=RENAMED, note="As it says")
        organisation.refresh_from_db()
        assert organisation.state == state
    assert organisation.steps.count() == 7


@pytest.mark.parametrize("step", ["rest", "withdraw"])
def test_what_takes_a_user_from_the_count_says_why(denmark, step):
    organisation = OrganisationFactory(country=denmark, state=VALIDATED)
    with pytest.raises(Refused, match="Say why"):
        perform(REGISTER, step, organisation, by=someone(Seat.EIPA), known_on=RENAMED)


def test_merging_is_no_step_of_its_own(client, denmark):
    organisation = OrganisationFactory(country=denmark, state=VALIDATED)
    signed_in(client, someone(Seat.EIPA))
    assert client.get(f"{organisation.get_absolute_url()}do/merge/").status_code == 404


# --- Pages --------------------------------------------------------------------------------------------
