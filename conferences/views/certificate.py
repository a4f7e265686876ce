"""Checking a certificate: a public page for whoever has its code, and its file for those who issue it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from conferences.actions import prize as actions
from conferences.models import Certificate
from conferences.permissions import can_edit_laureate, can_read_prize_drafts
from conferences.views.room import ROOM
from core.certificates import code_in
from core.columns import Tag
from core.models import Job, JobState


@login_not_required
@require_GET
def verify(request):
    """The form to type a code in, or the whole address that a certificate gives."""
    typed = request.GET.get("code", "").strip()
    if code := code_in(typed):
        return redirect("conferences:certificate_page", code=code)
    return ask_for_code(request, typed=typed, unknown=bool(typed))


def ask_for_code(request, *, typed="", unknown=False):
    """The same words for a code that is mistyped and for one that never was."""
    crumbs = [(ROOM.label, reverse(ROOM.home)), (gettext("Prizes and laureates"), reverse("conferences:prize_list"))]
    context = {
        "title": gettext("Check a certificate"),
        "crumbs": [*crumbs, (gettext("Check a certificate"), None)],
        "typed": typed,
        "unknown": unknown,
    }
    return render(request, "conferences/prize_verify.html", context, status=404 if unknown else 200)


def found(code):
    """The certificate of this code with all that its page says; None if there is none."""
    rows = Certificate.objects.defer("content").select_related("laureate__edition")
    return rows.filter(code=code).first()


@login_not_required
@require_GET
def certificate_page(request, code):
    """What this certificate says, and whether it is valid today."""
    certificate = found(code)
    if certificate is None:
        return ask_for_code(request, typed=code, unknown=True)
    laureate = certificate.laureate
    step = laureate.step_on(timezone.localdate())
    valid = laureate.stands_on(timezone.localdate())
    crumbs = [
        (ROOM.label, reverse(ROOM.home)),
        (gettext("Check a certificate"), reverse("conferences:certificate_verify")),
    ]
    context = {
        "title": gettext("Certificate %(number)s") % {"number": certificate.number},
        "tag": Tag("ok", gettext("Valid")) if valid else Tag("off", pgettext("of a prize", "Withdrawn")),
        "crumbs": [*crumbs, (certificate.number, None)],
        "certificate": certificate,
        "words": certificate.words,
        "valid": valid,
        "withdrawn_on": None if valid or step is None else step.known_on,
        "laureate": laureate,
        "shows_files": can_read_prize_drafts(request.user, laureate.edition),
        **(file_context(certificate, request.user) if request.user.is_authenticated else {}),
    }
    return render(request, "conferences/prize_certificate.html", context)


def file_context(certificate, user):
    """The file, and how the job that makes it is getting on."""
    job = Job.objects.filter(kind=actions.CERTIFICATE, subject=str(certificate.pk)).order_by("-pk").first()
    url = reverse("conferences:certificate_file", args=[certificate.code])
    return {
        "files": [(f"PDF {certificate.language.upper()}", url, certificate.language)] if certificate.sha256 else [],
        "files_ready": bool(certificate.sha256),
        "files_pending": bool(job and job.is_open),
        "files_failed": job.error if job and job.state == JobState.FAILED else "",
        "files_url": reverse("conferences:certificate_file_part", args=[certificate.code]),
        "make_url": (
            reverse("conferences:certificate_make_file", args=[certificate.code])
            if can_edit_laureate(user, certificate.laureate)
            else ""
        ),
        "page_url": certificate.get_absolute_url(),
    }


def of_reader(request, code):
    """The certificate, for the secretariat and the host country. Raises Http404."""
    rows = Certificate.objects.visible_to(request.user).select_related("laureate__edition")
    return get_object_or_404(rows, code=code)


@require_GET
def file_part(request, code):
    """The line that says whether the file is ready; htmx fetches it again until it is."""
    certificate = of_reader(request, code)
    if not request.headers.get("HX-Request"):
        return redirect(certificate)
    return render(request, "core/_files.html", file_context(certificate, request.user))


def make_file(request, code):
    """Ask again for a file that could not be made."""
    certificate = of_reader(request, code)
    if not can_edit_laureate(request.user, certificate.laureate):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.request_certificate(certificate, by=request.user)
    messages.success(request, gettext("The files are asked for."))
    return redirect(certificate)


@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def certificate_file(request, code):
    """The file as it was made, the same bytes each time."""
    certificate = get_object_or_404(Certificate.objects.visible_to(request.user), code=code, content__isnull=False)
    response = HttpResponse(bytes(certificate.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{certificate.file_name}"'
    response["ETag"] = f'"{certificate.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
