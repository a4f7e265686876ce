"""Names of organisations made comparable across spellings, alphabets and languages.

Letters are folded (accents, case, Greek and Cyrillic), then words are told apart by what they are: words that mean the
same in several languages get one code (words.toml), legal forms and small words say nothing, numbers stand by
themselves: the second school of a town is another than its third. What is left is the organisation's own.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from anyascii import anyascii

Sort = Literal["kind", "subject", "light", "place", "noise", "word"]
WEIGHTS: dict[Sort, float] = {"kind": 1.0, "subject": 1.0, "light": 0.3, "place": 2.0, "noise": 0.0, "word": 2.0}
LEAST_PREFIX, LEAST_ENDING = 4, 4
AS_ROMANISED = {"щ": "sht", "ъ": "a", "ь": "y", "х": "h", "ξ": "x", "χ": "ch", "β": "v", "η": "i"}
DIGRAPHS = re.compile(r"(?<=[aou])e")  # ä, ö, ü as ae, oe, ue
DOUBLED = re.compile(r"([a-z])\1+")
DOTTED = re.compile(r"\b\w(?:\.\s?\w)+\b\.?")
WORD = re.compile(r"[a-z]+|\d+")
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
FIRST_LETTERS = re.compile(r"[^a-z0-9]*([a-z]+)")
ACRONYM = re.compile(r"[^\W\d_]{2,8}")
LONGEST_ACRONYM = 14  # with a number behind it


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name, or an expression of several. code: the same for all that mean the same."""

    code: str
    surface: str
    sort: Sort

    @property
    def weight(self) -> float:
        return WEIGHTS[self.sort] if len(self.surface) > 1 else 0.5


@dataclass(frozen=True, slots=True)
class Folded:
    """A name made comparable. plain: its words in their order; bag: in the alphabet's.

    codes: of all its words; core: of those that tell most; own: those of no known meaning, and places; meaning: what
    sort of organisation it is and what it deals with. numbers: figures, without leading zeros. acronym: the name, where
    it is one; initials: what its acronym may be.
    """

    plain: str
    bag: tuple[str, ...]
    tokens: tuple[Token, ...]
    codes: tuple[str, ...]
    core: tuple[str, ...]
    own: tuple[str, ...]
    meaning: tuple[str, ...]
    numbers: tuple[str, ...]
    acronym: str
    initials: frozenset[str]


class AsciiLetters(dict[int, str]):
    """What each sign is in ASCII, for `str.translate`; found once for each."""

    def __missing__(self, sign: int) -> str:
        letter = chr(sign)
        found = "" if unicodedata.combining(letter) else AS_ROMANISED.get(letter) or anyascii(letter).lower()
        self[sign] = found
        return found


ASCII_LETTERS = AsciiLetters()


def letters(text: str) -> str:
    """Lower-case ASCII letters, digits and signs: Ñ as n, Ø as o, ß as s, Министерство as ministerstvo."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
        text = text.replace("\u03bf\u03c5", "ou").translate(ASCII_LETTERS)
    return DOUBLED.sub(r"\1", DIGRAPHS.sub("", text.lower()))


@dataclass(frozen=True)
class Vocabulary:
    """What words mean: whole ones, beginnings, endings, and expressions by their first word, longest first."""

    words: dict[str, Token]
    beginnings: dict[str, Token]
    endings: dict[str, Token]
    expressions: dict[str, list[tuple[tuple[str, ...], Token]]]


@cache
def vocabulary() -> Vocabulary:
    """Of words.toml."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        sorts = tomllib.load(file)
    known = Vocabulary({}, {}, {}, {})
    sort: Any
    for sort, meanings in sorts.items():
        for code, forms in meanings.items():
            for form in forms.split():
                enter(known, form, Token(f"<{code}>", "", sort))
    for expressions in known.expressions.values():
        expressions.sort(key=lambda one: -len(one[0]))
    return known


def enter(known: Vocabulary, form: str, token: Token) -> None:
    """A form as the file writes it: word, beginning*, -ending, several_words."""
    words = tuple(WORD.findall(letters(form.replace("_", " "))))
    if len(words) > 1:
        known.expressions.setdefault(words[0], []).append((words, token))
        return
    word = words[0]
    if form.endswith("*") and len(word) >= LEAST_PREFIX:
        known.beginnings.setdefault(word, token)
    elif form.startswith("-") and len(word) >= LEAST_ENDING:
        known.endings.setdefault(word, token)
    known.words.setdefault(word, token)


@lru_cache(maxsize=200_000)
def tokens_of(word: str) -> tuple[Token, ...]:
    """What one word stands for: itself, a meaning, or two of them: Finanzministerium."""
    known = vocabulary()
    if token := known.words.get(word):
        return (Token(token.code, word, token.sort),)
    for length in range(len(word) - 2, LEAST_ENDING - 1, -1):
        if token := known.endings.get(word[-length:]):
            return (*tokens_of(word[:-length]), Token(token.code, word[-length:], token.sort))
    for length in range(len(word), LEAST_PREFIX - 1, -1):
        if token := known.beginnings.get(word[:length]):
            return (Token(token.code, word, token.sort),)
    return (Token(word, word, "word"),)


def taken_apart(words: list[str]) -> list[Token]:
    """The tokens of a name's words; the longest known expression first."""
    found: list[Token] = []
    place, expressions = 0, vocabulary().expressions
    while place < len(words):
        for parts, token in expressions.get(words[place], ()):
            if tuple(words[place : place + len(parts)]) == parts:
                found.append(Token(token.code, " ".join(parts), token.sort))
                place += len(parts)
                break
        else:
            found += tokens_of(words[place])
            place += 1
    return [token for token in found if token.sort != "noise"]


@lru_cache(maxsize=20_000)
def fold(name: str) -> Folded:
    """A name made comparable."""
    if "." in name:
        name = DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", ""), name)
    text = letters(name)
    words, numbers = [], set()
    for word in WORD.findall(text):
        if (figure := ROMAN.get(word, word)).isdigit():
            numbers.add(figure.lstrip("0") or "0")
        else:
            words.append(word)
    tokens = taken_apart(words)
    telling = [word for word in words if word not in small_words()]
    first = [found[1] for part in text.split() if (found := FIRST_LETTERS.match(part))]
    initials = "".join(word[0] for word in first), "".join(word[0] for word in first if word not in small_words())
    return Folded(
        plain=" ".join(telling or words),
        bag=tuple(sorted(telling or words)),
        tokens=tuple(tokens),
        codes=tuple(sorted({token.code for token in tokens})),
        core=tuple(sorted({token.code for token in tokens if token.sort != "light"})),
        own=tuple(token.code for token in tokens if token.sort in ("word", "place")),
        meaning=tuple(sorted({token.code for token in tokens if token.sort in ("kind", "subject")})),
        numbers=tuple(sorted(numbers)),
        acronym=acronym_in(name) if len(name) <= LONGEST_ACRONYM else "",
        initials=frozenset(letters for letters in initials if len(letters) > 1),
    )


def acronym_in(name: str) -> str:
    """The letters of a name that is an acronym, with or without a number; "" for another."""
    bare = [part for part in name.split() if not part.isdigit()]
    if len(bare) != 1 or not bare[0].isupper() or not ACRONYM.fullmatch(bare[0]):
        return ""
    return "".join(letters(sign)[:1] for sign in bare[0])  # one by one: a doubled letter stands for two words


@cache
def small_words() -> frozenset[str]:
    """Those that say nothing."""
    return frozenset(word for word, token in vocabulary().words.items() if token.sort == "noise")


@lru_cache(maxsize=20_000)
def fold_place(city: str) -> str:
    """A city made comparable: Wien and Vienna are one."""
    words = WORD.findall(letters(city))
    tokens = taken_apart(words)
    return tokens[0].code if len(tokens) == 1 and tokens[0].sort == "place" else " ".join(words)


SHARED_HOSTS = ("facebook.", "sites.google.", "wordpress.", "blogspot.", "linkedin.", "twitter.", "x.com", "wixsite.")


@lru_cache(maxsize=50_000)
def fold_site(website: str) -> tuple[str, str]:
    """(domain, whole address) of a web site, without www; ("", "") where there is none.

    Domains at which anyone may have a page are none: ("", address).
    """
    parts = urlsplit(website.strip() if "//" in website else f"//{website.strip()}")
    try:
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    if "." not in host:
        return "", ""
    address = host + parts.path.rstrip("/").lower()
    shared = any(host.startswith(name) or f".{name}" in host for name in SHARED_HOSTS)
    return ("" if shared else host), address
