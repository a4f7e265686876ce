"""The CAF desk: queues with how many wait, and how fresh each country's records are; a queue of its own."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from caf.permissions import can_begin_country_record
from caf.reading.desk import ON_A_PAGE, kept_url, queues
from caf.reading.freshness import freshness
from caf.views.room import ROOM
from core.clock import present_day
from core.pages.listing import page_links, page_of
from core.rights import requires
from network.seats import Right


# right: keep CAF organisations
@requires(can_begin_country_record)
@require_safe
def desk(request):
    own = None if request.user.may(Right.EDIT_CAF) else request.user.countries_with(Right.EDIT_CAF)
    context = {
        "title": gettext("CAF desk"),
        "lead": gettext("What waits in the register."),
        "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("CAF desk"), None)],
        "lists": ROOM.siblings(request.user, "caf:desk"),
        "queues": list(queues(request.user, present_day())),
        "countries": [(row, *lists_of(row)) for row in freshness(present_day(), own)],
    }
    return render(request, "caf/desk.html", context)


def lists_of(row):
    """The lists of a country's validated organisations, of those confirmed within a year, and of the stale ones."""
    code = row.country.iso2.lower()
    chosen = {"state": "validated"}, {"confirmed": "fresh"}, {"confirmed": "stale"}
    return [kept_url(country=code, **one) for one in chosen]


# right: keep CAF organisations
@requires(can_begin_country_record)
@require_safe
def desk_queue(request, key):
    """All that waits in a queue which no other list shows."""
    if key not in ON_A_PAGE:
        raise Http404
    queue = ON_A_PAGE[key](request.user, present_day())
    page = page_of(queue.rows, request.GET.get("page"))
    context = {
        "title": queue.label,
        "lead": queue.why,
        "crumbs": [
            (ROOM.label, reverse(ROOM.home)),
            (gettext("CAF desk"), reverse("caf:desk")),
            (queue.label, None),
        ],
        "lists": ROOM.siblings(request.user, "caf:desk"),
        "queue": queue,
        "page": page,
        "page_links": page_links(request, page),
    }
    return render(request, "caf/desk_queue.html", context)
