"""Meetings of the Directors General and of the groups, and what the groups concluded."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, public
from network import columns, filters, forms
from network.models import Conclusion, GroupMeeting, Meeting
from network.permissions import can_edit_network
from network.views.room import ROOM


@public
class MeetingList(RecordList):
    model = Meeting
    columns = columns.MEETING
    room = ROOM
    address = "network:meeting_list"
    new = "network:meeting_new"
    new_label = _("Add a meeting")
    may_add = staticmethod(can_edit_network)


@public
class MeetingPage(RecordPage):
    listing = MeetingList
    lookup = {"number": "number"}
    may_edit = staticmethod(can_edit_network)
    rows = (
        DatedRows(
            "schedules",
            _("Days and place"),
            columns.MEETING_SCHEDULE,
            forms.MeetingScheduleForm,
            can_edit_network,
            _("Report new days or a new place"),
            empty=_("Neither days nor place are known yet."),
        ),
    )

    def second(self, record, day):
        presidency = record.presidency_on(day)
        return gettext("Presidency: %(presidency)s") % {"presidency": presidency} if presidency else ""


class MeetingForm(RecordForm):
    page = MeetingPage
    form = forms.MeetingForm


class MeetingRow(RowForm):
    page = MeetingPage


class GroupMeetingList(RecordList):
    model = GroupMeeting
    columns = columns.GROUP_MEETING
    room = ROOM
    address = "network:group_meeting_list"
    filters = filters.GroupMeetingFilters
    new = "network:group_meeting_new"
    new_label = _("Add a meeting of a group")
    may_add = staticmethod(can_edit_network)


class GroupMeetingPage(RecordPage):
    listing = GroupMeetingList
    may_edit = staticmethod(can_edit_network)
    rows = (
        DatedRows(
            "conclusions",
            _("Conclusions"),
            tuple(column for column in columns.CONCLUSION if column.key != "meeting"),
            forms.ConclusionForm,
            can_edit_network,
            _("Add a conclusion"),
            why=_("What the group concluded and puts to the Directors General; clauses of a resolution rest on it."),
            empty=_("No conclusion is recorded."),
            linked=True,
            prepare=lambda rows: rows.select_related("meeting__body").order_by("area", "subject", "place"),
        ),
    )


class GroupMeetingForm(RecordForm):
    page = GroupMeetingPage
    form = forms.GroupMeetingForm


class GroupMeetingRow(RowForm):
    page = GroupMeetingPage


class ConclusionList(RecordList):
    model = Conclusion
    columns = columns.CONCLUSION
    room = ROOM
    address = "network:conclusion_list"
    filters = filters.ConclusionFilters
    empty_why = _("A conclusion is added on the page of the meeting that drew it.")


class ConclusionPage(RecordPage):
    listing = ConclusionList
    may_edit = staticmethod(can_edit_network)


class ConclusionForm(RecordForm):
    page = ConclusionPage
    form = forms.ConclusionForm
