"""Rows of an import as a page shows them: what would change, what is wrong, what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from caf.columns.importing import OUTCOME_TAGS
from caf.importing.differences import Plan
from caf.importing.problems import sentence
from caf.importing.resource import LABELS
from caf.importing.uses import only_version, plan_uses
from caf.importing.words import in_words
from caf.models import ImportOutcome, ImportRow, ImportState, Organisation, RegisterImport, RowAnswer
from core.clock import present_day
from core.columns import Tag
from network.models import Country

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


def tabs_of(run: RegisterImport, numbers: dict[str, int]) -> dict[str, tuple[Q, int]]:
    """Which rows each tab shows and how many, in the order of the tabs. numbers: of rows of each outcome."""
    to_look_at = Q(outcome__in=LOOKED_AT)
    tabs = {LOOK: (to_look_at, sum(numbers[outcome] for outcome in LOOKED_AT))}
    tabs |= {key: (Q(outcome=key), numbers[key]) for key in TAB_WORDS if key not in (LOOK, KEPT)}
    if run.state == ImportState.CHECKED:  # those that are answered stay there, to be answered otherwise
        for key, which in ((LOOK, to_look_at | ~Q(answer="")), (ImportOutcome.DUPLICATE, ~Q(twins=[]))):
            tabs[key] = which, run.rows.filter(which).count()
    if run.state == ImportState.UNDONE and run.figures.get("kept"):
        return {KEPT: (~Q(written={}), run.figures["kept"]), **tabs}
    return tabs


@dataclass
class Line:
    """One field of a row: old and new; said: what is entered; or the cell that is wrong, and why."""

    label: str
    old: str = ""
    new: str = ""
    said: str = ""
    cell: str = ""
    why: str = ""


@dataclass
class Shown:
    """A row of the table. lines: field by field. record: the organisation meant, where the file calls it otherwise."""

    number: int
    name: str
    url: str
    tag: Tag
    lines: list[Line] = field(default_factory=list)
    record: Organisation | None = None
    is_new: bool = False
    is_asked: bool = False
    answer: str = ""
    has_nothing_to_do: bool = False


def shown(rows: Iterable[ImportRow], *, of_one_country: bool) -> list[Shown]:
    """organisation is to be at hand. of_one_country: the file is, and its rows do not name it."""
    countries = {} if of_one_country else {one.pk: str(one) for one in Country.objects.named()}
    found = []
    for row in rows:
        outcome, its = ImportOutcome(row.outcome), row.organisation
        lines = new_lines(row, countries) if outcome is ImportOutcome.NEW else changed_lines(row)
        lines += [
            Line(
                label(name),
                cell=in_words(name, str(params.get("value", ""))) if outcome is ImportOutcome.ERROR else "",
                why=sentence((name, code, params)),
            )
            for name, code, params in row.problems
        ]
        found.append(
            Shown(
                number=row.number,
                name=row.name or _("without a name"),
                url=its.get_absolute_url() if its else "",
                tag=Tag(OUTCOME_TAGS[outcome], str(outcome.label)),
                lines=lines,
                record=its if its and row.name != its.name else None,
                is_new=outcome is ImportOutcome.NEW,
                is_asked=bool(row.twins),
                answer=str(RowAnswer(row.answer).label) if row.answer else "",
                has_nothing_to_do=not row.problems and not row.answer,
            )
        )
    return found


def changed_lines(row: ImportRow) -> list[Line]:
    """What would change of an organisation on record."""
    lines = []
    for name, old, new in row.changes:
        if name == "version" and not new:
            lines.append(Line(label(name), said=pgettext("a version", "not known")))
        else:
            knows_more = old and new.startswith(old)  # of a use on record, whose version stays what it is
            words = in_words(name, new) if knows_more else day_of_first_use(name, new)
            lines.append(Line(label(name), in_words(name, old), words))
    return lines


def new_lines(row: ImportRow, countries: dict[int, str]) -> list[Line]:
    """All that was understood of a new organisation, in the order of the fields."""
    plan = Plan()
    plan_uses(plan, row.values, [], present_day())
    said = {name: str(value) for name, value in row.values.items()}
    said["country"] = countries.get(row.values.get("country", 0), "")
    if plan.use:
        said["version"] = plan.use["version"] or pgettext("a version", "not known")
    lines = [Line(label(name), said=in_words(name, said[name])) for name in LABELS if name != "name" and said.get(name)]
    if plan.first_use:
        first = next(line for line in lines if line.label == label("first_use"))
        first.said = day_of_first_use("first_use", said["first_use"])
    return lines


def day_of_first_use(name: str, value: str) -> str:
    """A value in words; of a first use besides that its version is not known, where that is so."""
    if name != "first_use" or only_version(value):
        return in_words(name, value)
    return _("%(day)s, version not known") % {"day": in_words(name, value)}


def label(name: str) -> str:
    return str(LABELS.get(name, ""))
