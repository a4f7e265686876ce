"""A list as a file: what a spreadsheet gets, and what it must not run."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from conferences.models import BidState
from core.exports import without_formula
from network.seats import Seat
from tests.caf.factories import OrganisationFactory
from tests.conferences.factories import BidFactory, EditionScheduleFactory
from tests.network.factories import CountryFactory, someone

LIST = "/caf/users/?as-of=2008-11-26"


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", " \t@A1", "＝1+1"])
def test_a_text_that_a_spreadsheet_would_run_is_marked(text):
    assert without_formula(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=b", "", 5, -5, None])
def test_other_values_stay(value):
    assert without_formula(value) == value


@pytest.mark.django_db
def test_csv_has_a_mark_stable_names_and_no_formula(client):
    OrganisationFactory(name='=HYPERLINK("http://evil")', country__iso2="PL", state="validated")
    response = client.get(f"{LIST}&format=csv")
    text = body(response).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0]["name"] == '\'=HYPERLINK("http://evil")'
    assert rows[0]["country"] == "PL"
    assert rows[0]["known_on"] == "2008-06-01"
    assert rows[0]["url"].startswith("http://testserver/caf/users/")


@pytest.mark.django_db
def test_xlsx_has_real_dates_a_frozen_head_and_explains_itself(client):
    EditionScheduleFactory(starts_on=date(2009, 4, 1), ends_on=date(2009, 4, 30), precision="month")
    OrganisationFactory(name="=1+1", state="validated")
    editions = load_workbook(io.BytesIO(body(client.get("/conferences/?format=xlsx"))))
    sheet = editions.worksheets[0]
    assert sheet.freeze_panes == "A2"
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert cells["period"].value == "2009-04"
    assert cells["period_first_day"].value.date() == date(2009, 4, 1)
    assert editions.sheetnames[1] == "README"
    organisations = load_workbook(io.BytesIO(body(client.get(f"{LIST}&format=xlsx"))))
    offered = {str(rule.sqref): rule.formula1 for rule in organisations.worksheets[0].data_validations.dataValidation}
    assert "Choices!$A$1:$A$4" in offered.values()  # levels of government
    assert organisations["Choices"]["A1"].value == "european"
    name = organisations.worksheets[0]["C2"]
    assert (name.value, name.data_type) == ("=1+1", "s")


@pytest.mark.django_db
def test_json_holds_the_list_as_filtered_and_as_of_its_day(client):
    poland = CountryFactory(iso2="PL")
    OrganisationFactory(name="Urząd", country=poland, state="validated")
    OrganisationFactory(name="Elsewhere", state="validated")
    data = json.loads(body(client.get(f"{LIST}&country=pl&format=json")))
    assert [record["name"] for record in data["records"]] == ["Urząd"]
    assert data["as_of"] == "2008-11-26"
    assert data["filters"] == [f"Country: {poland}", "As of: 26 November 2008"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["csv", "json"])
def test_a_file_holds_no_more_than_its_reader_may_see(client, name):
    poland = CountryFactory(iso2="PL")
    BidFactory(edition__number=6, country=poland, state=BidState.INTEREST)
    client.force_login(someone(Seat.COORDINATOR, CountryFactory(iso2="DK")), backend=BACKEND)
    assert b"6qc" not in body(client.get(f"/conferences/bids/?format={name}"))
    client.force_login(someone(Seat.COORDINATOR, poland), backend=BACKEND)
    assert b"6qc" in body(client.get(f"/conferences/bids/?format={name}"))


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.django_db
def test_another_format_is_not_there(client):
    assert client.get("/conferences/?format=exe").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["csv", "json", "xlsx"])
def test_a_file_asks_the_same_of_the_database_for_one_and_for_three_records(client, name):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            body(client.get(f"{LIST}&format={name}"))
        return len(queries)

    OrganisationFactory(state="validated")
    one = asked()
    OrganisationFactory.create_batch(2, state="validated")
    assert asked() == one
