"""What every template may use: values written in the reader's language, and the small drawn parts."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static as file_address
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.escaping import SIGN, escaped
from core.own_words import read
from core.written import (
    day,
    decimal,
    euro,
    figure,
    in_language,
    moment,
    number,
    percent,
    plain,
    reader_phrases,
    when,
    written,
)

register = template.Library()
for write in (written, plain, number, euro, decimal, figure, percent, day, when, moment, in_language):
    register.filter(write)
register.filter("own_words", read)

FIGURE = re.compile(r"\d")
ORDINAL = re.compile(r"(?<![\w-])(\d{1,3})(er|re|e|es)\b")


@register.filter
def raised(text: Any) -> SafeString:
    """The text, escaped unless safe, with the ends of French ordinals raised: 5e becomes 5<sup>e</sup>."""
    return SafeString(with_raised_ends(escaped(written(text))))


def with_raised_ends(html: str) -> str:
    return ORDINAL.sub(r"\1<sup>\2</sup>", html) if FIGURE.search(html) else html


@register.filter
def cell(text: Any) -> SafeString:
    """What a cell's text says: written, ordinals raised; "not known" when there is nothing."""
    return SafeString(cell_html(text))


def cell_html(text: Any) -> str:
    """The same as plain text, for many at once."""
    if isinstance(text, SafeString):
        return text
    words = text if isinstance(text, str) else plain(text)
    if words == "":
        return unknown(get_language())
    return with_raised_ends(escaped(words))


@lru_cache(maxsize=10)
def unknown(_language: str | None) -> str:
    return f'<span class="unknown">{escaped(_("not known"))}</span>'


@register.simple_tag
def whole_cell(shown: Any) -> SafeString:
    """A cell (`core.columns.Cell`): its state as a tag or its text, and the second line below it."""
    return SafeString(whole_cell_html(shown))


def whole_cell_html(shown: Any) -> str:
    return (tag(shown.tag.kind, shown.tag.word) if shown.tag else cell_html(shown.text)) + second_line(shown)


def second_line(shown: Any) -> str:
    return f'<span class="second">{escaped(shown.second)}</span>' if shown.second else ""


@register.simple_tag
def table_heads(columns: Iterable[Any]) -> SafeString:
    """The heads of components/table.html, each with the way to sort by it."""
    pieces: list[str] = []
    for column in columns:
        numbers = ' class="numeric"' if column.numeric else ""
        order = ORDERS.get(column.sorted, "")
        pieces.append(f'<th scope="col" role="columnheader"{numbers}{order}>')
        label = escaped(column.label)
        if column.sort_url:
            sign = icon(SIGNS[column.sorted], 12) if order else ""
            label = f'<a href="{escaped(column.sort_url)}">{label}{sign}</a>'
        pieces.append(f"{label}</th>")
    return SafeString("".join(pieces))


ORDERS = {"asc": ' aria-sort="ascending"', "desc": ' aria-sort="descending"'}
SIGNS = {"asc": "up", "desc": "down"}


@register.simple_tag
def table_rows(columns: Iterable[Any], rows: Iterable[Any]) -> SafeString:
    """The rows of components/table.html: each begins with its heading, which leads to the record where there is one.

    Written here and not in the template: there, most of the time of a list went into its four hundred cells.
    """
    starts = [(f'<td role="cell" data-label="{escaped(column.label)}"', column.numeric) for column in list(columns)[1:]]
    nothing = unknown(get_language())
    pieces: list[str] = []
    for row in rows:
        heading, *others = row.cells
        pieces.append('<tr role="row"><th scope="row" role="rowheader">')
        if row.url:
            pieces.append(f'<a href="{escaped(row.url)}">{cell_html(heading.text)}</a>{second_line(heading)}')
        else:
            pieces.append(whole_cell_html(heading))
        pieces.append("</th>")
        for (start, numeric), shown in zip(starts, others, strict=True):
            text, in_numbers, second, state, in_one_line = shown
            if state or second or type(text) is not str:
                html = whole_cell_html(shown)
            elif text == "":
                html = nothing
            else:
                html = with_raised_ends(escape(text) if SIGN(text) else text)
            kind = ' class="numeric"' if numeric or in_numbers else ' class="in-one-line"' if in_one_line else ""
            pieces.append(f"{start}{kind}><div>{html}</div></td>")
        pieces.append("</tr>")
    return SafeString("".join(pieces))


def part(component: str, /, **context: Any) -> SafeString:
    """A component that may stand within a sentence: no space is left around it."""
    return mark_safe(render_to_string(f"components/{component}.html", context).strip())


@register.simple_tag
def tag(kind: str, word: Any) -> SafeString:
    """A state as shape, word and tint. Kinds: ok, under-way, look, wrong, off, plain."""
    return kept_tag(kind, escaped(word))


@lru_cache(maxsize=1_000)
def kept_tag(kind: str, html: str) -> SafeString:
    """Drawn once. The word is escaped already: a safe text equals the same text that is not."""
    return part("tag", kind=kind, word=SafeString(html))


@register.simple_tag
def footer(demonstration: bool) -> SafeString:
    """The foot of every page: the same for everyone who reads the language."""
    return kept_footer(bool(demonstration), get_urlconf(), get_language(), get_script_prefix())


@lru_cache(maxsize=20)
def kept_footer(demonstration: bool, *_where: str | None) -> SafeString:
    return part("footer", demonstration=demonstration)


class KeptNode(template.Node):
    """What stands between `kept` and `endkept`, put together once for each language."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[tuple[str | None, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        where = get_urlconf(), get_language(), get_script_prefix()
        if where not in self.kept:
            self.kept[where] = self.nodelist.render(context)
        return self.kept[where]


@register.tag
def kept(parser: Any, _token: Any) -> KeptNode:
    """{% kept %}...{% endkept %}: the same for everyone who reads the language, whatever the page."""
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist)


@register.simple_tag
@lru_cache(maxsize=1_000)
def icon(name: str, size: int = 16) -> SafeString:
    """A drawn sign, hidden from screen readers: the word beside it says the same. Drawn once."""
    return part("icon", name=name, size=size)


@register.simple_tag
@lru_cache(maxsize=1_000)
def static(path: str) -> str:
    """The address of a file that the portal brings along, as Django's tag of that name; found once."""
    return file_address(path)


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
