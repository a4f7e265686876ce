"""The launch of PEF: for when it is planned, and the checklist of what is to be done before."""

from django.utils.translation import gettext_lazy as _

from caf.columns import finding as columns
from caf.forms import finding as forms
from caf.models import LaunchPlan, LaunchTask
from caf.permissions import can_run_pilot_feedback
from caf.views.consultation import ReadersAlone
from caf.views.room import PILOTS
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm


class LaunchTaskList(ReadersAlone, RecordList):
    model = LaunchTask
    columns = columns.LAUNCH_TASK
    room = PILOTS
    address = "caf:launch_task_list"
    lead = _("What is to be done before PEF is launched: who, by when, and how far it is on the day that is read.")
    order = ("place", "known_on", "pk")
    new = "caf:launch_task_new"
    new_label = _("Add a task")
    may_add = staticmethod(can_run_pilot_feedback)


class LaunchTaskPage(RecordPage):
    listing = LaunchTaskList
    may_edit = staticmethod(can_run_pilot_feedback)
    rows = (
        DatedRows(
            "reports",
            _("What was reported"),
            columns.LAUNCH_TASK_REPORT,
            forms.LaunchTaskReportForm,
            can_run_pilot_feedback,
            _("Report anew"),
            why=_("Who does it, by when, and how far it is: a change is a new row; the last one known counts."),
            empty=_("Nothing has been reported."),
        ),
    )


class LaunchTaskForm(RecordForm):
    page = LaunchTaskPage
    form = forms.LaunchTaskForm
    new_lead = _("Who does it by when is added on its page.")


class LaunchTaskRow(RowForm):
    page = LaunchTaskPage


class LaunchPlanList(RecordList):
    model = LaunchPlan
    columns = columns.LAUNCH_PLAN
    room = PILOTS
    address = "caf:launch_plan_list"
    lead = _("For when the launch was planned, as it became known; that it took place is a report on PEF.")
    order = ("-known_on", "-pk")
    new = "caf:launch_plan_new"
    new_label = _("Plan the launch anew")
    may_add = staticmethod(can_run_pilot_feedback)

    @classmethod
    def prepared(cls, records):
        return records.select_related("event").order_by("-known_on", "-pk")


class LaunchPlanPage(RecordPage):
    listing = LaunchPlanList
    may_edit = staticmethod(can_run_pilot_feedback)


class LaunchPlanForm(RecordForm):
    page = LaunchPlanPage
    form = forms.LaunchPlanForm
    new_lead = _("A new plan is a new row; without days it says that the launch is put off.")
