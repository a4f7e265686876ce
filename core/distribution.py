"""How often each of a few answers was given, as an SVG of columns: `core/charts/distribution.html` writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 176, 76
TOP, FOOT = 14, 58  # px: between them the columns stand
HIDDEN_HEIGHT = 10


@dataclass(frozen=True)
class ColumnBar:
    """A column. count: None where it is hidden; then its height says nothing. middle: of it, for what is written."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    count: int | None


@dataclass(frozen=True)
class Distribution:
    """title: what a screen reader says in place of the drawing. labels: short, one a column."""

    title: str
    labels: tuple[str, ...]
    counts: tuple[int | None, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def columns(self) -> tuple[ColumnBar, ...]:
        most = max((count for count in self.counts if count is not None), default=0) or 1
        step = WIDTH / len(self.counts)
        return tuple(self.column(place, step, most) for place in range(len(self.counts)))

    def column(self, place: int, step: float, most: int) -> ColumnBar:
        count = self.counts[place]
        height = HIDDEN_HEIGHT if count is None else round((FOOT - TOP) * count / most, 1)
        x = round(step * place + step * 0.14, 1)
        width = round(step * 0.72, 1)
        return ColumnBar(
            x, round(FOOT - height, 1), width, height, round(step * (place + 0.5), 1), self.labels[place], count
        )


def distribution(title: str, labels: Sequence[str], counts: Sequence[int | None]) -> Distribution:
    return Distribution(title, tuple(labels), tuple(counts))
