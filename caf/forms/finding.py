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
    ProcedureVersion,
    RollUp,
    Threshold,
)
from core.fields import TextFormField
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, DayInput, RecordModelForm, StepForm

THRESHOLD_FIELDS = ("threshold", "of_step", "least", "roll_up")
OPENED_BY: dict[str, tuple[str, ...]] = {
    Threshold.STEP: ("of_step", "least"),
    Threshold.TOTAL: ("least",),
    Threshold.MATURITY: ("least",),
    Threshold.ROLL_UP: ("roll_up",),
}
"""The fields that a threshold is proposed in."""
CHANGES = (
    (FindingKind.WORDS, FindingKind.WORDS.label),
    (FindingKind.PROCESS, FindingKind.PROCESS.label),
    (FindingKind.THRESHOLD.label, Threshold.choices),
)


def kind_and_threshold(change: str) -> tuple[str, str]:
    """Of one of CHANGES."""
    return (FindingKind.THRESHOLD, change) if change in Threshold.values else (change, "")


class FindingBeginForm(forms.Form):
    """Of which version, and what is to change: the form that follows asks for that, and for nothing else."""

    version = forms.ModelChoiceField(
        label=_("Version that was piloted"), queryset=ProcedureVersion.objects.order_by("from_on", "pk")
    )
    change = forms.ChoiceField(label=_("What is to change"), choices=CHANGES, widget=forms.RadioSelect)


class FindingForm(RecordModelForm):
    """What is to change stands already, in the record. Its item and its step are those of the version; only where a
    threshold is to change are the fields of that threshold asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        finding: Finding = self.instance
        leave_open(self, open_fields(finding))
        item: Any = self.fields["item"]
        asked = Exists(AskedItem.objects.filter(item=OuterRef("pk")))
        item.queryset = ProcedureItem.objects.filter(asked, step__version=finding.version).select_related("step")
        item.required = finding.kind == FindingKind.WORDS
        if not item.required:
            item.help_text = _("Where one of those that the pilots were asked about is the evidence.")

    class Meta:
        model = Finding
        fields = (*THRESHOLD_FIELDS, "item", "title", "evidence", "quotes", "proposal", *RECORD_FIELDS)


def open_fields(finding: Finding) -> tuple[str, ...]:
    """Of the fields on thresholds, those that say what it proposes; all where it does not say yet which threshold."""
    if finding.kind != FindingKind.THRESHOLD:
        return ()
    return OPENED_BY.get(finding.threshold, THRESHOLD_FIELDS)


def leave_open(form: Any, names: tuple[str, ...]) -> None:
    """Takes the other fields on thresholds away; the steps offered are those of the version."""
    for name in set(THRESHOLD_FIELDS) - set(names):
        del form.fields[name]
    if step := form.fields.get("of_step"):
        step.queryset = form.instance.version.steps.filter(pillar__in=RATED_FROM_ONE_TO_FIVE)
        step.required = form.instance.threshold == Threshold.STEP
    if roll_up := form.fields.get("roll_up"):
        roll_up.required = form.instance.threshold == Threshold.ROLL_UP


class FindingMendForm(RecordModelForm):
    """What it is about stays; the threshold as proposed too, once the expert group has decided."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        finding: Finding = self.instance
        leave_open(self, open_fields(finding) if finding.state in OPEN_FINDINGS else ())

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
