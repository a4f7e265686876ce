"""Writes: asking for a draft, keeping it as a version, making its files."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core import jobs
from core.facts import FactError
from core.models import Job
from core.pdf import PdfError
from network.models import Meeting
from resolutions.documents import resolution_pdf
from resolutions.drafting import LANGUAGES, CannotDraft, Draft, draw
from resolutions.models import Resolution, Version, VersionClause, VersionFile
from resolutions.writing import facts_as_json, source_of_version, written_in

DRAFT = "draft resolution"
FILES = "render version"


@transaction.atomic
def request_draft(*, meeting: Meeting, as_of: date | None, by: Any) -> Job:
    """Ask for a draft of a meeting's resolution. Of two requests at once for one day the second joins
    the first."""
    resolution, _created = Resolution.objects.get_or_create(meeting=meeting)
    arguments = {"resolution": resolution.pk, "as_of": as_of.isoformat() if as_of else None}
    return jobs.enqueue(DRAFT, f"{resolution.pk} {arguments['as_of'] or 'its own day'}", arguments, by)


@jobs.handles(DRAFT)
def make_draft(job: Job) -> None:
    """Draw the draft that the job asks for, keep it as the next version, and ask for its files."""
    if Version.objects.filter(job=job).exists():
        return  # an earlier worker was lost after it had kept the version
    resolution = Resolution.objects.select_related("meeting").get(pk=job.arguments["resolution"])
    as_of = date.fromisoformat(job.arguments["as_of"]) if job.arguments["as_of"] else None
    try:
        draft = draw(
            resolution.meeting,
            as_of=as_of,
            today=timezone.localdate(),
            report=lambda step, figures: jobs.report(job, step, figures),
        )
    except (FactError, CannotDraft) as reason:
        raise jobs.JobRefused(str(reason)) from reason
    version = keep(draft, resolution=resolution, job=job)
    jobs.report(job, "Text kept", str(version))


@transaction.atomic
def keep(draft: Draft, *, resolution: Resolution, job: Job) -> Version:
    """Keep a draft as the next version, its facts frozen, and ask for its files."""
    Resolution.objects.select_for_update().get(pk=resolution.pk)
    if already := Version.objects.filter(job=job).first():
        return already  # another worker, which took the job for lost, was quicker
    number = (resolution.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version.objects.create(
        resolution=resolution,
        number=number,
        as_of=draft.view.as_of,
        seen_from=draft.view.seen_from,
        job=job,
        made_by=job.requested_by,
        facts=draft.book.as_json(),
        omitted=[row.as_json() for row in draft.left_out],
    )
    VersionClause.objects.bulk_create(
        VersionClause(
            version=version,
            number=row.number,
            area=row.clause.area,
            key=row.clause.key,
            title=row.clause.title,
            verb=row.clause.verb,
            wordings={language: words.as_json() for language, words in row.wordings.items()},
            fact_keys=list(row.fact_keys),
            reasons=[variant.as_json() for variant in row.variants],
            commitment=(
                {"owner_key": row.owner_key, "lines": {code: line.__dict__ for code, line in row.commitment.items()}}
                if row.commitment
                else {}
            ),
        )
        for row in draft.clauses
    )
    jobs.enqueue(FILES, str(version.pk), {"version": version.pk}, job.requested_by)
    return version


def request_files(*, version: Version, by: Any) -> Job:
    """Ask again for files that could not be made."""
    return jobs.enqueue(FILES, str(version.pk), {"version": version.pk}, by)


@jobs.handles(FILES)
def make_files(job: Job) -> None:
    """Make the PDF of a version in every language, unless it is made: an issued file is kept, never made again."""
    version = (
        Version.objects.select_related("resolution__meeting")
        .prefetch_related("clauses")
        .get(pk=job.arguments["version"])
    )
    made = set(version.files.values_list("language", flat=True))
    source = source_of_version(version)
    for language in LANGUAGES:
        if language in made:
            continue
        try:
            content = resolution_pdf(written_in(source, language), facts_as_json(source, language))
        except PdfError as reason:
            raise jobs.JobRefused(str(reason)) from reason
        VersionFile.objects.get_or_create(
            version=version,
            language=language,
            format=VersionFile.Format.PDF,
            defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()},
        )
        jobs.report(job, "PDF made", language)
