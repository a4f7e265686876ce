"""The early warning as a fact, and the clause that reminds the coming presidencies."""

from __future__ import annotations

from datetime import date

import pytest

from conferences.models import Bid, BidState, Edition
from network.models import Country
from tests.resolutions.drawing import drawn, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

CLAUSE = "conferences-remind-presidencies"
SPRING = date(2009, 5, 1)  # before the 52nd meeting; 6QC is due in 2010


def test_the_51st_meeting_is_warned_at_18_months_which_is_a_fact_and_no_clause():
    draft = drawn(51)
    assert draft.book.facts["conferences.next.warning_months"].value == 18
    coming = draft.book.facts["network.coming_presidencies"].value
    assert [name.key for name in coming] == ["CZ", "SE", "ES"]
    assert CLAUSE not in said(draft)


def test_the_52nd_meeting_reminds_the_coming_presidencies():
    draft = drawn(52, as_of=SPRING)
    clause = said(draft)[CLAUSE]
    assert clause.en == (
        "remind Sweden, Spain and Belgium, next in the Presidency, that 6QC, expected in 2010 and due within "
        "12 months, has no candidate so far"
    )
    assert clause.fr == (
        "rappellent à la Suède, à l’Espagne et à la Belgique, au titre des présidences à venir, que la 6QC, attendue "
        "en 2010 et prévue d’ici à 12 mois, n’a pas encore de candidat"
    )
    assert clause.models >= {"network.presidency", "conferences.editionschedule"}


@pytest.mark.parametrize(("state", "reminded"), [(BidState.INTEREST, True), (BidState.BID, False)])
def test_a_bid_ends_the_reminder_and_an_interest_does_not(state, reminded):
    poland = Country.objects.get(iso2="PL")
    bid, _new = Bid.objects.update_or_create(
        edition=Edition.objects.get(code="6qc"), country=poland, defaults={"state": state, "known_on": SPRING}
    )
    bid.steps.all().delete()
    bid.steps.create(state=state, known_on=SPRING)
    assert (CLAUSE in said(drawn(52, as_of=SPRING))) is reminded
