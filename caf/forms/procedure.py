"""What is typed on the versions of the procedure. Once applications go by one, only its words are mended."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from simple_history.utils import update_change_reason

from caf.models import ProcedureItem, ProcedureStep, ProcedureVersion, RatingWord
from core.forms import RECORD_FIELDS, RecordModelForm


class ProcedureForm(RecordModelForm):
    """A part of a version. counts: the fields that a verdict rests on, which are as they are once it is used."""

    counts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.version.is_used:
            return
        for name in self.counts:
            del self.fields[name]
        self.fields["reason"] = forms.CharField(
            label=_("Why it is mended"),
            max_length=100,
            help_text=_("Applications go by this version: only what was mistyped is mended, and the trail says why."),
        )

    @property
    def version(self) -> ProcedureVersion:
        row: Any = self.instance
        found: ProcedureVersion = row if isinstance(row, ProcedureVersion) else row.version
        return found

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if reason := self.cleaned_data.get("reason"):
            update_change_reason(saved, reason)
        return saved


class ProcedureVersionForm(ProcedureForm):
    counts = (
        "from_on", "months_from", "months_to", "roll_up", "least_total", "least_maturity", "label_years", "known_on",
    )  # fmt: skip

    class Meta:
        model = ProcedureVersion
        fields = (
            "title", "from_on", "months_from", "months_to", "roll_up", "roll_up_confidence", "least_total",
            "least_total_confidence", "least_maturity", "least_maturity_confidence", "label_years", "decided_by",
            "meeting", *RECORD_FIELDS,
        )  # fmt: skip


class NewVersionForm(RecordModelForm):
    """What a version is called and from when it is in force; its rules and items are those of the one before."""

    before = forms.ModelChoiceField(
        label=_("As the version"),
        queryset=ProcedureVersion.objects.all(),
        help_text=_("Its rules, steps, items and words are copied; then you change what is new."),
    )
    field_order = ("before", "key", "title", "from_on")

    class Meta:
        model = ProcedureVersion
        fields = ("key", "title", "from_on", "decided_by", "meeting", *RECORD_FIELDS)
        help_texts: ClassVar = {
            "key": _("For the address of its page: letters, digits and hyphens, for example 2030."),
            "from_on": _("Applications that begin from that day on go by it. Empty: it is not in force yet."),
        }


class ProcedureStepForm(ProcedureForm):
    counts = ("pillar", "number", "least", "known_on")

    class Meta:
        model = ProcedureStep
        fields = ("pillar", "number", "name", "least", *RECORD_FIELDS)


class ProcedureItemForm(ProcedureForm):
    counts = ("step", "place", "number", "known_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "step" in self.fields:
            field: Any = self.fields["step"]
            field.queryset = self.version.steps.all()

    class Meta:
        model = ProcedureItem
        fields = ("step", "place", "number", "text", *RECORD_FIELDS)


class RatingWordForm(ProcedureForm):
    counts = ("value", "known_on")

    class Meta:
        model = RatingWord
        fields = ("value", "words", *RECORD_FIELDS)
