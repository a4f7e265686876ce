"""The public register of labels, a label with its certificates, and the page on which a certificate is checked."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from caf.actions import certificate as actions
from caf.columns import label as columns
from caf.filters.label import LabelFilters
from caf.models import Label, LabelCertificate, Organisation, Standing
from caf.permissions import can_read_certificates
from caf.views.room import PEF
from caf.workflow_application import LABEL
from core.certificates import code_in
from core.clock import present_day
from core.columns import Tag
from core.models import Job, JobState
from core.pages import DatedRows, RecordList, RecordPage, Step, public


@public
class LabelList(RecordList):
    model = Label
    columns = columns.LABEL
    room = PEF
    address = "caf:label_list"
    title = _("Register of labels")
    lead = _("Organisations given the label “Effective CAF User” after external feedback on their use of CAF.")
    filters = LabelFilters
    files = "caf-labels"
    template = "caf/label_list.html"
    empty_why = _("No label had been given by that day.")

    def more(self, request, page, read):
        return {"later": Label.objects.filter(known_on__gt=read.day).count()}


@public
class LabelPage(RecordPage):
    listing = LabelList
    lookup = {"number": "number"}
    workflow = LABEL
    template = "caf/label_page.html"
    rows = (
        DatedRows(
            "steps",
            pgettext_lazy("of a label", "What became of it"),
            columns.LABEL_STEP,
            empty=_("No step is recorded."),
        ),
    )

    def second(self, record, day):
        return record.holder

    def more(self, request, record, read):
        seen = Organisation.objects.visible_to(request.user).filter(pk=record.organisation_id).first()
        reads = can_read_certificates(request.user, record)
        return {
            "organisation": seen,
            "not_yet": record.known_on > read.day,
            "renews": record.renews,
            "renewed_by": Label.objects.filter(renews=record).first(),
            "certificates": [file_context(row, request.user) for row in certificates_of(record)] if reads else [],
        }


class LabelStep(Step):
    page = LabelPage


def certificates_of(label):
    return label.certificates.defer("content").select_related("label__organisation", "label__country")


# --- Checking a certificate ---------------------------------------------------------------------------


@login_not_required
@require_GET
def check(request):
    """The form to type a code in, or the whole address that a certificate gives."""
    typed = request.GET.get("code", "").strip()
    if code := code_in(typed):
        return redirect("caf:label_check", code=code)
    return ask_for_code(request, typed=typed, unknown=bool(typed))


def ask_for_code(request, *, typed="", unknown=False, refusal=""):
    """The same words for a code that is mistyped and for one that never was."""
    title = gettext("Check a certificate")
    context = {
        "title": title,
        "crumbs": [*PEF.way, (LabelList.title, reverse(LabelList.address)), (title, None)],
        "typed": typed,
        "unknown": unknown,
        "refusal": refusal,
    }
    return render(request, "caf/label_check.html", context, status=429 if refusal else 404 if unknown else 200)


@login_not_required
@require_GET
def label_check(request, code):
    """What this certificate says, and how its label stands today. Codes cannot be tried by the thousand."""
    if consume_or_429(request, action="caf_check", limit_get=True):
        return ask_for_code(request, refusal=gettext("Too many codes came from here. Wait a minute, and try again."))
    certificate = certificate_of_code(code)
    if certificate is None:
        return ask_for_code(request, typed=code, unknown=True)
    day = present_day()
    standing = certificate.label.standing_on(day) or Standing.IN_FORCE
    title = gettext("Certificate %(number)s") % {"number": certificate.number}
    last = certificate.label.steps.last()
    context = {
        "title": title,
        "tag": Tag(columns.STANDING_TAGS[standing], str(standing.label)),
        "crumbs": [*PEF.way, (gettext("Check a certificate"), reverse("caf:certificate_check")), (title, None)],
        "certificate": certificate,
        "words": certificate.words,
        "label": certificate.label,
        "standing": standing,
        "valid": standing == Standing.IN_FORCE,
        "withdrawn_on": last.known_on if standing == Standing.WITHDRAWN else None,
        "renewed_by": Label.objects.filter(renews=certificate.label).first(),
    }
    return render(request, "caf/label_certificate.html", context)


def certificate_of_code(code):
    """None if there is none."""
    rows = LabelCertificate.objects.defer("content").select_related("label__organisation", "label__country")
    return rows.filter(code=code).first()


# --- Its files ----------------------------------------------------------------------------------------


def file_context(certificate, user):
    """The file, and how the job that makes it is getting on."""
    job = Job.objects.filter(kind=actions.CERTIFICATE, subject=str(certificate.pk)).order_by("-pk").first()
    place = [certificate.label.number, certificate.language]
    url = reverse("caf:label_file", args=place)
    return {
        "certificate": certificate,
        "files": [(f"PDF {certificate.language.upper()}", url, certificate.language)] if certificate.sha256 else [],
        "files_id": f"file-{certificate.language}",
        "files_ready": bool(certificate.sha256),
        "files_pending": bool(job and job.is_open),
        "files_failed": job.error if job and job.state == JobState.FAILED else "",
        "files_url": reverse("caf:label_file_part", args=place),
        "make_url": (
            reverse("caf:label_make_file", args=place) if can_read_certificates(user, certificate.label) else ""
        ),
        "page_url": certificate.label.get_absolute_url(),
    }


def of_reader(request, number, language):
    """The certificate, for the holder, the national organiser and the CAF Resource Centre. Raises Http404."""
    rows = LabelCertificate.objects.select_related("label__organisation", "label__country")
    certificate = get_object_or_404(rows, label__number=number, language=language)
    if not can_read_certificates(request.user, certificate.label):
        raise PermissionDenied
    return certificate


# right: the holder, the national organiser, the CAF Resource Centre
@require_GET
def file_part(request, number, language):
    """The line that says whether the file is ready; htmx fetches it again until it is."""
    certificate = of_reader(request, number, language)
    if not request.headers.get("HX-Request"):
        return redirect(certificate.label)
    return render(request, "core/_files.html", file_context(certificate, request.user))


# right: the holder, the national organiser, the CAF Resource Centre
def make_file(request, number, language):
    """Ask again for a file that could not be made."""
    certificate = of_reader(request, number, language)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.request_certificate(certificate, by=request.user)
    messages.success(request, gettext("The files are asked for."))
    return redirect(certificate.label)


# right: the holder, the national organiser, the CAF Resource Centre
@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def certificate_file(request, number, language):
    """The file as it was made, the same bytes each time; where it is not made yet, the label's page."""
    certificate = of_reader(request, number, language)
    if certificate.content is None:
        return redirect(certificate.label)
    response = HttpResponse(bytes(certificate.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{certificate.file_name}"'
    response["ETag"] = f'"{certificate.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
