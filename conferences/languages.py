"""The languages in which a conference is held: codes in the records, names from Unicode's CLDR (Babel)."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale
from django.utils.text import capfirst
from django.utils.translation import get_language

OFFICIAL = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr",
    "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
"""The official languages of the Union, by their ISO 639-1 codes."""


def language_name(code: str) -> str:
    """French, in French: Français. A code that CLDR does not know stands for itself."""
    names = Locale.parse((get_language() or "en")[:2]).languages
    return str(capfirst(names.get(code, code)))


def language_names(codes: Iterable[str]) -> list[str]:
    """In the order in which the record has them."""
    return [language_name(code) for code in codes]


def language_choices() -> list[tuple[str, str]]:
    """For a form, in the order of the reader's alphabet."""
    return sorted(((code, language_name(code)) for code in OFFICIAL), key=lambda choice: choice[1])
