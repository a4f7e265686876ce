"""The Procedure on External Feedback: how far it is, its pilots, the pilot group's meetings, who contributed."""

from django.utils.translation import gettext_lazy as _

from caf.columns import pef as columns
from caf.filters import pef as filters
from caf.forms import pef as forms
from caf.models import Contribution, Pilot, PilotMeeting, ProcedureReport
from caf.permissions import (
    can_begin_country_record,
    can_edit_country_record,
    can_edit_counts,
    can_edit_pilot,
)
from caf.views.room import PILOTS
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm


class ProcedureReportList(RecordList):
    model = ProcedureReport
    columns = columns.PROCEDURE
    room = PILOTS
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


class PilotList(RecordList):
    model = Pilot
    columns = columns.PILOT
    room = PILOTS
    address = "caf:pilot_list"
    lead = _("Which countries try the procedure out: planned, running or ended on the day that the list is read from.")
    filters = filters.PilotFilters
    new = "caf:pilot_new"
    new_label = _("Add a pilot")
    may_add = staticmethod(can_begin_country_record)


class PilotPage(RecordPage):
    listing = PilotList
    may_edit = staticmethod(can_edit_country_record)
    rows = (
        DatedRows(
            "reports",
            _("What was reported"),
            columns.PILOT_REPORT,
            forms.PilotReportForm,
            can_edit_country_record,
            _("Report anew"),
            why=_(
                "From when to when it runs, and how many take part: a change is a new row; the last one known counts."
            ),
            empty=_("Nothing has been reported."),
        ),
        DatedRows(
            "organisations",
            _("Organisations in the register"),
            columns.PILOT_ORGANISATION,
            forms.PilotOrganisationForm,
            can_edit_country_record,
            _("Add an organisation"),
            why=_("CAF users that took part. One that is not validated is seen by its country and the CAF staff only."),
            empty=_("No organisation is recorded."),
            prepare=lambda rows: rows.select_related("organisation"),
        ),
    )


class PilotForm(RecordForm):
    page = PilotPage
    form = forms.PilotForm
    new_lead = _("When it runs, how many take part and which organisations: that is added on its page.")


class PilotRow(RowForm):
    page = PilotPage


class PilotMeetingList(RecordList):
    model = PilotMeeting
    columns = columns.PILOT_MEETING
    room = PILOTS
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
    room = PILOTS
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
