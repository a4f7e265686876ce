"""Rows that a test enters beside the demonstration records, known on the day of the 51st meeting."""

from __future__ import annotations

from datetime import date

from caf.models import CafEventReport, Count, Event
from conferences.models import Bid, BidState, Edition
from core.values import Period, Text
from network.models import Country

NOVEMBER_26 = date(2008, 11, 26)


def bid(iso2: str, state: str = BidState.BID, known: date = NOVEMBER_26) -> Bid:
    made, _created = Bid.objects.get_or_create(
        edition=Edition.objects.get(code="6qc"), country=Country.objects.get(iso2=iso2), defaults={"known_on": known}
    )
    made.steps.create(state=state, known_on=known)
    return made


def event_report(**values: object) -> CafEventReport:
    """One more report on the CAF User Event in Bucharest."""
    period = values.pop("period", Period.parse("2009-10-15/2009-10-16"))
    fields = {"stage": "planned", "city": Text(en="Bucharest", fr="Bucarest"), "known_on": NOVEMBER_26, **values}
    report = CafEventReport(event=Event.objects.get(number=4), **fields)
    report.period = period
    report.save()
    return report


def count(value: int, period: str, known: date, qualifier: str = "exact") -> Count:
    row = Count(value=value, qualifier=qualifier, unit="users", known_on=known)
    row.period = Period.parse(period)
    row.save()
    return row
