"""A press release: its text with what it rests on, its edits, its files."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from conferences.actions import prize as actions
from conferences.columns.prize import RELEASE, RELEASE_TAGS, embargo
from conferences.filters.prize import ReleaseFilters
from conferences.forms import prize as forms
from conferences.models import ReleaseFile, ReleasePart, ReleaseState, ReleaseVersion
from conferences.models.release import fingerprint
from conferences.permissions import can_edit_release, can_release
from conferences.press.reading import gaps, shown
from conferences.press.writing import word
from conferences.views.prize import PrizesPage
from conferences.views.room import ROOM
from conferences.workflow.prize import RELEASE as WORKFLOW
from core.columns import Tag
from core.models import Job, JobState
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, public
from core.phrases import LANGUAGES

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@public
class ReleaseList(RecordList):
    model = ReleaseVersion
    columns = RELEASE
    room = ROOM
    address = "conferences:release_list"
    lead = _("What the press was told of the prizes, edition by edition.")
    filters = ReleaseFilters
    known_since = False
    empty_why = _("A press release is drawn on the page of the edition’s prizes.")

    @classmethod
    def prepared(cls, records):
        return records.for_list().order_by("-dated_on", "edition__code", "-number")


@public
class ReleasePage(RecordPage):
    """One version in one language (`?text=nl`), with the facts of each paragraph."""

    listing = ReleaseList
    lookup = {"edition": "edition__code", "number": "number"}
    may_edit = staticmethod(can_edit_release)
    workflow = WORKFLOW
    rows = (
        DatedRows(
            "paragraphs",
            _("Paragraphs"),
            (),
            forms.ParagraphForm,
            can_edit_release,
            why=_("Say it in your own words. The paragraph keeps its facts, and says that it is edited."),
        ),
    )

    @classmethod
    def crumbs(cls, record, *more):
        crumbs = PrizesPage.crumbs(record.edition, *(str(label) for label in (record, *more)))
        return [(label, cls.url(record) if label == str(record) and more else url) for label, url in crumbs]

    def get(self, request, **kwargs):
        version = self.find(request.user, kwargs)
        language = asked_language(request)
        may_edit, keeps = can_edit_release(request.user, version), can_release(request.user, version)
        paragraphs = list(version.paragraphs.select_related("edited_by"))
        own = [row for row in paragraphs if row.language == language]
        rows = shown(version, own, compare=keeps)
        url = self.url(version)
        context = {
            "title": str(version),
            "crumbs": self.crumbs(version),
            "tag": Tag(RELEASE_TAGS[version.state], version.get_state_display()),
            "version": version,
            "embargo": embargo(version, version.as_of),
            "edition": version.edition,
            "rows": rows,
            "head": next((row for row in rows if row.part == ReleasePart.TITLE), None),
            "sections": sections(rows, language),
            "stale": sum(bool(row.changes) for row in rows),
            "gaps": gaps(version, language) if keeps else [],
            "may_edit": may_edit,
            "keeps": keeps,
            "edit_url": f"{url}edit/" if may_edit else None,
            "draw_url": f"{PrizesPage.url(version.edition)}releases/new/",
            "actions": self.steps(version, request.user),
            "versions": version.edition.releases.visible_to(request.user).for_list().order_by("-number"),
            "text_language": language,
            "text_languages": [(code, code.upper(), get_language_info(code)["name_local"]) for code in LANGUAGES],
            **file_context(version, paragraphs, request.user),
        }
        return render(request, "conferences/prize_release.html", context)


def sections(rows, language):
    """(heading, paragraphs) each, in order: the laureates, what is about the conference, and whom to ask."""
    headings = {
        ReleasePart.LAUREATE: word("laureates", language),
        ReleasePart.ABOUT: word("about", language),
        ReleasePart.CONTACT: word("contact", language),
    }
    parts = [part for part in ReleasePart if part != ReleasePart.TITLE]
    found = [(part, headings.get(part, ""), [row for row in rows if row.part == part]) for part in parts]
    return [(part, heading, own) for part, heading, own in found if own]


def asked_language(request):
    language = request.GET.get("text", "")
    return language if language in LANGUAGES else (get_language() or settings.LANGUAGE_CODE)[:2]


def file_context(version, paragraphs, user):
    """The files of the text as it stands, and how the job that makes them is getting on."""
    marks = {fingerprint(version, code, paragraphs): code for code in LANGUAGES}
    found = {(file.language, file.format) for file in version.files.filter(fingerprint__in=marks).defer("content")}
    job = Job.objects.filter(kind=actions.RELEASE_FILES, subject=actions.files_subject(version)).order_by("-pk").first()
    page = [version.edition.code, version.number]
    files = [
        (f"{name.upper()} {code.upper()}", reverse("conferences:release_file", args=[*page, code, name]), code)
        for code in LANGUAGES
        for name in ReleaseFile.Format.values
        if (code, name) in found
    ]
    return {
        "files": files,
        "files_ready": len(files) == len(LANGUAGES) * len(ReleaseFile.Format.values),
        "files_pending": bool(job and job.is_open),
        "files_failed": job.error if job and job.state == JobState.FAILED else "",
        "files_url": reverse("conferences:release_files_part", args=page),
        "make_url": reverse("conferences:release_make_files", args=page) if can_release(user, version) else "",
        "page_url": version.get_absolute_url(),
    }


def find(request, edition, number):
    """Raises Http404 for what is not there, or not this reader's to see."""
    return ReleasePage.find(request.user, {"edition": edition, "number": number})


class ReleaseDates(RecordForm):
    page = ReleasePage
    form = forms.ReleaseDatesForm


class ReleaseRow(RowForm):
    """A paragraph in other words; there are none but those that are drawn."""

    page = ReleasePage

    def record(self, request, kwargs, *, locked=False):
        if "row" not in kwargs:
            raise Http404
        return super().record(request, kwargs, locked=locked)

    def url_after(self, saved):
        return saved.get_absolute_url()

    def title(self, record):
        return gettext("Edit: %(paragraph)s (%(language)s)") % {
            "paragraph": record,
            "language": get_language_info(record.language)["name_local"],
        }

    def lead(self, record):
        return self.rows.why


class ReleaseStep(Step):
    """Releasing it asks for its files: what is handed out from then on."""

    page = ReleasePage

    def post(self, request, **kwargs):
        response = super().post(request, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            version = self.page.find(request.user, kwargs)
            if version.state == ReleaseState.RELEASED:
                actions.request_release_files(version, by=request.user)
        return response


def take_drawn(request, edition, number, paragraph):
    """Back to the words as they were drawn."""
    version = find(request, edition, number)
    if not can_edit_release(request.user, version):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = get_object_or_404(version.paragraphs.select_for_update(), pk=paragraph)
    row.text = row.drawn_text
    actions.edit_paragraph(row, by=request.user)
    messages.success(request, gettext("The paragraph says what was drawn from the records."))
    return redirect(row)


@login_not_required
@require_GET
def files_part(request, edition, number):
    """The line that says which files are ready; htmx fetches it again until they are."""
    version = find(request, edition, number)
    if not request.headers.get("HX-Request"):
        return redirect(version)
    context = file_context(version, list(version.paragraphs.all()), request.user)
    return render(request, "core/_files.html", context)


def make_files(request, edition, number):
    """Ask for the files of the text as it stands, or again for those that could not be made."""
    version = find(request, edition, number)
    if not can_release(request.user, version):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.request_release_files(version, by=request.user)
    messages.success(request, gettext("The files are asked for."))
    return redirect(version)


@login_not_required
@require_GET
@cache_control(private=True, no_cache=True)
def release_file(request, edition, number, language, form):
    """The file of the text as it stands, as it was made."""
    version = find(request, edition, number)
    if language not in LANGUAGES or form not in MEDIA_TYPES:
        raise Http404
    mark = fingerprint(version, language, list(version.paragraphs.filter(language=language)))
    file = get_object_or_404(version.files, language=language, format=form, fingerprint=mark)
    response = HttpResponse(bytes(file.content), content_type=MEDIA_TYPES[form])
    kind = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{file.name}"'
    response["ETag"] = f'"{file.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
