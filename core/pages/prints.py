"""A PDF on the page that it is made of: asked for there, being made, ready."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from core.models import JobState, Print
from core.prints import Sheet, job_of, request_print


@dataclass(frozen=True)
class PrintLine:
    """What the page shows of one PDF. url: where it is handed out. ask_url: where it is asked for, and looked after."""

    key: str
    label: str
    url: str
    ask_url: str
    page_url: str
    ready: bool
    pending: bool
    failed: str


def found(sheet: Sheet) -> Print | None:
    """The PDF of this very sheet as a row, without its bytes; None if nobody has asked for it."""
    return Print.objects.defer("content", "html").filter(fingerprint=sheet.fingerprint).first()


def print_line(sheet: Sheet, *, key: str, label: str, url: str, ask_url: str, page_url: str) -> PrintLine:
    """The line that a page shows of the PDF of this sheet."""
    row = found(sheet)
    ready = bool(row and row.sha256)
    job = job_of(row) if row and not ready else None
    failed = job.error if job and job.state == JobState.FAILED else ""
    return PrintLine(key, label, url, ask_url, page_url, ready, bool(job and job.is_open), failed)


def answer_for_print(request: HttpRequest, sheet: Sheet, line: PrintLine) -> HttpResponse:
    """POST asks for it; GET is the line of the page that htmx fetches until the file is there."""
    if request.method == "POST":
        request_print(sheet, by=request.user)
        return redirect(f"{line.page_url}#print-{line.key}")
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if not request.headers.get("HX-Request"):
        return redirect(line.page_url)
    return render(request, "core/_print.html", {"print": line})


def print_file(sheet: Sheet, *, name: str, page_url: str) -> HttpResponse:
    """The file as it was made; where it is not made yet, the page on which it can be asked for."""
    row = found(sheet)
    if row is None or not row.sha256:
        return redirect(page_url)
    response = HttpResponse(bytes(row.content or b""), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["ETag"] = f'"{row.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
