"""English, as the network writes it: British spelling, no comma before the last "and"."""

from datetime import date, timedelta

from core.phrases.base import EN_DASH, Names, Phrases
from core.values import Name, Period, Precision, Qualifier

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


class English(Phrases):
    code = "en"
    list_locale = "en_GB"
    qualifiers = {
        Qualifier.EXACT: "{}",
        Qualifier.MORE_THAN: "more than {}",
        Qualifier.AT_LEAST: "at least {}",
        Qualifier.ALMOST: "almost {}",
        Qualifier.ABOUT: "about {}",
        Qualifier.PLANNED: "a planned {}",
    }

    def day(self, day: date) -> str:
        return f"{day.day} {self.month(day)}"

    def unit(self, day: date, precision: str) -> str:
        match precision:
            case Precision.YEAR:
                return str(day.year)
            case Precision.HALF:
                return f"{'first' if day.month <= 6 else 'second'} half of {day.year}"
        return self.month(day)

    def period(self, period: Period) -> str:
        first, last = period.starts_on, period.ends_on
        if period.precision != Precision.DAY:
            return " to ".join(self.units(period))
        if first == last:
            return self.day(first)
        if (first.year, first.month) != (last.year, last.month):
            start = self.day(first) if first.year != last.year else self.day(first).removesuffix(f" {first.year}")
            return f"{start} to {self.day(last)}"
        joint = " and " if last - first == timedelta(days=1) else EN_DASH
        return f"{first.day}{joint}{self.day(last)}"

    def when(self, period: Period) -> str:
        first, last = period.starts_on, period.ends_on
        if period.precision != Precision.DAY:
            article = "the " if period.precision == Precision.HALF else ""
            units = [article + unit for unit in self.units(period)]
            return f"in {units[0]}" if len(units) == 1 else f"from {units[0]} to {units[1]}"
        if first == last or (last - first == timedelta(days=1) and first.month == last.month):
            return f"on {self.period(period)}"
        return "from " + self.period(period).replace(EN_DASH, " to ")

    def ordinal(self, number: int, feminine: bool = False) -> str:
        if number % 100 in (11, 12, 13):
            return f"{number}th"
        return f"{number}{SUFFIXES.get(number % 10, 'th')}"

    def count_word(self, number: int) -> str:
        return WORDS[number] if 0 <= number < len(WORDS) else self.number(number)

    def of(self, names: Names) -> str:
        return f"of {self.write(names)}"

    def to(self, names: Names) -> str:
        return f"to {self.write(names)}"

    def written_in(self, name: Name) -> str:
        return f"in {self.write(name)}"

    def that(self, clause: str) -> str:
        return f"that {clause}"

    def to_do(self, infinitive: str) -> str:
        return f"to {infinitive}"
