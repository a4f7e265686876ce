"""Values of a row as its reader calls them: words of a list, languages, days as far as they are known."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import get_language

from caf.models import Level, Sector, SizeBand
from core.languages import language_name
from core.values import Period
from core.written import reader_phrases, written

CHOICES: dict[str, Any] = {"level": Level, "sector": Sector, "size": SizeBand}
LISTED = ("level", "sector")
"""Fields of which a file may say any word: what a word means is asked, and remembered."""
DAYS = ("first_use", "last_use", "last_report")
DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


def in_words(field: str, value: str) -> str:
    """A value as a reader calls it: Local; Danish; May 2008."""
    if field == "language" and value:
        return language_name(value)
    if field in DAYS:
        return day_in_words(value)
    return str(dict(CHOICES[field].choices).get(value, value)) if field in CHOICES else value


def day_in_words(said: str) -> str:
    """A day, month or year that was understood; other words, as a file has them, stay what they are."""
    if not DAY.fullmatch(said):
        return said
    try:
        return str(written(Period.parse(said)))
    except ValueError:
        return said


def called(field: str, code: str) -> str:
    """A word of a list as one may write it: in English its code, else its label without what is in brackets."""
    if (get_language() or "en").startswith("en"):
        return code
    return str(CHOICES[field](code).label).partition(" (")[0]


def allowed(field: str) -> str:
    """All words of a list, parted by semicolons: some have a comma."""
    return f"{reader_phrases().before_semicolon}; ".join(called(field, code) for code in CHOICES[field].values)
