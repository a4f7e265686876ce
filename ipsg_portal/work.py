"""What waits for me: one list and one number, from every app that has something to ask of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import caf.work
import conferences.work
import network.work
import resolutions.work
from core.clock import present_day
from core.middleware import SAFE_METHODS
from core.work import Waiting, WorkItem, how_many, items

SOON = 7  # days
SENT = "sent"
"""In a session: when its person last sent something."""
APPS = (resolutions.work, conferences.work, caf.work, network.work)


@dataclass(frozen=True)
class WorkLine:
    """An item as the page shows it: `tag` is (kind, word), None where nothing presses."""

    item: WorkItem
    tag: tuple[str, str] | None


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """What every app asks of this person; nothing of one who is not signed in."""
    if not user.is_authenticated:
        return iter(())
    return chain.from_iterable(app.waiting(user, day) for app in APPS)


def work_count(user: Any) -> int:
    """How many things wait: one query."""
    return how_many(waiting_for(user, present_day()))


def count_shown(request: HttpRequest) -> int:
    """The number beside "Work": counted anew after whatever this person sends, and else every few seconds.

    Putting its query together takes longer than many a page.
    """
    user = request.user
    key = f"work:{user.pk}:{present_day()}:{request.session.get(SENT, '')}"
    return caches["process"].get_or_set(key, lambda: work_count(user)) or 0


class CountAnewMiddleware:
    """Notes in the session that its person has sent something: in every process the number is counted anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in SAFE_METHODS and request.user.is_authenticated:
            request.session[SENT] = timezone.now().isoformat()
        return response


def work_lines(user: Any) -> list[WorkLine]:
    """What waits, the most pressing first."""
    day = present_day()
    return [WorkLine(item, tag_of(item, day)) for item in items(waiting_for(user, day))]


def tag_of(item: WorkItem, day: date) -> tuple[str, str] | None:
    """How pressing an item is, as kind and word of a tag."""
    if item.failed:
        return ("wrong", _("Failed"))
    if item.is_overdue(day):
        return ("wrong", _("Overdue"))
    left = item.days_left(day)
    if left is None:
        return None
    if left == 0:
        return ("look", _("today"))
    return ("look" if left <= SOON else "off", ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left})


@login_required
def work(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated  # the line above the view says so
    lines = work_lines(request.user)
    return render(
        request,
        "work.html",
        {"lines": lines, "work_count": len(lines), "day": present_day(), "has_roles": request.user.roles_today},
    )
