"""What every language must be able to write. Months and numbers come from Unicode's CLDR (Babel)."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from babel.dates import format_date
from babel.lists import format_list

from core.values import Choice, Name, Period, Quantity, Text, Year

Names = Name | list[Name]
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"


def sort_key(text: str) -> str:
    """Accents and case folded, so that "Österreich" stands with O."""
    folded = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).casefold()


class Phrases(ABC):
    """Writes values in one language."""

    code: ClassVar[str]
    qualifiers: ClassVar[dict[str, str]]
    before_semicolon: ClassVar[str] = ""
    """What stands before a semicolon or a colon."""

    def write(self, value: Any) -> str:
        """Any fact's value, as running text writes it.

        Raises TypeError for a value that no sentence can hold (a yes or no, for example).
        """
        match value:
            case bool():
                raise TypeError("a yes-or-no fact can be asked for in a condition, but not written into a text")
            case Year():
                return str(int(value))
            case int():
                return self.number(value)
            case str():
                return value
            case Text():
                return value.in_language(self.code)
            case Choice():
                return value.words.in_language(self.code)
            case Name():
                return value.in_text.in_language(self.code)
            case Quantity():
                return self.quantity(value)
            case Period():
                return self.period(value)
            case date():
                return self.day(value)
            case list():
                return self.listed(value)
        raise TypeError(f"a {type(value).__name__} cannot be written into a text")

    def spaced(self, text: str) -> str:
        """The text with its ordinary spaces made no-break where the language wants that."""
        return text

    def number(self, value: int) -> str:
        """1 620, grouped by a no-break space in every language of the network's documents."""
        return f"{value:,}".replace(",", NO_BREAK_SPACE)

    def quantity(self, value: Quantity) -> str:
        """more than 1 000."""
        return self.qualifiers[value.qualifier].format(self.number(value.value))

    def listed(self, values: Iterable[Any]) -> str:
        """Denmark, Luxembourg, Belgium and Slovenia: in the order given."""
        return str(format_list([self.write(value) for value in values], style="standard", locale=self.list_locale))

    list_locale: ClassVar[str]

    def labelled(self, label: str, words: str) -> str:
        """IPSG: proposals on the model of the conference."""
        return f"{label}{self.before_semicolon}: {words}"

    def alphabetical(self, names: Iterable[Name]) -> list[Name]:
        """By the name that the reader of this language looks for, without its article."""
        return sorted(names, key=lambda name: sort_key(name.plain.in_language(self.code)))

    def month(self, day: date) -> str:
        """October 2008."""
        return str(format_date(day, "MMMM y", locale=self.code))

    @abstractmethod
    def day(self, day: date) -> str:
        """15 October 2009."""

    @abstractmethod
    def unit(self, day: date, precision: str) -> str:
        """The year, half-year or month of the day: 2010, first half of 2009, April 2009."""

    def units(self, period: Period) -> list[str]:
        """Of a period known to the month at best: the unit it lies in, or the first and the last."""
        return list(dict.fromkeys(self.unit(day, period.precision) for day in (period.starts_on, period.ends_on)))

    @abstractmethod
    def period(self, period: Period) -> str:
        """15 and 16 October 2009, April 2009, first half of 2009, 2010 to 2012: as exactly as it is known."""

    @abstractmethod
    def when(self, period: Period) -> str:
        """The same with its preposition: on 15 and 16 October 2009, in April 2009."""

    @abstractmethod
    def ordinal(self, number: int, feminine: bool = False) -> str:
        """5th, 5e."""

    @abstractmethod
    def count_word(self, number: int) -> str:
        """three: small numbers in words, as running text writes them."""

    @abstractmethod
    def of(self, names: Names) -> str:
        """of Poland and the Czech Republic, de la Pologne et de la République tchèque."""

    @abstractmethod
    def to(self, names: Names) -> str:
        """to the Czech Republic, à la République tchèque."""

    @abstractmethod
    def written_in(self, name: Name) -> str:
        """in Denmark, au Danemark."""

    @abstractmethod
    def that(self, clause: str) -> str:
        """that continuity is essential, que la continuité est essentielle."""

    @abstractmethod
    def to_do(self, infinitive: str) -> str:
        """to use the lessons, d’utiliser les enseignements."""
