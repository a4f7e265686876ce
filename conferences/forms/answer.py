"""The questionnaire as whoever answers it sees it: a field a question."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from conferences.models import RATINGS, Question, QuestionKind

MOST_LETTERS = 4000
MANY_OPTIONS = 8  # from so many on, a list that opens takes less room
NO_ANSWER = ""


class AnswerForm(forms.Form):
    """`questions`: of one questionnaire. `given`: what was answered before, as `Response.answers` keeps it."""

    def __init__(self, data: Any = None, *, questions: list[Question], given: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={key: as_typed(answer) for key, answer in (given or {}).items()})
        self.questions = questions
        for question in questions:
            self.fields[question.key] = field_of(question)

    def answers(self) -> dict[str, Any]:
        """What is kept: the questions that were answered, each as `Response` says."""
        kept = {question.key: as_kept(question, self.cleaned_data[question.key]) for question in self.questions}
        return {key: answer for key, answer in kept.items() if answer is not None}


def field_of(question: Question) -> forms.Field:
    """The form field in which a question is answered."""
    common: dict[str, Any] = {"label": str(question.text), "required": question.required}
    match question.kind:
        case QuestionKind.RATING:
            return choice(question, [(str(value), str(label)) for value, label in RATINGS], common)
        case QuestionKind.YES_NO:
            return choice(question, [("yes", _("Yes")), ("no", _("No"))], common)
        case QuestionKind.CHOICE:
            return choice(question, [(key, str(label)) for key, label in question.option_list], common)
        case QuestionKind.NUMBER:
            return forms.DecimalField(max_digits=12, decimal_places=2, **common)
    return forms.CharField(
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please name nobody: what you write is read as you wrote it."),
        **common,
    )


def choice(question: Question, options: list[tuple[str, str]], common: dict[str, Any]) -> forms.ChoiceField:
    """Radio buttons, or a list that opens; what need not be answered can be left out again."""
    if len(options) >= MANY_OPTIONS:
        return forms.ChoiceField(choices=[(NO_ANSWER, _("Choose")), *options], **common)
    without = [] if question.required else [(NO_ANSWER, _("No answer"))]
    common["error_messages"] = {"required": _("Choose one of these answers.")}
    return forms.ChoiceField(choices=[*options, *without], widget=forms.RadioSelect(attrs={"class": "scale"}), **common)


def as_typed(answer: Any) -> str:
    """A kept answer as its field shows it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer)


def as_kept(question: Question, value: Any) -> Any:
    """What a field gave, as it is kept; None for no answer."""
    if value in (None, NO_ANSWER):
        return None
    match question.kind:
        case QuestionKind.RATING:
            return int(value)
        case QuestionKind.YES_NO:
            return value == "yes"
    return str(value) if isinstance(value, Decimal) else value
