"""Rows of an import as a page shows them: what would change, what is wrong, what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caf.columns.importing import OUTCOME_TAGS
from caf.importing.problems import sentence
from caf.importing.resource import LABELS
from caf.models import ImportOutcome, ImportRow, Level, RowAnswer, Sector, SizeBand
from core.columns import Tag
from core.languages import language_name

WORDS = {"level": dict(Level.choices), "sector": dict(Sector.choices), "size": dict(SizeBand.choices)}
LOOK, KEPT = "look", "kept"
LOOKED_AT = (ImportOutcome.CHANGED, ImportOutcome.ERROR, ImportOutcome.DUPLICATE, ImportOutcome.FOREIGN)
TAB_WORDS = {
    KEPT: pgettext_lazy("rows of an import", "Kept"),
    LOOK: gettext_lazy("To look at"),
    ImportOutcome.NEW: pgettext_lazy("how many", "New"),
    ImportOutcome.CHANGED: gettext_lazy("Changed"),
    ImportOutcome.ERROR: gettext_lazy("Errors"),
    ImportOutcome.DUPLICATE: gettext_lazy("Possible duplicates"),
    ImportOutcome.FOREIGN: gettext_lazy("Not your country"),
    ImportOutcome.UNCHANGED: gettext_lazy("Unchanged"),
}


def in_words(name: str, value: str) -> str:
    """A value as a reader calls it."""
    if name == "language" and value:
        return language_name(value)
    return str(WORDS.get(name, {}).get(value, value))


@dataclass
class Line:
    """One field of a row: old and new, or the cell that is wrong with the sentence that says why."""

    label: str
    old: str = ""
    new: str = ""
    cell: str = ""
    why: str = ""


@dataclass
class Shown:
    """A row of the table. lines: field by field."""

    number: int
    name: str
    url: str
    tag: Tag
    lines: list[Line] = field(default_factory=list)
    is_asked: bool = False
    answer: str = ""


def shown(rows: Iterable[ImportRow]) -> list[Shown]:
    """organisation is to be at hand."""
    found = []
    for row in rows:
        outcome = ImportOutcome(row.outcome)
        url = row.organisation.get_absolute_url() if row.organisation else ""
        lines = [Line(label(name), in_words(name, old), in_words(name, new)) for name, old, new in row.changes]
        for problem in row.problems:
            cell = str(problem[2].get("value", "")) if outcome is ImportOutcome.ERROR else ""
            lines.append(Line(label(problem[0]), cell=cell, why=sentence(problem)))
        found.append(
            Shown(
                number=row.number,
                name=row.name or _("without a name"),
                url=url,
                tag=Tag(OUTCOME_TAGS[outcome], str(outcome.label)),
                lines=lines,
                is_asked=bool(row.twins),
                answer=str(RowAnswer(row.answer).label) if row.answer else "",
            )
        )
    return found


def label(name: str) -> str:
    return str(LABELS.get(name, ""))
