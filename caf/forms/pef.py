"""What is typed in on PEF."""

from __future__ import annotations

from typing import Any

from caf.models import (
    Contribution,
    Pilot,
    PilotMeeting,
    PilotMeetingOrganiser,
    PilotOrganisation,
    PilotReport,
    ProcedureReport,
)
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, RecordModelForm
from network.forms import ACTOR_FIELDS, CountryForm
from network.seats import Right


class ProcedureReportForm(RecordModelForm):
    class Meta:
        model = ProcedureReport
        fields = ("stage", *PERIOD_FIELDS, "text", *RECORD_FIELDS)


class PilotForm(CountryForm):
    owned_by = Right.EDIT_CAF

    class Meta:
        model = Pilot
        fields = ("country", "text", *RECORD_FIELDS)


class PilotReportForm(RecordModelForm):
    class Meta:
        model = PilotReport
        fields = (*PERIOD_FIELDS, "organisation_count", "organisation_count_qualifier", *RECORD_FIELDS)


class PilotOrganisationForm(RecordModelForm):
    """Offers the organisations of the pilot's country."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = field.queryset.visible_to(self.user).filter(country=self.instance.pilot.country)

    class Meta:
        model = PilotOrganisation
        fields = ("organisation", *RECORD_FIELDS)


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
        fields = ("country", "kind", "text", *PERIOD_FIELDS, "place", *RECORD_FIELDS)
