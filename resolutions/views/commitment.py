"""What adopted resolutions made someone owe, and what became of it."""

from django.utils.translation import gettext_lazy as _

from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm
from resolutions import commitment_columns as columns
from resolutions import commitment_filters as filters
from resolutions import commitment_forms as forms
from resolutions.commitment_permissions import can_edit_commitments, can_report_commitment
from resolutions.models import Commitment
from resolutions.views.room import ROOM


class CommitmentList(RecordList):
    model = Commitment
    columns = columns.COMMITMENT
    room = ROOM
    address = "resolutions:commitment_list"
    lead = _("Who does what by which meeting, and how it stands.")
    filters = filters.CommitmentFilters
    new = "resolutions:commitment_new"
    new_label = _("Add a commitment")
    may_add = staticmethod(can_edit_commitments)


class CommitmentPage(RecordPage):
    listing = CommitmentList
    may_edit = staticmethod(can_edit_commitments)
    rows = (
        DatedRows(
            "reports",
            _("What was reported"),
            columns.REPORT,
            forms.CommitmentReportForm,
            can_report_commitment,
            _("Report on it"),
            why=_("Delivered, late, dropped: each is a new row; the last one known counts."),
            empty=_("Its owner has not reported yet: it is open."),
        ),
    )


class CommitmentForm(RecordForm):
    page = CommitmentPage
    form = forms.CommitmentForm


class CommitmentRow(RowForm):
    page = CommitmentPage
