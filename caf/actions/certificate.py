"""Certificates of labels: issued with the label in both languages, their files made by a job and kept."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from caf.models import Label, LabelCertificate
from caf.reading.certificate import WORDS, certificate_pdf, words_of
from core import jobs
from core.models import Job
from core.pdf import PdfError

CERTIFICATE = "make label certificate"


@transaction.atomic
def issue_certificates(label: Label, *, by: Any) -> list[LabelCertificate]:
    """In each language: number, code, frozen words; a job makes the file. Those that are issued already stay."""
    issued = []
    for language in WORDS:
        if label.certificates.filter(language=language).exists():
            continue
        certificate = LabelCertificate(
            label=label, language=language, number=f"{label.number}-{language}", issued_on=label.granted_on
        )
        certificate.issued_by = by
        with override("en"):  # one address for all languages: what is printed stays
            certificate.address = settings.SITE_ADDRESS + reverse("caf:label_check", args=[certificate.code])
        certificate.words = words_of(label, language, demonstration=settings.DEMONSTRATION)
        certificate.save()
        request_certificate(certificate, by=by)
        issued.append(certificate)
    return issued


def request_certificate(certificate: LabelCertificate, *, by: Any) -> Job:
    """Ask for the file, or again for one that could not be made."""
    return jobs.enqueue(CERTIFICATE, str(certificate.pk), {"certificate": certificate.pk}, by)


@jobs.handles(CERTIFICATE)
def make_certificate(job: Job) -> None:
    """Make the PDF, unless it is made: an issued file is kept, never made again."""
    certificate = LabelCertificate.objects.get(pk=job.arguments["certificate"])
    if certificate.sha256:
        return
    try:
        content = certificate_pdf(certificate)
    except PdfError as reason:
        raise jobs.JobRefused(str(reason)) from reason
    LabelCertificate.objects.filter(pk=certificate.pk, sha256="").update(
        content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    jobs.report(job, "PDF made", certificate.language)
