"""The ratings of a team: how far each actor is, and once all have handed in, side by side with what is agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caf.models import (
    AgreedRating,
    Application,
    Assignment,
    AssignmentState,
    ItemRating,
    Maturity,
    Pillar,
    ProcedureItem,
    ProcedureStep,
    ProcedureVersion,
    RatingWord,
)
from caf.models.assignment import OPEN
from caf.models.procedure import HIGHEST, LOWEST
from caf.models.rating import latest

Scale = list[tuple[int, str]]
"""(rating, its words), from the lowest to the highest."""


def version_of(application: Application) -> ProcedureVersion:
    """With its steps, items and words."""
    version: ProcedureVersion = ProcedureVersion.objects.with_items().get(pk=application.version_id)
    return version


def steps_in(version: ProcedureVersion, pillar: int) -> list[ProcedureStep]:
    return [step for step in version.steps.all() if step.pillar == pillar]


def items_in(version: ProcedureVersion, pillar: int) -> list[ProcedureItem]:
    return [item for step in steps_in(version, pillar) for item in step.items.all()]


def scale_of(version: ProcedureVersion, pillar: int) -> Scale:
    """What may be given in a pillar: 1 to 5 with the version's words, or a level of maturity."""
    if pillar == Pillar.MATURITY:
        return [(level.value, str(level.label)) for level in Maturity]
    words: dict[int, RatingWord] = {row.value: row for row in version.rating_words.all()}
    return [(value, str(words[value].words) if value in words else "") for value in range(LOWEST, HIGHEST + 1)]


def items_left(assignment: Assignment) -> int:
    """How many items this actor has still to rate."""
    items = ProcedureItem.objects.filter(step__version=assignment.application.version_id).count()
    return items - assignment.ratings.filter(value__isnull=False).count()


def progress(assignment: Assignment) -> dict[int, int]:
    """How many items of each pillar this actor has rated."""
    pillars = assignment.ratings.filter(value__isnull=False).values_list("pillar", flat=True)
    found = dict.fromkeys(Pillar.values, 0)
    for pillar in pillars:
        found[pillar] += 1
    return found


def all_handed_in(assignments: Iterable[Assignment]) -> bool:
    """Everybody who is asked, and has not declined or been replaced, has handed in; and somebody is."""
    states = {assignment.state for assignment in assignments if assignment.state in OPEN}
    return states == {AssignmentState.HANDED_IN}


@dataclass(frozen=True)
class ItemLine:
    """An item with what each actor gave, in the order of the team, and what is agreed."""

    item: ProcedureItem
    ratings: tuple[ItemRating, ...]
    agreed: AgreedRating | None

    @property
    def values(self) -> list[int]:
        return [rating.value for rating in self.ratings if rating.value is not None]

    @property
    def lowest(self) -> int | None:
        return min(self.values, default=None)

    @property
    def highest(self) -> int | None:
        return max(self.values, default=None)

    @property
    def differs(self) -> bool:
        return self.lowest != self.highest

    @property
    def proposed(self) -> int | None:
        """What all gave; None where they differ."""
        return None if self.differs else self.lowest


def side_by_side(application: Application, items: Iterable[ProcedureItem], on: date) -> list[ItemLine]:
    """Of a team that has handed in; what is agreed as known on that day."""
    team = application.assignments.filter(state=AssignmentState.HANDED_IN)
    given: dict[int, list[ItemRating]] = {}
    for rating in (
        ItemRating.objects.filter(assignment__in=team)
        .select_related("assignment__actor")
        .order_by("assignment__known_on", "assignment__pk")
    ):
        given.setdefault(rating.item_id, []).append(rating)
    agreed = latest(application.agreed.known(on))
    return [ItemLine(item, tuple(given.get(item.pk, ())), agreed.get(item.pk)) for item in items]
