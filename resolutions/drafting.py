"""Drawing a draft: facts from a viewpoint, the clauses whose condition holds, their words in every language.

Pure: reads records and the library, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.facts import FactBook, Viewpoint, in_every_language
from core.values import Text
from network.facts import viewpoint
from network.models import Meeting
from resolutions.facts import book, specs
from resolutions.language import ClauseMistake, UnknownFact, holds, written
from resolutions.models import LibraryClause
from resolutions.text import CommitmentLine, Wording, plain

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class CannotDraft(Exception):
    """A draft cannot be made from what there is; the message says what is missing, and where."""


@dataclass(frozen=True)
class Variant:
    """One clause of a group of variants, and what became of it. missing: key of the fact it lacked."""

    key: str
    title: Text
    because: Text
    chosen: bool
    missing: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "title": self.title,
            "because": self.because,
            "chosen": self.chosen,
            "missing": self.missing,
        }


@dataclass(frozen=True)
class DraftedClause:
    """A clause that applies: its words by language, the facts it rests on, why it and not another."""

    number: int
    clause: LibraryClause
    wordings: dict[str, Wording]
    fact_keys: tuple[str, ...]
    variants: tuple[Variant, ...]
    commitment: dict[str, CommitmentLine]
    owner_key: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A group of clauses of which none applies. missing: the fact for want of which, "" if none was unknown."""

    key: str
    area: str
    title: Text
    because: Text
    missing: str = ""
    missing_label: Text = field(default_factory=Text)
    supplier: Text = field(default_factory=Text)

    def as_json(self) -> dict[str, Any]:
        return dict(self.__dict__)


@dataclass(frozen=True)
class Draft:
    """What was drawn for a meeting from one viewpoint."""

    meeting: Meeting
    view: Viewpoint
    book: FactBook
    clauses: tuple[DraftedClause, ...]
    left_out: tuple[LeftOut, ...]


def nothing(_step: str, _figures: str) -> None:
    """Reports to nobody."""


def draw(meeting: Meeting, *, as_of: date | None, today: date, report: Callable[[str, str], None] = nothing) -> Draft:
    """The draft of a meeting's resolution. `report` hears of each step, with its figures.

    Raises FactError or CannotDraft with a sentence.
    """
    view = viewpoint(meeting, as_of, today)
    known = book(view)
    report("Facts collected", str(len(known.facts)))
    library = list(LibraryClause.objects.in_order())
    if not library:
        raise CannotDraft(_("The clause library is empty: load it with “manage.py load_clauses”."))
    clauses: list[DraftedClause] = []
    left_out: list[LeftOut] = []
    groups: dict[tuple[str, str], list[LibraryClause]] = {}  # each stands where its first variant stands
    for clause in library:
        groups.setdefault((clause.area, clause.group), []).append(clause)
    for variants in groups.values():
        drafted = choose(variants, known, number=len(clauses) + 1)
        if isinstance(drafted, LeftOut):
            left_out.append(drafted)
        else:
            clauses.append(drafted)
    if not clauses:
        raise CannotDraft(_("No clause of the library applies to %(meeting)s.") % {"meeting": meeting})
    report("Clauses chosen and written", f"{len(clauses)}")
    return Draft(meeting, view, known, tuple(clauses), tuple(left_out))


def choose(group: list[LibraryClause], known: FactBook, number: int) -> DraftedClause | LeftOut:
    """Of the variants, the first whose condition holds and whose words can be written; or why there is none."""
    used: set[str] = set()
    missing: dict[str, str] = {}
    chosen: tuple[LibraryClause, dict[str, Wording], dict[str, CommitmentLine]] | None = None
    for clause in group:
        if chosen is not None:
            break
        asked: set[str] = set()
        try:
            if holds(clause.condition, known, asked):
                chosen = (clause, *words_of(clause, known, asked))
                used = asked
            else:
                used |= asked
        except UnknownFact as unknown:
            missing[clause.key] = unknown.key
        except ClauseMistake as mistake:
            raise CannotDraft(
                _("The clause “%(clause)s” has a mistake: %(mistake)s") % {"clause": clause.key, "mistake": mistake}
            ) from mistake
    if chosen is None:
        lacking = next((clause for clause in group if clause.key in missing), group[0])
        return left_out_of(lacking, missing.get(lacking.key, ""))
    clause, wordings, commitment = chosen
    return DraftedClause(
        number=number,
        clause=clause,
        wordings=wordings,
        fact_keys=tuple(sorted(key for key in used if known.get(key) is not None)),
        variants=tuple(
            Variant(other.key, other.title, other.because, other is clause, missing.get(other.key, ""))
            for other in group
        ),
        commitment=commitment,
        owner_key=known.facts[clause.commitment_owner].value.key if clause.commitment_owner else "",  # type: ignore[union-attr]
    )


def words_of(
    clause: LibraryClause, known: FactBook, used: set[str]
) -> tuple[dict[str, Wording], dict[str, CommitmentLine]]:
    """A clause's words, and its commitment's, in every language. Raises UnknownFact or ClauseMistake."""
    parts = (clause.text, clause.commitment_task, clause.commitment_due) if clause.commitment_owner else (clause.text,)
    if lacking := [language for language in LANGUAGES if not all(part.get(language) for part in parts)]:
        raise ClauseMistake(_("it has no words in “%(language)s”.") % {"language": lacking[0]})
    wordings = {language: written(clause.text[language], language, known, used) for language in LANGUAGES}
    if not clause.commitment_owner:
        return wordings, {}
    owner = known.get(clause.commitment_owner)
    if owner is None:
        raise UnknownFact(clause.commitment_owner)
    used.add(clause.commitment_owner)
    return wordings, {
        language: CommitmentLine(
            owner=owner.value.plain.in_language(language),  # type: ignore[union-attr] # the library checks: a Name
            task=plain(written(clause.commitment_task[language], language, known, used).runs),
            due=plain(written(clause.commitment_due[language], language, known, used).runs),
        )
        for language in LANGUAGES
    }


def left_out_of(clause: LibraryClause, missing: str) -> LeftOut:
    """What to say of a clause that does not apply."""
    spec = specs().get(missing)
    return LeftOut(
        key=clause.key,
        area=clause.area,
        title=clause.title,
        because=clause.because,
        missing=missing,
        missing_label=in_every_language(lambda: str(spec.label)) if spec else Text(),
        supplier=in_every_language(lambda: str(spec.supplier)) if spec else Text(),
    )


def stale_keys(frozen: dict[str, Any], now: FactBook, keys: Iterable[str], written: Collection[str]) -> list[str]:
    """Which of the facts have another value now than when they were frozen (or are known only in one).

    Of a fact that the clause does not write but only asks for, what counts is what a condition can ask.
    """
    current = now.as_json()

    def seen(facts: dict[str, Any], key: str) -> Any:
        value = facts.get(key, {}).get("value")
        if isinstance(value, dict) and value["kind"] == "choice":
            value = value["key"]  # that its words are worded anew changes no fact
        return value if key in written else asked_of(value)

    return [key for key in keys if seen(frozen, key) != seen(current, key)]


def asked_of(value: Any) -> Any:
    """What a condition can ask of a frozen value: of a list how long it is, of a count or a period that it is known."""
    if isinstance(value, list):
        return len(value)
    return True if isinstance(value, dict) else value
