"""What is typed in on CAF events."""

from caf.models import CafEventReport, Event, EventDecision
from core.forms import RECORD_FIELDS, RecordModelForm
from network.forms import EVENT_REPORT_FIELDS, CountryForm


class EventForm(RecordModelForm):
    class Meta:
        model = Event
        fields = ("kind", "number", "name", *RECORD_FIELDS)


class EventReportForm(CountryForm):
    class Meta:
        model = CafEventReport
        fields = EVENT_REPORT_FIELDS


class EventDecisionForm(RecordModelForm):
    class Meta:
        model = EventDecision
        fields = ("place", "text", *RECORD_FIELDS)
