"""Writes on prizes: a jury's decision, a certificate, a press release and its files."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.models import (
    Certificate,
    Edition,
    Laureate,
    LaureateState,
    Prize,
    ReleaseFile,
    ReleaseParagraph,
    ReleaseState,
    ReleaseVersion,
)
from conferences.models.release import fingerprint, text_mark
from conferences.press.certificate import words_of
from conferences.press.documents import certificate_pdf, paper_of, release_docx, release_pdf
from conferences.press.facts import facts_of
from conferences.press.writing import draw
from core import jobs
from core.models import Job
from core.pdf import PdfError
from core.phrases import LANGUAGES
from core.workflow import Refused

CERTIFICATE = "make certificate"
RELEASE_FILES = "make press release files"


@transaction.atomic
def decide_laureate(laureate: Laureate, *, by: Any) -> Laureate:
    """Enter that the jury gives a prize to a nominee, known since `laureate.known_on`.

    Raises Refused if another holds the prize and the two do not share it.
    """
    prize = Prize.objects.select_for_update().get(pk=laureate.prize_id)
    holder = prize.laureates.filter(state=LaureateState.AWARDED).exclude(nominee=laureate.nominee).first()
    if holder is not None and not laureate.ex_aequo:
        raise Refused(
            _("%(laureate)s has this prize. If the two share it, say so: ex aequo.")
            % {"laureate": holder.nominee.organisation}
        )
    laureate.state = LaureateState.AWARDED
    laureate.save()
    laureate.steps.create(
        state=LaureateState.AWARDED, known_on=laureate.known_on, by=by, source=laureate.source, note=laureate.note
    )
    return laureate


@transaction.atomic
def issue_certificate(certificate: Certificate, *, by: Any, site: str) -> Certificate:
    """Issue a laureate's certificate in one language: number, code, frozen words; a job makes its file.

    site: the portal's own address, as in https://portal.example. Raises Refused if the prize is withdrawn.
    """
    laureate = Laureate.objects.select_for_update(of=("self",)).for_list().get(pk=certificate.laureate_id)
    if laureate.state != LaureateState.AWARDED:
        raise Refused(_("The prize is withdrawn: there is nothing to certify."))
    if laureate.certificates.filter(language=certificate.language).exists():
        raise Refused(_("This certificate is issued already: it is kept, and never made again."))
    edition = Edition.objects.select_for_update().get(pk=laureate.edition_id)
    count = Certificate.objects.filter(laureate__edition=edition).values("laureate").distinct().count()
    earlier = laureate.certificates.first()
    place = earlier.number.rsplit("-", 2)[1] if earlier else f"{count + 1:03}"
    certificate.number = f"{edition.short_name}-{place}-{certificate.language}"
    certificate.issued_by, certificate.issued_on = by, timezone.localdate()
    with override("en"):  # one address for all languages: what is printed stays
        certificate.address = site + reverse("conferences:certificate_page", args=[certificate.code])
    certificate.words = words_of(laureate, certificate.language, demonstration=settings.DEMONSTRATION)
    certificate.save()
    request_certificate(certificate, by=by)
    return certificate


def request_certificate(certificate: Certificate, *, by: Any) -> Job:
    """Ask for the file, or again for one that could not be made."""
    return jobs.enqueue(CERTIFICATE, str(certificate.pk), {"certificate": certificate.pk}, by)


@jobs.handles(CERTIFICATE)
def make_certificate(job: Job) -> None:
    """Make the PDF, unless it is made: an issued file is kept, never made again."""
    certificate = Certificate.objects.get(pk=job.arguments["certificate"])
    if certificate.sha256:
        return
    try:
        content = certificate_pdf(certificate)
    except PdfError as reason:
        raise jobs.JobRefused(str(reason)) from reason
    Certificate.objects.filter(pk=certificate.pk, sha256="").update(
        content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    jobs.report(job, "PDF made", certificate.language)


@transaction.atomic
def draw_release(version: ReleaseVersion, *, by: Any) -> ReleaseVersion:
    """Draw a press release from what was known on `version.as_of`, and keep it as the next version.

    Words that somebody had put into a paragraph of the version before are taken along: the drawn ones stand behind
    them, and the page says which facts have changed.
    """
    edition = Edition.objects.select_for_update().get(pk=version.edition_id)
    before = edition.releases.order_by("-number").first()
    facts = facts_of(edition, version.as_of)
    version.number = (edition.releases.aggregate(last=Max("number"))["last"] or 0) + 1
    version.made_by = by
    version.facts = {key: fact.as_json() for key, fact in facts.items()}
    version.save()
    version.steps.create(state=ReleaseState.DRAFT, known_on=timezone.localdate(), by=by)
    edited = {}
    if before is not None:
        edited = {(row.language, row.key): row for row in before.paragraphs.all() if row.is_edited}
    for place, drawn in enumerate(draw(facts), start=1):
        row = ReleaseParagraph(
            version=version,
            language=drawn.language,
            place=place,
            part=drawn.part,
            key=drawn.key,
            head=drawn.head,
            drawn=[{"text": text, "facts": list(keys)} for text, keys in drawn.sentences],
        )
        row.text = row.drawn_text
        if earlier := edited.get((row.language, row.key)):
            row.text, row.edited_at, row.edited_by = earlier.text, earlier.edited_at, earlier.edited_by
        row.save()
    return version


@transaction.atomic
def edit_paragraph(paragraph: ReleaseParagraph, *, by: Any) -> ReleaseParagraph:
    """Keep what the paragraph now says, and who put it so. Words as they were drawn are nobody's edit."""
    edited = paragraph.is_edited
    paragraph.edited_at = timezone.now() if edited else None
    paragraph.edited_by = by if edited else None
    paragraph.save()
    return paragraph


def request_release_files(version: ReleaseVersion, *, by: Any) -> Job:
    """Ask for the files of a version as its text stands."""
    return jobs.enqueue(RELEASE_FILES, files_subject(version), {"version": version.pk}, by)


def files_subject(version: ReleaseVersion) -> str:
    """What the job of these files is known by: another text is another job, also while the first one runs."""
    return f"{version.pk} {text_mark(version, list(version.paragraphs.all()))}"


@jobs.handles(RELEASE_FILES)
def make_release_files(job: Job) -> None:
    """Make PDF and DOCX in every language, but for those that are made of this text already."""
    version = ReleaseVersion.objects.select_related("edition").get(pk=job.arguments["version"])
    paragraphs = list(version.paragraphs.all())
    makers = {ReleaseFile.Format.PDF: release_pdf, ReleaseFile.Format.DOCX: release_docx}
    for language in LANGUAGES:
        mark = fingerprint(version, language, paragraphs)
        paper = paper_of(version, language, paragraphs)
        for name, make in makers.items():
            if version.files.filter(language=language, format=name, fingerprint=mark).exists():
                continue
            try:
                content = make(version, paper)
            except PdfError as reason:
                raise jobs.JobRefused(str(reason)) from reason
            ReleaseFile.objects.get_or_create(
                version=version,
                language=language,
                format=name,
                fingerprint=mark,
                defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()},
            )
        jobs.report(job, "PDF and DOCX made", language)
