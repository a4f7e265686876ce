"""Asking for a PDF, and making it: WeasyPrint takes seconds, and no web worker is held for them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from conferences.models import Paper, Sheet
from core import jobs
from core.models import Job
from core.pdf import PdfError, html_to_pdf

PAPER = "make paper"


@transaction.atomic
def request_paper(sheet: Sheet, *, by: Any) -> Paper:
    """Ask for the PDF of a sheet; also again, where it could not be made. One that is there is kept.

    by: who asks; a visitor too.
    """
    person = by if by and by.is_authenticated else None
    paper, _new = Paper.objects.get_or_create(
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
        jobs.enqueue(PAPER, str(paper.pk), {"paper": paper.pk}, person)
    return paper


def job_of(paper: Paper) -> Job | None:
    """The last job that was to make it."""
    return Job.objects.filter(kind=PAPER, subject=str(paper.pk)).order_by("-pk").first()


@jobs.handles(PAPER)
def make_paper(job: Job) -> None:
    """Make the PDF, unless it is made."""
    paper = Paper.objects.filter(pk=job.arguments["paper"], sha256="").first()
    if paper is None:
        return
    try:
        content = html_to_pdf(paper.html, language=paper.language, title=paper.title, made_on=paper.made_on)
    except PdfError as reason:
        raise jobs.JobRefused(str(reason)) from reason
    Paper.objects.filter(pk=paper.pk, sha256="").update(
        content=content, sha256=hashlib.sha256(content).hexdigest(), html=""
    )
    jobs.report(job, "PDF made", paper.language)
