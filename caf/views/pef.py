"""The Procedure on External Feedback: how far it is, the pilot group's meetings, who contributed."""

from django.utils.translation import gettext_lazy as _

from caf import columns, filters, forms
from caf.models import Contribution, PilotMeeting, ProcedureReport
from caf.permissions import (
    can_begin_country_record,
    can_edit_country_record,
    can_edit_counts,
    can_edit_pilot,
)
from caf.views.room import ROOM
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm


class ProcedureReportList(RecordList):
    model = ProcedureReport
    columns = columns.PROCEDURE
    room = ROOM
    address = "caf:procedure_report_list"
    lead = _("How far the Procedure on External Feedback is, as reported on each day.")
    order = ("-known_on", "pk")
    new = "caf:procedure_report_new"
    new_label = _("Report on PEF")
    may_add = staticmethod(can_edit_counts)


class ProcedureReportPage(RecordPage):
    listing = ProcedureReportList
    may_edit = staticmethod(can_edit_counts)


class ProcedureReportForm(RecordForm):
    page = ProcedureReportPage
    form = forms.ProcedureReportForm
    new_lead = _("A stage reached is a new row; the last one known counts.")


class PilotMeetingList(RecordList):
    model = PilotMeeting
    columns = columns.PILOT_MEETING
    room = ROOM
    address = "caf:pilot_meeting_list"
    new = "caf:pilot_meeting_new"
    new_label = _("Add a meeting")
    may_add = staticmethod(can_edit_pilot)

    @classmethod
    def prepared(cls, records):
        return records.prefetch_related("organisers__country__names", "organisers__body").order_by("-starts_on", "pk")


class PilotMeetingPage(RecordPage):
    listing = PilotMeetingList
    may_edit = staticmethod(can_edit_pilot)
    rows = (
        DatedRows(
            "organisers",
            _("Organised by"),
            columns.ORGANISER,
            forms.OrganiserForm,
            can_edit_pilot,
            _("Add an organiser"),
            why=_("In the order in which they are thanked."),
            empty=_("No organiser is recorded."),
        ),
    )


class PilotMeetingForm(RecordForm):
    page = PilotMeetingPage
    form = forms.PilotMeetingForm


class PilotMeetingRow(RowForm):
    page = PilotMeetingPage


class ContributionList(RecordList):
    model = Contribution
    columns = columns.CONTRIBUTION
    room = ROOM
    address = "caf:contribution_list"
    lead = _("What each country has contributed to the PEF pilot, in the order in which the network lists them.")
    filters = filters.ContributionFilters
    new = "caf:contribution_new"
    new_label = _("Report a contribution")
    may_add = staticmethod(can_begin_country_record)

    @classmethod
    def prepared(cls, records):
        rows = records.select_related("country").prefetch_related("country__names")
        return rows.order_by("place", "known_on", "pk")


class ContributionPage(RecordPage):
    listing = ContributionList
    may_edit = staticmethod(can_edit_country_record)


class ContributionForm(RecordForm):
    page = ContributionPage
    form = forms.ContributionForm
