"""The CAF desk: queues with how many wait, and how fresh each country's records are."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from caf.permissions import can_begin_country_record
from caf.reading.desk import queues
from caf.reading.freshness import freshness
from caf.views.room import ROOM
from core.clock import present_day
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
        "countries": freshness(present_day(), own),
    }
    return render(request, "caf/desk.html", context)
