"""A version of CAF as a reader sees it: its criteria and sub-criteria with their names as of a day, its panel."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from caf.models import Criterion, CriterionName, PanelBand, PanelRow, SubCriterion
from caf.models.self_assessment_criteria import PANEL_ROWS
from core.models import Confidence, last_known


@dataclass(frozen=True)
class Named:
    """A criterion or sub-criterion by its number. language: that of the name, where it is not the reader's.

    row: the dated row that names it, with its confidence and source; None where nobody has named it.
    """

    code: str
    name: str
    language: str
    row: CriterionName | None

    @property
    def is_sure(self) -> bool:
        return self.row is not None and self.row.confidence == Confidence.HIGH


@dataclass(frozen=True)
class SubShown:
    pk: int
    named: Named
    side: str

    @property
    def code(self) -> str:
        return self.named.code


@dataclass(frozen=True)
class CriterionShown:
    pk: int
    number: int
    named: Named
    side: str
    side_words: str
    subs: tuple[SubShown, ...]


def reader_language() -> str:
    return (get_language() or "en")[:2]


def named(code: str, rows: list[CriterionName], day: date) -> Named:
    """In the reader's language, else in English."""
    language = reader_language()
    for spoken in (language, "en"):
        row = last_known([row for row in rows if row.language == spoken], day)
        if row is not None:
            return Named(code, row.name, "" if spoken == language else spoken, row)
    return Named(code, code, "", None)


def caf_model(version: str, day: date) -> tuple[CriterionShown, ...]:
    """The criteria in their order, in three queries; none for a version whose criteria are not recorded."""
    criteria = Criterion.objects.filter(version=version).order_by("number").prefetch_related("subs", "names")
    return tuple(criterion_shown(criterion, day) for criterion in criteria)


def criterion_shown(criterion: Criterion, day: date) -> CriterionShown:
    names: dict[int | None, list[CriterionName]] = defaultdict(list)
    for row in criterion.names.all():
        names[row.sub_criterion_id].append(row)
    subs: list[SubCriterion] = sorted(criterion.subs.all(), key=lambda sub: sub.number)
    return CriterionShown(
        pk=criterion.pk,
        number=criterion.number,
        named=named(str(criterion.number), names[None], day),
        side=criterion.side,
        side_words=criterion.get_side_display(),
        subs=tuple(
            SubShown(sub.pk, named(f"{criterion.number}.{sub.number}", names[sub.pk], day), criterion.side)
            for sub in subs
        ),
    )


def versions_at_hand() -> list[str]:
    """The versions whose criteria are recorded, newest first."""
    return list(Criterion.objects.order_by("-version").values_list("version", flat=True).distinct())


@dataclass(frozen=True)
class Band:
    low: int
    high: int
    words: str


def bands_of(panel: str, side: str, day: date) -> list[tuple[tuple[PanelRow, ...], list[Band]]]:
    """The bands of each row of a panel as known on the day; rows with the same bands stand together."""
    known: dict[str, dict[int, Any]] = defaultdict(dict)
    for band in PanelBand.objects.of(panel, side).known(day):
        known[band.row][band.low] = band
    groups: list[tuple[tuple[PanelRow, ...], list[Band]]] = []
    for row in PANEL_ROWS[panel, side]:
        bands = [Band(band.low, band.high, str(band.words)) for _low, band in sorted(known[row].items())]
        if groups and groups[-1][1] == bands:
            groups[-1] = ((*groups[-1][0], row), bands)
        else:
            groups.append(((row,), bands))
    return groups
