"""A view names its right on the line above it: `@requires(can_draft)`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

View = Callable[..., HttpResponseBase]


def requires(may: Callable[[Any], bool]) -> Callable[[View], View]:
    """Answers 403 to whom `may` refuses. Signing in is asked for before, by middleware."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class SeenOnly(PermissionDenied):
    """Of a record that this person may read, and not change. why: who does, in a sentence; url: where it is read."""

    def __init__(self, record: Any, url: str, why: Any) -> None:
        super().__init__(str(why))
        self.record, self.url, self.why = record, url, why


@requires_csrf_token
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a refusal: of what one may not see it tells nothing, not even whether it is there."""
    context = {"seen": exception if isinstance(exception, SeenOnly) else None}
    return render(request, "403.html", context, status=403)
