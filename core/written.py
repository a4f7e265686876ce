"""Values as the reader's language writes them: for pages, files and sentences alike."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.phrases import phrases
from core.phrases.base import NO_BREAK_SPACE, Phrases
from core.scoring import rounded
from core.values import Choice, Name, Period, Quantity, Text


def reader_phrases() -> Phrases:
    """The phrases of the language in which the page is read."""
    return phrases(get_language() or "en")


def written(value: Any) -> str:
    """Any value as the reader's language writes it; "" for None."""
    if isinstance(value, str):  # most of them, and no language writes them otherwise
        return value
    match value:
        case None:
            words = ""
        case bool():
            words = _("yes") if value else _("no")
        case datetime():
            words = moment(value)
        case time():
            words = f"{value:%H:%M}"
        case Decimal() | float():
            words = decimal(value)
        case list() | tuple() | set():
            words = reader_phrases().listed([written(item) for item in value])
        case int() | date() | Text() | Choice() | Name() | Quantity() | Period():
            words = reader_phrases().write(value)
        case _:
            words = str(value)
    return words


def plain(value: Any) -> str:
    """As `written`, but a name without the article that running text gives it: Czech Republic."""
    return value.plain.in_language(reader_phrases().code) if isinstance(value, Name) else written(value)


def parted(parts: Iterable[str]) -> str:
    """the same city; another language: sentences of their own, one after the other."""
    return f"{reader_phrases().before_semicolon}; ".join(parts)


def number(value: int | None) -> str:
    """1 620; "" for None."""
    return "" if value is None else reader_phrases().number(int(value))


def euro(value: int | None) -> str:
    """420 000 €, the same in every language of the network's documents; "" for None."""
    return "" if value is None else number(value) + NO_BREAK_SPACE + "€"


def decimal(value: float | Decimal | None, places: int = 1) -> str:
    """80.6, in French 80,6; "" for None."""
    if value is None:
        return ""
    whole, _point, rest = f"{value:,.{places}f}".partition(".")
    point = "," if reader_phrases().code == "fr" else "."
    return whole.replace(",", NO_BREAK_SPACE) + (point + rest if rest else "")


def degrees(value: Decimal | None) -> str:
    """47.2690: latitude or longitude, with a point in every language; "" for None."""
    return "" if value is None else f"{value:.4f}"


def figure(value: Fraction | None, places: int = 1) -> str:
    """77.3, in French 77,3: an exact figure, rounded as scores are; "" for None."""
    return decimal(rounded(value, places), places)


def percent(value: float | Decimal | None) -> str:
    """80.6 %: of a number that already counts in hundredths; "" for None."""
    return "" if value is None else decimal(value) + NO_BREAK_SPACE + "%"


def day(value: date | datetime | None) -> str:
    """26 November 2008; "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return reader_phrases().day(value)


def when(period: Period | None) -> str:
    """on 26 November 2008, in May 2008, in 2007: as exactly as it is known; "" for None."""
    return reader_phrases().when(period) if period else ""


def moment(value: datetime | None) -> str:
    """26 November 2008, 14:05, in the portal's time zone; "" for None."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{reader_phrases().day(local.date())}, {local:%H:%M}"


def in_language(value: Text | None, language: str) -> str:
    """A text in a given language, with the fallback that `Text` has."""
    return value.in_language(language) if value else ""
