"""How much alike two organisations are, 0 to 100, and why, as codes (`caf.likeness.search.sentences` says them)."""

from __future__ import annotations

from dataclasses import dataclass, field
from zlib import crc32

from rapidfuzz.distance import OSA

from caf.likeness.folding import Folded, Token, fold, fold_place, fold_site

LONG_WORD, FAIR_WORD = 10, 4
LEAST_PLAIN = 8
WHOLE = "=u"  # what such keys begin with


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation made comparable. The first name is what it is called now; others are aliases and former ones.

    city: folded. host, address: of the web site. keys: what those that may be the same have in common with it; whole:
    those of them that stand for a whole name or web site. meanings: what its names say that it is.
    """

    pk: int
    country: int
    names: tuple[Folded, ...]
    city: str = ""
    host: str = ""
    address: str = ""
    level: str = ""
    sector: str = ""
    keys: frozenset[int] = field(default_factory=frozenset)
    whole: frozenset[int] = field(default_factory=frozenset)
    meanings: frozenset[str] = field(default_factory=frozenset)


def known(
    pk: int, country: int, names: tuple[str, ...], city: str = "", website: str = "", level: str = "", sector: str = ""
) -> Known:
    """An organisation made comparable; with its keys."""
    host, address = fold_site(website) if website else ("", "")
    folded = tuple(dict.fromkeys(fold(name) for name in names if name))
    place = fold_place(city) if city else ""
    said = keys_of(country, folded, place, host, address)
    keys = frozenset([crc32(key.encode()) - 2**31 for key in said])
    whole = frozenset([crc32(key.encode()) - 2**31 for key in said if key[0] in WHOLE])
    meanings = frozenset(meaning for name in folded for meaning in name.meaning)
    return Known(pk, country, folded, place, host, address, level, sector, keys, whole, meanings)


def keys_of(country: int, names: tuple[Folded, ...], city: str, host: str, address: str) -> set[str]:
    """Two organisations are compared if they have one of these in common.

    A whole name and a web address are looked for everywhere; parts of a name inside the country: each own word; its
    beginning or its end with the sort of organisation, for one mistyped; the city with the sort; the acronym.
    """
    keys: set[str] = set()
    own_numbers = ",".join(names[0].numbers) if names else ""
    for name in names:
        numbers = ",".join(name.numbers) or own_numbers
        meaning, own = "+".join(name.meaning), name.own
        whole = f"{' '.join((*name.meaning, *sorted(own)) or name.codes)}|{numbers}"
        keys.add(f"={whole}" if own or len(name.meaning) > 1 else f"={country}|{whole}|{city}")
        for word in own:
            keys.add(f"w{country}|{word}|{numbers}")
            if len(word) > FAIR_WORD + 1:
                keys.add(f"p{country}|{word[:4]}|{meaning}|{numbers}")
                keys.add(f"s{country}|{word[-4:]}|{meaning}|{numbers}")
        if city:
            keys.add(f"c{country}|{city}|{meaning}|{numbers}")
        for short in name.initials | ({name.acronym} if name.acronym else frozenset()):
            keys.add(f"a{country}|{short}|{city}|{numbers}")
            if len(short) > 2:
                keys.add(f"b{country}|{short}|{numbers}")
    if address:
        keys.add(f"u{address}")
    if host:
        keys.add(f"h{country}|{host}")
    return keys


# --- Names --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """share: 0 to 1. reason: a code. certain: no more than spelling or language differs. clash: other sorts."""

    share: float
    reason: str = ""
    certain: bool = False
    clash: bool = False


NONE = NameLikeness(0.0)


def slipped(first: str, second: str) -> bool:
    """The same word with a letter or two mistyped."""
    shorter = min(len(first), len(second))
    if shorter < FAIR_WORD - 1 or max(len(first), len(second)) < FAIR_WORD:
        return False
    most = 2 if shorter >= LONG_WORD else 1
    return bool(OSA.distance(first, second, score_cutoff=most) <= most)


def shortened(first: Token, second: Token) -> bool:
    """One is an abbreviation of the other: univ, minist."""
    short, long = (first, second) if len(first.surface) < len(second.surface) else (second, first)
    return short.sort == "word" and len(short.surface) >= FAIR_WORD - 1 and long.surface.startswith(short.surface)


def same_name(first: Folded, second: Folded) -> NameLikeness | None:
    """Where no more than spelling, order or language differs."""
    if first.plain == second.plain:
        return NameLikeness(1.0, "name", certain=not first.acronym)  # an acronym stands for many names
    if first.bag == second.bag:
        return NameLikeness(1.0, "order", certain=True)
    if first.codes == second.codes:
        return NameLikeness(1.0, "language", certain=True)
    if first.core and first.core == second.core:
        return NameLikeness(0.96, "language", certain=True)
    return None


def compare_names(first: Folded, second: Folded) -> NameLikeness:
    """How alike two names are that are not the same."""
    common = set(first.codes) & set(second.codes)
    left = [token for token in first.tokens if token.code not in common]
    right = [token for token in second.tokens if token.code not in common]
    if min(len(first.plain), len(second.plain)) >= LEAST_PLAIN and not clash(left, right):
        most = 2 if min(len(first.plain), len(second.plain)) >= 2 * LONG_WORD else 1
        if OSA.distance(first.plain, second.plain, score_cutoff=most) <= most:
            return NameLikeness(0.95 if same_beginnings(left, right) else 0.85, "slip")
    matched = sum(token.weight for token in first.tokens if token.code in common)
    matched += sum(token.weight for token in second.tokens if token.code in common)
    reason = "words"
    for one in list(left):
        other = next((other for other in right if slipped(one.surface, other.surface)), None)
        factor = 0.92
        if other is None:
            other = next((other for other in right if shortened(one, other)), None)
            factor = 0.85
        if other is not None:
            if factor > 0.9 and one.surface[0] != other.surface[0]:
                factor = 0.8  # who mistypes a word seldom begins with its first letter
            matched += factor * (one.weight + other.weight)
            left.remove(one)
            right.remove(other)
            reason = "slip" if factor != 0.85 else "short"
    if left and right:
        joined = "".join(token.surface for token in left), "".join(token.surface for token in right)
        if slipped(*joined):
            matched += 0.95 * sum(token.weight for token in (*left, *right))
            left, right, reason = [], [], "spacing"
    whole = sum(token.weight for token in (*first.tokens, *second.tokens))
    share = matched / whole if whole else 0.0
    clashes = clash(left, right)
    if left and right:
        share *= 0.55 if clashes or (owns(left) and owns(right)) else 0.85
    if reason == "words" and (left or right) and not (owns(left) or owns(right)) and not clashes:
        return NameLikeness(share, "words", certain=share > 0.8)
    return NameLikeness(share, reason, clash=clashes)


def same_beginnings(left: list[Token], right: list[Token]) -> bool:
    """Who mistypes a word seldom begins with its first letter: Pontechiaro is not Montechiaro."""
    return sorted(token.surface[0] for token in left) == sorted(token.surface[0] for token in right)


def owns(tokens: list[Token]) -> bool:
    return any(token.sort in ("word", "place") for token in tokens)


def clash(left: list[Token], right: list[Token]) -> bool:
    """Each is of a sort that the other is not: a school and a hospital."""
    return any(token.sort in ("kind", "subject") for token in left) and any(
        token.sort in ("kind", "subject") for token in right
    )


def acronym_of(first: Folded, second: Folded) -> bool:
    return bool(
        (first.acronym and first.acronym in second.initials) or (second.acronym and second.acronym in first.initials)
    )


def worth_comparing(one: Known, other: Known) -> bool:
    """Whether two that share no whole name and no web site can be alike enough: in one place, and of one sort."""
    if one.city != other.city and one.city and other.city:
        return False
    return not (one.meanings and other.meanings) or not one.meanings.isdisjoint(other.meanings)


# --- Organisations ------------------------------------------------------------------------------------


def likeness(one: Known, other: Known) -> tuple[int, tuple[str, ...]]:
    """(score 0-100, reasons as codes)."""
    if not one.names or not other.names:
        return 0, ()
    if one.names[0].numbers != other.names[0].numbers:
        return 0, ()  # the second school of a town is not its third
    cities = compare_cities(one.city, other.city)
    best, by_another = best_names(one, other, only_certain=cities == "other")
    reasons = [best.reason] if best.share > 0.5 else []
    if by_another and reasons:
        reasons.append("alias")
    same_site = bool(one.address) and one.address == other.address
    score = 100 * best.share
    if cities == "same":
        score += (100 - score) * 0.3
        reasons.append("city")
    elif cities == "other" or (cities == "near" and not best.certain):
        score *= 0.75 if best.certain else 0.6
        reasons.append("other city")
    elif not best.certain and not same_site:
        score *= 0.85
    if same_site:
        reasons.append("site")
        score = score + (100 - score) * 0.7 if best.share > 0.3 and not best.clash else max(score, 60)
    elif one.host and one.host == other.host:
        reasons.append("domain")
        score += (100 - score) * 0.1
    elif best.certain and cities == "unknown":
        score = min(score, 94)
    if one.country != other.country:
        reasons.append("abroad")
        score *= 0.97 if same_site else 0.72
    score -= 3 * differs(one.level, other.level) + 3 * differs(one.sector, other.sector)
    return max(0, min(100, round(score))), tuple(reasons)


def best_names(one: Known, other: Known, *, only_certain: bool) -> tuple[NameLikeness, bool]:
    """Of their names, the two that are most alike; whether one of them is not what it is called now.

    An acronym stands for many names: it tells only where one of the two is recorded by its acronym alone.
    """
    if not only_certain and one.meanings and other.meanings and one.meanings.isdisjoint(other.meanings):
        only_certain = True  # a school and a hospital
    best, by_another = NONE, False
    for index, first in enumerate(one.names):
        for turn, second in enumerate(other.names):
            if index + turn and (first.acronym or second.acronym):
                continue
            found = same_name(first, second) or (NONE if only_certain else compare_names(first, second))
            if found.share > best.share:
                best, by_another = found, bool(index + turn)
                if found.certain:
                    return best, by_another
    if best.share < 0.8 and is_acronym(one, other):
        return NameLikeness(0.72, "acronym"), False
    return best, by_another


def is_acronym(one: Known, other: Known) -> bool:
    """One is recorded by the acronym alone, the other by its name."""
    if bool(one.names[0].acronym) == bool(other.names[0].acronym):
        return False
    return any(acronym_of(first, second) for first in one.names[:1] for second in other.names[:1])


def compare_cities(first: str, second: str) -> str:
    """same, near (perhaps mistyped), other, or unknown: not given."""
    if not first or not second:
        return "unknown"
    if first == second:
        return "same"
    if slipped(first, second) or first in second or second in first:
        return "near"
    return "other"


def differs(first: str, second: str) -> bool:
    return bool(first and second and first != second)
