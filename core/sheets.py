"""A PDF that a page offers: asked for as a row of its own, made by a job, kept by what it says (decision 0012).

A subject keeps its papers in a model of its own (`class Paper(PaperBase)`); everything else is the same for all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from core import jobs
from core.models import Job, JobState
from core.pdf import PdfError, html_to_pdf

PAPER = "make paper"


@dataclass(frozen=True)
class Sheet:
    """What is to be printed, as one reader may see it: HTML as `core.pdf` takes it."""

    html: str
    language: str
    title: str
    made_on: date

    @property
    def fingerprint(self) -> str:
        """The same for the same paper: a reader who may see more, or a later day, has another."""
        return hashlib.sha256(repr((self.html, self.language, self.title, self.made_on)).encode()).hexdigest()


class PaperBase(models.Model):
    """A PDF of a sheet, made once and kept; nobody reads a row that does not hold the sheet itself.

    html: what the job prints, frozen when it was asked for; taken away once the file is there.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5)
    title = models.TextField()
    made_on = models.DateField(_("dated"))
    html = models.TextField(blank=True)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="Empty for a visitor"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(Q(content__isnull=True, sha256="") & ~Q(html=""))
                | (Q(content__isnull=False, html="") & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_asked_or_made",
            )
        ]

    def __str__(self) -> str:
        return self.title


# --- Asking for it, and making it ---------------------------------------------------------------------


@transaction.atomic
def request_paper(model: type[PaperBase], sheet: Sheet, *, by: Any) -> Any:
    """Ask for the PDF of a sheet; also again, where it could not be made. One that is there is kept.

    by: who asks; a visitor too.
    """
    person = by if by and by.is_authenticated else None
    paper, _new = model._default_manager.get_or_create(
        fingerprint=sheet.fingerprint,
        defaults={
            "html": sheet.html,
            "language": sheet.language,
            "title": sheet.title,
            "made_on": sheet.made_on,
            "asked_by": person,
        },
    )
    if not paper.sha256:
        jobs.enqueue(PAPER, subject_of(paper), {"paper": paper.pk, "model": paper._meta.label_lower}, person)
    return paper


def subject_of(paper: Any) -> str:
    return f"{paper._meta.label_lower} {paper.pk}"


def job_of(paper: Any) -> Job | None:
    """The last job that was to make it."""
    return Job.objects.filter(kind=PAPER, subject=subject_of(paper)).order_by("-pk").first()


@jobs.handles(PAPER)
def make_paper(job: Job) -> None:
    """Make the PDF, unless it is made."""
    papers = apps.get_model(job.arguments["model"])._default_manager
    paper = papers.filter(pk=job.arguments["paper"], sha256="").first()
    if paper is None:
        return
    try:
        content = html_to_pdf(paper.html, language=paper.language, title=paper.title, made_on=paper.made_on)
    except PdfError as reason:
        raise jobs.JobRefused(str(reason)) from reason
    papers.filter(pk=paper.pk, sha256="").update(content=content, sha256=hashlib.sha256(content).hexdigest(), html="")
    jobs.report(job, "PDF made", paper.language)


# --- On the page --------------------------------------------------------------------------------------


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


def found(model: type[PaperBase], sheet: Sheet) -> Any:
    """The PDF of this very sheet as a row, without its bytes; None if nobody has asked for it."""
    return model._default_manager.defer("content", "html").filter(fingerprint=sheet.fingerprint).first()


def paper_line(
    model: type[PaperBase], sheet: Sheet, *, key: str, label: str, url: str, ask_url: str, page_url: str
) -> PaperLine:
    paper = found(model, sheet)
    ready = bool(paper and paper.sha256)
    job = job_of(paper) if paper and not ready else None
    failed = job.error if job and job.state == JobState.FAILED else ""
    return PaperLine(key, label, url, ask_url, page_url, ready, bool(job and job.is_open), failed)


def answer_for_paper(model: type[PaperBase], request: Any, sheet: Sheet, line: PaperLine) -> Any:
    """POST asks for it; GET is the line of the page that htmx fetches until the file is there."""
    if request.method == "POST":
        request_paper(model, sheet, by=request.user)
        return redirect(f"{line.page_url}#paper-{line.key}")
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if not request.headers.get("HX-Request"):
        return redirect(line.page_url)
    return render(request, "core/_paper.html", {"paper": line})


def paper_file(model: type[PaperBase], sheet: Sheet, *, name: str, page_url: str) -> Any:
    """The file as it was made; where it is not made yet, the page on which it can be asked for."""
    paper = found(model, sheet)
    if paper is None or not paper.sha256:
        return redirect(page_url)
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["ETag"] = f'"{paper.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
