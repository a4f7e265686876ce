"""Bare Django pages: the same tables, session and person as the portal's, nothing else of it. Not a subject."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path

from caf.models import Organisation
from network.models import Person

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

RECORD = Engine().from_string(
    "<!doctype html><html lang=en><title>{{ row.name }}</title><p>{{ person }}</p><dl><dt>Country</dt>"
    "<dd>{{ row.country.iso2 }}</dd><dt>City</dt><dd>{{ row.city }}</dd><dt>Level</dt><dd>{{ row.level }}</dd>"
    "<dt>Sector</dt><dd>{{ row.sector }}</dd></dl><ul>{% for step in steps %}<li>{{ step.state }}, "
    "{{ step.known_on }}, {{ step.source }}</li>{% endfor %}</ul></html>"
)


def bare_client(person: Person) -> Client:
    """A client that is signed in, and asks the bare pages."""
    client = Client()
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        client.handler.load_middleware()
    client.force_login(person)
    return client


def own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Not by the setting: to change that one clears what the portal's own page has cached."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = "benchmarks.bare"
        return get_response(request)

    return answer


def register(request: Any) -> HttpResponse:
    rows = Organisation.objects.select_related("country").order_by("country__iso2", "name")
    return HttpResponse(PAGE.render(Context({"rows": rows[:50], "count": rows.count(), "person": request.user.email})))


def organisation(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(Organisation.objects.select_related("country"), pk=pk)
    return HttpResponse(RECORD.render(Context({"row": row, "steps": row.steps.all(), "person": request.user.email})))


urlpatterns = [path("bare/", register), path("bare/<int:pk>/", organisation)]
