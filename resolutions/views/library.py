"""The clause library: every clause with its condition, its words and the commitment it makes."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import RecordList
from core.rights import requires
from resolutions import columns
from resolutions.library import is_changed
from resolutions.models import LibraryClause
from resolutions.permissions import can_read_drafts
from resolutions.views.room import ROOM


class ClauseList(RecordList):
    model = LibraryClause
    columns = columns.CLAUSE
    room = ROOM
    address = "resolutions:clause_list"
    title = _("Clause library")
    lead = _("Each clause says when it applies and what it then says. The facts decide; nobody picks by hand.")
    known_since = False

    @classmethod
    def prepared(cls, records: Any) -> Any:
        return records.in_order()


@requires(can_read_drafts)
def clause_page(request: HttpRequest, key: str) -> HttpResponse:
    """One clause with its variants, as it is kept: the template, not what a meeting makes of it."""
    clause = get_object_or_404(LibraryClause.objects.visible_to(request.user), key=key)
    languages = [(code, gettext(str(name)), clause.text.get(code, "")) for code, name in settings.LANGUAGES]
    return render(
        request,
        "resolutions/clause_page.html",
        {
            "title": str(clause),
            "crumbs": [
                (ROOM.label, reverse(ROOM.home)),
                (_("Clause library"), reverse("resolutions:clause_list")),
                (str(clause), None),
            ],
            "clause": clause,
            "languages_of_text": languages,
            "variants": LibraryClause.objects.filter(group=clause.group).exclude(pk=clause.pk).order_by("place", "key"),
            "is_changed": is_changed(clause),
        },
    )
