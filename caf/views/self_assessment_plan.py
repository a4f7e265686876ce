"""The improvement plan: actions by what they promise, and each one's page with its progress."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from caf.columns import self_assessment as columns
from caf.forms import self_assessment as forms
from caf.models import ImprovementAction
from caf.permissions import can_lead_self_assessment
from caf.views.room import ROOM, AsItStands
from caf.views.self_assessment import SelfAssessmentPage
from caf.views.self_assessment_consensus import opened
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, Row, RowForm
from core.pages.parts import Head


class ImprovementList(AsItStands, RecordList):
    """Of all self-assessments whose plan this person may read."""

    model = ImprovementAction
    columns = columns.IMPROVEMENT
    room = ROOM
    address = "caf:improvement_list"
    title = _("Improvement actions")
    lead = _("Of the self-assessments that you belong to: what promises most first.")
    known_since = False
    empty_why = _("An action is entered in the improvement plan of its self-assessment.")


def may_plan(user, action):
    return can_lead_self_assessment(user, action.assessment)


class ImprovementPage(AsItStands, RecordPage):
    listing = ImprovementList
    may_edit = staticmethod(may_plan)
    rows = (
        DatedRows(
            "progress",
            _("Progress"),
            columns.PROGRESS,
            forms.ProgressForm,
            may_plan,
            _("Report progress"),
            why=_("Each report is a row of its own; the last one known says where the action stands."),
            empty=_("Nothing is reported yet: it is being planned."),
        ),
    )

    @classmethod
    def crumbs(cls, record, *more):
        assessment = record.assessment
        plan = (gettext("Improvement plan"), reverse("caf:improvement_plan", args=[assessment.pk]))
        last = [(record.title, cls.url(record) if more else None), *((words, None) for words in more)]
        return [*SelfAssessmentPage.crumbs(assessment, "")[:-1], plan, *last]


class ImprovementForm(RecordForm):
    page = ImprovementPage
    form = forms.ImprovementForm


class ImprovementRow(RowForm):
    page = ImprovementPage


@require_safe
def plan(request, pk):
    assessment = opened(request, pk)
    day = timezone.localdate()
    shown = [column for column in columns.IMPROVEMENT if column.in_list]
    actions = list(assessment.improvements.visible_to(request.user).for_list())
    title = gettext("Improvement plan")
    context = {
        "title": title,
        "lead": assessment.title,
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
        "assessment": assessment,
        "columns": [Head(column.key, column.label, column.numeric) for column in shown],
        "rows": [
            Row(action.get_absolute_url(), [column.cell(action, day) for column in shown]) for action in actions
        ],
        "may_add": can_lead_self_assessment(request.user, assessment),
    }  # fmt: skip
    return render(request, "caf/self_assessment_plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request, pk):
    assessment = opened(request, pk)
    if not can_lead_self_assessment(request.user, assessment):
        raise PermissionDenied
    action = ImprovementAction(assessment=assessment)
    asked = {"sub_criteria": request.GET.getlist("sub")} if request.GET.get("sub", "").isdecimal() else {}
    form = forms.ImprovementForm(request.POST or None, instance=action, user=request.user, initial=asked)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(reverse("caf:improvement_plan", args=[pk]))
    title = gettext("Add an action")
    context = {
        "title": title,
        "lead": assessment.title,
        "form": form,
        "cancel_url": reverse("caf:improvement_plan", args=[pk]),
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)
