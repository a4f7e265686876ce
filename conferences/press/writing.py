"""Writing a press release: which sentences can be said from the facts, in each language.

The sentences are in release.toml. A sentence knows the facts that it rests on: those that it names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel.dates import format_date

from conferences.models import ReleasePart
from core.facts import Fact
from core.phrases import LANGUAGES, phrases
from core.phrases.base import Phrases
from core.values import Text

SENTENCES = Path(__file__).with_name("release.toml")
PARTS = {
    "title": ReleasePart.TITLE,
    "lead": ReleasePart.LEAD,
    "day": ReleasePart.BODY,
    "laureate": ReleasePart.LAUREATE,
    "prizes": ReleasePart.AFTER,
    "about": ReleasePart.ABOUT,
    "contact": ReleasePart.CONTACT,
}
"""The paragraphs in their order, by the name that the sentences give them; one for each laureate."""


@dataclass(frozen=True)
class Sentence:
    """A sentence in every language, and the names of the facts in it. group: of those, the first is said."""

    paragraph: str
    group: str
    words: dict[str, str]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """A paragraph in one language: sentences with the keys of their facts; of a laureate, what stands beside it."""

    language: str
    part: ReleasePart
    key: str
    sentences: tuple[tuple[str, tuple[str, ...]], ...]
    head: dict[str, str]


@cache
def library() -> tuple[tuple[Sentence, ...], dict[str, dict[str, str]]]:
    """The sentences, and the words of headings. Raises ValueError for one whose languages name different facts."""
    source = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    sentences = []
    for row in source["sentence"]:
        words = {code: row[code] for code in LANGUAGES}
        named = {code: tuple(sorted(set(names_in(text)))) for code, text in words.items()}
        if len(set(named.values())) != 1:
            raise ValueError(f"The languages of a sentence do not name the same facts: {words}")
        sentences.append(Sentence(row["in"], row.get("one_of", ""), words, tuple(dict.fromkeys(names_in(row["en"])))))
    return tuple(sentences), source["words"]


def names_in(text: str) -> list[str]:
    """The facts that a sentence names."""
    return [name for _words, name, _spec, _conversion in Formatter().parse(text) if name]


def word(name: str, language: str, *values: object) -> str:
    """A heading or another word that every release uses."""
    return library()[1][name][language].format(*values)


@dataclass(frozen=True)
class Spoken:
    """A fact's value within a sentence; the format says how it is written."""

    value: Any
    writer: Phrases

    def __format__(self, how: str) -> str:
        match how:
            case "when":
                return self.writer.when(self.value)
            case "weekday":
                return weekday(self.value, self.writer)
            case "word":
                return self.writer.count_word(self.value)
        return self.writer.write(self.value)


def weekday(day: date, writer: Phrases) -> str:
    """Thursday 26 November 2009."""
    return f"{format_date(day, 'EEEE', locale=writer.code)} {writer.day(day)}"


def draw(facts: Mapping[str, Fact]) -> list[Drawn]:
    """Every paragraph that the facts allow, in every language, in order."""
    return [paragraph for language in LANGUAGES for paragraph in _drawn_in(language, facts)]


def _drawn_in(language: str, facts: Mapping[str, Fact]) -> Iterable[Drawn]:
    for name, part in PARTS.items():
        for key, start in _scopes(name, facts):
            sentences = tuple(_said(name, language, facts, start))
            head = _head(language, facts, start) if start else {}
            if sentences or head:
                yield Drawn(language, part, key, sentences, head)


def _scopes(name: str, facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """(key of the paragraph, what the keys of its facts begin with): one for each laureate, else just one."""
    if name != "laureate":
        return [(name, "")]
    starts = dict.fromkeys(key.rpartition(".")[0] for key in facts if key.startswith("laureate."))
    return [(start, f"{start}.") for start in starts]


def _said(name: str, language: str, facts: Mapping[str, Fact], start: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    writer, groups = phrases(language), set()
    for sentence in library()[0]:
        keys = tuple(start + fact_name for fact_name in sentence.names)
        if sentence.paragraph != name or sentence.group in groups or not all(key in facts for key in keys):
            continue
        if sentence.group:
            groups.add(sentence.group)
        values = {key.removeprefix(start): Spoken(facts[key].value, writer) for key in keys}
        text = writer.spaced(sentence.words[language].format(**values))
        yield text[:1].upper() + text[1:], keys


def _head(language: str, facts: Mapping[str, Fact], start: str) -> dict[str, str]:
    """Prize, laureate and government, as they stand beside a laureate's paragraph."""
    writer = phrases(language)
    return {
        name: writer.write(facts[start + name].value) if start + name in facts else ""
        for name in ("prize", "organisation", "government")
    }


def untranslated(facts: Mapping[str, Fact], language: str) -> list[str]:
    """Keys of facts whose words are not there in a language, so that another's are written. A project's title is
    its own in any language."""
    return [
        key
        for key, known in facts.items()
        if isinstance(known.value, Text) and not known.value.get(language) and not key.endswith(".title")
    ]
