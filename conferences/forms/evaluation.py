"""What is typed in to ask about an edition: questionnaire, questions, addresses, figures of other evaluations."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from conferences.core_questions import every_core_question
from conferences.models import Question, QuestionKind, Questionnaire, QuestionnaireState, ReportedResult
from conferences.permissions import can_evaluate
from core.clock import present_day
from core.forms import RECORD_FIELDS, RecordModelForm
from network.seats import Right

MOST_BYTES = 1_000_000
MOST_LINES = 5_000
MOST_OPTIONS = 60


class QuestionnaireForm(RecordModelForm):
    """Whom it asks and when stays: its core questions follow from it."""

    class Meta:
        model = Questionnaire
        fields: tuple[str, ...] = ("introduction", "closes_on", *RECORD_FIELDS)

    def clean_closes_on(self) -> Any:
        closes_on = self.cleaned_data["closes_on"]
        if closes_on is None and self.instance.state != QuestionnaireState.DRAFT:
            raise ValidationError(_("It is open: say until when."))
        if closes_on is not None and closes_on < present_day() and "closes_on" in self.changed_data:
            raise ValidationError(_("This day is over: give a later one."))
        return closes_on


class NewQuestionnaireForm(QuestionnaireForm):
    class Meta(QuestionnaireForm.Meta):
        fields = ("edition", "audience", "moment", *QuestionnaireForm.Meta.fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.user.may(Right.EVALUATE):
            editions: Any = self.fields["edition"]
            own = [edition.pk for edition in editions.queryset if can_evaluate(self.user, edition)]
            editions.queryset = editions.queryset.filter(pk__in=own)


class QuestionForm(RecordModelForm):
    """An own question; core questions are the same for every edition and in no form."""

    remove = forms.BooleanField(label=_("Take this question out"), required=False)

    class Meta:
        model = Question
        fields = ("text", "kind", "options", "required", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        options = data.get("options") or {}
        lines = {code: [line for line in words.splitlines() if line.strip()] for code, words in options.items()}
        counts = {len(words) for words in lines.values()}
        if data.get("kind") == QuestionKind.CHOICE:
            if not counts or max(counts) < 2:
                self.add_error("options", _("Give at least two options, one a line."))
            elif len(counts) > 1:
                self.add_error("options", _("Each language needs the same number of lines, in the same order."))
            elif max(counts) > MOST_OPTIONS:
                self.add_error("options", gettext("Give %(most)s options at most.") % {"most": MOST_OPTIONS})
            else:
                data["options"] = type(options)({code: "\n".join(words) for code, words in lines.items()})
        elif "options" in data:
            data["options"] = type(options)()
        return data


class RecipientsForm(forms.Form):
    """A list of addresses, pasted, as a file, or both."""

    addresses = forms.CharField(
        label=_("Mail addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("One a line. “; fr” behind an address writes to it in French. Names are not kept."),
    )
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("Text or CSV with the address first, up to 1 MB.")
    )
    language = forms.ChoiceField(label=_("Language of the mail, where a line says none"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or "en")[:2]

    def clean_file(self) -> list[str]:
        """Its lines: of CSV, what stands first in each."""
        file = self.cleaned_data["file"]
        if file is None:
            return []
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 1 MB. Split it, and enter the parts one after the other."))
        try:
            words = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            words = ""
        if "\0" in words or not words.strip():
            raise ValidationError(_("This is no text file. In a spreadsheet, save the list as CSV in UTF-8."))
        return [row[0] if row else "" for row in csv.reader(words.splitlines())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [*(data.get("addresses") or "").splitlines(), *(data.get("file") or [])]
        if not self.errors and not any(line.strip() for line in lines):
            self.add_error("addresses", _("Enter at least one address, or choose a file."))
        if len(lines) > MOST_LINES:
            self.add_error("addresses", gettext("Enter %(most)s lines at most at a time.") % {"most": MOST_LINES})
        return {**data, "lines": lines}


class ReportedResultForm(RecordModelForm):
    """A figure, or words, of an evaluation that was made elsewhere."""

    question = forms.ChoiceField(label=_("Core question"))

    class Meta:
        model = ReportedResult
        fields = ("question", "audience", "value", "unit", "answers", "words", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["question"]
        choices.choices = [(core.key, str(core.short)) for core in every_core_question() if core.compared]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("value") is None and not data.get("words") and "value" not in self.errors:
            self.add_error("value", _("Give a figure, or say in words what the source says."))
        return data
