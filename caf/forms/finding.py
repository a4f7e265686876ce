"""What is typed in on findings of the pilots, and on what is left to do until the launch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from caf.models import (
    OPEN_FINDINGS,
    RATED_FROM_ONE_TO_FIVE,
    AskedItem,
    Event,
    Finding,
    FindingComment,
    FindingKind,
    LaunchPlan,
    LaunchTask,
    LaunchTaskReport,
    ProcedureItem,
    ProcedureStep,
    ProcedureVersion,
    RollUp,
)
from core.fields import TextFormField
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, DayInput, RecordModelForm, StepForm

THRESHOLD_FIELDS = ("threshold", "of_step", "least", "roll_up")


def step_of_version(step: Any) -> str:
    return f"{step.version}, {step}"


class FindingForm(RecordModelForm):
    """Its item is one of those that a consultation asked about; a threshold is that of a step, or of the version."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        asked = Exists(AskedItem.objects.filter(item=OuterRef("pk")))
        field.queryset = ProcedureItem.objects.filter(asked).select_related("step")
        rated: Any = self.fields["of_step"]
        rated.queryset = ProcedureStep.objects.filter(pillar__in=RATED_FROM_ONE_TO_FIVE)
        rated.queryset = rated.queryset.select_related("version").order_by(
            "version__from_on", "version", "pillar", "number"
        )
        rated.label_from_instance = step_of_version

    class Meta:
        model = Finding
        fields = (
            "version",
            "kind",
            "item",
            *THRESHOLD_FIELDS,
            "title",
            "evidence",
            "quotes",
            "proposal",
            *RECORD_FIELDS,
        )


class FindingMendForm(RecordModelForm):
    """The version and the item that it is about stay; the threshold too, once the expert group has decided."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind != FindingKind.THRESHOLD or self.instance.state not in OPEN_FINDINGS:
            for name in THRESHOLD_FIELDS:
                del self.fields[name]
            return
        rated: Any = self.fields["of_step"]
        rated.queryset = self.instance.version.steps.filter(pillar__in=RATED_FROM_ONE_TO_FIVE)

    class Meta:
        model = Finding
        fields = ("title", "evidence", "quotes", "proposal", *THRESHOLD_FIELDS, *RECORD_FIELDS)


class CommentForm(RecordModelForm):
    class Meta:
        model = FindingComment
        fields = ("text", "known_on")


class DiscussForm(StepForm):
    """At which of its meetings the expert group had it before it."""

    meeting = forms.ModelChoiceField(
        label=_("At the meeting of the expert group"),
        queryset=Event.objects.of_the_experts(),
        required=False,
        help_text=_("Where it was done in writing, leave it empty."),
    )


class DecisionForm(DiscussForm):
    """What the expert group decided, and why."""

    note = forms.CharField(label=_("Why the expert group decided so"), max_length=500)


class AdaptForm(DecisionForm):
    words = TextFormField(widget=forms.Textarea, label=_("The words as adapted"))


class AdaptThresholdForm(DecisionForm):
    """The threshold as adapted; words where the number does not say all."""

    least = forms.IntegerField(
        label=_("The threshold as adapted"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Empty: none is asked for any more."),
    )
    words = TextFormField(widget=forms.Textarea, label=_("What is to be said of it"), required=False)


class AdaptRollUpForm(DecisionForm):
    roll_up = forms.ChoiceField(label=_("How a step is rated, as adapted"), choices=RollUp.choices)
    words = TextFormField(widget=forms.Textarea, label=_("What is to be said of it"), required=False)


class DoneForm(StepForm):
    version = forms.ModelChoiceField(
        label=_("In the version"),
        queryset=ProcedureVersion.objects.all(),
        help_text=_("One that is not in force yet: the changed item is made in it, or the changed threshold set."),
    )


class LaunchTaskForm(RecordModelForm):
    class Meta:
        model = LaunchTask
        fields = ("title", "place", *RECORD_FIELDS)


class LaunchTaskReportForm(RecordModelForm):
    class Meta:
        model = LaunchTaskReport
        fields = ("owner", "due_on", "state", *RECORD_FIELDS)
        widgets = {"due_on": DayInput}


class LaunchPlanForm(RecordModelForm):
    class Meta:
        model = LaunchPlan
        fields = (*PERIOD_FIELDS, "event", "text", *RECORD_FIELDS)
