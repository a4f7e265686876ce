"""Whatever the records hold, the text is sound, and every clause has its day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caf.models import (
    Contribution,
    Count,
    CountPromise,
    Event,
    Goal,
    Label,
    LaunchPlan,
    PilotMeeting,
    ProcedureReport,
)
from caf.models import Finding as PilotFinding
from conferences.models import (
    Bid,
    BidState,
    Case,
    Edition,
    HostDecision,
    HostSearchReport,
    Laureate,
    Nominee,
    Prize,
    ProposalPaper,
    ReleaseVersion,
    Report,
    ReportState,
    Session,
)
from core.values import Text
from customer_focus.models import DisseminationAction, Guide, NetworkEvent
from network.models import (
    Conclusion,
    Country,
    GroupMeeting,
    Meeting,
)
from network.seats import Seat
from resolutions.models import Commitment, LibraryClause
from tests.network.factories import someone
from tests.resolutions.any_records import KNOWN, enter
from tests.resolutions.drawing import drawn, meeting
from tests.resolutions.soundness import assert_sound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


class Undo(Exception):
    """Takes one example's records back."""


def forget_subjects() -> None:
    """Leaves countries, bodies, meetings, presidencies, the programme and the library."""
    for model in (
        HostDecision,
        Commitment,
        PilotFinding,
        LaunchPlan,
        Bid,
        HostSearchReport,
        Case,
        Laureate,
        Nominee,
        Prize,
        ReleaseVersion,
        ProposalPaper,
        Session,
        Edition,
        Event,
        NetworkEvent,
        DisseminationAction,
        Guide,
        Conclusion,
        GroupMeeting,
        Goal,
        Count,
        CountPromise,
        ProcedureReport,
        Contribution,
        PilotMeeting,
    ):
        model.objects.all().delete()


def clauses_of_a_host_that_is_chosen() -> set[str]:
    """Of the bids of Germany and Poland, after the 51st meeting, one is withdrawn; the other is chosen, and confirms
    too late."""
    bids = Edition.objects.get(code="6qc").bids
    germany, poland = bids.get(country__iso2="DE"), bids.get(country__iso2="PL")
    germany.steps.create(state=BidState.WITHDRAWN, known_on=date(2009, 5, 1))
    poland.steps.create(state=BidState.ACCEPTED, known_on=date(2009, 5, 2))
    HostDecision.objects.create(
        edition=poland.edition,
        meeting=Meeting.objects.get(number=52),
        bid=poland,
        reason=Text(en="x", fr="x"),
        confirmation_due_on=date(2009, 12, 31),
        by=someone(Seat.SECRETARIAT),
        known_on=date(2009, 5, 2),
    )
    drafts = [drawn(52), drawn(54)]
    poland.steps.create(state=BidState.CONFIRMED, known_on=date(2010, 2, 1))
    drafts.append(drawn(54))
    for draft in drafts:
        assert_sound(draft)
    return {row.clause.key for draft in drafts for row in draft.clauses}


@pytest.mark.once
def test_text_is_sound_whatever_the_records_hold():
    seen = {row.clause.key for number in (51, 52, 53, 55, 56, 57) for row in drawn(number).clauses}
    Label.objects.filter(number="ECU-AT-2025-0001").update(known_on=date(2011, 2, 1))  # a second label, to tell of
    seen |= {row.clause.key for row in drawn(56).clauses}
    for iso2 in ("PL", "DE"):
        edition = Edition.objects.get(code="6qc")
        bid, _created = Bid.objects.get_or_create(
            edition=edition, country=Country.objects.get(iso2=iso2), defaults={"known_on": KNOWN[1]}
        )
        bid.steps.create(state=BidState.BID, known_on=KNOWN[1])
        seen |= {row.clause.key for row in drawn(51).clauses}
    seen |= clauses_of_a_host_that_is_chosen()
    part = Report.objects.get(session__edition__code="5qc").parts.get(key="finding-primer")
    Report.objects.filter(pk=part.report_id).update(state=ReportState.PUBLISHED)
    part.report.steps.create(state=ReportState.PUBLISHED, known_on=KNOWN[1])
    part.marks.create(area="customer_focus", known_on=KNOWN[1])
    seen |= {row.clause.key for row in drawn(51).clauses}
    ProposalPaper.objects.get().deliveries.create(meeting=meeting(51), known_on=KNOWN[1])
    seen |= {row.clause.key for row in drawn(51).clauses}
    forget_subjects()

    @settings(
        max_examples=120,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # to shrink takes minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        try:
            with transaction.atomic():
                enter(data.draw)
                draft = drawn(51)
                assert_sound(draft)
                seen.update(row.clause.key for row in draft.clauses)
                raise Undo
        except Undo:
            pass

    try_one()
    never = set(LibraryClause.objects.values_list("key", flat=True)) - seen
    assert never == set()  # every clause that ships has applied to some records
