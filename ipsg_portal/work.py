"""What waits for me: one list and one number, from every app that has something to ask of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
SENT = "sent to"
"""In a session: app -> when its person last sent something to it."""
APPS = {"resolutions": resolutions.work, "conferences": conferences.work, "caf": caf.work, "network": network.work}


@dataclass(frozen=True)
class WorkLine:
    """An item as the page shows it: `tag` is (kind, word), None where nothing presses."""

    item: WorkItem
    tag: tuple[str, str] | None


def waiting_for(user: Any, day: date, apps: Iterable[str] = APPS) -> Iterator[Waiting]:
    """What these apps ask of this person; nothing of one who is not signed in."""
    if not user.is_authenticated:
        return iter(())
    return chain.from_iterable(APPS[app].waiting(user, day) for app in apps)


def work_count(user: Any, apps: Iterable[str] = APPS) -> int:
    """How many things wait: one query."""
    return how_many(waiting_for(user, present_day(), apps))


def count_shown(request: HttpRequest) -> int:
    """The number beside "Work": what waits in the app to which this person sent something last, counted anew after
    that, and what waits in the others, counted every few seconds.

    Putting the query together takes longer than many a page, and most of it is about the others.
    """
    sent: dict[str, str] = request.session.get(SENT, {})
    last = max(sent, key=lambda app: sent[app], default=None)
    parts = [[last], [app for app in APPS if app != last]] if last else [list(APPS)]
    return sum(kept_count(request.user, part, sent) for part in parts)


def kept_count(user: Any, apps: list[str], sent: dict[str, str]) -> int:
    """How many things wait in these apps, no older than what their person sent to them."""
    moments = ",".join(sent.get(app, "") for app in apps)
    key = f"work:{user.pk}:{present_day()}:{','.join(apps)}:{moments}"
    return caches["process"].get_or_set(key, lambda: work_count(user, apps)) or 0


class CountAnewMiddleware:
    """Notes in the session to which app its person has sent something: in every process it is counted anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        app = request.resolver_match.app_name if request.resolver_match else ""
        if request.method not in SAFE_METHODS and request.user.is_authenticated and app in APPS:
            request.session[SENT] = request.session.get(SENT, {}) | {app: timezone.now().isoformat()}
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
