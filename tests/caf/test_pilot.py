"""Pilots of PEF by country: the stage of a day, what became known later, and whose organisations are named."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from caf.models import Pilot, PilotOrganisation, PilotReport, PilotStage, RegisterState
from core.clock import viewing
from core.values import Quantity
from network.seats import Seat
from tests.caf.factories import OrganisationFactory, PilotFactory, PilotOrganisationFactory, PilotReportFactory
from tests.network.factories import KNOWN_ON, CountryFactory, CountryNameFactory, someone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PILOTS = "/caf/pef/pilots/"
PERIOD = {"starts_on": "2008-07-01", "ends_on": "2008-12-31", "precision": "half", "known_on": "2008-11-01"}


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in its thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def poland():
    return CountryNameFactory(country__iso2="PL", name="Poland").country


def signed_in(client, seat, *country):
    client.force_login(someone(seat, *country), backend=BACKEND)
    return client


def cells(client, day, **query):
    """Of each row of the list as read from that day: (key of the column, text)."""
    context = client.get(PILOTS, {"as-of": day, **query}).context
    keys = [head.key for head in context["columns"]]
    return [dict(zip(keys, (cell.text for cell in row.cells), strict=True)) for row in context["rows"]]


def filed(client, day):
    """The records of the list's JSON file."""
    answer = client.get(PILOTS, {"as-of": day, "format": "json"})
    return json.loads(b"".join(answer.streaming_content))["records"]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2008, 6, 30), PilotStage.PLANNED),
        (date(2008, 7, 1), PilotStage.RUNNING),
        (date(2008, 12, 31), PilotStage.RUNNING),
        (date(2009, 1, 1), PilotStage.ENDED),
        (date(2008, 5, 31), None),  # the day before anything was known of it
    ],
)
def test_the_stage_follows_from_the_period_and_the_day(day, stage):
    assert PilotReportFactory(known_on=KNOWN_ON).pilot.stage_on(day) == stage


def test_a_pilot_without_a_period_is_at_no_stage():
    pilot = PilotFactory()
    assert pilot.stage_on(date(2009, 1, 1)) is None
    PilotReportFactory(pilot=pilot, starts_on=None, ends_on=None)
    assert pilot.stage_on(date(2009, 1, 1)) is None


def test_a_pilot_that_is_prolonged_is_so_from_the_day_on_which_that_was_known(client, poland):
    pilot = PilotFactory(country=poland, known_on=date(2008, 6, 1))
    PilotReportFactory(pilot=pilot, known_on=date(2008, 6, 1), organisation_count=3)
    PilotReportFactory(
        pilot=pilot,
        known_on=date(2009, 2, 1),
        ends_on=date(2009, 6, 30),
        organisation_count=5,
        organisation_count_qualifier="more than",
    )
    signed_in(client, Seat.DIRECTOR_GENERAL, poland)
    assert cells(client, "2008-05-31") == []
    read = {day: cells(client, day)[0] for day in ("2008-11-26", "2009-01-31", "2009-02-01", "2009-07-01")}
    assert [row["stage"] for row in read.values()] == ["Running", "Ended", "Running", "Ended"]
    assert [row["organisation_count"] for row in read.values()] == ["3", "3", "more than 5", "more than 5"]
    assert read["2008-11-26"]["period"] == "second half of 2008"
    assert read["2009-02-01"]["period"] == "second half of 2008 to first half of 2009"
    page = client.get(f"{PILOTS}{pilot.pk}/?as-of=2008-11-26").context
    assert page["tag"].word == "Running"
    assert [(len(rows["rows"]), rows["later"]) for rows in page["histories"]] == [(1, 1), (0, 0)]


def test_what_is_not_known_stays_empty(client, poland):
    PilotReportFactory(pilot__country=poland, pilot__text={}, organisation_count=None)
    row = cells(signed_in(client, Seat.COORDINATOR, poland), "2008-11-26")[0]
    assert (row["text"], row["organisation_count"]) == ("", "")
    assert PilotReport.objects.get().organisation_quantity is None
    record = filed(client, "2008-11-26")[0]
    assert (record["organisation_count"], record["country"]["code"]) == (None, "PL")


def test_none_took_part_is_not_the_same_as_not_known():
    assert PilotReportFactory(organisation_count=0).organisation_quantity == Quantity(0)


def test_the_list_is_narrowed_by_country_and_by_words(client, poland):
    PilotFactory(country=poland, text={"en": "schools", "fr": "écoles"})
    PilotFactory(country=CountryFactory(iso2="DK"), text={"en": "tax offices"})
    signed_in(client, Seat.EIPA)
    assert [row["text"] for row in cells(client, "2008-11-26")] == ["tax offices", "schools"]
    assert [row["text"] for row in cells(client, "2008-11-26", country="pl")] == ["schools"]
    assert [row["text"] for row in cells(client, "2008-11-26", q="écol")] == ["schools"]


def test_the_stage_is_told_in_the_language_of_the_page(client, poland):
    PilotReportFactory(pilot__country=poland)
    signed_in(client, Seat.COORDINATOR, poland)
    context = client.get(f"/fr{PILOTS}?as-of=2008-11-26").context
    assert [cell.tag.word for row in context["rows"] for cell in row.cells if cell.tag] == ["En cours"]


def test_a_coordinator_enters_a_pilot_of_the_own_country_with_its_days_and_organisations(client, poland):
    organisation = OrganisationFactory(name="Urząd", country=poland)
    signed_in(client, Seat.COORDINATOR, poland)
    data = {"country": poland.pk, "text_en": "schools", "known_on": "2008-11-01", "source": "Letter"}
    page = client.post(f"{PILOTS}new/", data).url
    pilot = Pilot.objects.get()
    assert (page, pilot.source, str(pilot.text)) == (pilot.get_absolute_url(), "Letter", "schools")
    assert client.post(f"{page}reports/new/", PERIOD | {"organisation_count_qualifier": "exact"}).status_code == 302
    assert pilot.stage_on(date(2008, 11, 1)) == PilotStage.RUNNING
    row = {"organisation": organisation.pk, "known_on": "2008-11-01"}
    assert client.post(f"{page}organisations/new/", row).status_code == 302
    again = client.post(f"{page}organisations/new/", row).context["form"]
    assert again.non_field_errors() == ["This organisation stands in the pilot already."]


def test_a_pilot_of_another_country_is_refused_even_if_it_is_typed_in(client, poland, monkeypatch):
    denmark = CountryFactory(iso2="DK")
    signed_in(client, Seat.COORDINATOR, poland)
    data = {"country": denmark.pk, "known_on": "2008-11-01"}
    assert "country" in client.post(f"{PILOTS}new/", data).context["form"].errors
    monkeypatch.setattr("caf.forms.pef.PilotForm.owned_by", None)
    assert client.post(f"{PILOTS}new/", data).status_code == 403
    assert not Pilot.objects.exists()


def test_an_organisation_of_another_country_takes_part_in_no_pilot_of_this_one(client, poland):
    pilot = PilotFactory(country=poland)
    other = OrganisationFactory(country=CountryFactory(iso2="DK"), state=RegisterState.VALIDATED)
    row = {"organisation": other.pk, "known_on": "2008-11-01"}
    answer = signed_in(client, Seat.EIPA).post(f"{PILOTS}{pilot.pk}/organisations/new/", row)
    assert "organisation" in answer.context["form"].errors
    assert not PilotOrganisation.objects.exists()


def test_an_organisation_that_is_not_validated_is_named_to_its_own_country_and_in_no_file(client, poland):
    pilot = PilotFactory(country=poland)
    PilotOrganisationFactory(pilot=pilot, organisation__name="Hidden")
    PilotOrganisationFactory(pilot=pilot, organisation__name="Shown", organisation__state=RegisterState.VALIDATED)
    late = {"organisation__name": "Late", "organisation__state": RegisterState.VALIDATED}
    PilotOrganisationFactory(pilot=pilot, known_on=date(2009, 1, 1), **late)

    def named(person):
        client.force_login(person, backend=BACKEND)
        page = client.get(f"{PILOTS}{pilot.pk}/?as-of=2008-11-26").context["histories"][1]
        return [row.cells[0].text for row in page["rows"]]

    assert named(someone(Seat.COORDINATOR, poland)) == ["Hidden", "Shown"]
    assert named(someone(Seat.EIPA)) == ["Hidden", "Shown"]
    assert named(someone(Seat.COORDINATOR, CountryFactory(iso2="DK"))) == ["Shown"]
    record = filed(client, "2008-11-26")[0]
    assert record["organisations"] == "Shown"


def test_an_organisation_with_a_pilot_is_not_deleted_and_a_pilot_takes_its_rows_along():
    row = PilotOrganisationFactory()
    PilotReportFactory(pilot=row.pilot)
    with pytest.raises(ProtectedError):
        row.organisation.delete()
    row.pilot.delete()
    assert (PilotReport.objects.count(), PilotOrganisation.objects.count()) == (0, 0)


def twice(row):
    PilotOrganisationFactory(pilot=row.pilot, organisation=row.organisation)


@pytest.mark.parametrize(
    "make",
    [
        lambda: PilotReportFactory(starts_on=date(2008, 12, 31), ends_on=date(2008, 7, 1)),
        lambda: PilotReportFactory(ends_on=None),
        lambda: twice(PilotOrganisationFactory()),
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_pilot_and_its_rows_say_whose_they_are(poland):
    pilot = PilotFactory(country=poland)
    report, organisation = PilotReportFactory(pilot=pilot), PilotOrganisationFactory(pilot=pilot)
    with viewing(date(2008, 11, 26)):
        assert str(pilot) == "Poland: pilot of PEF"
        assert str(report) == "Poland: pilot of PEF, second half of 2008"
        assert str(organisation).startswith("Poland: pilot of PEF: Organisation")
    assert report.get_absolute_url() == organisation.get_absolute_url() == pilot.get_absolute_url()
