"""Commitments as they stood on a day, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network.seats import Seat
from tests.network.factories import BodyFactory, MeetingFactory, someone
from tests.resolutions.commitment_factories import CommitmentFactory, CommitmentReportFactory

pytestmark = pytest.mark.django_db


def test_a_commitment_stands_as_last_reported(client):
    commitment = CommitmentFactory()
    CommitmentReportFactory(commitment=commitment, state="late", known_on=date(2008, 9, 1))
    CommitmentReportFactory(commitment=commitment, state="delivered", known_on=date(2008, 11, 1))
    client.force_login(someone(Seat.SECRETARIAT), backend="allauth.account.auth_backends.AuthenticationBackend")

    def state(day):
        rows = client.get(f"/resolutions/commitments/?as-of={day}").context["rows"]
        return [cell.tag.word for row in rows for cell in row.cells if cell.tag]

    assert [state(day) for day in ("2008-05-01", "2008-08-31", "2008-09-01", "2008-11-26")] == [
        [], ["Open"], ["Late"], ["Delivered"],
    ]  # fmt: skip


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
