"""What is typed in on findings of the pilots, and on what is left to do until the launch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from caf.models import (
    AskedItem,
    Event,
    Finding,
    FindingComment,
    LaunchPlan,
    LaunchTask,
    LaunchTaskReport,
    ProcedureItem,
    ProcedureVersion,
)
from core.fields import TextFormField
from core.forms import PERIOD_FIELDS, RECORD_FIELDS, DayInput, RecordModelForm, StepForm


class FindingForm(RecordModelForm):
    """Its item is one of those that a consultation asked about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        asked = Exists(AskedItem.objects.filter(item=OuterRef("pk")))
        field.queryset = ProcedureItem.objects.filter(asked).select_related("step")

    class Meta:
        model = Finding
        fields = ("version", "kind", "item", "title", "evidence", "quotes", "proposal", *RECORD_FIELDS)


class FindingMendForm(RecordModelForm):
    """The version and the item that it is about stay."""

    class Meta:
        model = Finding
        fields = ("title", "evidence", "quotes", "proposal", *RECORD_FIELDS)


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


class DoneForm(StepForm):
    version = forms.ModelChoiceField(
        label=_("In the version"),
        queryset=ProcedureVersion.objects.all(),
        help_text=_("One that is not in force yet. A changed item is made in it, and continues the one of the pilot."),
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
