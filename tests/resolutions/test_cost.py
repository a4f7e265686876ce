"""Drafting costs the same for two countries and for thirty."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.models import (
    Contribution,
    Count,
    Event,
    PilotMeeting,
)
from conferences.models import (
    Bid,
    Edition,
)
from core.values import Period, Text
from customer_focus.models import DisseminationAction, Guide, NetworkEvent
from network.models import (
    Body,
    Conclusion,
    Country,
    GroupMeeting,
    Meeting,
    Presidency,
)
from resolutions.drafting import draw
from resolutions.models import Commitment
from tests.resolutions.any_records import made
from tests.resolutions.drawing import TODAY, drawn, meeting, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

MOST_QUERIES = 40


def enter_many(countries: int, years: int) -> None:
    """Records of so many countries and years, all new to the 51st meeting."""
    known = {"known_on": date(2008, 11, 25)}
    rows = list(Country.objects.all()[:countries])
    ipsg = Body.objects.get(key="ipsg")
    sixth = Edition.objects.get(code="6qc")
    fifth = Edition.objects.get(code="5qc")
    primer = Guide.objects.get(key="primer")
    pilot = PilotMeeting.objects.first()
    presentation = primer.presentations.get()
    event = NetworkEvent.objects.get(interests__country__iso2="CZ")
    group_meetings = [GroupMeeting.objects.create(body=ipsg, **known) for _ in range(years)]
    for place, country in enumerate(rows, start=countries * 10):
        bid, _created = Bid.objects.get_or_create(edition=sixth, country=country, defaults=known)
        bid.steps.create(state="bid", **known)
        Contribution.objects.create(country=country, place=place, **known)
        DisseminationAction.objects.create(guide=primer, country=country, kind="training", title=Text(en="x"), **known)
        event.interests.create(country=country, **known)
        pilot.organisers.create(country=country, place=place)
        presentation.contributors.create(country=country, place=place)
        fifth.sessions.get(code="caf-sessions").contributors.create(country=country, place=place, **known)
        session = fifth.sessions.create(
            kind="info-shop", code=f"s{place}", title=Text(en="X", fr="X"), on_priority_theme=True, **known
        )
        session.contributors.create(country=country, **known)
        Count.objects.create(country=country, value=place, **known)
        commitment = Commitment.objects.create(
            meeting=Meeting.objects.get(number=49),
            due_meeting=Meeting.objects.get(number=51),
            country=country,
            area="caf",
            task=Text(en="x", fr="x"),
            **known,
        )
        if place % 2:
            commitment.reports.create(state="delivered", **known)
    for year, group_meeting in enumerate(group_meetings, start=years):
        other = Edition.objects.create(code=f"n{year}", kind="european", number=100 + year, name=Text(en="x"), **known)
        made(other.schedules, Period.parse("2012"), edition=other, stage="expected", country=rows[0], **known)
        other.evaluations.create(title=Text(en="x"), **known)
        for subject, area in (("topic", "conferences"), ("means", "customer_focus"), ("priority", "caf")):
            Conclusion.objects.create(
                meeting=group_meeting, area=area, subject=subject, place=year, text=Text(en="x", fr="x"), **known
            )
        caf_event = Event.objects.create(kind="users", number=100 + year, name=Text(en="x"), **known)
        made(caf_event.reports, Period.parse("2010"), event=caf_event, stage="planned", country=rows[0], **known)
        network_event = NetworkEvent.objects.create(name=Text(en="x"), organiser=ipsg, **known)
        made(
            network_event.reports, Period.parse("2010"), event=network_event, stage="planned", country=rows[0], **known
        )
        made(Count.objects, Period.parse("2007-10"), value=year, unit="users", **known)
        PilotMeeting.objects.create(**known).organisers.create(country=rows[0])
        primer.developments.create(presidency=Presidency.objects.all()[year], **known)


def queries_of_a_draft() -> int:
    own = meeting(51)
    with CaptureQueriesContext(connection) as queries:
        draw(own, as_of=None, today=TODAY)
    return len(queries)


def test_drafting_costs_the_same_for_thirty_countries_and_twenty_years():
    enter_many(countries=2, years=1)
    few = queries_of_a_draft()
    assert few <= MOST_QUERIES
    enter_many(countries=30, years=20)
    assert "the Netherlands" in text_of(drawn(51), "en").sections[-1].clauses[3].wording.runs[2].text
    assert queries_of_a_draft() == few
