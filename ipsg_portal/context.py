"""What the masthead and the footer of every page show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from core.addresses import named
from core.phrases.base import NO_BREAK_SPACE
from ipsg_portal.work import count_shown
from network.models import Role
from resolutions.permissions import can_read_drafts

ROOMS = (
    (gettext_lazy("Home"), "home", "home"),
    (gettext_lazy("Quality Conferences"), "conferences:home", "conferences"),
    (gettext_lazy("CAF"), "caf:home", "caf"),
    (gettext_lazy("Customer focus"), "customer_focus:home", "customer_focus"),
    (gettext_lazy("Resolutions"), "resolutions:resolution_list", "resolutions"),
    (gettext_lazy("Network"), "network:home", "network"),
)


@dataclass(frozen=True)
class Room:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class SeatShown:
    """mark: two letters in the circle; who: country or person; role: the seat."""

    mark: str
    who: str
    role: str


@dataclass(frozen=True)
class LanguageShown:
    """A language of the portal, in its own name, and the same page in it."""

    code: str
    name: str
    url: str
    is_current: bool


def masthead(request: HttpRequest) -> dict[str, Any]:
    """Works on error pages too, where the request may have neither a person nor a view."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    place = getattr(request, "resolver_match", None)
    here = (place.app_name or place.url_name) if place else None
    return {
        "rooms": [
            Room(str(label), named(name), here == room)
            for label, name, room in ROOMS
            if room != "resolutions" or (user is not None and can_read_drafts(user))  # none is adopted yet
        ],
        "languages": languages(request),
        "seat": seat_shown(user) if signed_in else None,
        "work_url": named("work") if signed_in else "",
        # A function: asked once a request, and only by a page that shows it.
        "work_count": cache(lambda: count_shown(request)) if signed_in else None,
        "work_is_current": here == "work",
        "account_url": named("account_home") if signed_in else "",
        "home_url": named("home"),
        "login_url": named("account_login"),
        "logout_url": named("account_logout"),
        "demonstration": settings.DEMONSTRATION,
    }


def languages(request: HttpRequest) -> list[LanguageShown]:
    """The page's address in each language; the first page where the address is none of ours."""
    current = get_language() or settings.LANGUAGE_CODE
    here = request.get_full_path()
    return [
        LanguageShown(code, get_language_info(code)["name_local"], translate_url(here, code), code == current)
        for code, _name in settings.LANGUAGES
    ]


def seat_shown(user: Any) -> SeatShown:
    """The first role held today; those besides are counted."""
    roles = sorted(user.roles_today, key=lambda role: (role.country_id is None, role.pk))
    if not roles:
        return SeatShown(initials(str(user)), str(user), _("No role today"))
    first: Role = roles[0]
    role = str(first.get_seat_display())
    if more := len(roles) - 1:
        role += NO_BREAK_SPACE + ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    if first.country is None:
        return SeatShown(initials(str(user)), str(user), role)
    return SeatShown(first.country.eu_code, str(first.country), role)


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split() or ["?"]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
