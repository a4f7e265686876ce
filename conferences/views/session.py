"""Sessions with their contributors and the rapporteurs' reports."""

from django.utils.translation import gettext_lazy as _

from conferences.actions.report import begin_report
from conferences.columns import session as columns
from conferences.columns.report import REPORT_OF_SESSION
from conferences.filters import session as filters
from conferences.forms import session as forms
from conferences.forms.report import BeginReportForm
from conferences.models import Session
from conferences.permissions import can_begin_report, can_edit_editions
from conferences.views.room import ROOM
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, public


@public
class SessionList(RecordList):
    model = Session
    columns = columns.SESSION
    room = ROOM
    address = "conferences:session_list"
    filters = filters.SessionFilters
    empty_why = _("A session is added on the page of its edition.")


class OneReport(DatedRows):
    """A session has one report: where there is one, none is begun."""

    def shown(self, record, url, user, read):
        context = super().shown(record, url, user, read)
        return context | ({"add_url": None} if context["rows"] or context["later"] else {})


@public
class SessionPage(RecordPage):
    listing = SessionList
    lookup = {"edition": "edition__code", "code": "code"}
    may_edit = staticmethod(can_edit_editions)
    rows = (
        DatedRows(
            "contributors",
            _("Contributors"),
            columns.CONTRIBUTOR,
            forms.ContributorForm,
            can_edit_editions,
            _("Add a contributor"),
            why=_("Countries and groups that made the session happen, and may be thanked for it."),
            empty=_("No contributor is recorded."),
            prepare=lambda rows: rows.select_related("country", "body").prefetch_related("country__names"),
        ),
        OneReport(
            "reports",
            _("Report"),
            REPORT_OF_SESSION,
            BeginReportForm,
            can_begin_report,
            _("Begin the report"),
            empty=_("No report may be seen yet."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
            save=lambda form, by: begin_report(form.instance, by=by),
        ),
    )


class SessionForm(RecordForm):
    page = SessionPage
    form = forms.SessionForm


class SessionRow(RowForm):
    page = SessionPage
