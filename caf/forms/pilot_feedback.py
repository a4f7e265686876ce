"""What is typed in to ask the pilots of PEF: a consultation, who is asked, and the answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caf.models import AskedItem, Consultation
from caf.pilot_questions import ASPECTS, HOURS, MOST_HOURS, RATINGS, TEXTS, WORDING
from core.forms import DayInput, RecordModelForm

MOST_LETTERS = 4000
NO_ANSWER = ""


class ConsultationForm(RecordModelForm):
    """A new one: also what never changes afterwards."""

    class Meta:
        model = Consultation
        fields = ("version", "audience", "anonymous", "opens_on", "closes_on", "introduction", "known_on", "source")
        widgets = {"opens_on": DayInput, "closes_on": DayInput}


class ConsultationEditForm(RecordModelForm):
    class Meta:
        model = Consultation
        fields = ("opens_on", "closes_on", "introduction", "known_on", "source")
        widgets = {"opens_on": DayInput, "closes_on": DayInput}


class InvitationsForm(forms.Form):
    lines = forms.CharField(
        label=gettext_lazy("Who is asked, one a line"),
        help_text=gettext_lazy(
            "Mail address; country; language; for how many it answers; who. The last three may be left out: "
            "quality@office.example; DK; en; 2; An office and its branch"
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_lines(self) -> list[str]:
        return str(self.cleaned_data["lines"]).splitlines()


class ItemAnswersForm(forms.Form):
    """The items of one step: three ratings and better words for each. given: {asked item: {aspect: answer}}."""

    def __init__(self, data: Any = None, *, items: list[AskedItem], given: dict[str, Any]) -> None:
        super().__init__(
            data,
            initial={f"{key}-{aspect}": str(answer) for key, said in given.items() for aspect, answer in said.items()},
        )
        self.items = items
        for row in items:
            for aspect, label in ASPECTS:
                self.fields[f"{row.key}-{aspect}"] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[*((str(value), str(value)) for value, _words in RATINGS), (NO_ANSWER, _("No answer"))],
                    widget=forms.RadioSelect(attrs={"class": "scale"}),
                )
            self.fields[f"{row.key}-{WORDING}"] = forms.CharField(
                label=_("Better words"),
                required=False,
                max_length=MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def asked(self) -> list[tuple[AskedItem, list[forms.BoundField]]]:
        """Each item with its fields."""
        aspects = [*(key for key, _label in ASPECTS), WORDING]
        return [(row, [self[f"{row.key}-{aspect}"] for aspect in aspects]) for row in self.items]

    def answers(self) -> dict[str, dict[str, Any]]:
        """{asked item: {aspect: answer}}, with an empty one where nothing is said."""
        kept: dict[str, dict[str, Any]] = {}
        for row in self.items:
            said: dict[str, Any] = {
                aspect: int(value)
                for aspect, _label in ASPECTS
                if (value := self.cleaned_data[f"{row.key}-{aspect}"]) != NO_ANSWER
            }
            if words := self.cleaned_data[f"{row.key}-{WORDING}"].strip():
                said[WORDING] = words
            kept[row.key] = said
        return kept


class WholeAnswersForm(forms.Form):
    """What is asked of the procedure as a whole."""

    hours = forms.DecimalField(
        label=gettext_lazy("Hours that it took in all"),
        help_text=gettext_lazy("Of everybody together, from the decision to the feedback; half hours may be given."),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        max_digits=6,
        decimal_places=1,
    )

    def __init__(self, data: Any = None, *, given: dict[str, Any]) -> None:
        super().__init__(data, initial=given)
        for key, label in TEXTS:
            self.fields[key] = forms.CharField(
                label=label,
                required=False,
                max_length=MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("Please name nobody: what you write is read as you wrote it."),
            )

    def answers(self) -> dict[str, Any]:
        said: dict[str, Any] = {key: words for key, _label in TEXTS if (words := self.cleaned_data[key].strip())}
        if self.cleaned_data[HOURS] is not None:
            said[HOURS] = float(self.cleaned_data[HOURS])
        return said
