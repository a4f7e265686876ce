"""The portal's addresses, which refuse without a page: to draw it takes as long as all that leads to the refusal.

As `ROOT_URLCONF`. Who asks with the header WHOLE gets the page: one seat of tests/test_permissions.py does at each
record. All of them are looked at in tests/looks/test_refusals.py.
"""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from core.rights import refused
from ipsg_portal.urls import urlpatterns

__all__ = ["WHOLE", "handler403", "handler404", "urlpatterns"]

WHOLE = {"X-Refusal": "whole"}


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, exception) if asks_for_all(request) else HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return defaults.page_not_found(request, exception) if asks_for_all(request) else HttpResponse(status=404)


def asks_for_all(request: HttpRequest) -> bool:
    return WHOLE.items() <= dict(request.headers).items()
