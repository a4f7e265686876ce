"""What a row of the CAF events shows, and of what the experts decide there."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caf.models import CafEventReport, Event, EventDecision
from core.columns import Column, Kind, column, record_columns
from core.written import written
from network.columns import event_columns, event_report_columns


def first_planned(event: Event, day: date) -> str:
    """From when it was moved; empty if it never was."""
    period = event.first_planned_on(day)
    return _("first planned for %(when)s") % {"when": written(period)} if period else ""


EVENT = (
    column(Event, "name"),
    column(Event, "kind", in_list=False),
    column(Event, "number", in_list=False),
    *event_columns(CafEventReport, moved_from=first_planned),
    Column(
        "first_planned",
        gettext_lazy("First planned for"),
        lambda event, day: event.first_planned_on(day),
        Kind.PERIOD,
        in_list=False,  # there it stands below the period
        in_page=False,
    ),
    *record_columns(Event),
)
EVENT_REPORT = event_report_columns(CafEventReport)
EVENT_DECISION = (
    column(EventDecision, "text"),
    column(EventDecision, "place", in_list=False),
    *record_columns(EventDecision),
)
