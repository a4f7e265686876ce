"""Counts of CAF users, and the goal in its versions."""

from django.utils.translation import gettext_lazy as _

from caf.columns import count as columns
from caf.filters import count as filters
from caf.forms import count as forms
from caf.models import Count, Goal
from caf.permissions import can_edit_counts
from caf.views.room import COUNTS, ROOM
from core.pages import RecordForm, RecordList, RecordPage, public


@public
class CountList(RecordList):
    model = Count
    columns = columns.COUNT
    room = COUNTS
    address = "caf:count_list"
    lead = _("How many CAF users there are, count by count as the sources gave them.")
    filters = filters.CountFilters
    new = "caf:count_new"
    new_label = _("Report a new count")
    may_add = staticmethod(can_edit_counts)


@public
class CountPage(RecordPage):
    listing = CountList
    may_edit = staticmethod(can_edit_counts)


class CountForm(RecordForm):
    page = CountPage
    form = forms.CountForm
    new_lead = _("A new count is a new row; the earlier ones stay. Without country it counts all together.")
    mend_lead = _("Mend what was mistyped. If there are more users now, report a new count instead.")


@public
class GoalList(RecordList):
    model = Goal
    columns = columns.GOAL
    room = ROOM
    address = "caf:goal_list"
    lead = _("The goal in its versions: the one known last is in force.")
    new = "caf:goal_new"
    new_label = _("Set the goal anew")
    may_add = staticmethod(can_edit_counts)


@public
class GoalPage(RecordPage):
    listing = GoalList
    may_edit = staticmethod(can_edit_counts)


class GoalForm(RecordForm):
    page = GoalPage
    form = forms.GoalForm
    new_lead = _("A goal set anew is a new row; from its day on it is in force.")
    mend_lead = _("Mend what was mistyped. A goal that has changed is set anew instead.")
