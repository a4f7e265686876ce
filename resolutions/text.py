"""The shape of a written resolution in one language: sections, clauses, runs of words.

A run is a stretch of words that are all of one kind: plain, an operative verb, or a fact's value. The
page underlines facts, the PDF sets verbs bold, plain text joins the runs. Frozen as JSON in a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any


@dataclass(frozen=True)
class Run:
    """A stretch of words. `facts`: keys of the facts it writes. `verb`: it is an operative verb."""

    text: str
    facts: tuple[str, ...] = ()
    verb: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "facts": list(self.facts), "verb": self.verb}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Run:
        return cls(data["text"], tuple(data["facts"]), data["verb"])


Runs = tuple[Run, ...]


def letter(place: int) -> str:
    """What a point is called, counted from 0: a to z, then aa, ab."""
    before, last = divmod(place, len(ascii_lowercase))
    return f"{letter(before - 1) if before else ''}{ascii_lowercase[last]}"


def plain(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Wording:
    """A clause's words in one language: a sentence, and the points (a), (b) ... below it, if any.

    Neither carries its final punctuation: that depends on where the clause stands.
    """

    runs: Runs
    points: tuple[Runs, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "runs": [run.as_json() for run in self.runs],
            "points": [[run.as_json() for run in point] for point in self.points],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Wording:
        return cls(
            tuple(Run.from_json(run) for run in data["runs"]),
            tuple(tuple(Run.from_json(run) for run in point) for point in data["points"]),
        )


@dataclass(frozen=True)
class CommitmentLine:
    """What a clause makes someone owe, in one language: "CAF expert group", "at the CAF User Event, ..."."""

    owner: str
    task: str
    due: str


@dataclass(frozen=True)
class Clause:
    """A numbered clause in one language, punctuated: `end` closes the sentence or its last point,
    `point_end` closes the points before."""

    number: int
    key: str
    wording: Wording
    end: str
    point_end: str
    commitment: CommitmentLine | None = None


@dataclass(frozen=True)
class Section:
    """A working area: numeral "I", title "Quality Conferences"; both empty for the preamble."""

    area: str
    numeral: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ResolutionText:
    """A whole resolution in one language.

    data_lines: (label, value) pairs under the title. formula: the enacting words before the first
    clause. status: "Draft 3 - not adopted". notice: (heading, words) of the box that ends a draft.
    """

    language: str
    reference: str
    title: tuple[str, ...]
    subtitle: str
    status: str
    version_name: str
    meeting_name: str
    also_in: str
    data_lines: tuple[tuple[str, str], ...]
    formula: str
    sections: tuple[Section, ...]
    notice: tuple[str, str]
    watermark: str
    made_on: str = field(default="", metadata={"is": "the day of the facts, ISO, for the file's own date"})
    area_formula: str = field(default="", metadata={"is": "who speaks, before the first clause of each area"})
