"""A bare Django page of the register: the same table, session and person, nothing of the portal. Not a subject."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from caf.models import Organisation

MIDDLEWARE = [
    "benchmarks.bare.own_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
PAGE = Engine().from_string(
    "<!doctype html><html lang=en><title>Register</title><p>{{ person }}, {{ count }}</p><table>"
    "{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.country.iso2 }}</td><td>{{ row.city }}</td>"
    "<td>{{ row.level }}</td><td>{{ row.sector }}</td><td>{{ row.state }}</td></tr>{% endfor %}</table></html>"
)


def own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Not by the setting: to change that one clears what the portal's own page has cached."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = "benchmarks.bare"
        return get_response(request)

    return answer


def register(request: Any) -> HttpResponse:
    rows = Organisation.objects.select_related("country").order_by("country__iso2", "name")
    return HttpResponse(PAGE.render(Context({"rows": rows[:50], "count": rows.count(), "person": request.user.email})))


urlpatterns = [path("bare/", register)]
