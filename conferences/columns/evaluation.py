"""What a row of questionnaires, their questions and steps, of results and of the comparison shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.columns.edition import edition_column
from conferences.core_questions import core_question
from conferences.models import (
    Edition,
    Question,
    Questionnaire,
    QuestionnaireState,
    QuestionnaireStep,
    ReportedResult,
)
from conferences.reading.results import ComparedRow, Figure, QuestionResult, Results
from core.columns import Column, Kind, column, columns, record_columns, tag_column
from core.suppression import LEAST

STATE_TAGS = {
    QuestionnaireState.DRAFT: "under-way",
    QuestionnaireState.OPEN: "under-way",
    QuestionnaireState.CLOSED: "look",
    QuestionnaireState.PUBLISHED: "ok",
}


def not_too_few(count: int | None) -> int | None:
    """How many have answered; None where they are so few that they are not shown."""
    return None if count and count < LEAST else count or 0


QUESTIONNAIRE = (
    edition_column(Questionnaire),
    column(Questionnaire, "audience"),
    column(Questionnaire, "moment"),
    tag_column(
        Questionnaire, "state", STATE_TAGS, value=lambda questionnaire, day: questionnaire.state_on(day), sort=()
    ),
    column(Questionnaire, "closes_on"),
    Column("sent", gettext_lazy("Sent to"), lambda questionnaire, _day: questionnaire.sent or 0, Kind.NUMBER),
    Column(
        "answered",
        gettext_lazy("Answers"),
        lambda questionnaire, _day: not_too_few(questionnaire.answered),
        Kind.NUMBER,
    ),
    column(Questionnaire, "introduction", in_list=False),
    column(Questionnaire, "addresses_deleted_on", in_list=False, in_page=False),
    *record_columns(Questionnaire),
)
QUESTION = (
    column(Question, "text"),
    column(Question, "kind"),
    column(Question, "core"),
    column(Question, "required"),
)
STEP = (
    column(QuestionnaireStep, "state", kind=Kind.TAG, tags=STATE_TAGS, words=dict(QuestionnaireState.choices)),
    column(QuestionnaireStep, "known_on"),
    column(QuestionnaireStep, "note"),
    column(QuestionnaireStep, "by", value=lambda step, _day: str(step.by) if step.by else None, kind=Kind.TEXT),
)


def asked_for(row: ReportedResult, _day: Any) -> str:
    core = core_question(row.question)
    return str(core.short if core else row.question)


REPORTED = (
    column(ReportedResult, "question", value=asked_for, second=lambda row, _day: row.words),
    column(ReportedResult, "audience"),
    column(ReportedResult, "value", kind=Kind.NUMBER),
    column(ReportedResult, "answers"),
    *columns(ReportedResult, ("unit", "words"), in_list=False),
    *record_columns(ReportedResult),
)


@dataclass(frozen=True)
class ResultLine:
    """One figure of the results: how many gave one answer to a question, or its mean."""

    result: QuestionResult
    url: str
    answer: str
    count: int | None
    share: float | None
    note: str

    def get_absolute_url(self) -> str:
        return self.url


def result_lines(results: Results) -> list[ResultLine]:
    """Every figure, those hidden with the words that say so. What was written freely is in no file."""
    url, lines = results.questionnaire.results_url, []
    for result in results.questions:
        if result.answers is None:
            lines.append(ResultLine(result, url, "", None, None, _("fewer than 5 answers")))
        for part in result.parts:
            note = _("hidden: small group") if part.count is None else ""
            share = None if part.share is None else round(part.share, 1)
            lines.append(ResultLine(result, url, part.label, part.count, share, note))
        if not result.parts and result.answers is not None:
            lines.append(ResultLine(result, url, "", None, None, ""))
    return lines


RESULT = (
    Column("question", gettext_lazy("Question"), lambda line, _day: line.result.question.text, Kind.WORDS),
    Column("key", gettext_lazy("Key"), lambda line, _day: line.result.question.key),
    Column("answers", gettext_lazy("Answers"), lambda line, _day: line.result.answers, Kind.NUMBER),
    Column("mean", gettext_lazy("Mean"), lambda line, _day: line.result.mean, Kind.NUMBER),
    Column("answer", gettext_lazy("Answer"), lambda line, _day: line.answer),
    Column("count", gettext_lazy("Count"), lambda line, _day: line.count, Kind.NUMBER),
    Column("share", gettext_lazy("Of 100"), lambda line, _day: line.share, Kind.NUMBER),
    Column("note", gettext_lazy("Note"), lambda line, _day: line.note),
)


@dataclass(frozen=True)
class ComparisonLine:
    """A core question in one edition."""

    row: ComparedRow
    edition: Edition
    figure: Figure
    url: str

    def get_absolute_url(self) -> str:
        return self.url


COMPARISON = (
    Column("question", gettext_lazy("Question"), lambda line, _day: line.row.core.text, Kind.WORDS),
    Column("key", gettext_lazy("Key"), lambda line, _day: line.row.core.key),
    Column("edition", gettext_lazy("Edition"), lambda line, _day: line.edition.code),
    Column("figure", gettext_lazy("Figure"), lambda line, _day: rounded_figure(line.figure), Kind.NUMBER),
    Column("unit", gettext_lazy("Unit"), lambda line, _day: unit_of(line.figure)),
    Column("answers", gettext_lazy("Answers"), lambda line, _day: line.figure.answers, Kind.NUMBER),
    Column("note", gettext_lazy("Note"), lambda line, _day: line.figure.why),
    Column(
        "source",
        gettext_lazy("Source"),
        lambda line, _day: line.figure.reported.source if line.figure.reported else "",
    ),
)


def rounded_figure(figure: Figure) -> float | None:
    return None if figure.value is None else round(figure.value, 1)


def unit_of(figure: Figure) -> str | None:
    return None if figure.value is None else str(ReportedResult.Unit(figure.unit).label)


def figure_lines(editions: Sequence[Edition], rows: Sequence[ComparedRow], url: str) -> list[ComparisonLine]:
    return [
        ComparisonLine(row, edition, figure, url)
        for row in rows
        for edition, figure in zip(editions, row.figures, strict=True)
    ]
