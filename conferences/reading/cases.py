"""What the reviews of cases come to, for one reader: nothing that this reader may not see enters the sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from conferences.models import Case, CaseCriterion, CaseReview, CaseReviewer, CaseScore
from core import scoring


@dataclass(frozen=True)
class Given:
    """A score with its remark and whose it is. counts: no conflict of interest was declared."""

    reviewer: str
    value: int
    remark: str
    counts: bool


@dataclass(frozen=True)
class Line:
    """A criterion: what was given for it, and what it brings. share: of all weights, in per cent."""

    criterion: CaseCriterion
    given: tuple[Given, ...]
    share: Fraction | None

    @property
    def counted(self) -> list[int]:
        return [score.value for score in self.given if score.counts]

    @property
    def mean(self) -> Fraction | None:
        return scoring.mean(self.counted)

    @property
    def spread(self) -> int | None:
        """From the lowest to the highest counted score."""
        return scoring.spread(self.counted)

    @property
    def range(self) -> str:
        """3–5: the lowest and the highest counted score, where they differ."""
        return f"{min(self.counted)}–{max(self.counted)}" if self.spread else ""

    @property
    def brings(self) -> Fraction | None:
        """Points out of 100: the mean out of 5, times its share."""
        if self.mean is None or self.share is None:
            return None
        return self.share * self.mean / scoring.BEST


@dataclass(frozen=True)
class Result:
    """What a reader may know of the reviews of a case. reviews: those seen. hidden: there are some that are not."""

    lines: tuple[Line, ...]
    reviews: tuple[CaseReview, ...]
    named: int
    counted: int
    hidden: bool

    @property
    def value(self) -> Fraction | None:
        """The weighted result out of 100; None while a criterion has no counted score, or some are hidden."""
        if self.hidden:
            return None
        return scoring.out_of_whole(scoring.weighted_mean((line.criterion.weight, line.mean) for line in self.lines))

    @property
    def spread(self) -> int | None:
        """The widest spread of a criterion."""
        return (
            None if self.hidden else max((line.spread for line in self.lines if line.spread is not None), default=None)
        )


def results_for(cases: Iterable[Case], user: Any, day: date) -> dict[int, Result]:
    """By case, what its reviews come to as of the day, as far as this reader sees them: four queries."""
    cases = list(cases)
    keys = [case.pk for case in cases]
    criteria: dict[int, list[CaseCriterion]] = defaultdict(list)
    for criterion in CaseCriterion.objects.filter(call__in={case.call_id for case in cases}):
        criteria[criterion.call_id].append(criterion)
    reviewers: dict[int, list[CaseReviewer]] = defaultdict(list)
    named = CaseReviewer.objects.filter(case__in=keys, known_on__lte=day).select_related("review", "conflict", "person")
    for reviewer in named:
        reviewers[reviewer.case_id].append(reviewer)
    seen = set(shown(user, day).filter(reviewer__case__in=keys).values_list("reviewer_id", flat=True))
    scores: dict[int, list[CaseScore]] = defaultdict(list)
    for score in CaseScore.objects.filter(review__reviewer__in=seen):
        scores[score.review_id].append(score)
    return {case.pk: result_of(criteria[case.call_id], reviewers[case.pk], seen, scores, day) for case in cases}


def shown(user: Any, day: date) -> QuerySet[CaseReview]:
    """The reviews known on the day that this reader may see."""
    found: QuerySet[CaseReview] = CaseReview.objects.visible_to(user).filter(known_on__lte=day)
    return found


def result_of(
    criteria: list[CaseCriterion],
    reviewers: list[CaseReviewer],
    seen: set[int],
    scores: dict[int, list[CaseScore]],
    day: date,
) -> Result:
    handed_in = [row for row in reviewers if hasattr(row, "review") and row.review.known_on <= day]
    at_hand = [row for row in handed_in if row.pk in seen]
    together = sum(criterion.weight for criterion in criteria)

    def counts(row: CaseReviewer) -> bool:
        return not (hasattr(row, "conflict") and row.conflict.known_on <= day)

    def given(criterion: CaseCriterion) -> Iterable[Given]:
        for row in at_hand:
            for score in scores[row.review.pk]:
                if score.criterion_id == criterion.pk:
                    yield Given(str(row.person), score.value, score.remark, counts(row))

    return Result(
        lines=tuple(
            Line(criterion, tuple(given(criterion)), scoring.share(criterion.weight, together))
            for criterion in criteria
        ),
        reviews=tuple(row.review for row in at_hand),
        named=len(reviewers),
        counted=sum(counts(row) for row in handed_in),
        hidden=len(at_hand) < len(handed_in),
    )
