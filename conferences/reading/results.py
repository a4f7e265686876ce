"""The results of a questionnaire, small groups left out: what page, file and document show.

Nothing leaves this module that `core.suppression` hides. A count that is hidden is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from conferences.core_questions import CoreQuestion, compared_questions
from conferences.models import (
    RATINGS,
    Edition,
    Question,
    QuestionKind,
    Questionnaire,
    ReportedResult,
)
from core.suppression import LEAST, MEAN_PLACES, hidden_groups, hidden_ratings

MANY_PARTS = 8  # from so many options on, those that nobody chose are only counted
SPLIT_KINDS = (QuestionKind.CHOICE, QuestionKind.YES_NO)


@dataclass(frozen=True)
class Part:
    """How many gave one answer. count, share (of 100): None where it is hidden."""

    label: str
    count: int | None
    share: float | None

    @property
    def width(self) -> str:
        """Of its bar, in hundredths."""
        return f"{self.share or 0:.1f}"


@dataclass(frozen=True)
class QuestionResult:
    """answers: how many answered it; None where fewer than five did. mean: None where it is hidden or has no sense.
    texts: of a free text, in the order of the alphabet, for those who may read them."""

    question: Question
    answers: int | None
    parts: tuple[Part, ...] = ()
    mean: float | None = None
    texts: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[Part, ...]:
        """Of many options, those that somebody chose; otherwise all."""
        if len(self.parts) < MANY_PARTS:
            return self.parts
        return tuple(part for part in self.parts if part.count != 0)

    @property
    def not_given(self) -> int:
        return len(self.parts) - len(self.given)

    @property
    def hides(self) -> bool:
        """Whether a part of it is left out."""
        return any(part.count is None for part in self.parts)


@dataclass(frozen=True)
class Results:
    """sent: to how many it was sent. answers: of how many; None where fewer than five answered."""

    questionnaire: Questionnaire
    sent: int
    answers: int | None
    questions: tuple[QuestionResult, ...]

    @property
    def rate(self) -> float | None:
        """How many of a hundred have answered."""
        return 100 * self.answers / self.sent if self.answers is not None and self.sent else None


def results_of(questionnaire: Questionnaire, *, with_texts: bool = False) -> Results:
    """`questionnaire` comes from `for_list()`; with_texts: its reader may read what was written freely."""
    given = list(questionnaire.responses.values_list("answers", flat=True))
    enough = len(given) >= LEAST
    questions = [
        result_of(question, [answers[question.key] for answers in given if question.key in answers], with_texts)
        for question in questionnaire.questions.all()
    ]
    answers = len(given) if enough or not given else None
    return Results(questionnaire, questionnaire.sent or 0, answers, tuple(questions) if enough else ())


def result_of(question: Question, answers: list[Any], with_texts: bool) -> QuestionResult:
    """What was answered to one question, by whoever answered it."""
    if len(answers) < LEAST:
        return QuestionResult(question, None if answers else 0)
    match question.kind:
        case QuestionKind.RATING:
            return rating_result(question, Counter(answers), len(answers))
        case QuestionKind.NUMBER:
            return QuestionResult(question, len(answers), mean=rounded(sum(map(float, answers)), len(answers)))
        case QuestionKind.TEXT:
            texts = sorted(map(str, answers), key=str.casefold) if with_texts else ()
            return QuestionResult(question, len(answers), texts=tuple(texts))
    counted = Counter(answers)
    labels = options_of(question)
    counts = [counted[key] for key, _label in labels]
    hidden = hidden_groups(counts)
    return QuestionResult(question, len(answers), parts([label for _key, label in labels], counts, hidden))


def rounded(total: float, answers: int) -> float:
    """A mean, no more exact than what is hidden beside it allows."""
    return round(total / answers, MEAN_PLACES)


def rating_result(question: Question, counted: Counter[Any], answers: int) -> QuestionResult:
    values = tuple(value for value, _label in RATINGS)
    counts = tuple(counted[value] for value in values)
    hidden, mean_is_shown = hidden_ratings(values, counts)
    total = sum(value * count for value, count in zip(values, counts, strict=True))
    mean = rounded(total, answers) if mean_is_shown else None
    return QuestionResult(question, answers, parts([str(label) for _value, label in RATINGS], counts, hidden), mean)


def parts(labels: list[str], counts: Sequence[int], hidden: Collection[int]) -> tuple[Part, ...]:
    total = sum(counts)
    return tuple(
        Part(label, None, None) if place in hidden else Part(label, count, 100 * count / total if total else 0.0)
        for place, (label, count) in enumerate(zip(labels, counts, strict=True))
    )


def options_of(question: Question) -> list[tuple[Any, str]]:
    """What an answer is kept as, and what it is called."""
    if question.kind == QuestionKind.YES_NO:
        return [(True, _("yes")), (False, _("no"))]
    return [(key, str(label)) for key, label in question.option_list]


# --- By groups ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """Those who gave one answer to the question by which one splits. size and means: None where they are hidden."""

    label: str
    size: int | None
    means: tuple[float | None, ...]


@dataclass(frozen=True)
class Split:
    """The mean of each rating, by what was answered to another question."""

    by: Question
    ratings: tuple[Question, ...]
    groups: tuple[Group, ...]


def split_questions(questionnaire: Questionnaire) -> list[Question]:
    return [question for question in questionnaire.questions.all() if question.kind in SPLIT_KINDS]


def split(questionnaire: Questionnaire, by: Question) -> Split | None:
    """None where fewer than five answered at all. A group that is hidden, or that would give a hidden one away by
    what is left of the total, has no size; of one question alone, no mean."""
    given = list(questionnaire.responses.values_list("answers", flat=True))
    if len(given) < LEAST:
        return None
    keys = [*options_of(by), (None, _("not said"))]
    members = [[answers for answers in given if answers.get(by.key) == key] for key, _label in keys]
    sizes = [len(group) for group in members]
    # What the question's own result hides stays hidden: who did not answer it can be told from the totals.
    hidden = hidden_groups(sizes, hidden_groups(sizes[:-1]))
    ratings = [question for question in questionnaire.questions.all() if question.kind == QuestionKind.RATING]
    columns = [means_by_group(question.key, members, hidden) for question in ratings]
    groups = [
        Group(
            label,
            None if place in hidden else sizes[place],
            tuple(column[place] for column in columns),
        )
        for place, (_key, label) in enumerate(keys)
        if sizes[place]
    ]
    return Split(by, tuple(ratings), tuple(groups))


def means_by_group(key: str, members: list[list[dict[str, Any]]], hidden: set[int]) -> list[float | None]:
    """The mean of a rating in each group; None where nobody or too few answered, or it would give others away."""
    given = [[answers[key] for answers in group if key in answers] for group in members]
    kept_back = hidden_groups([len(answers) for answers in given], hidden)
    return [
        None if place in kept_back or not answers else rounded(sum(answers), len(answers))
        for place, answers in enumerate(given)
    ]


# --- Over editions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A core question in one edition. value: a mean, or a share of 100 who said yes; None where there is none, and
    `why` says so. answers: how many gave it; None where its source does not say."""

    value: float | None = None
    unit: str = ReportedResult.Unit.MEAN
    answers: int | None = None
    why: str = ""
    reported: ReportedResult | None = None

    @property
    def most(self) -> int:
        return 5 if self.unit == ReportedResult.Unit.MEAN else 100


@dataclass(frozen=True)
class ComparedRow:
    core: CoreQuestion
    figures: tuple[Figure, ...]


def compare(
    editions: Iterable[Edition], questionnaires: Iterable[Questionnaire], reported: Iterable[ReportedResult], day: date
) -> list[ComparedRow]:
    """The core questions over editions, of one audience and moment: the portal's own results that were published
    by that day, else what was reported of an evaluation made elsewhere."""
    results = {
        questionnaire.edition_id: results_of(questionnaire)
        for questionnaire in questionnaires
        if questionnaire.published_on is not None and questionnaire.published_on <= day
    }
    told = {(row.edition_id, row.question): row for row in reported if row.known_on <= day}
    return [
        ComparedRow(
            core,
            tuple(figure(core, results.get(edition.pk), told.get((edition.pk, core.key))) for edition in editions),
        )
        for core in compared_questions()
    ]


def figure(core: CoreQuestion, results: Results | None, reported: ReportedResult | None) -> Figure:
    if results is not None:
        asked = next((row for row in results.questions if row.question.core and row.question.key == core.key), None)
        if asked is not None:
            return own_figure(asked)
        if not results.questions:
            return Figure(why=_("Fewer than 5 answers"))
    if reported is not None and reported.value is not None:
        return Figure(float(reported.value), reported.unit, reported.answers, reported=reported)
    if reported is not None:
        return Figure(why=_("In words only"), reported=reported)
    return Figure(why=_("Not asked") if results is not None else _("Not in the records"))


def own_figure(result: QuestionResult) -> Figure:
    """The mean of a rating; of yes or no, how many of a hundred said yes."""
    if result.answers is None:
        return Figure(why=_("Fewer than 5 answers"))
    if not result.answers:
        return Figure(why=_("No answer"))
    if result.question.kind == QuestionKind.YES_NO:
        value, unit = result.parts[0].share, ReportedResult.Unit.PERCENT
    else:
        value, unit = result.mean, ReportedResult.Unit.MEAN
    return Figure(value, unit, result.answers, why="" if value is not None else _("Hidden: small group"))
