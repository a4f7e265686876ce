"""Languages that a document may be written in, by their codes. Their names come from Unicode's CLDR (Babel).

More than the portal itself speaks (`settings.LANGUAGES`): those of the member states and of their neighbours.
"""

from __future__ import annotations

from babel import Locale
from django.utils.text import capfirst
from django.utils.translation import get_language

CODES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv", "ar", "is", "mk", "nb", "sq", "sr", "tr", "uk",
)  # fmt: skip


def language_name(code: str) -> str:
    """As the reader's language calls it: French, français. The code itself for one that nobody knows."""
    return str(Locale.parse((get_language() or "en")[:2]).languages.get(code, code))


def own_name(code: str) -> str:
    """As its own speakers call it, with a capital: Français."""
    return capfirst(str(Locale.parse(code).get_language_name(code) or code))


def direction(code: str) -> str:
    """How it is written: ltr or rtl."""
    return str(Locale.parse(code).text_direction)


def language_choices() -> list[tuple[str, str]]:
    """(code, name) in the order of the names, for a form."""
    return sorted(((code, capfirst(language_name(code))) for code in CODES), key=lambda choice: choice[1])
