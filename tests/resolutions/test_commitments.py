"""Commitments as they stood on a day, who reports on them, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network.seats import Seat
from resolutions.commitment_permissions import can_edit_commitments, can_report_commitment
from resolutions.models import CommitmentReport
from tests.network.factories import BodyFactory, CountryFactory, MeetingFactory, someone
from tests.resolutions.commitment_factories import CommitmentFactory, CommitmentReportFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_commitment_stands_as_last_reported(client):
    commitment = CommitmentFactory()
    CommitmentReportFactory(commitment=commitment, state="late", known_on=date(2008, 9, 1))
    CommitmentReportFactory(commitment=commitment, state="delivered", known_on=date(2008, 11, 1))
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)

    def state(day):
        rows = client.get(f"/resolutions/commitments/?as-of={day}").context["rows"]
        return [cell.tag.word for row in rows for cell in row.cells if cell.tag]

    assert [state(day) for day in ("2008-05-01", "2008-08-31", "2008-09-01", "2008-11-26")] == [
        [], ["Open"], ["Late"], ["Delivered"],
    ]  # fmt: skip


def owned_by(owner):
    """A commitment of a country (its code in capitals) or of a body (its key)."""
    if owner.isupper():
        return CommitmentFactory(country=CountryFactory(iso2=owner))
    return CommitmentFactory(country=None, body=BodyFactory(key=owner))


@pytest.mark.parametrize(
    ("seat", "country", "reports_on"),
    [
        (Seat.COORDINATOR, "PL", {"PL"}),
        (Seat.DIRECTOR_GENERAL, "PL", set()),
        (Seat.EIPA, None, {"eipa", "caf-resource-centre", "caf-expert-group"}),
        (Seat.SECRETARIAT, None, {"PL", "DK", "eipa", "caf-resource-centre", "caf-expert-group", "ipsg"}),
        (Seat.ADMINISTRATOR, None, set()),
        (Seat.ORGANISATION_CONTACT, "PL", set()),
    ],
)
def test_owners_report_on_their_own_commitments(seat, country, reports_on):
    person = someone(seat, CountryFactory(iso2=country) if country else None)
    owners = ("PL", "DK", "eipa", "caf-resource-centre", "caf-expert-group", "ipsg")
    commitments = {owner: owned_by(owner) for owner in owners}
    assert {owner for owner, owed in commitments.items() if can_report_commitment(person, owed)} == reports_on
    assert can_edit_commitments(person) is (seat == Seat.SECRETARIAT)


def test_a_coordinator_reports_through_the_page_on_the_own_commitment_alone(client):
    client.force_login(someone(Seat.COORDINATOR, CountryFactory(iso2="PL")), backend=BACKEND)
    report = {"state": "delivered", "evidence": "Minutes", "known_on": "2008-11-01"}
    for owner, status in (("PL", 302), ("DK", 403), ("ipsg", 403)):
        page = f"/resolutions/commitments/{owned_by(owner).pk}/"
        [history] = client.get(page).context["histories"]
        assert (history["add_url"] is not None) is (owner == "PL")
        assert client.post(f"{page}reports/new/", report).status_code == status
    assert str(CommitmentReport.objects.get().commitment.country) == "PL"


@pytest.mark.parametrize(
    "make",
    [
        lambda: CommitmentFactory(due_meeting=None),
        lambda: CommitmentFactory(country=None),
        lambda: CommitmentFactory(body=BodyFactory()),
        lambda: [MeetingFactory(number=51) for _time in range(2)],
    ],
)
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
