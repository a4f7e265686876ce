"""The portal's addresses, which refuse without a page: to draw it takes as long as all that leads to the refusal.

As `ROOT_URLCONF`. The pages themselves are drawn by one seat of tests/test_permissions.py, and looked at in
tests/looks/test_refusals.py.
"""

from django.http import HttpRequest, HttpResponse

from ipsg_portal.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=404)
