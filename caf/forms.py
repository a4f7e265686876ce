"""What is typed into forms on CAF."""

from caf.models import (
    CafEventReport,
    Contribution,
    Count,
    Event,
    Goal,
    Organisation,
    PilotMeeting,
    PilotMeetingOrganiser,
    ProcedureReport,
)
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from network.forms import ACTOR_FIELDS, EVENT_REPORT_FIELDS, CountryForm
from network.seats import Right


class CountForm(CountryForm):
    class Meta:
        model = Count
        fields = ("value", "qualifier", "unit", "country", *PERIOD_FIELDS, "scope", *RECORD_FIELDS)


class GoalForm(RecordModelForm):
    class Meta:
        model = Goal
        fields = ("value", "unit", "by_year", "set_by", *RECORD_FIELDS)


class OrganisationForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = Organisation
        fields = ("name", "english_name", "country", "city", "level", "sector", "website", *RECORD_FIELDS)


class EventForm(RecordModelForm):
    class Meta:
        model = Event
        fields = ("number", "name", *RECORD_FIELDS)


class EventReportForm(CountryForm):
    class Meta:
        model = CafEventReport
        fields = EVENT_REPORT_FIELDS


class ProcedureReportForm(RecordModelForm):
    class Meta:
        model = ProcedureReport
        fields = ("stage", *PERIOD_FIELDS, "text", *RECORD_FIELDS)


class PilotMeetingForm(RecordModelForm):
    class Meta:
        model = PilotMeeting
        fields = (*PERIOD_FIELDS, "city", *RECORD_FIELDS)


class OrganiserForm(CountryForm):
    class Meta:
        model = PilotMeetingOrganiser
        fields = ACTOR_FIELDS


class ContributionForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = Contribution
        fields = ("country", "text", *PERIOD_FIELDS, "place", *RECORD_FIELDS)
