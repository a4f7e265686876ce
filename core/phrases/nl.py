"""Dutch, for documents that are written in it; the portal's pages are not."""

from datetime import date, timedelta

from core.phrases.base import EN_DASH, Names, Phrases
from core.values import Name, Period, Precision, Qualifier

WORDS = ("geen", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


class Dutch(Phrases):
    code = "nl"
    list_locale = "nl"
    qualifiers = {
        Qualifier.EXACT: "{}",
        Qualifier.MORE_THAN: "meer dan {}",
        Qualifier.AT_LEAST: "ten minste {}",
        Qualifier.ALMOST: "bijna {}",
        Qualifier.ABOUT: "ongeveer {}",
        Qualifier.PLANNED: "{} voorzien",
    }

    def day(self, day: date) -> str:
        return f"{day.day} {self.month(day)}"

    def unit(self, day: date, precision: str) -> str:
        match precision:
            case Precision.YEAR:
                return str(day.year)
            case Precision.HALF:
                return f"{'eerste' if day.month <= 6 else 'tweede'} helft van {day.year}"
        return self.month(day)

    def period(self, period: Period) -> str:
        first, last = period.starts_on, period.ends_on
        if period.precision != Precision.DAY:
            return " tot ".join(self.units(period))
        if first == last:
            return self.day(first)
        if (first.year, first.month) != (last.year, last.month):
            start = self.day(first) if first.year != last.year else self.day(first).removesuffix(f" {first.year}")
            return f"{start} tot {self.day(last)}"
        joint = " en " if last - first == timedelta(days=1) else EN_DASH
        return f"{first.day}{joint}{self.day(last)}"

    def when(self, period: Period) -> str:
        first, last = period.starts_on, period.ends_on
        if period.precision != Precision.DAY:
            article = "de " if period.precision == Precision.HALF else ""
            units = [article + unit for unit in self.units(period)]
            return f"in {units[0]}" if len(units) == 1 else f"van {units[0]} tot {units[1]}"
        if first == last or (last - first == timedelta(days=1) and first.month == last.month):
            return f"op {self.period(period)}"
        return "van " + self.period(period).replace(EN_DASH, " tot ")

    def ordinal(self, number: int, feminine: bool = False) -> str:
        return f"{number}e"

    def count_word(self, number: int) -> str:
        return WORDS[number] if 0 <= number < len(WORDS) else self.number(number)

    def of(self, names: Names) -> str:
        return f"van {self.write(names)}"

    def to(self, names: Names) -> str:
        return f"aan {self.write(names)}"

    def written_in(self, name: Name) -> str:
        return f"in {self.write(name)}"

    def that(self, clause: str) -> str:
        return f"dat {clause}"

    def to_do(self, infinitive: str) -> str:
        return f"om te {infinitive}"
