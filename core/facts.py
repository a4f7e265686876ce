"""Facts: what is true as of a date, typed and named, with the records it rests on.

Each app declares in its `facts.py` which facts it can tell (`FactSpec`) and tells them for a
`Viewpoint`. Two times are never mixed: `as_of`, the day on which the network must have known a thing,
and `seen_from`, the day from which things lie ahead or behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from core.clock import viewing
from core.values import Text, Value, frozen, thawed


class FactError(Exception):
    """A fact that does not keep to its declaration; the message says which, and how."""


@dataclass(frozen=True)
class Viewpoint:
    """From where facts are told.

    as_of: only what was known on this day counts. seen_from: the day of the meeting (or `as_of`, where
    that is unknown), from which a thing lies ahead or behind. since: the day after the meeting before;
    what lies between is new to this meeting. number: of the meeting; meeting: its record, where it is at hand.
    """

    number: int
    as_of: date
    seen_from: date
    since: date
    meeting: Any = field(default=None, compare=False, repr=False)


class Known(Protocol):
    """A record that facts may rest on."""

    pk: Any
    known_on: date
    source: str

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Origin:
    """A record that a fact rests on, frozen: what it said of itself, where it stands, since when it is known."""

    model: str
    pk: int
    label: Text
    url: str
    known_on: date
    source: str

    @classmethod
    def of(cls, record: Any) -> Origin:
        """The origin that `record` is."""
        return cls(
            model=record._meta.label_lower,
            pk=record.pk,
            label=in_every_language(lambda: str(record)),
            url=record.get_absolute_url(),
            known_on=record.known_on,
            source=record.source,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "pk": self.pk,
            "label": self.label,
            "url": self.url,
            "known_on": self.known_on.isoformat(),
            "source": self.source,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Origin:
        return cls(**{**data, "label": Text(data["label"]), "known_on": date.fromisoformat(data["known_on"])})


def in_every_language(words: Callable[[], str]) -> Text:
    """What `words` says when each of the portal's languages is active."""
    texts = Text()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts[code] = str(words())
    return texts


@dataclass(frozen=True)
class FactSpec:
    """The declaration of a fact: `kind` is the type of its value (for a list: list), `label` what a
    reader calls it, `supplier` who can supply it when it is unknown. confidential: its records are not
    shared within the network; only who reads every country's records is shown it, and no clause rests on it."""

    key: str
    kind: type
    label: str | Promise
    supplier: str | Promise = ""
    confidential: bool = False


@dataclass(frozen=True)
class Fact:
    """A named value and the records it rests on (none for what follows from the meeting alone)."""

    key: str
    value: Value
    origins: tuple[Origin, ...] = ()

    @property
    def known_on(self) -> date | None:
        """Since when it is known: when the last of its records became known."""
        return max((origin.known_on for origin in self.origins), default=None)

    def as_json(self) -> dict[str, Any]:
        return {
            "value": frozen(self.value),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "origins": [origin.as_json() for origin in self.origins],
        }

    @classmethod
    def from_json(cls, key: str, data: dict[str, Any]) -> Fact:
        return cls(key, thawed(data["value"]), tuple(Origin.from_json(origin) for origin in data["origins"]))


def fact(key: str, value: Value, *records: Any) -> Fact:
    """A fact that rests on `records` (None among them is passed over)."""
    return Fact(key, value, tuple(Origin.of(record) for record in records if record is not None))


Teller = Callable[[Viewpoint], Iterable[Fact]]


@dataclass
class FactBook:
    """All that is known from one viewpoint: key -> Fact, each kept to its declaration."""

    specs: Mapping[str, FactSpec]
    facts: dict[str, Fact] = field(default_factory=dict)

    def add(self, new: Fact) -> None:
        """Enter a fact. Raises FactError if it is not declared, told twice, or of another kind than declared."""
        spec = self.specs.get(new.key)
        if spec is None:
            raise FactError(f"The fact {new.key} is told but not declared.")
        if new.key in self.facts:
            raise FactError(f"The fact {new.key} is told twice.")
        if type(new.value) is not spec.kind:
            raise FactError(
                f"The fact {new.key} should be a {spec.kind.__name__}, "
                f"but its records give a {type(new.value).__name__}: {new.value!r}."
            )
        self.facts[new.key] = new

    def get(self, key: str) -> Fact | None:
        return self.facts.get(key)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def as_json(self) -> dict[str, Any]:
        return {key: fact.as_json() for key, fact in sorted(self.facts.items())}


@dataclass(frozen=True)
class FactSource:
    """One app's facts: what it declares, and the function that tells them."""

    specs: tuple[FactSpec, ...]
    tell: Teller


def collected(sources: Iterable[FactSource], viewpoint: Viewpoint) -> FactBook:
    """The book of every app's facts from one viewpoint. Raises FactError."""
    sources = list(sources)
    book = FactBook({spec.key: spec for source in sources for spec in source.specs})
    with viewing(viewpoint.as_of):
        for source in sources:
            for told in source.tell(viewpoint):
                book.add(told)
    return book
