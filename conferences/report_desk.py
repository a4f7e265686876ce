"""The desk at which a report is written: forms for its parts, and what becomes of what is typed into them.

Who saves second is shown what the first has saved, part by part; nothing of theirs is saved until they have
chosen. What nobody else has touched is saved as typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator

from conferences.actions.report import Change, Words
from conferences.forms.report import FIELDS, PassageForm, Place, as_text, from_text, together
from conferences.models import PartText, Report, ReportPart
from conferences.reading.reports import Passage, first_change_after, passage
from core.languages import direction, language_name
from core.redline import Piece, redline

Redline = list[tuple[Any, list[Piece]]]
"""(label of a field, its redline), of the fields that differ."""


@dataclass
class Clash:
    """What two people made of the same words. both: the two together, None where they touch the same words."""

    other: PartText
    theirs: Redline
    mine: Redline
    both: Redline | None


@dataclass
class Column:
    """One language of a card: a form, with the clash it has to settle; or, where `form` is None, for reading."""

    language: str
    name: str
    direction: str
    place: Place
    form: PassageForm | None = None
    passage: Passage | None = None
    clash: Clash | None = None
    behind: Redline = field(default_factory=list)
    since: Any = None


@dataclass
class Card:
    """A part on the desk."""

    part: ReportPart
    position: int
    columns: list[Column]

    @property
    def clashes(self) -> bool:
        return any(column.clash for column in self.columns)

    @property
    def before(self) -> int:
        """The place above."""
        return self.position - 1

    @property
    def after(self) -> int:
        """The place below."""
        return self.position + 1


class Desk:
    """All parts of a report, in the languages that are written. data: what was sent; None for a fresh desk.

    read: a language that stands beside the others for reading.
    """

    def __init__(self, report: Report, languages: list[str], data: Any = None, read: str = "") -> None:
        self.report, self.languages, self.read, self.data = report, languages, read, data
        self.day = timezone.localdate()
        self.parts = report.parts_on(self.day)
        self.out = [part for part in report.parts.all() if part not in self.parts]
        self.cards = [self.card(part, position) for position, part in enumerate(self.parts)]
        self.stray = [self.card(part, -1) for part in self.out if self.was_sent(part)]

    @property
    def taken_out(self) -> list[tuple[ReportPart, str]]:
        """The parts that were taken out, each with how it begins."""
        return [(part, beginning(part.text_on(self.day, self.report.original_language))) for part in self.out]

    def was_sent(self, part: ReportPart) -> bool:
        """It was taken out by another while words were typed for it here."""
        return self.data is not None and any(f"{part.key}-{code}-base" in self.data for code in self.languages)

    def place(self, part: ReportPart, language: str) -> Place:
        original = part.text_on(self.day, self.report.original_language)
        return Place(part, language, part.text_on(self.day, language), original)

    def card(self, part: ReportPart, position: int) -> Card:
        columns = [self.reading(part)] if self.read else []
        for language in self.languages:
            place = self.place(part, language)
            sent = self.data is not None and f"{place.prefix}-base" in self.data
            column = self.column(place)
            column.form = PassageForm(self.data if sent else None, place)
            columns.append(column)
        return Card(part, position, columns)

    def column(self, place: Place) -> Column:
        column = Column(place.language, language_name(place.language), direction(place.language), place)
        if place.is_behind and place.last and place.original:
            followed = revision(place.part, place.original.language, place.last.of_revision)
            column.behind = differences(Words.of(followed), Words.of(place.original))
            column.since = first_change_after(place.part, place.last.of_revision, self.day)
        return column

    def reading(self, part: ReportPart) -> Column:
        column = Column(self.read, language_name(self.read), direction(self.read), self.place(part, self.read))
        column.passage = passage(part, self.read, self.day)
        return column

    @property
    def forms(self) -> list[PassageForm]:
        return [column.form for card in (*self.cards, *self.stray) for column in card.columns if column.form]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms if form.is_bound)

    def show_again(self) -> None:
        """Where forms with errors were to settle a clash, the clash is shown again."""
        for card in (*self.cards, *self.stray):
            for column in card.columns:
                if column.form is None or not column.form.is_bound or not column.form.settles:
                    continue
                sent = {name: str(column.form[name].value() or "") for name in ("before", "base")}
                numbers = {name: int(value) if value.isdecimal() else None for name, value in sent.items()}
                part, language = card.part, column.language
                if theirs := revision(part, language, numbers["base"]):
                    mine = {name: str(column.form[f"mine_{name}"].value() or "") for name in FIELDS}
                    base = tidy(Words.of(revision(part, language, numbers["before"])))
                    column.clash = clash(base, from_text(mine), theirs)

    def settle(self) -> list[Change]:
        """What is to be saved of what was typed. Where another has saved in between, the card gets its clash, and
        `clashes` is true: then nothing is to be saved yet."""
        changes = []
        for card in (*self.cards, *self.stray):
            shown_original: int | None = None  # the version that the original gets by this very saving
            for column in sorted(card.columns, key=lambda column: column.place.is_translation):
                if column.form is None or not column.form.is_bound:
                    continue
                change = self.settled(column, shown_original)
                if change is not None:
                    changes.append(change)
                    if not column.place.is_translation:
                        shown_original = column.place.revision + 1
        return changes

    @property
    def clashes(self) -> list[Card]:
        return [card for card in (*self.cards, *self.stray) if card.clashes]

    def settled(self, column: Column, shown_original: int | None) -> Change | None:
        assert column.form is not None  # asked for before
        place, data = column.place, column.form.cleaned_data
        typed, now = column.form.typed(), tidy(Words.of(place.last))
        base = tidy(Words.of(revision(place.part, place.language, data.get("base"))))
        seen = data.get("base") or 0
        if typed is None or (typed == base and seen != place.revision):
            column.form = PassageForm(None, place)  # the other's words stand
            return None
        if typed != now and seen != place.revision:
            assert place.last is not None  # somebody has saved it
            column.clash = clash(base, typed, place.last)
            column.form = PassageForm(None, place, mine=typed, before=seen, base=base)
            return None
        follows = self.follows(place, data, changed=typed != now, shown_original=shown_original)
        if typed == now and (place.last is None or follows == place.last.of_revision):
            return None
        return Change(place.part, place.language, typed, follows)

    def follows(self, place: Place, data: dict[str, Any], *, changed: bool, shown_original: int | None) -> int | None:
        """Which version of the original a translation follows from now on; None for the original itself."""
        if not place.is_translation:
            return None
        seen = shown_original or data.get("original") or None
        if place.last is None or data.get("follows"):
            return seen
        if changed and shown_original and not place.is_behind:
            return shown_original  # both were mended together
        return place.last.of_revision


def beginning(row: PartText | None) -> str:
    """Its heading, or its first words; "" where nothing is written."""
    return Truncator(row.heading or row.text or " ".join(row.items)).words(12) if row else ""


def tidy(words: Words) -> Words:
    """As a form would hand them back, so that nothing counts as changed that nobody touched."""
    return from_text(as_text(words))


def revision(part: ReportPart, language: str, number: int | None) -> PartText | None:
    """One version of a part's words; None where there is none of that number."""
    return next((row for row in part.texts.all() if row.language == language and row.revision == number), None)


def differences(old: Words, new: Words) -> Redline:
    """The fields in which two versions differ, each as a redline."""
    fields = PassageForm.base_fields
    before, after = as_text(old), as_text(new)
    return [(fields[name].label, redline(before[name], after[name])) for name in before if before[name] != after[name]]


def clash(base: Words, mine: Words, other: PartText) -> Clash:
    """What two people made of `base`: the one has saved `other`, the other has typed `mine`."""
    theirs = tidy(Words.of(other))
    both = together(base, mine, theirs)
    return Clash(other, differences(base, theirs), differences(base, mine), differences(base, both) if both else None)
