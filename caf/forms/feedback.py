"""What is typed in by feedback teams: answers, questionnaires, the visit, the report, the reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.actions.rating import Typed
from caf.models import AgendaRow, ProcedureItem, StepFeedback, VisitPlan
from caf.reading.ratings import Scale
from core.fields import TextFormField
from core.forms import DayInput, MomentInput, RecordModelForm

ACCEPTS, DECLINES = "accept", "decline"


class AnswerInvitationForm(forms.Form):
    """An actor accepts or declines. signs: asked of one whose signature is missing."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=((ACCEPTS, _("I accept")), (DECLINES, _("I decline"))),
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
        error_messages={"required": _("Say whether you accept.")},
    )
    note = forms.CharField(
        label=_("Reason"), required=False, max_length=500, help_text=_("Wanted if you decline; the organiser reads it.")
    )


class RatingField(forms.TypedChoiceField):
    """A rating is wanted, and its label says so, but a draft may leave it open: None then."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class QuestionnaireForm(forms.Form):
    """A rating and a comment for each item of a pillar. A draft may leave ratings open.

    kept: what was typed before; scale: what may be given.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, items: Iterable[ProcedureItem], scale: Scale, kept: Typed | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        values = [value for value, _words in scale]
        refused = gettext("Give a rating from the scale: %(lowest)s to %(highest)s.") % {
            "lowest": scale[0][1] if not values[0] else values[0],
            "highest": scale[-1][1] if not values[0] else values[-1],
        }
        for item in self.items:
            value, comment = (kept or {}).get(item.pk, (None, ""))
            self.fields[f"value_{item.pk}"] = RatingField(
                label=f"{item.number} {item.text}",
                choices=[(str(number), words if not values[0] else f"{number} {words}") for number, words in scale],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect(attrs={"class": "words-scale"}),
                error_messages={"invalid_choice": refused},
                initial=None if value is None else str(value),
            )
            self.fields[f"comment_{item.pk}"] = forms.CharField(
                label=gettext("Comment on %(number)s") % {"number": item.number},
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"class": "textarea--low", "rows": 2}),
                initial=comment,
            )

    def pair(self, item: ProcedureItem) -> tuple[Any, Any]:
        """(rating, comment) of an item, as fields of the page."""
        return self[f"value_{item.pk}"], self[f"comment_{item.pk}"]

    @property
    def typed(self) -> Mapping[int, tuple[int | None, str]]:
        data = self.cleaned_data
        return {item.pk: (data[f"value_{item.pk}"], data[f"comment_{item.pk}"].strip()) for item in self.items}


class VisitPlanForm(RecordModelForm):
    class Meta:
        model = VisitPlan
        fields = ("starts_on", "ends_on", "place", "cancelled", "note")
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}

    def clean(self) -> dict[str, Any]:
        if not self.data.get("ends_on") and self.cleaned_data.get("starts_on"):
            self.cleaned_data["ends_on"] = self.cleaned_data["starts_on"]
            self.errors.pop("ends_on", None)
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", gettext("The last day lies before the first."))
        return data


class SlotForm(RecordModelForm):
    class Meta:
        model = AgendaRow
        fields = ("title", "with_whom", "starts_at", "ends_at", "place", "cancelled")
        widgets = {"starts_at": MomentInput(), "ends_at": MomentInput()}


class StepFeedbackForm(forms.ModelForm):
    class Meta:
        model = StepFeedback
        fields = ("strengths", "suggestions")


class ReplyForm(forms.Form):
    text = TextFormField(label=_("Reply"), widget=forms.Textarea, error_messages={"required": _("Write the reply.")})
