"""What every template may use: values written in the reader's language, and the small drawn parts."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.phrases import phrases
from core.phrases.base import NO_BREAK_SPACE, Phrases
from core.scoring import rounded
from core.values import Choice, Name, Period, Quantity, Text

register = template.Library()

ORDINAL = re.compile(r"(?<![\w-])(\d{1,3})(er|re|e|es)\b")


def reader_phrases() -> Phrases:
    """The phrases of the language in which the page is read."""
    return phrases(get_language() or "en")


@register.filter
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


@register.filter
def plain(value: Any) -> str:
    """As `written`, but a name without the article that running text gives it: Czech Republic."""
    return value.plain.in_language(reader_phrases().code) if isinstance(value, Name) else written(value)


@register.filter
def number(value: int | None) -> str:
    """1 620; "" for None."""
    return "" if value is None else reader_phrases().number(int(value))


@register.filter
def euro(value: int | None) -> str:
    """420 000 €, the same in every language of the network's documents; "" for None."""
    return "" if value is None else number(value) + NO_BREAK_SPACE + "€"


@register.filter
def decimal(value: float | Decimal | None, places: int = 1) -> str:
    """80.6, in French 80,6; "" for None."""
    if value is None:
        return ""
    whole, _point, rest = f"{value:,.{places}f}".partition(".")
    point = "," if reader_phrases().code == "fr" else "."
    return whole.replace(",", NO_BREAK_SPACE) + (point + rest if rest else "")


@register.filter
def figure(value: Fraction | None, places: int = 1) -> str:
    """77.3, in French 77,3: an exact figure, rounded as scores are; "" for None."""
    return decimal(rounded(value, places), places)


@register.filter
def percent(value: float | Decimal | None) -> str:
    """80.6 %: of a number that already counts in hundredths; "" for None."""
    return "" if value is None else decimal(value) + NO_BREAK_SPACE + "%"


@register.filter
def day(value: date | datetime | None) -> str:
    """26 November 2008; "" for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return reader_phrases().day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """26 November 2008, 14:05, in the portal's time zone; "" for None."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{reader_phrases().day(local.date())}, {local:%H:%M}"


@register.filter
def raised(text: Any) -> SafeString:
    """The text, escaped unless safe, with the ends of French ordinals raised: 5e becomes 5<sup>e</sup>."""
    return mark_safe(ORDINAL.sub(r"\1<sup>\2</sup>", conditional_escape(written(text))))


@register.filter
def in_language(value: Text | None, language: str) -> str:
    """A text in a given language, with the fallback that `Text` has."""
    return value.in_language(language) if value else ""


@register.filter
def cell(text: Any) -> SafeString:
    """What a cell's text says: written, ordinals raised; "not known" when there is nothing."""
    if isinstance(text, SafeString):
        return text
    words = text if isinstance(text, str) else plain(text)
    if words == "":
        return format_html('<span class="unknown">{}</span>', _("not known"))
    return raised(words)


@register.simple_tag
def whole_cell(shown: Any) -> SafeString:
    """A cell (`core.columns.Cell`): its state as a tag or its text, and the second line below it."""
    return (tag(shown.tag.kind, shown.tag.word) if shown.tag else cell(shown.text)) + second_line(shown)


def second_line(shown: Any) -> SafeString:
    return format_html('<span class="second">{}</span>', shown.second) if shown.second else SafeString()


@register.simple_tag
def table_rows(columns: Iterable[Any], rows: Iterable[Any]) -> SafeString:
    """The rows of components/table.html: each begins with its heading, which leads to the record where there is one.

    Written here and not in the template: there, most of the time of a list went into its four hundred cells.
    """
    starts = [
        (format_html('<td role="cell" data-label="{}"', column.label), column.numeric) for column in list(columns)[1:]
    ]
    return mark_safe("".join(piece for row in rows for piece in row_pieces(row, starts)))


def row_pieces(row: Any, starts: list[tuple[SafeString, bool]]) -> Iterator[SafeString | str]:
    heading, *others = row.cells
    yield '<tr role="row"><th scope="row" role="rowheader">'
    if row.url:
        yield format_html('<a href="{}">{}</a>{}', row.url, cell(heading.text), second_line(heading))
    else:
        yield whole_cell(heading)
    yield "</th>"
    for (start, numeric), shown in zip(starts, others, strict=True):
        yield start
        yield ' class="numeric"><div>' if numeric or shown.numeric else "><div>"
        yield whole_cell(shown)
        yield "</div></td>"
    yield "</tr>"


def part(component: str, /, **context: Any) -> SafeString:
    """A component that may stand within a sentence: no space is left around it."""
    return mark_safe(render_to_string(f"components/{component}.html", context).strip())


@register.simple_tag
def tag(kind: str, word: Any) -> SafeString:
    """A state as shape, word and tint. Kinds: ok, under-way, look, wrong, off, plain."""
    return kept_tag(kind, conditional_escape(word))


@lru_cache(maxsize=1_000)
def kept_tag(kind: str, word: SafeString) -> SafeString:
    """Drawn once. The word is escaped already: a safe text equals the same text that is not."""
    return part("tag", kind=kind, word=word)


@register.simple_tag
@lru_cache(maxsize=1_000)
def icon(name: str, size: int = 16) -> SafeString:
    """A drawn sign, hidden from screen readers: the word beside it says the same. Drawn once."""
    return part("icon", name=name, size=size)


@register.simple_tag
def colon() -> str:
    """What parts a label from its words: a colon, with a space before it where the language wants one."""
    return f"{reader_phrases().before_semicolon}:"


@register.simple_tag
def meter(value: float, most: float, words: str = "", kind: str = "") -> SafeString:
    """A bar, as long as `value` is of `most`. `words` is what a screen reader says; without it the bar is silent."""
    share = 100 * float(value or 0) / float(most) if most else 0.0
    return part("meter", share=f"{min(max(share, 0.0), 100.0):.2f}", words=words, kind=kind)


@register.simple_tag
def value(text: Any, url: str = "", letter: str = "", stale: bool = False) -> SafeString:
    """A fact within a clause; `letter` is the one by which the panel beside the chosen clause names it."""
    return part("value", text=text, url=url, letter=letter, stale=stale)


@register.filter
def field_id(form: Any, name: str) -> str:
    """The id of a form's field, for a link of the error summary; the form's heading for errors of the whole."""
    return form[name].id_for_label or form[name].auto_id if name in form.fields else "main"


@register.filter
def at(items: Any, index: int) -> Any:
    """The item at a place; None when there is none."""
    return items[index] if index < len(items) else None


@register.filter
def besides_primary(actions: Any) -> list[Any]:
    """The actions that do not stand in the head of the page: the lesser ones, and those refused."""
    return [action for action in actions or [] if action.refusal or not action.primary]
