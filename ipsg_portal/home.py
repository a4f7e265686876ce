"""The home page: the goal as a picture, the next conference, what waits, what lies ahead. Open to everyone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caf.reading.goal import goal_standing
from caf.reading.goal_words import goal_picture
from caf.reading.outlook import outlook
from conferences.reading.board import board
from core.clock import Reading, reading, viewing
from ipsg_portal.dates import upcoming
from ipsg_portal.work import work_lines
from resolutions.models import Version

WAITING_SHOWN = 3
DATES_SHOWN = 5


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    read = reading(request)
    with viewing(read.day):  # countries are called as they were on that day
        return home_page(request, read)


def home_page(request: HttpRequest, read: Reading) -> HttpResponse:
    """The page as of a day."""
    standing = goal_standing(read.day)
    goal = goal_picture(standing, own_countries(request.user))
    next_conference = board(read.day, request.user)
    dates = upcoming(read.day, next_conference, request.user)
    lines = work_lines(request.user) if request.user.is_authenticated else []
    return render(
        request,
        "home.html",
        {
            "reading": read,
            "standing": standing,
            "goal": goal,
            "outlook": outlook(standing, goal.chart) if goal else None,
            "board": next_conference,
            "latest": latest_version(request.user, read.day),
            "waiting": lines[:WAITING_SHOWN],
            "waiting_count": len(lines),
            "work_count": len(lines) if request.user.is_authenticated else None,
            "dates": dates[:DATES_SHOWN],
            "more_dates": max(len(dates) - DATES_SHOWN, 0),
        },
        status=400 if read.problem else 200,
    )


def own_countries(user: Any) -> set[int]:
    """Ids of the countries for which this person holds a role."""
    return {role.country_id for role in user.roles_today if role.country_id} if user.is_authenticated else set()


def latest_version(user: Any, day: date) -> Version | None:
    """The last version of the last meeting's resolution that this person may read, with facts of that day or before."""
    return (
        Version.objects.visible_to(user)
        .filter(as_of__lte=day)
        .select_related("resolution__meeting")
        .defer("facts", "omitted")
        .order_by("-resolution__meeting__number", "-number")
        .first()
    )
