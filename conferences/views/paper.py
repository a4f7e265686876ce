"""A PDF on the page that it is made of: asked for there, being made, ready."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from conferences.actions.paper import job_of, request_paper
from conferences.models import Paper
from core.models import JobState


@dataclass(frozen=True)
class PaperLine:
    """What the page shows of one PDF. url: where it is handed out. ask_url: where it is asked for, and looked after."""

    key: str
    label: str
    url: str
    ask_url: str
    page_url: str
    ready: bool
    pending: bool
    failed: str


def found(sheet):
    """The PDF of this very sheet as a row, without its bytes; None if nobody has asked for it."""
    return Paper.objects.defer("content", "html").filter(fingerprint=sheet.fingerprint).first()


def paper_line(sheet, *, key, label, url, ask_url, page_url):
    paper = found(sheet)
    ready = bool(paper and paper.sha256)
    job = job_of(paper) if paper and not ready else None
    failed = job.error if job and job.state == JobState.FAILED else ""
    return PaperLine(key, label, url, ask_url, page_url, ready, bool(job and job.is_open), failed)


def answer_for_paper(request, sheet, line):
    """POST asks for it; GET is the line of the page that htmx fetches until the file is there."""
    if request.method == "POST":
        request_paper(sheet, by=request.user)
        return redirect(f"{line.page_url}#paper-{line.key}")
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if not request.headers.get("HX-Request"):
        return redirect(line.page_url)
    return render(request, "conferences/_paper.html", {"paper": line})


def paper_file(sheet, *, name, page_url):
    """The file as it was made; where it is not made yet, the page on which it can be asked for."""
    paper = found(sheet)
    if paper is None or not paper.sha256:
        return redirect(page_url)
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["ETag"] = f'"{paper.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
