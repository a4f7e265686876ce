"""CAF events with what was reported of them."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from caf.columns import event as columns
from caf.filters import event as filters
from caf.forms import event as forms
from caf.models import CafEventReport, Event, EventKind
from caf.permissions import can_edit_counts
from caf.views.room import ROOM
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, public


def with_country(rows):
    return rows.select_related("country").prefetch_related("country__names")


@public
class EventList(RecordList):
    model = Event
    columns = columns.EVENT
    room = ROOM
    address = "caf:event_list"
    lead = _("The European CAF User Events and other meetings: planned, postponed, held.")
    filters = filters.EventFilters
    new = "caf:event_new"
    new_label = _("Add an event")
    may_add = staticmethod(can_edit_counts)

    @classmethod
    def prepared(cls, records):
        reports = Prefetch("reports", with_country(CafEventReport.objects.all()))
        return records.prefetch_related(reports).order_by("-number", "-known_on")


@public
class EventPage(RecordPage):
    listing = EventList
    may_edit = staticmethod(can_edit_counts)
    rows = (
        DatedRows(
            "reports",
            _("What was reported"),
            columns.EVENT_REPORT,
            forms.EventReportForm,
            can_edit_counts,
            _("Report anew"),
            why=_("Planned, postponed, held: each is a new row; the last one known counts."),
            empty=_("Nothing has been reported."),
            prepare=with_country,
        ),
        DatedRows(
            "decisions",
            _("What the experts decided"),
            columns.EVENT_DECISION,
            forms.EventDecisionForm,
            can_edit_counts,
            _("Add a decision"),
            empty=_("No decision is recorded."),
            seen=lambda _user, event: event.kind != EventKind.USERS,
        ),
    )


class EventForm(RecordForm):
    page = EventPage
    form = forms.EventForm


class EventRow(RowForm):
    page = EventPage
