"""What a row of the CAF events shows, and of what the experts decide there."""

from django.utils.translation import gettext_lazy as _

from caf.models import CafEventReport, Event, EventDecision
from core.columns import Column, Kind, column, record_columns
from network.columns import event_columns, event_report_columns

EVENT = (
    column(Event, "name"),
    column(Event, "kind", in_list=False),
    column(Event, "number", in_list=False),
    *event_columns(CafEventReport),
    Column("first_planned", _("First planned for"), lambda event, day: event.first_planned_on(day), Kind.PERIOD),
    *record_columns(Event),
)
EVENT_REPORT = event_report_columns(CafEventReport)
EVENT_DECISION = (
    column(EventDecision, "text"),
    column(EventDecision, "place", in_list=False),
    *record_columns(EventDecision),
)
