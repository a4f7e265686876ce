"""Sessions with their contributors and the rapporteurs' reports."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conferences.actions.report import begin_report
from conferences.columns import session as columns
from conferences.columns.report import REPORT_OF_SESSION
from conferences.filters import session as filters
from conferences.forms import session as forms
from conferences.forms.programme import SessionForm as WorkingSessionForm
from conferences.forms.programme import SessionPersonForm
from conferences.forms.report import BeginReportForm
from conferences.models import Session
from conferences.permissions import can_begin_report, can_edit_editions, can_edit_session
from conferences.programme.changes import changes_of
from conferences.programme.clashes import clashes, outside
from conferences.programme.slots import named_slot, shown_slot, working_slots
from conferences.views.edition import known_fields
from conferences.views.room import ROOM
from core.clock import present_day
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, public
from core.phrases import labelled


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
    may_edit = staticmethod(can_edit_session)
    template = "conferences/session_page.html"
    rows = (
        DatedRows(
            "people",
            _("People in the working programme"),
            columns.PERSON,
            SessionPersonForm,
            can_edit_session,
            _("Add a person"),
            why=_("Readers see them once a version of the programme is released."),
            empty=_("Nobody is named yet."),
            prepare=lambda rows: rows.select_related("country").prefetch_related("country__names"),
        ),
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

    def more(self, request, record, read):
        """What readers are shown of it; and to those who make the programme, what is not released and what clashes."""
        shown = shown_slot(record, read.day)
        title = capfirst(labelled(record.edition, named_slot(record, read.day).title))
        *way, _here = self.crumbs(record)
        told = {
            "title": title,
            "crumbs": [*way, (title, None)],
            "slot": shown,
            "fields": known_fields(self, record, read.day, ("when", "hall")),
        }
        if not can_edit_session(request.user, record):
            return told
        slots = working_slots(record.edition, present_day())
        working = next((slot for slot in slots if slot.session_id == record.pk), None)
        if working is None:
            return told
        kept = set(record.edition.kept_clashes.values_list("key", flat=True))
        schedule = record.edition.schedule_on(present_day())
        found = [(clash, clash.key in kept) for clash in clashes(slots) if clash.concerns(record.pk)]
        return told | {
            "differs": list(changes_of(shown, working)) if shown else [],
            "clashes": found,
            "is_open": not all(is_kept for _clash, is_kept in found),
            "outside": outside(working, schedule.period if schedule else None),
        }


class SessionForm(RecordForm):
    page = SessionPage
    form = WorkingSessionForm
    mend_lead = _("The working programme: readers see what you change when the next version is released.")


class SessionRow(RowForm):
    page = SessionPage
