"""The board over ten years, open to everyone; the early warnings that go out by mail, for the secretariat."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from conferences.actions import host_warning
from conferences.models import Edition, HostWarning
from conferences.permissions import can_edit_editions
from conferences.reading.board_years import YEARS, board_years
from conferences.views.room import ROOM
from core.clock import present_day, viewing
from core.pages import address, day_read
from core.rights import requires
from core.workflow import Refused
from network.models import Mail, Person, Presidency
from network.models.presidency import coming


@login_not_required
@require_safe
def board_page(request):
    """Ten years as of a day; `?from=1999` asks for others. What is no year is passed over."""
    read = day_read(request)
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    with viewing(read.day):  # countries are called as they were on that day
        board = board_years(read.day, request.user, first)
        lists = {
            "title": gettext("Board over ten years"),
            "lead": gettext("Editions past and to come, who hosts them or would, and the years without one."),
            "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("Board"), None)],
            "lists": ROOM.siblings(request.user, "conferences:board"),
        }
        context = lists | {
            "reading": read,
            "board": board,
            "coming": coming(Presidency.objects.with_names().rotation(read.day), read.day) if board.warned else [],
            "may_remind": can_edit_editions(request.user),
            "earlier": address(request, **{"from": str(board.first - YEARS)}),
            "later": address(request, **{"from": str(board.first + YEARS)}),
        }
        return render(request, "conferences/board_page.html", context)


@requires(can_edit_editions)
@require_safe
def host_warnings(request):
    """Before it goes out: what is due, who is written to and in which words. After: what went out."""
    today = present_day()
    cases = list(host_warning.uncovered(today))
    warnings = list(HostWarning.objects.select_related("edition"))
    mails = defaultdict(list)
    for mail in Mail.objects.filter(about__in=[row.about for row in warnings]).defer("body").order_by("to"):
        mails[mail.about].append(mail)
    names = dict(
        Person.objects.filter(email__in={mail.to for rows in mails.values() for mail in rows}).values_list(
            "email", "name"
        )
    )
    context = {
        "title": gettext("Early warnings"),
        "lead": gettext("Each goes out by itself once an edition without a candidate is 24, 18 or 12 months away."),
        "crumbs": [
            (ROOM.label, reverse(ROOM.home)),
            (gettext("Board"), reverse("conferences:board")),
            (gettext("Early warnings"), None),
        ],
        "lists": ROOM.siblings(request.user, "conferences:board"),
        "cases": [(case, [] if case.is_sent else host_warning.examples(case)) for case in cases],
        "addressees": host_warning.addressees(today),
        "sent": [
            (
                row,
                [(names.get(mail.to, gettext("a person who has left")), mail.sent_at) for mail in mails[row.about]],
            )
            for row in warnings
        ],
        "today": today,
    }
    return render(request, "conferences/board_warnings.html", context)


@requires(can_edit_editions)
@require_POST
def host_warning_send(request, edition):
    """Sends the warning that is due at once. Pressed twice, it goes out once."""
    record = get_object_or_404(Edition.objects.european().visible_to(request.user), code=edition)
    try:
        host_warning.send_warning(record, today=present_day(), by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("The early warning of %(edition)s is being sent.") % {"edition": record})
    return redirect("conferences:host_warnings")
