"""The questions that every edition asks in the same words: read from `core_questions.toml`, by version.

A questionnaire copies them when it is prepared, and remembers the version: what was asked stays as it was asked.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.values import Text

FILE = Path(__file__).parent / "core_questions.toml"
COUNTRIES = "countries"


@dataclass(frozen=True)
class CoreQuestion:
    """since, until: the versions in which it is asked, both included; until 0: to this day. audiences, moments:
    empty for all. compared: its figures of several editions stand side by side. options: "countries" or ""."""

    key: str
    since: int
    kind: str
    text: Text
    short: Text
    until: int = 0
    required: bool = False
    compared: bool = False
    audiences: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    options: str = ""

    def is_asked(self, audience: str, moment: str, version: int) -> bool:
        return (
            self.since <= version <= (self.until or version)
            and (not self.audiences or audience in self.audiences)
            and (not self.moments or moment in self.moments)
        )


@cache
def every_core_question() -> tuple[CoreQuestion, ...]:
    """All that were ever asked, in the order in which they are asked."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]
    return tuple(
        CoreQuestion(
            **{
                **row,
                "text": Text(row["text"]),
                "short": Text(row["short"]),
                "audiences": tuple(row.get("audiences", ())),
                "moments": tuple(row.get("moments", ())),
            }
        )
        for row in rows
    )


def core_version() -> int:
    """The version that a questionnaire prepared now is given."""
    return max(max(question.since, question.until) for question in every_core_question())


def core_questions(audience: str, moment: str, version: int) -> list[CoreQuestion]:
    return [question for question in every_core_question() if question.is_asked(audience, moment, version)]


def core_question(key: str) -> CoreQuestion | None:
    return next((question for question in every_core_question() if question.key == key), None)


def compared_questions() -> list[CoreQuestion]:
    return [question for question in every_core_question() if question.compared]
