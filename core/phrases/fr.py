"""French: articles contract with de and à, ordinals agree, and a no-break space stands before ; and :."""

import re
from datetime import date, timedelta

from core.phrases.base import EN_DASH, NO_BREAK_SPACE, Names, Phrases
from core.values import Name, Period, Precision, Qualifier

WORDS = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
VOWELS = tuple("aâàeéèêëiîïoôuhy")
BOUND_SPACE = re.compile(r" (?=[;:!?»])|(?<=«) ")
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


class French(Phrases):
    code = "fr"
    list_locale = "fr"
    before_semicolon = NO_BREAK_SPACE
    qualifiers = {
        Qualifier.EXACT: "{}",
        Qualifier.MORE_THAN: "plus de {}",
        Qualifier.AT_LEAST: "au moins {}",
        Qualifier.ALMOST: "près de {}",
        Qualifier.ABOUT: "environ {}",
        Qualifier.PLANNED: "{} prévus",
    }

    def spaced(self, text: str) -> str:
        return BOUND_SPACE.sub(NO_BREAK_SPACE, text)

    def day(self, day: date) -> str:
        return f"{self._day_number(day)} {self.month(day)}"

    @staticmethod
    def _day_number(day: date) -> str:
        return "1er" if day.day == 1 else str(day.day)

    def unit(self, day: date, precision: str) -> str:
        match precision:
            case Precision.YEAR:
                return str(day.year)
            case Precision.HALF:
                return f"{'premier' if day.month <= 6 else 'second'} semestre {day.year}"
        return self.month(day)

    def period(self, period: Period) -> str:
        first, last = period.starts_on, period.ends_on
        if period.precision != Precision.DAY:
            return (" au " if period.precision == Precision.HALF else " à ").join(self.units(period))
        if first == last:
            return self.day(first)
        if (first.year, first.month) != (last.year, last.month):
            start = self.day(first) if first.year != last.year else self.day(first).removesuffix(f" {first.year}")
            return f"{start} au {self.day(last)}"
        joint = " et " if last - first == timedelta(days=1) else EN_DASH
        return f"{self._day_number(first)}{joint}{self.day(last)}"

    def when(self, period: Period) -> str:
        first, last = period.starts_on, period.ends_on
        if period.precision != Precision.DAY:
            whole, is_half = self.period(period), period.precision == Precision.HALF
            if len(self.units(period)) == 1:
                return f"au {whole}" if is_half else f"en {whole}"
            if is_half:
                return f"du {whole}"
            return f"d{APOSTROPHE}{whole}" if whole.startswith(VOWELS) else f"de {whole}"
        if first == last:
            return f"le {self.period(period)}"
        if last - first == timedelta(days=1) and first.month == last.month:
            return f"les {self.period(period)}"
        return "du " + self.period(period).replace(EN_DASH, " au ")

    def ordinal(self, number: int, feminine: bool = False) -> str:
        if number == 1:
            return "1re" if feminine else "1er"
        return f"{number}e"

    def count_word(self, number: int) -> str:
        return WORDS[number] if 0 <= number < len(WORDS) else self.number(number)

    def of(self, names: Names) -> str:
        contractions = {"le ": "du ", "les ": "des "}
        return self._before_each(names, contractions, before="de ", before_vowel=f"d{APOSTROPHE}")

    def to(self, names: Names) -> str:
        return self._before_each(names, {"le ": "au ", "les ": "aux "}, before="à ", before_vowel="à ")

    def written_in(self, name: Name) -> str:
        """au Danemark, aux Pays-Bas, en France, en Irlande, à Malte."""
        text = self.write(name)
        for article, preposition in {"le ": "au ", "les ": "aux ", "la ": "en ", f"l{APOSTROPHE}": "en "}.items():
            if text.startswith(article):
                return preposition + text.removeprefix(article)
        return f"à {text}"

    def _before_each(self, names: Names, contractions: dict[str, str], *, before: str, before_vowel: str) -> str:
        if isinstance(names, list):
            return self.listed(
                self._before_each(name, contractions, before=before, before_vowel=before_vowel) for name in names
            )
        text = self.write(names)
        for article, contraction in contractions.items():
            if text.startswith(article):
                return contraction + text.removeprefix(article)
        if text.startswith(("la ", f"l{APOSTROPHE}")):
            return before + text
        return (before_vowel if text.lower().startswith(VOWELS) else before) + text

    def that(self, clause: str) -> str:
        return f"qu{APOSTROPHE}{clause}" if clause.lower().startswith(VOWELS) else f"que {clause}"

    def to_do(self, infinitive: str) -> str:
        return f"d{APOSTROPHE}{infinitive}" if infinitive.lower().startswith(VOWELS) else f"de {infinitive}"
