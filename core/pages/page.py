"""A record's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.clock import Reading
from core.columns import Kind
from core.own_words import read
from core.pages.listing import RecordList
from core.pages.parts import Action, Crumb, Words, day_read, nobody
from core.pages.rows import DatedRows
from core.rights import SeenOnly
from core.workflow import Workflow, refusal


class RecordPage(View):
    """A record's page: what is known, its dated rows, its sources, what may be done.

    lookup: keyword of the address -> field. listing: the list it stands in. may_edit: who may mend it; without
    an edit form, nobody. workflow: the steps of a document. template: extends core/record_page.html.
    """

    listing: type[RecordList]
    lookup: ClassVar[dict[str, str]] = {"pk": "pk"}
    rows: ClassVar[tuple[DatedRows, ...]] = ()
    may_edit: ClassVar[Callable[..., bool]] = staticmethod(nobody)
    workflow: Workflow | None = None
    template = "core/record_page.html"

    @classmethod
    def find(cls, user: Any, kwargs: dict[str, Any], *, locked: bool = False) -> Any:
        """The record at this address, as far as this person may see it. Raises Http404."""
        records = cls.listing.visible(user)
        records = (
            records.select_for_update(of=("self",)) if locked else cls.listing.whole(cls.listing.prepared(records))
        )
        return get_object_or_404(records, **{field: kwargs[name] for name, field in cls.lookup.items()})

    @classmethod
    def url(cls, record: Any) -> str:
        """Where the record stands; what hangs on it stands below."""
        return str(record.get_absolute_url())

    @classmethod
    def seen_only(cls, record: Any) -> SeenOnly:
        """The refusal of who may read the record, and tried to change it."""
        return SeenOnly(record, cls.url(record), cls.who_changes(record))

    @classmethod
    def who_changes(cls, record: Any) -> Words:  # noqa: ARG003 - a page may tell it by the record
        """A sentence."""
        return _("It is changed by those who keep it.")

    @classmethod
    def crumbs(cls, record: Any, *more: Words) -> list[Crumb]:
        """The way to the record, and further."""
        room, listing = cls.listing.room, cls.listing
        way = room.way[:-1] if room.home == listing.address else room.way
        crumbs: list[Crumb] = [*way, (listing.heading(), reverse(listing.address))]
        names = [capfirst(str(record)), *more]
        return [*crumbs, *((name, None if name is names[-1] else cls.url(record)) for name in names)]

    @classmethod
    def rows_named(cls, relation: str) -> DatedRows:
        """Raises Http404 if the page has no such rows."""
        rows = next((rows for rows in cls.rows if rows.relation == relation), None)
        if rows is None:
            raise Http404
        return rows

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(request, self.find(request.user, kwargs))

    def page(self, request: HttpRequest, found: Any) -> HttpResponse:
        read = day_read(request)
        at_hand = [rows.relation for rows in self.rows if rows.at_hand(request.user, found)]
        prefetch_related_objects([found], *at_hand)
        record = self.told(found, read.day)
        url = self.url(record)
        shown = [column for column in self.listing.columns_for(request.user) if column.in_page]
        cells = [(column, column.cell(record, read.day)) for column in shown]
        context = {
            "title": capfirst(str(record)),
            "tag": next((cell.tag for column, cell in cells if column.kind is Kind.TAG and cell.tag), None),
            "second": self.second(record, read.day),
            "crumbs": self.crumbs(record),
            "fields": [(column.label, cell) for column, cell in cells],
            "histories": [
                rows.shown(record, url, request.user, read) for rows in self.rows if rows.are_seen(record, request.user)
            ],
            "actions": [*self.steps(record, request.user), *self.actions(record, request.user)],
            "edit_url": f"{url}edit/" if self.may_edit(request.user, record) else None,
            "sources": sources(record),
            "as_of": read.day if read.day != timezone.localdate() else None,
            "record": record,
        }
        return render(request, self.template, context | self.more(request, record, read))

    def told(self, record: Any, day: date) -> Any:
        """The record with what its columns tell as of a day; its rows are at hand."""
        [told] = self.listing.shown([record], day)
        return told

    def more(self, request: HttpRequest, record: Any, read: Reading) -> dict[str, Any]:
        """What a template of its own needs besides."""
        return {}

    def second(self, record: Any, day: date) -> str:
        """A second line under the title."""
        return ""

    def actions(self, record: Any, user: Any) -> list[Action]:
        """Buttons besides the steps of the workflow."""
        return []

    def steps(self, record: Any, user: Any) -> list[Action]:
        """The steps that are open to this person, with what each still lacks."""
        if self.workflow is None:
            return []
        return [
            Action(
                step.label,
                f"{self.url(record)}do/{step.name}/",
                primary=place == 0 and not step.gives_up,
                refusal=refusal(step, record, user),
            )
            for place, step in enumerate(self.workflow.open_to(record, user))
        ]


def sources(record: Any) -> dict[str, Any] | None:
    """Where a record comes from and since when it is known; None for what is no dated record."""
    if not hasattr(record, "known_on"):
        return None
    return {
        "source": read(record.source),
        "confidence": record.get_confidence_display(),
        "note": read(record.note),
        "known_on": record.known_on,
    }
