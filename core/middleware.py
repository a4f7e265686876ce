"""What holds for every request: its day, its transaction, and the operator's maintenance."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import reading_day, viewing

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class MaintenanceMiddleware:
    """While the operator looks after the portal, reading goes on and saving says when it will be back.

    Answers 503 to whatever would write, as long as the file `settings.MAINTENANCE_FILE` exists.

    The file's words (for example "until about 21:00, Brussels time") are shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS and settings.MAINTENANCE_FILE.exists():
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


class AtomicWritesMiddleware:
    """What may write does so as a whole or, where it is refused or fails, not at all.

    Reading opens no transaction: on SQLite each one takes the lock of whoever writes.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                transaction.set_rollback(True)
        return response
