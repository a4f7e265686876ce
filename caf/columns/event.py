"""What a row of the CAF events shows."""

from caf.models import CafEventReport, Event
from core.columns import column, record_columns
from network.columns import event_columns, event_report_columns

EVENT = (
    column(Event, "name"),
    column(Event, "number", in_list=False),
    *event_columns(CafEventReport),
    *record_columns(Event),
)
EVENT_REPORT = event_report_columns(CafEventReport)
