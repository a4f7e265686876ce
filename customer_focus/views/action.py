"""What member states do to spread the principles; the network's events; good practices."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, public
from customer_focus import columns, filters, forms
from customer_focus.models import DisseminationAction, NetworkEvent, NetworkEventReport, Practice
from customer_focus.permissions import (
    can_begin_action,
    can_begin_practice,
    can_edit_action,
    can_edit_guides,
    can_edit_practice,
)
from customer_focus.views.room import ROOM


def with_country(rows):
    return rows.select_related("country").prefetch_related("country__names")


class ActionList(RecordList):
    model = DisseminationAction
    columns = columns.ACTION
    room = ROOM
    address = "customer_focus:action_list"
    lead = _("Translations, trainings, events: what a country does to spread the principles, and how many it reached.")
    filters = filters.ActionFilters
    new = "customer_focus:action_new"
    new_label = _("Report an action")
    may_add = staticmethod(can_begin_action)


class ActionPage(RecordPage):
    listing = ActionList
    may_edit = staticmethod(can_edit_action)


class ActionForm(RecordForm):
    page = ActionPage
    form = forms.ActionForm


class EventList(RecordList):
    model = NetworkEvent
    columns = columns.EVENT
    room = ROOM
    address = "customer_focus:event_list"
    filters = filters.EventFilters
    new = "customer_focus:event_new"
    new_label = _("Add an event")
    may_add = staticmethod(can_edit_guides)

    @classmethod
    def prepared(cls, records):
        reports = Prefetch("reports", with_country(NetworkEventReport.objects.all()))
        return records.select_related("organiser").prefetch_related(reports).order_by("-known_on", "pk")


class EventPage(RecordPage):
    listing = EventList
    may_edit = staticmethod(can_edit_guides)
    rows = (
        DatedRows(
            "reports",
            _("What was reported"),
            columns.EVENT_REPORT,
            forms.EventReportForm,
            can_edit_guides,
            _("Report anew"),
            why=_("Planned, postponed, held: each is a new row; the last one known counts."),
            empty=_("Nothing has been reported."),
            prepare=with_country,
        ),
        DatedRows(
            "interests",
            _("Who wants to host it"),
            columns.INTEREST,
            forms.InterestForm,
            can_edit_guides,
            _("Report an interest"),
            why=_("An interest taken back is a new row too."),
            empty=_("Nobody has shown an interest in hosting it."),
            prepare=with_country,
        ),
    )


class EventForm(RecordForm):
    page = EventPage
    form = forms.EventForm


class EventRow(RowForm):
    page = EventPage


@public
class PracticeList(RecordList):
    model = Practice
    columns = columns.PRACTICE
    room = ROOM
    address = "customer_focus:practice_list"
    lead = _("Cases that others may learn from, with the fields of the European award's case base.")
    filters = filters.PracticeFilters
    new = "customer_focus:practice_new"
    new_label = _("Add a good practice")
    may_add = staticmethod(can_begin_practice)


@public
class PracticePage(RecordPage):
    listing = PracticeList
    lookup = {"slug": "slug"}
    may_edit = staticmethod(can_edit_practice)


class PracticeForm(RecordForm):
    page = PracticePage
    form = forms.PracticeForm
