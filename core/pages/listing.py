"""A list: the columns declared for it, filters, sorting, pages of fifty, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.clock import PARAMETER, Reading, reading
from core.columns import Column, Reader
from core.exports import FORMATS, Listing
from core.pages.parts import Head, Room, Row, Words, address, day_read, known_by, nobody
from core.written import written

ROWS_A_PAGE = 50
MOST_SHOWN = 10_000  # rows on pages: whoever looks for more narrows the list or takes the file, which holds all


class RecordList(View):
    """A list: its columns, filters, downloads. `known_since`: its rows are dated, so it can be read as of a day.

    `files`: what its downloads are called, where they are not called after the model. `template` extends
    core/record_list.html, and `table` stands in it: what htmx fetches alone.
    `address` names its URL; `new` that of the form for a new record, which `may_add` opens.
    """

    model: Any
    columns: ClassVar[tuple[Column, ...]]
    room: Room
    address: str
    title: Words = ""
    files = ""
    template = "core/record_list.html"
    table = "core/_table.html"
    lead: Words = ""
    filters: Any = None
    known_since = True
    order: ClassVar[tuple[str, ...]] = ()
    new = ""
    new_label: Words = _("Add")
    may_add: ClassVar[Callable[..., bool]] = staticmethod(nobody)
    empty_why: Words = ""

    @classmethod
    def heading(cls) -> Words:
        return cls.title or capfirst(cls.model._meta.verbose_name_plural or "")

    @classmethod
    def visible(cls, user: Any) -> Any:
        """What this reader may see."""
        return cls.model.objects.visible_to(user)

    @classmethod
    def columns_for(cls, user: Any) -> tuple[Column, ...]:  # noqa: ARG003 - a list may narrow them by it
        """The columns as this reader may see them."""
        return cls.columns

    @classmethod
    def prepared(cls, records: Any) -> Any:
        """With what the columns of the list need, in a fixed number of queries."""
        return records.for_list() if hasattr(records, "for_list") else records

    @classmethod
    def whole(cls, prepared: Any) -> Any:
        """With what the other columns need besides: for a file, and for a record's page."""
        return prepared

    @classmethod
    def file(cls, records: Any, user: Any, day: date, *, filters: tuple[str, ...], host: str) -> Listing:
        """The list as a file, as this reader may see it."""
        return Listing(
            name=cls.files or f"{cls.model._meta.app_label}-{cls.model._meta.model_name}",
            title=str(cls.heading()),
            columns=cls.columns_for(user),
            records=cls.whole(records),
            day=day,
            filters=filters,
            host=host,
        )

    @classmethod
    def shown(cls, records: list[Any], day: date) -> list[Any]:  # noqa: ARG003 - a list may tell more by it
        """The records of a page, with what the columns of the list need besides."""
        return records

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read = day_read(request)
        records = self.prepared(self.visible(request.user))
        if self.known_since:
            records = known_by(records, read.day)
        chosen = self.filters(request.GET, queryset=records, request=request) if self.filters else None
        if chosen is not None:
            if self.known_since:
                chosen.ask_for_day()
            records = chosen.qs if chosen.is_valid() else records.none()
        records = self.sorted(records, request.GET.get("sort", ""))
        if name := request.GET.get("format"):
            return self.download(request, name, records, read.day, chosen)
        return self.page(request, records, read, chosen)

    def sorted(self, records: QuerySet[Any], sort: str) -> QuerySet[Any]:
        """By the column asked for; in the list's own order otherwise."""
        column = next((column for column in self.columns if column.key == sort.removeprefix("-") and column.sort), None)
        if column is None:
            return records.order_by(*self.order) if self.order else records
        sign = "-" if sort.startswith("-") else ""
        return records.order_by(*(sign + name for name in column.order()), "pk")

    def download(self, request: HttpRequest, name: str, records: Any, day: date, chosen: Any) -> HttpResponseBase:
        if name not in FORMATS:
            raise Http404
        listing = self.file(
            records,
            request.user,
            day,
            filters=tuple(label for label, _url in self.chips(request, chosen)),
            host=f"{request.scheme}://{request.get_host()}",
        )
        return FORMATS[name](listing)

    def page(self, request: HttpRequest, records: Any, read: Reading, chosen: Any) -> HttpResponse:
        page = page_of(records, request.GET.get("page"))
        page.object_list = self.shown(list(page.object_list), read.day)
        shown = [column for column in self.columns_for(request.user) if column.in_list]
        may_add = bool(self.new) and self.may_add(request.user)
        chips = self.chips(request, chosen)
        empty_heading, empty_why = self.why_empty(chosen, chips)
        context = {
            "title": self.heading(),
            "lead": self.lead,
            "columns": self.heads(request, shown),
            "rows": self.rows(page.object_list, shown, read.day),
            "page": page,
            "page_links": page_links(request, page),
            "count": page.paginator.count,
            "counted": self.counted(page.paginator.count),
            "filter": chosen,
            "chips": chips,
            "downloads": [(name.upper(), address(request, format=name)) for name in FORMATS],
            "add_url": reverse(self.new) if may_add else None,
            "add_label": self.new_label,
            "empty_heading": empty_heading,
            "empty_why": empty_why,
            "said_above": self.said_above(request, read, chosen),
            "crumbs": [*self.room.way, (self.heading(), None)],
            "as_of": read.day if self.known_since and read.day != timezone.localdate() else None,
            "lists": self.room.siblings(request.user, self.address),
            "table": self.table,
        }
        context |= self.more(request, page, read)
        alone = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
        response = render(request, self.table if alone else self.template, context)
        patch_vary_headers(response, ("HX-Request",))
        return response

    def said_above(self, request: HttpRequest, read: Reading, chosen: Any) -> Words:
        """A sentence that stands with the list itself, whichever way its rows are fetched."""
        return ""

    def why_empty(self, chosen: Any, chips: Any) -> tuple[Words, Words]:
        """What an empty list says, and why: what a filter was given and cannot be, what is chosen, or neither."""
        if chosen is not None and not chosen.is_valid():
            form = chosen.form
            labels = {name: field.label for name, field in form.fields.items()}
            problems = [
                gettext("%(name)s: %(value)s") % {"name": labels[name], "value": error} if name in labels else error
                for name, errors in form.errors.items()
                for error in errors
            ]
            return gettext("Nothing can be shown for these filters"), " ".join(problems)
        if chips:
            return gettext("No record fits"), gettext("Take a filter away to see more.")
        return gettext("Nothing is recorded yet"), self.empty_why

    def more(self, request: HttpRequest, page: Any, read: Reading) -> dict[str, Any]:
        """What a template of the list's own needs besides; `page` holds the records that are shown."""
        return {}

    def counted(self, number: int) -> str:
        """How many there are of what it lists, where these are not called records."""
        return ""

    def rows(self, records: Iterable[Any], shown: Iterable[Column], day: date) -> list[Any]:
        readers = [column.reader() for column in shown]
        return [self.row(record, readers, day) for record in records]

    def row(self, record: Any, shown: Iterable[Reader], day: date) -> Row:
        return Row(record.get_absolute_url(), [column.cell(record, day) for column in shown])

    def heads(self, request: HttpRequest, shown: Iterable[Column]) -> list[Head]:
        sort = request.GET.get("sort", "")
        heads = []
        for column in shown:
            direction = {column.key: "asc", f"-{column.key}": "desc"}.get(sort, "") if column.sort else ""
            turned = f"-{column.key}" if direction == "asc" else column.key
            sort_url = address(request, sort=turned, page=None) if column.sort else ""
            heads.append(Head(column.key, column.label, column.numeric, sort_url, direction))
        return heads

    def chips(self, request: HttpRequest, chosen: Any) -> list[tuple[str, str]]:
        """What is chosen, in words, each with the address that leaves it out."""
        if chosen is None or not chosen.is_valid():
            return []
        chips = []
        for name, value in chosen.form.cleaned_data.items():
            if value in (None, "", []):
                continue
            field = chosen.form.fields[name]
            words = dict(getattr(field, "choices", ())).get(value) or written(value)
            if name == PARAMETER:
                words = written(reading(request).day)
            label = gettext("%(name)s: %(value)s") % {"name": field.label, "value": words}
            chips.append((label, address(request, **{name: None, "page": None})))
        return chips


class ListPaginator(Paginator):
    """Pages for the first MOST_SHOWN rows. Whatever the list holds besides is neither counted nor gone through."""

    @cached_property
    def counted(self) -> int:
        """How many rows, one more than MOST_SHOWN where there are more."""
        rows: Any = self.object_list
        return len(rows) if isinstance(rows, list) else rows.order_by().values("pk")[: MOST_SHOWN + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST_SHOWN)

    @property
    def is_longer(self) -> bool:
        return self.counted > MOST_SHOWN


def page_of(records: QuerySet[Any], number: str | None) -> Any:
    """A page of the list. The list is counted besides only where the page does not show how many there are."""
    asked = int(number) if number and number.isdecimal() else 1
    first = (min(max(asked, 1), MOST_SHOWN // ROWS_A_PAGE) - 1) * ROWS_A_PAGE
    rows = list(part_of(records, first, first + ROWS_A_PAGE + 1))
    paginator = ListPaginator(records, ROWS_A_PAGE)
    is_last = len(rows) <= ROWS_A_PAGE or first + ROWS_A_PAGE == MOST_SHOWN
    if is_last and (rows or not first):
        paginator.counted = first + len(rows)
    page = paginator.get_page(number)
    begins = (page.number - 1) * ROWS_A_PAGE
    page.object_list = rows[:ROWS_A_PAGE] if begins == first else part_of(records, begins, begins + ROWS_A_PAGE)
    return page


def page_links(request: HttpRequest, page: Any) -> list[tuple[str, str | None, bool]]:
    """(words, address, is it this one?) of the pages that components/pager.html offers."""
    links: list[tuple[str, str | None, bool]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        url = address(request, page=str(number)) if isinstance(number, int) else None
        links.append((str(number), url, number == page.number))
    if page.has_next():
        links.append((gettext("Next"), address(request, page=str(page.next_page_number())), False))
    return links


def part_of(records: QuerySet[Any], first: int, last: int) -> QuerySet[Any]:
    """Some of the records. Of those before them, the database reads no more than what they are ordered by."""
    if first <= 0 and not records.query.annotations:
        return records[:last]
    return records.filter(pk__in=records.values("pk")[max(first, 0) : last])
