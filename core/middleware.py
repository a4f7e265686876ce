"""What holds for every request: the day it is read from, and the operator's maintenance."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import reading_day, viewing


class MaintenanceMiddleware:
    """While the operator looks after the portal, reading goes on and saving says when it will be back.

    Answers 503 to whatever would write, as long as the file `settings.MAINTENANCE_FILE` exists.

    The file's words (for example "until about 21:00, Brussels time") are shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS") and settings.MAINTENANCE_FILE.exists():
            until = settings.MAINTENANCE_FILE.read_text().strip()
            response = render(request, "maintenance.html", {"until": until}, status=503)
            response["Retry-After"] = "900"
            return response
        return self.get_response(request)


class ReadingDayMiddleware:
    """Everything is written as of the day that the page is read from (`core.clock`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with viewing(reading_day(request)):
            return self.get_response(request)
