"""What changed between two texts, word by word; and two changes of one text brought together.

The comparison is the standard library's `difflib`. A text is cut into words, spaces and signs, so that a comma
that comes in does not strike out the word before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

CHANCE = re.compile(r"\s*(\w{1,3}\s*)?")  # a lone short word that two changes happen to leave between them
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
SAME, DELETED, INSERTED = "same", "del", "ins"


@dataclass(frozen=True)
class Piece:
    """A stretch of a redline. kind: "same", "del" (struck out) or "ins" (new)."""

    kind: str
    words: str


@dataclass(frozen=True, order=True)
class Edit:
    """Tokens `start` to `end` of the first text are replaced by `words`."""

    start: int
    end: int
    words: str


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def edits(old: list[str], new: list[str]) -> list[Edit]:
    """What turns the first text into the second. What is left between two changes by chance goes with them."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and CHANCE.fullmatch("".join(old[found[-1][1] : start])):
            first = found.pop()
            found.append((first[0], end, first[2], new_end))
        else:
            found.append((start, end, new_start, new_end))
    return [Edit(start, end, "".join(new[new_start:new_end])) for start, end, new_start, new_end in found]


def redline(old: str, new: str) -> list[Piece]:
    """The second text with what it strikes out of the first, and what it adds, in reading order."""
    before, place, pieces = tokens(old), 0, []
    for edit in edits(before, tokens(new)):
        pieces += [
            Piece(SAME, "".join(before[place : edit.start])),
            Piece(DELETED, "".join(before[edit.start : edit.end])),
            Piece(INSERTED, edit.words),
        ]
        place = edit.end
    pieces.append(Piece(SAME, "".join(before[place:])))
    return [piece for piece in pieces if piece.words]


def joined(base: str, first: str, second: str) -> str | None:
    """Both changes of one text in one; None where they touch the same words, or what stands right beside them."""
    tokens_of_base = tokens(base)
    every = sorted(
        (edit, side) for side, text in enumerate((first, second)) for edit in edits(tokens_of_base, tokens(text))
    )
    chosen = [(edit, {side for _edit, side in sides}) for edit, sides in groupby(every, key=lambda entry: entry[0])]
    words, place = [], 0
    for number, (edit, sides) in enumerate(chosen):
        if number and edit.start <= chosen[number - 1][0].end and sides != chosen[number - 1][1]:
            return None
        words += ["".join(tokens_of_base[place : edit.start]), edit.words]
        place = max(place, edit.end)
    return "".join([*words, *tokens_of_base[place:]])
