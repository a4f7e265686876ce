"""The board over ten years. Open to everyone: what is told of bids is what the reader may see."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from conferences.board_years import YEARS, board_years
from conferences.early_warning import coming_presidencies
from conferences.permissions import can_begin_bid, can_edit_editions
from conferences.views.room import ROOM
from core.clock import viewing
from core.pages import address, day_read


@login_not_required
@require_safe
def board_page(request):
    """Ten years as of a day; `?from=1999` asks for others. What is no year is passed over."""
    read = day_read(request)
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None  # noqa: PLR2004 - of a year
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
            "coming": coming_presidencies(read.day, read.day) if board.warned else [],
            "may_begin_bid": can_begin_bid(request.user),
            "may_remind": can_edit_editions(request.user),
            "earlier": address(request, **{"from": str(board.first - YEARS)}),
            "later": address(request, **{"from": str(board.first + YEARS)}),
        }
        return render(request, "conferences/board_page.html", context)
