"""A press release as a page shows it: each paragraph with the facts behind it, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from conferences.models import ReleaseParagraph, ReleaseVersion
from conferences.press.facts import facts_of, label, same
from conferences.press.writing import untranslated
from core.facts import Fact
from core.written import written


@dataclass(frozen=True)
class ShownFact:
    """A fact by name and value; records: (what it says, where it stands, since when it is known, source) each."""

    name: str
    value: str
    records: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Change:
    """A fact that is no longer what the paragraph rests on. since: which of the two comparisons found it."""

    name: str
    old: str
    new: str
    url: str
    since: str


@dataclass(frozen=True)
class ShownParagraph:
    """row: as it is kept. sentences: each with its facts, as drawn. lines: the text, a line for each paragraph."""

    row: ReleaseParagraph
    part: str
    lines: tuple[str, ...]
    sentences: tuple[tuple[str, tuple[ShownFact, ...]], ...]
    changes: tuple[Change, ...]


def shown(version: ReleaseVersion, paragraphs: Sequence[ReleaseParagraph], *, compare: bool) -> list[ShownParagraph]:
    """Paragraphs of one language. compare: with the records as they are today, for those who keep the release."""
    now = facts_of(version.edition, timezone.localdate()) if compare else None
    facts = {key: Fact.from_json(key, data) for key, data in version.facts.items()}
    earlier = list(version.edition.releases.filter(number__lt=version.number).order_by("-number")) if compare else []
    return [
        ShownParagraph(
            row=row,
            part=row.part,
            lines=tuple(line for line in row.text.splitlines() if line.strip()),
            sentences=tuple(
                (sentence["text"], tuple(shown_fact(facts[key]) for key in sentence["facts"] if key in facts))
                for sentence in row.drawn
            ),
            changes=tuple(changes(row, facts, now, earlier)) if now is not None else (),
        )
        for row in paragraphs
    ]


def shown_fact(known: Fact) -> ShownFact:
    return ShownFact(
        label(known.key),
        written(known.value),
        tuple((str(origin.label), origin.url, written(origin.known_on), origin.source) for origin in known.origins),
    )


def changes(
    row: ReleaseParagraph, facts: Mapping[str, Fact], now: Mapping[str, Fact], earlier: Iterable[ReleaseVersion]
) -> Iterable[Change]:
    """What its facts are in the records now; and, if it was edited on an earlier version, what they were then."""
    yield from differing(row.fact_keys, facts, now, _("Changed in the records since this version was drawn."))
    edited_at = row.edited_at
    if edited_at is None or edited_at >= row.version.made_at:
        return
    base = next((old for old in earlier if old.made_at <= edited_at), None)
    if base is not None:
        before = {key: Fact.from_json(key, data) for key, data in base.facts.items()}
        words = _("Edited in version %(number)s, before this was known.") % {"number": base.number}
        yield from differing(row.fact_keys, before, facts, words)


def differing(keys: Iterable[str], old: Mapping[str, Fact], new: Mapping[str, Fact], since: str) -> Iterable[Change]:
    for key in keys:
        before, after = old.get(key), new.get(key)
        if not same(before, after):
            told = after or before
            origin = next(iter(told.origins), None) if told else None
            yield Change(
                label(key),
                written(before.value) if before else _("not known"),
                written(after.value) if after else _("not known"),
                origin.url if origin else "",
                since,
            )


def gaps(version: ReleaseVersion, language: str) -> list[str]:
    """What is written in another language, for the records have no words in this one."""
    facts = {key: Fact.from_json(key, data) for key, data in version.facts.items()}
    return list(dict.fromkeys(label(key) for key in untranslated(facts, language)))
