"""Institutions and groups, programmes, and the decisions that later texts go back to."""

from django.utils.translation import gettext_lazy as _

from core.pages import DatedRows, RecordForm, RecordList, RecordPage, public
from network import columns, filters, forms
from network.models import Body, Decision, Programme
from network.permissions import can_edit_network
from network.views.room import ROOM


@public
class BodyList(RecordList):
    model = Body
    columns = columns.BODY
    room = ROOM
    address = "network:body_list"
    filters = filters.BodyFilters
    known_since = False
    new = "network:body_new"
    new_label = _("Add an institution or group")
    may_add = staticmethod(can_edit_network)


@public
class BodyPage(RecordPage):
    listing = BodyList
    lookup = {"key": "key"}
    may_edit = staticmethod(can_edit_network)
    rows = (
        DatedRows(
            "meetings",
            _("Meetings"),
            columns.GROUP_MEETING,
            linked=True,
            empty=_("No meeting is recorded."),
            prepare=lambda rows: rows.for_list(),
        ),
    )


class BodyForm(RecordForm):
    page = BodyPage
    form = forms.BodyForm


class ProgrammeList(RecordList):
    model = Programme
    columns = columns.PROGRAMME
    room = ROOM
    address = "network:programme_list"
    new = "network:programme_new"
    new_label = _("Add a programme")
    may_add = staticmethod(can_edit_network)


class ProgrammePage(RecordPage):
    listing = ProgrammeList
    may_edit = staticmethod(can_edit_network)


class ProgrammeForm(RecordForm):
    page = ProgrammePage
    form = forms.ProgrammeForm


class DecisionList(RecordList):
    model = Decision
    columns = columns.DECISION
    room = ROOM
    address = "network:decision_list"
    order = ("-starts_on", "pk")
    filters = filters.DecisionFilters
    new = "network:decision_new"
    new_label = _("Add a decision")
    may_add = staticmethod(can_edit_network)

    @classmethod
    def prepared(cls, records):
        return records.select_related("body")


class DecisionPage(RecordPage):
    listing = DecisionList
    may_edit = staticmethod(can_edit_network)


class DecisionForm(RecordForm):
    page = DecisionPage
    form = forms.DecisionForm
