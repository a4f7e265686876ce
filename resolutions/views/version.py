"""One draft: its text with the facts behind it, and its files."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from core.models import Job, JobState
from core.rights import requires
from core.values import Text
from resolutions import actions
from resolutions.models import Version, VersionFile
from resolutions.permissions import can_draft, can_read_drafts
from resolutions.reading import shown
from resolutions.views.resolution import meeting_url
from resolutions.views.room import ROOM


def find_version(request: HttpRequest, number: int, draft: int) -> Version:
    """Raises Http404 for what is not there, or not this reader's to see."""
    versions = Version.objects.visible_to(request.user).select_related("resolution__meeting", "made_by", "job")
    return get_object_or_404(versions, resolution__meeting__number=number, number=draft)


@requires(can_read_drafts)
@require_GET
def version_page(request: HttpRequest, number: int, draft: int) -> HttpResponse:
    """The draft in one language (`?text=fr`), one clause opened (`?clause=9`)."""
    version = find_version(request, number, draft)
    languages = dict(settings.LANGUAGES)
    language = request.GET.get("text", "")
    if language not in languages:
        language = (get_language() or "en")[:2]
    asked = request.GET.get("clause", "")
    sections = shown(version, language, int(asked) if asked.isdecimal() and len(asked) < 5 else 1)
    meeting = version.resolution.meeting
    context = {
        "title": gettext("Draft resolution, %(meeting)s") % {"meeting": meeting.short_name},
        "crumbs": [(ROOM.label, reverse(ROOM.home)), (meeting.short_name, meeting_url(meeting)), (str(version), None)],
        "version": version,
        "meeting": meeting,
        "sections": sections,
        "stale": sum(section.stale for section in sections),
        "text_language": language,
        "text_languages": [(code, code.upper(), gettext(str(name))) for code, name in languages.items()],
        "unknown": [readable(row) for row in version.omitted if row["missing"]],
        "not_met": [readable(row) for row in version.omitted if not row["missing"]],
        "commitments": [clause for section in sections for clause in section.clauses if clause.commitment],
        "can_draft": can_draft(request.user),
        **file_context(version),
    }
    return render(request, "resolutions/version_page.html", context)


def readable(row: dict[str, Any]) -> dict[str, Any]:
    """A clause that was left out, its texts in the reader's language."""
    return {key: Text(value) if isinstance(value, dict) else value for key, value in row.items()}


def file_context(version: Version) -> dict[str, object]:
    """The files that are there, and how the job that makes them stands."""
    files = list(version.files.defer("content").order_by("language"))
    job = Job.objects.filter(kind=actions.FILES, subject=str(version.pk)).order_by("-pk").first()
    return {
        "version": version,
        "files": files,
        "files_ready": len(files) == len(settings.LANGUAGES),
        "files_failed": job.error if job and job.state == JobState.FAILED else "",
        "files_pending": bool(job and job.is_open),
    }


@requires(can_read_drafts)
@require_GET
def files_part(request: HttpRequest, number: int, draft: int) -> HttpResponse:
    """The line of the draft's page that says which files are ready; htmx fetches it again until they are."""
    version = find_version(request, number, draft)
    if not request.headers.get("HX-Request"):
        return redirect(version)
    return render(request, "resolutions/_files.html", {**file_context(version), "can_draft": can_draft(request.user)})


@requires(can_draft)
@require_POST
def make_files(request: HttpRequest, number: int, draft: int) -> HttpResponse:
    """Ask again for files that could not be made."""
    version = find_version(request, number, draft)
    actions.request_files(version=version, by=request.user)
    messages.success(request, _("The files are asked for again."))
    return redirect(version)


@requires(can_read_drafts)
@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def version_file(request: HttpRequest, number: int, draft: int, language: str, form: str) -> HttpResponse:
    """A file as it was made, the same bytes each time."""
    files = VersionFile.objects.filter(version__in=Version.objects.visible_to(request.user))
    file = get_object_or_404(
        files.select_related("version__resolution__meeting").defer("version__facts", "version__omitted"),
        version__resolution__meeting__number=number,
        version__number=draft,
        language=language,
        format=form,
    )
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file.name}"'
    response["ETag"] = f'"{file.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
