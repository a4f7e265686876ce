"""What the pilots said, item by item: numbers, means, spread, distribution, hours, and what was written freely.

Of an anonymous consultation nothing leaves this module that `core.suppression` hides: a count that is hidden is None.
A spread is shown only where every count is, for with number and mean it could tell the hidden ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.utils.translation import gettext as _

from caf.models import RATED_FROM_ONE_TO_FIVE, AskedItem, Consultation
from caf.pilot_questions import ASPECTS, HOURS, RATINGS, TEXTS, WORDING
from core.distribution import Distribution, distribution
from core.suppression import LEAST, MEAN_PLACES, hidden_groups, hidden_ratings
from network.models import Country

ATTENTION_SHOWN = 3
CLEAR_ENOUGH = 3.5
"""An item whose mean clarity lies below needs attention."""
BANDS = ((0, 8), (8, 24), (24, 80), (80, None))
"""Hours: a day, three days, two weeks."""


@dataclass(frozen=True)
class Rated:
    """One aspect of an item. answers: None where they are too few to be shown. counts: of each rating from 1 to 5.
    mean, spread (standard deviation): None where they are hidden or nobody answered."""

    key: str
    label: str
    answers: int | None
    counts: tuple[int | None, ...] = ()
    mean: float | None = None
    spread: float | None = None

    @property
    def chart(self) -> Distribution | None:
        if not self.answers:
            return None
        spoken = ", ".join(
            f"{label}: {count if count is not None else _('hidden')}"
            for (_value, label), count in zip(RATINGS, self.counts, strict=True)
        )
        title = _("%(aspect)s, %(counts)s") % {"aspect": self.label, "counts": spoken}
        return distribution(title, [str(value) for value, _label in RATINGS], self.counts)

    @property
    def lines(self) -> list[tuple[str, int | None]]:
        return [(str(label), count) for (_value, label), count in zip(RATINGS, self.counts, strict=False)]


@dataclass(frozen=True)
class ItemAnalysis:
    """wordings: better words, in the order of the alphabet."""

    asked: AskedItem
    rated: tuple[Rated, ...]
    wordings: tuple[str, ...] = ()

    def of(self, aspect: str) -> Rated:
        return next(row for row in self.rated if row.key == aspect)

    @property
    def clarity(self) -> Rated:
        return self.of("clarity")


@dataclass(frozen=True)
class StepAnalysis:
    """The items of a step, or of all principles together. looked_at: one of them needs attention."""

    title: str
    items: list[ItemAnalysis]
    looked_at: bool

    @property
    def least_clear(self) -> ItemAnalysis | None:
        """None where no mean is shown."""
        known = [row for row in self.items if row.clarity.mean is not None]
        return min(known, key=lambda row: (row.clarity.mean, row.asked.place), default=None)


@dataclass(frozen=True)
class Hours:
    """answers: None where they are too few. bands: (label, how many; None where hidden)."""

    answers: int | None = 0
    mean: float | None = None
    bands: tuple[tuple[str, int | None], ...] = ()

    @property
    def chart(self) -> Distribution | None:
        if not self.answers:
            return None
        spoken = ", ".join(f"{label}: {_('hidden') if count is None else count}" for label, count in self.bands)
        return distribution(spoken, [label for label, _count in self.bands], [count for _label, count in self.bands])


@dataclass(frozen=True)
class CountryResponse:
    """How many answers were asked for in a country, and how many have come; None where that is hidden."""

    country: Country
    asked: int
    sent: int | None


@dataclass(frozen=True)
class Analysis:
    """answers: sets that were sent; None where fewer than five were and anonymity is promised.

    texts: (question, what was written freely).
    """

    consultation: Consultation
    asked: int
    answers: int | None
    items: tuple[ItemAnalysis, ...] = ()
    hours: Hours = Hours()
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def rate(self) -> float | None:
        """How many of a hundred have answered."""
        return 100 * self.answers / self.asked if self.answers is not None and self.asked else None

    @property
    def attention(self) -> list[ItemAnalysis]:
        """The items that are least clear, the least clear first; of equal ones, in the procedure's order."""
        known = [row for row in self.items if row.clarity.mean is not None and row.clarity.mean < CLEAR_ENOUGH]
        return sorted(known, key=lambda row: (row.clarity.mean, row.asked.place))[:ATTENTION_SHOWN]

    @property
    def steps(self) -> list[StepAnalysis]:
        """In the order of the procedure."""
        groups: dict[str, list[ItemAnalysis]] = {}
        for row in self.items:
            step = row.asked.item.step
            title = str(step) if step.pillar in RATED_FROM_ONE_TO_FIVE else str(step.get_pillar_display())
            groups.setdefault(title, []).append(row)
        attention = self.attention
        return [StepAnalysis(title, rows, any(row in attention for row in rows)) for title, rows in groups.items()]


def analysis_of(consultation: Consultation) -> Analysis:
    """Of a consultation that is closed; it comes from `for_list()`."""
    given = list(consultation.answers.sent().values_list("content", flat=True))
    hides = consultation.anonymous
    if hides and len(given) < LEAST:
        return Analysis(consultation, consultation.asked or 0, None if given else 0)
    items = tuple(
        item_analysis(asked, [row.get("items", {}).get(asked.key, {}) for row in given], hides=hides)
        for asked in consultation.items.select_related("item__step")
    )
    whole = [row.get("general", {}) for row in given]
    texts = tuple((str(label), written([row.get(key) for row in whole])) for key, label in TEXTS)
    hours = hours_of([row[HOURS] for row in whole if HOURS in row], hides=hides)
    return Analysis(consultation, consultation.asked or 0, len(given), items, hours, texts)


def item_analysis(asked: AskedItem, answers: list[dict[str, Any]], *, hides: bool) -> ItemAnalysis:
    rated = tuple(
        rated_aspect(key, str(label), [row[key] for row in answers if key in row], hides=hides)
        for key, label in ASPECTS
    )
    return ItemAnalysis(asked, rated, written([row.get(WORDING) for row in answers]))


def written(texts: Sequence[str | None]) -> tuple[str, ...]:
    """In the order of the alphabet, so that nobody's stand together."""
    return tuple(sorted((text for text in texts if text), key=str.casefold))


def rated_aspect(key: str, label: str, values: list[int], *, hides: bool) -> Rated:
    if not values or (hides and len(values) < LEAST):
        return Rated(key, label, None if values else 0)
    counted = Counter(values)
    scale = tuple(value for value, _label in RATINGS)
    counts = tuple(counted[value] for value in scale)
    hidden, mean_is_shown = hidden_ratings(scale, counts) if hides else (frozenset(), True)
    exact = sum(values) / len(values)
    spread = round(sqrt(sum((value - exact) ** 2 for value in values) / len(values)), MEAN_PLACES)
    return Rated(
        key,
        label,
        len(values),
        tuple(None if place in hidden else count for place, count in enumerate(counts)),
        round(exact, MEAN_PLACES) if mean_is_shown else None,
        None if hidden else spread,
    )


def hours_of(values: list[float], *, hides: bool) -> Hours:
    if not values or (hides and len(values) < LEAST):
        return Hours(None if values else 0)
    counts = [sum(low <= value < (high or float("inf")) for value in values) for low, high in BANDS]
    hidden = hidden_groups(counts) if hides else set()
    bands = tuple(
        (band_label(low, high), None if place in hidden else counts[place]) for place, (low, high) in enumerate(BANDS)
    )
    return Hours(len(values), round(sum(values) / len(values), MEAN_PLACES), bands)


def band_label(low: int, high: int | None) -> str:
    return f"{low}–{high}" if high else f"{low}+"


def response_by_country(consultation: Consultation) -> list[CountryResponse]:
    """Those that got a link. Of an anonymous consultation, where few were asked in a country it is not told how many
    answered, nor what would give that away as the total is known."""
    asked: Counter[int] = Counter()
    sent: Counter[int] = Counter()
    countries: dict[int, Country] = {}
    for row in consultation.invitations.filter(links__isnull=False).distinct().select_related("country"):
        asked[row.country_id] += row.sets
        sent[row.country_id] += row.answered
        countries[row.country_id] = row.country
    order = sorted(countries, key=lambda pk: countries[pk].iso2)
    hidden = hidden_groups([asked[pk] for pk in order]) if consultation.anonymous else set()
    return [
        CountryResponse(countries[pk], asked[pk], None if place in hidden else sent[pk])
        for place, pk in enumerate(order)
    ]


def frozen_figures(item: Any, closed: Sequence[Consultation]) -> list[dict[str, Any]]:
    """What each consultation says of an item of the procedure, as a finding keeps it (`Finding.figures`)."""
    figures = []
    for consultation in closed:
        analysis = analysis_of(consultation)
        row = next((row for row in analysis.items if row.asked.item_id == item.pk), None)
        if row is not None:
            said = {
                rated.key: {"answers": rated.answers, "mean": rated.mean, "spread": rated.spread} for rated in row.rated
            }
            figures.append({"audience": consultation.audience, "answers": analysis.answers, **said})
    return figures
