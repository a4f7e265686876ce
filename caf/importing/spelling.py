"""The many ways in which files write a country, a level, a size, a version, a day: each has one meaning or none.

What is ambiguous is `Misread`, with a sentence: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.utils.translation import override

from caf.importing.problems import Misread
from caf.models import CafVersion, Level, Sector, SizeBand
from core.languages import CODES
from network.models import Country, CountryName

NEAR, MISTYPED = 75, 2  # of 100, and letters at most: “general administration” is not “local administration”, mistyped
COMMON_COUNTRIES = {"Great Britain": "GB", "U.K.": "GB", "Hellas": "GR", "Holland": "NL", "Slovak Republic": "SK"}
LEVEL_WORDS = {
    Level.EUROPEAN: "EU, Europe, European Union, européen, européenne, UE",
    Level.NATIONAL: "central, centre, federal, fédéral, state, état, national level, central government, "
    "national-federal",
    Level.REGIONAL: "region, région, province, county, département, regional government",
    Level.LOCAL: "municipal, municipality, commune, communal, city, local government, local authority",
}
SECTOR_WORDS = {
    Sector.EDUCATION: "schools, school, research, enseignement, universities",
    Sector.POLICE: "security, sécurité, police",
    Sector.HEALTH: "health care, healthcare, hospitals, santé publique",
    Sector.SOCIAL: "social security, social affairs, sécurité sociale, welfare",
    Sector.LOCAL_ADMINISTRATION: "municipality, municipalities, local government, administration communale",
    Sector.FINANCES: "tax, taxes, customs, finance, finances publiques",
    Sector.JUSTICE: "courts, court, tribunaux, law",
    Sector.TRANSPORT: "public works, infrastructure, transports",
    Sector.CULTURE: "culture and sports, museums",
    Sector.OTHER: "others, divers",
}


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """A text as one compares it: no case, no accents, no spaces or signs. Alphabets stay what they are."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def is_a_name(text: str) -> bool:
    """Whether an organisation may be called so: with a letter, and not by what a spreadsheet would run."""
    return not text.startswith("=") and any(sign.isalpha() for sign in text)


# --- Words of a list --------------------------------------------------------------------------------------


class Words:
    """What each word of a list may be called. One that would mean two things means neither."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        self.meaning: dict[str, Any] = {}
        for word, value in pairs:
            key = folded(word)
            if key and self.meaning.setdefault(key, value) != value:
                self.meaning[key] = None
        self.meaning = {key: value for key, value in self.meaning.items() if value is not None}

    def get(self, text: str) -> Any:
        return self.meaning.get(folded(text))

    def nearest(self, text: str) -> Any:
        """What was probably meant; None for what is like nothing here."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - memory that only who checks a file pays for
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - the same

        asked = folded(text)
        near = process.extractOne(asked, self.meaning.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        return self.meaning[near[0]] if near and Levenshtein.distance(asked, near[0]) <= MISTYPED else None


def spelled(choices: Any, more: dict[Any, str]) -> Iterable[tuple[str, str]]:
    """Codes, labels in every language of the portal with and without what stands in brackets, and other usual words."""
    for value in choices.values:
        yield value, value
        for language, _name in settings.LANGUAGES:
            with override(language):
                label = str(choices(value).label)
            yield label, value
            yield label.partition("(")[0], value
    for value, words in more.items():
        for word in words.split(","):
            yield word, value


def level_words() -> Words:
    return Words(spelled(Level, LEVEL_WORDS))


def sector_words() -> Words:
    return Words(spelled(Sector, SECTOR_WORDS))


def country_words() -> Words:
    """Codes and names of the countries on record, in every language that the portal knows of; values: primary keys."""
    countries = list(Country.objects.all())
    by_code = {country.iso2: country.pk for country in countries}
    pairs: list[tuple[str, int]] = []
    for country in countries:
        pairs += [(code, country.pk) for code in (country.iso2, country.iso3, country.eu_code)]
    for name in CountryName.objects.all():
        pairs += [(name.name, name.country_id), (name.in_text, name.country_id)]
    pairs += [(word, by_code[code]) for word, code in COMMON_COUNTRIES.items() if code in by_code]
    for language in CODES:
        territories = Locale.parse(language).territories
        pairs += [(territories[code], key) for code, key in by_code.items() if code in territories]
    return Words(pairs)


def language_words() -> Words:
    """Codes and names of languages, in English, French and the language itself."""
    pairs = [(code, code) for code in CODES]
    for code in CODES:
        pairs += [(str(Locale.parse(speaker).languages.get(code, code)), code) for speaker in ("en", "fr", code)]
    return Words(pairs)


# --- Sizes and versions -----------------------------------------------------------------------------------

NUMBERS = re.compile(r"\d+")
PARTS = re.compile(r"(?<=\d)[.,]\d{1,2}(?!\d)")  # of a post: 12.5 are twelve people
BELOW_ZERO = re.compile(r"\s*[-\N{MINUS SIGN}\N{EN DASH}]\s*\d")
OVER = re.compile(r"^\s*(>|over|more than|plus de|mehr als)", re.IGNORECASE)
AT_LEAST = re.compile(
    r"(≥|>=|\+\s*$|\bor more\b|\band more\b|\bou plus\b|\bet plus\b|\bat least\b|\bau "
    "moins\b)",
    re.IGNORECASE,
)
UNDER = re.compile(r"^\s*(<|under\b|less than\b|fewer than\b|moins de\b)", re.IGNORECASE)
AT_MOST = re.compile(r"(≤|<=|\bup to\b|\bat most\b|\bau plus\b|jusqu)", re.IGNORECASE)
WITHOUT_END = 10**9
BANDS = {
    SizeBand.UNDER_10: (1, 9),
    SizeBand.UNDER_50: (10, 49),
    SizeBand.UNDER_250: (50, 249),
    SizeBand.UNDER_1000: (250, 999),
    SizeBand.OVER_1000: (1000, WITHOUT_END),
}
MOST_PEOPLE = 10_000_000


def size_band(value: Any) -> str:
    """The band in which a number of people, or a band of it, lies as a whole. Raises Misread."""
    text = str(value)
    bands = ", ".join(SizeBand.values)
    if text in SizeBand.values:
        return text
    if not NUMBERS.search(text):
        raise Misread("no size", value=text, allowed=bands)
    low, high = people(text)
    if BELOW_ZERO.match(text) or high < max(low, 1):
        raise Misread("no people", value=text, allowed=bands)
    for band, (first, last) in BANDS.items():
        if first <= low and high <= last:
            return band.value
    raise Misread("size", value=text, allowed=bands)


def people(text: str) -> tuple[int, int]:
    """(fewest, most) that a text such as "> 999", "10 to 49" or "137" says; one that says neither has no band."""
    whole = PARTS.sub("", re.sub(r"(?<=\d)[\s.,’'](?=\d{3}\b)", "", text))
    numbers = [int(found) for found in NUMBERS.findall(whole)]
    if not numbers or len(numbers) > 2 or max(numbers) > MOST_PEOPLE:
        return 0, WITHOUT_END
    if len(numbers) == 2:
        return min(numbers), max(numbers)
    number = numbers[0]
    if AT_MOST.search(text):
        return 1, number
    if UNDER.search(text):
        return 1, number - 1
    if AT_LEAST.search(text):
        return number, WITHOUT_END
    if OVER.search(text):
        return number + 1, WITHOUT_END
    return number, number


VERSION = re.compile(r"(?:caf|version|v\.?)*\s*(?:version|v\.?)?\s*'?(2\d{3})", re.IGNORECASE)


def caf_version(value: Any) -> str:
    """Raises Misread."""
    found = VERSION.fullmatch(str(value).strip())
    if found is None or found[1] not in CafVersion.values:
        raise Misread("version", value=str(value), allowed=", ".join(CafVersion.values))
    return found[1]


# --- Days -------------------------------------------------------------------------------------------------

ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?)?)?")
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
THREE = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?: \d{1,2}:\d{2}.*)?")
WITH_WORD = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th|\.)?\s+)?(\w+)\.?,?\s+(\d{4})")
ORDERS = ("", "dmy", "mdy")
FIRST_YEAR, LAST_YEAR = 1900, 2100


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Names of the months, whole and short, in every language that the portal knows of; in Latin letters or not."""
    found: dict[str, int | None] = {}
    for code in CODES:
        kinds = Locale.parse(code).months
        for kind in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in kinds[kind][width].items():
                    key = folded(name)
                    found[key] = number if found.get(key, number) == number else None
    return {name: number for name, number in found.items() if number and not name.isdigit()}


def day_of(value: Any, order: str = "") -> str:
    """As ISO writes it, as far as it is known: 2009-01-15, 2009-01 or 2009. order: of 01/02/2009, "dmy" or "mdy".

    Raises Misread for what is no day, or may be two.
    """
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    year, month, day = parts(text, order)
    if month is None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Misread("date", value=text)
        return f"{year:04}"
    try:
        written = date(year, month, day or 1).isoformat()
    except ValueError as error:
        raise Misread("no such day", value=text) from error
    return written if day else written[:7]


def parts(text: str, order: str) -> tuple[int, int | None, int | None]:
    """(year, month, day); None for what is not given."""
    if found := ISO.fullmatch(text):
        return int(found[1]), as_number(found[2]), as_number(found[3])
    if found := MONTH_YEAR.fullmatch(text):
        return int(found[2]), int(found[1]), None
    if found := THREE.fullmatch(text):
        first, sign, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        if sign == "." or first == second or first > 12 >= second:
            return year, second, first
        if second > 12 >= first:
            return year, first, second
        if first > 12 or order == "dmy":
            return year, second, first
        if order == "mdy":
            return year, first, second
        raise Misread("two dates", value=text)
    if (found := WITH_WORD.fullmatch(text)) and (month := months().get(folded(found[2]))):
        return int(found[3]), month, as_number(found[1])
    raise Misread("date", value=text)


def as_number(text: str | None) -> int | None:
    return int(text) if text else None


def is_two_days(value: Any) -> bool:
    """Whether a cell may be two days, so that its sender must say which comes first."""
    try:
        day_of(value)
    except Misread as problem:
        return problem.code == "two dates"
    return False


def first_day(written: str) -> date:
    """The day that is kept: of a month or year its first."""
    return date.fromisoformat(written + "-01-01"[len(written) - 4 :] if len(written) < 10 else written)
