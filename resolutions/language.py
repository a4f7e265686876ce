"""The sandbox in which the clause library speaks: nothing but facts and the language's helpers in reach.

Templates and conditions are data written by people. They run in Jinja's immutable sandbox with strict
undefined: a fact that is unknown stops the clause, a fact that no app declares stops the library from
being loaded, and each says which and where.

A template is one sentence; lines that begin with "- " are its points. `{{ verb("thank") }}` writes an
operative verb; every other `{{ ... }}` writes a fact's value, and the written words keep the keys of the
facts they come from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateRuntimeError
from jinja2.environment import TemplateExpression
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.facts import FactBook
from core.phrases import Phrases, phrases
from core.values import Name, Text
from resolutions.text import Run, Runs, Wording

OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"  # private-use signs: they frame a written value
FRAMED = re.compile(f"{OPEN}([^{MIDDLE}]*){MIDDLE}([^{CLOSE}]*){CLOSE}")
NOT_IN_A_SENTENCE = re.compile(f"[{OPEN}{MIDDLE}{CLOSE}\n\r\t ]+")  # in a record's words: one space instead
WRONG_KIND = (TypeError, ValueError, AttributeError, LookupError)  # what a helper raises on a value not made for it
VERB = "verb"


class UnknownFact(Exception):
    """A clause asks for a fact that is declared but not known; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ClauseMistake(Exception):
    """A template or condition that cannot be used; the message says what is wrong and where."""


@dataclass(frozen=True)
class Shown:
    """A fact's value inside the sandbox: compares and counts like the value, and remembers its keys."""

    value: Any
    keys: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.value)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Shown]:
        return (Shown(item, self.keys) for item in self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == bare(other))

    def __hash__(self) -> int:
        return hash(self.keys)

    def __lt__(self, other: object) -> bool:
        return bool(self.value < bare(other))

    def __le__(self, other: object) -> bool:
        return bool(self.value <= bare(other))

    def __gt__(self, other: object) -> bool:
        return bool(self.value > bare(other))

    def __ge__(self, other: object) -> bool:
        return bool(self.value >= bare(other))


def bare(value: object) -> Any:
    """The value itself."""
    return value.value if isinstance(value, Shown) else value


def keys_of(*values: object) -> tuple[str, ...]:
    """The keys of every fact among the values, each once, in order."""
    return tuple(dict.fromkeys(key for value in values if isinstance(value, Shown) for key in value.keys))


class Facts:
    """The dotted names of the facts: `conferences.latest.code`. An unknown one is undefined."""

    __slots__ = ("_book", "_path", "_used")

    def __init__(self, book: FactBook, path: str, used: set[str]) -> None:
        self._book, self._path, self._used = book, path, used

    def __getitem__(self, name: str) -> Any:
        key = f"{self._path}.{name}"
        if key not in self._book.specs:
            return Facts(self._book, key, self._used)
        self._used.add(key)
        known = self._book.get(key)
        if known is None:
            return StrictUndefined(hint=key, exc=UnknownFact)  # type: ignore[arg-type] # called with the hint
        return Shown(known.value, (key,))


class Sandbox(ImmutableSandboxedEnvironment):
    """Facts by their dotted names, values by the language's helpers; no attribute, no method, no global else."""

    def __init__(self, writer: Phrases) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, finalize=lambda value: framed(value, writer))
        self.globals.clear()
        self.filters = helpers(writer)
        self.tests = {
            "defined": self.tests["defined"],
            "so": lambda value: not isinstance(value, StrictUndefined) and bool(value),
        }

    intercepted_binops = frozenset({"*", "**", "+", "-", "/", "//", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise TemplateRuntimeError(f"“{operator}” is not for clauses: arithmetic belongs to the facts.")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        return obj is operative_verb

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj[attribute] if isinstance(obj, Facts) else super().getattr(obj, attribute)


def operative_verb(words: str) -> Shown:
    """`{{ verb("thank") }}`: the clause's operative verb, in the words of its language."""
    return Shown(words, (VERB,))


def framed(value: Any, writer: Phrases) -> Any:
    """What is written for `{{ value }}`: the words, framed with the keys of their facts."""
    if isinstance(value, StrictUndefined):
        return value
    if isinstance(value, bool) or not isinstance(value, (Shown, str, int)):
        raise TypeError("only facts, their forms and plain words can be written")
    if not isinstance(value, Shown):
        return str(value)
    words = NOT_IN_A_SENTENCE.sub(" ", writer.write(value.value)).strip()
    return f"{OPEN}{','.join(value.keys)}{MIDDLE}{words}{CLOSE}"


def helpers(writer: Phrases) -> dict[str, Callable[..., Any]]:
    """The filters of the sandbox, in one language."""

    def shown(function: Callable[..., Any]) -> Callable[..., Any]:
        def helper(value: Any, *arguments: Any) -> Any:
            if isinstance(value, StrictUndefined):
                return value
            return Shown(function(bare(value), *map(bare, arguments)), keys_of(value, *arguments))

        return helper

    def each(write: Callable[[str], str], value: Any) -> str:
        if isinstance(value, list):
            return writer.listed(write(writer.write(item)) for item in value)
        return write(writer.write(value))

    def points(values: Iterable[Any]) -> str:
        return "".join(f"\n- {framed(Shown(item, keys_of(values)), writer)}" for item in bare(values))

    return {
        "length": lambda value: len(bare(value)),
        "ordinal": shown(writer.ordinal),
        "feminine_ordinal": shown(lambda number: writer.ordinal(number, feminine=True)),
        "in_words": shown(writer.count_word),
        "plain": shown(lambda number: str(int(number))),
        "when": shown(writer.when),
        "month": shown(lambda period: period.to_the_month),
        "year": shown(lambda period: period.year),
        "as_recorded": shown(list),
        "alphabetical": shown(writer.alphabetical),
        "without_article": shown(
            lambda names: [name.plain for name in names] if isinstance(names, list) else names.plain
        ),
        "of": shown(writer.of),
        "to": shown(writer.to),
        "inside": shown(lambda texts: [inside(text, writer) for text in texts]),
        "that": shown(lambda value: each(writer.that, value)),
        "to_do": shown(lambda value: each(writer.to_do, value)),
        "within": shown(writer.written_in),
        "adjective": shown(adjectives),
        "points": points,
        "resting_on": lambda words, *facts: Shown(bare(words), keys_of(*facts)),
    }


def inside(text: Text, writer: Phrases) -> str:
    """A title as running text has it: "Human resources" begins small, "CAF centre" stays."""
    words = text.in_language(writer.code)
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def adjectives(names: Name | list[Name]) -> Any:
    """French; for a list of names: Portuguese and Slovenian. The plain name where there is no adjective."""
    if isinstance(names, list):
        return [adjectives(name) for name in names]
    return names.adjective or names.plain


@cache
def sandbox(language: str) -> Sandbox:
    return Sandbox(phrases(language))


@lru_cache(maxsize=1000)
def compiled(template: str, language: str) -> Template:
    return sandbox(language).from_string(template)


@lru_cache(maxsize=1000)
def compiled_condition(condition: str) -> TemplateExpression:
    return sandbox("en").compile_expression(condition, undefined_to_none=False)


def namespaces(book: FactBook, used: set[str]) -> dict[str, Any]:
    """What a template may name: the first part of each fact's key, and `verb`."""
    roots = {key.partition(".")[0] for key in book.specs}
    return {**{root: Facts(book, root, used) for root in roots}, VERB: operative_verb}


def holds(condition: str, book: FactBook, used: set[str]) -> bool:
    """Whether a clause's condition holds; the keys it asked for are added to `used`.

    Raises UnknownFact for a fact that is not known, ClauseMistake for what cannot be compared.
    """
    try:
        return bool(compiled_condition(condition)(**namespaces(book, used)))
    except (TemplateError, *WRONG_KIND) as error:
        raise ClauseMistake(f"condition “{condition}”: {error}") from error


def written(template: str, language: str, book: FactBook, used: set[str]) -> Wording:
    """The clause's words in one language. Raises UnknownFact or ClauseMistake."""
    try:
        text = compiled(template, language).render(namespaces(book, used))
    except (TemplateError, *WRONG_KIND) as error:
        raise ClauseMistake(f"text ({language}): {error}") from error
    sentence, *points = re.split(r"\n- ", phrases(language).spaced(text.strip()))
    return Wording(runs_of(sentence), tuple(runs_of(point) for point in points))


def runs_of(text: str) -> Runs:
    """The stretches of a written sentence, white space folded."""
    runs: list[Run] = []
    position = 0
    text = re.sub(r"[ \n\t]+", " ", text).strip()
    for match in FRAMED.finditer(text):
        if match.start() > position:
            runs.append(Run(text[position : match.start()]))
        keys = tuple(key for key in match[1].split(",") if key)
        runs.append(Run(match[2], () if keys == (VERB,) else keys, verb=keys == (VERB,)))
        position = match.end()
    if position < len(text):
        runs.append(Run(text[position:]))
    return tuple(runs)
