"""A kept version as a page shows it: each clause with its facts, the reason for it, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.facts import Fact, FactBook, FactError, FactSpec
from core.values import Text
from core.written import plain as in_reader_words
from network.facts import viewpoint
from resolutions.drafting import stale_keys
from resolutions.facts import book, specs
from resolutions.models import Version, VersionClause
from resolutions.models.clause import Area
from resolutions.text import Clause, Run, Section, letter
from resolutions.writing import sections, source_of_version


@dataclass(frozen=True)
class ShownRun:
    """A stretch of words. letter: of the fact it writes, in the chosen clause; url: where that comes from."""

    text: str
    verb: bool = False
    is_fact: bool = False
    letter: str = ""
    url: str = ""
    stale: bool = False


@dataclass(frozen=True)
class Provenance:
    """A fact of the chosen clause, for the panel."""

    letter: str
    name: str
    value: str
    records: tuple[tuple[str, str, str, str], ...]  # what it says, address, known since, source


@dataclass(frozen=True)
class Change:
    """A fact that has another value now than in the draft."""

    name: str
    old: str
    new: str
    since: str
    url: str


@dataclass(frozen=True)
class ShownClause:
    """A clause on the page."""

    number: int
    key: str
    title: str
    runs: tuple[ShownRun, ...]
    points: tuple[tuple[str, tuple[ShownRun, ...], str], ...]
    end: str
    commitment: Any
    chosen: bool
    changes: tuple[Change, ...]
    facts: tuple[Provenance, ...]
    variants: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class ShownSection:
    area: str
    numeral: str
    title: str
    clauses: tuple[ShownClause, ...]

    @property
    def stale(self) -> int:
        """How many of its clauses rest on a fact that has changed."""
        return len([clause for clause in self.clauses if clause.changes])


def facts_now(version: Version) -> FactBook | None:
    """The facts from the version's own viewpoint, as the records have them now; None where they have none."""
    meeting = version.resolution.meeting
    try:
        return book(viewpoint(meeting, version.as_of, timezone.localdate()))
    except FactError:
        return None


def is_stale(version: Version) -> bool:
    """Whether a fact that one of its clauses rests on has another value now than in the version."""
    now = facts_now(version)
    return now is not None and any(
        stale_keys(version.facts, now, row.fact_keys, row.written_keys) for row in version.clauses.all()
    )


def shown(version: Version, language: str, chosen: int) -> tuple[ShownSection, ...]:
    """The version in one language, with clause number `chosen` opened."""
    source = source_of_version(version)
    rows = {row.number: row for row in version.clauses.all()}
    now = facts_now(version)
    known = specs()
    return tuple(
        shown_section(section, rows, version, now, known, language, chosen)
        for section in sections(source.parts, language)
    )


def shown_section(
    section: Section,
    rows: Mapping[int, VersionClause],
    version: Version,
    now: FactBook | None,
    known: Mapping[str, FactSpec],
    language: str,
    chosen: int,
) -> ShownSection:
    """One part of the text."""
    return ShownSection(
        section.area,
        section.numeral,
        section.title or str(Area(section.area).label),
        tuple(
            shown_clause(clause, rows[clause.number], version, now, known, language, is_chosen=clause.number == chosen)
            for clause in section.clauses
        ),
    )


def shown_clause(
    clause: Clause,
    row: VersionClause,
    version: Version,
    now: FactBook | None,
    known: Mapping[str, FactSpec],
    language: str,
    *,
    is_chosen: bool,
) -> ShownClause:
    """One clause: its runs marked, its facts lettered in the order in which the text writes them."""
    stale = stale_keys(version.facts, now, row.fact_keys, row.written_keys) if now is not None else []
    in_text = [key for runs in (clause.wording.runs, *clause.wording.points) for run in runs for key in run.facts]
    order = list(dict.fromkeys([*in_text, *row.fact_keys]))
    letters = {key: letter(place) for place, key in enumerate(order)} if is_chosen else {}
    points = clause.wording.points
    opener = f"?text={language}&clause={clause.number}#clause-{clause.number}"
    return ShownClause(
        number=clause.number,
        key=clause.key,
        title=str(Text(row.title)),
        runs=marked(clause.wording.runs, letters, stale, opener),
        points=tuple(
            (
                letter(place),
                marked(point, letters, stale, opener),
                clause.end if place == len(points) - 1 else clause.point_end,
            )
            for place, point in enumerate(points)
        ),
        end="" if points else clause.end,
        commitment=clause.commitment,
        chosen=is_chosen,
        changes=tuple(change(key, version, now, known) for key in stale if now is not None),
        facts=tuple(provenance(key, letters.get(key, ""), version, known) for key in order) if is_chosen else (),
        variants=tuple(
            {**variant, "title": str(Text(variant["title"])), "because": str(Text(variant["because"]))}
            for variant in row.reasons
        ),
    )


def marked(runs: tuple[Run, ...], letters: Mapping[str, str], stale: list[str], opener: str) -> tuple[ShownRun, ...]:
    """The runs of a sentence. A fact leads to where it comes from: the panel of its clause, which names its records."""
    return tuple(
        ShownRun(
            run.text,
            verb=run.verb,
            is_fact=bool(run.facts),
            letter=letters.get(run.facts[0], "") if run.facts else "",
            url=f"#fact-{letters[run.facts[0]]}" if run.facts and run.facts[0] in letters else opener,
            stale=any(fact in stale for fact in run.facts),
        )
        for run in runs
    )


def here(url: str) -> str:
    """A record's address in the reader's language: it was frozen in the worker's."""
    return translate_url(url, get_language() or "en")


def name_of(key: str, known: Mapping[str, FactSpec]) -> str:
    """What a reader calls the fact; its key, where it is no longer declared."""
    return str(known[key].label) if key in known else key


def provenance(key: str, letter: str, version: Version, known: Mapping[str, FactSpec]) -> Provenance:
    """A fact as it was frozen, with its records."""
    fact = version.fact(key)
    return Provenance(
        letter,
        name_of(key, known),
        words_of(fact),
        tuple(
            (str(origin.label), here(origin.url), in_reader_words(origin.known_on), origin.source)
            for origin in fact.origins
        ),
    )


def change(key: str, version: Version, now: FactBook | None, known: Mapping[str, FactSpec]) -> Change:
    """What the draft says and what the records say now."""
    old = version.fact(key) if key in version.facts else None
    new = now.get(key) if now is not None else None
    newest = max(new.origins, key=lambda origin: origin.known_on, default=None) if new else None
    return Change(
        name=name_of(key, known),
        old=words_of(old),
        new=words_of(new),
        since=(
            _("%(record)s, known since %(day)s.") % {"record": newest.label, "day": in_reader_words(newest.known_on)}
            if newest
            else ""
        ),
        url=here(newest.url) if newest else "",
    )


def words_of(fact: Fact | None) -> str:
    """A fact's value in words; what is not known, or empty, is said to be so."""
    if fact is None:
        return _("not known")
    return in_reader_words(fact.value) or _("none")
