"""The list of resolutions; one meeting's resolution: the button, the job, the drafts, the facts."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from core.clock import present_day
from core.facts import FactError
from core.models import Job
from core.pages import RecordList
from core.pages.parts import Row
from core.rights import requires
from network.facts import viewpoint
from network.models import Meeting
from resolutions import actions, columns
from resolutions.columns import half_of
from resolutions.facts import book
from resolutions.models import Resolution, Version
from resolutions.permissions import can_draft, can_read_all, can_read_drafts
from resolutions.progress import progress
from resolutions.reading import is_stale, words_of
from resolutions.views.room import ROOM


class ResolutionList(RecordList):
    model = Meeting
    columns = columns.RESOLUTION
    room = ROOM
    address = "resolutions:resolution_list"
    title = _("Resolutions")
    files = "resolutions"
    lead = _("One resolution of the IPSG for each meeting of the Directors General, drawn from the network's records.")

    @classmethod
    def visible(cls, user: Any) -> Any:
        """Meetings are public; that one has a draft is not."""
        return super().visible(user) if can_read_drafts(user) else Meeting.objects.none()

    @classmethod
    def prepared(cls, records: Any) -> Any:
        return records.prefetch_related("resolution__versions").order_by("-number")

    def row(self, record: Any, shown: Any, day: date) -> Row:
        url = reverse("resolutions:resolution_page", args=[record.number])
        return Row(url, [column.cell(record, day) for column in shown])


class DraftForm(forms.Form):
    """As of which day the draft is drawn; empty: as of the meeting."""

    as_of = forms.DateField(
        label=_("Facts as known on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: the day of the meeting or, where that is unknown, the last day of its presidency."),
    )


@requires(can_read_drafts)
@require_GET
def resolution_page(request: HttpRequest, number: int) -> HttpResponse:
    """A meeting's resolution: what there is, and the button."""
    meeting = find_meeting(number)
    return show(request, meeting, DraftForm(initial={"as_of": day_offered(meeting)}))


@requires(can_draft)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a draft. What cannot be drafted is said at once, with status 422; nothing is kept of it.

    Whoever comes back to this address by GET is led to the meeting.
    """
    meeting = find_meeting(number)
    if request.method == "GET":
        return redirect("resolutions:resolution_page", meeting.number)
    form = DraftForm(request.POST)
    if form.is_valid():
        try:
            viewpoint(meeting, form.cleaned_data["as_of"], timezone.localdate())
        except FactError as reason:
            form.add_error("as_of", str(reason))
        else:
            actions.request_draft(meeting=meeting, as_of=form.cleaned_data["as_of"], by=request.user)
            return redirect("resolutions:resolution_page", meeting.number)
    return show(request, meeting, form, status=422)


@requires(can_read_drafts)
@require_GET
def job_part(request: HttpRequest, number: int) -> HttpResponse:
    """How far the draft's job is; htmx fetches it again and again, and goes to the draft when it is made."""
    meeting = find_meeting(number)
    job = latest_job(meeting)
    if not request.headers.get("HX-Request"):
        return redirect("resolutions:resolution_page", meeting.number)
    response = render(request, "resolutions/_job.html", {"meeting": meeting, "job": progress(job) if job else None})
    version = Version.objects.filter(job=job).select_related("resolution__meeting").first() if job else None
    if job is None or not job.is_open:
        response["HX-Redirect"] = version.get_absolute_url() if version else meeting_url(meeting)
    return response


@requires(can_read_drafts)
@require_GET
def fact_list(request: HttpRequest, number: int) -> HttpResponse:
    """Every fact from one meeting's viewpoint, with the records it rests on; and what is not known."""
    meeting = find_meeting(number)
    form = DraftForm({"as_of": request.GET.get("as-of", "")})
    context: dict[str, Any] = {"facts": [], "unknown": [], "problem": ""}
    if form.is_valid():
        try:
            view = viewpoint(meeting, form.cleaned_data["as_of"], timezone.localdate())
            known = book(view)
        except FactError as reason:
            context["problem"] = str(reason)
        else:
            context |= {
                "view": view,
                "facts": [
                    (spec, fact, words_of(fact))
                    for fact in known
                    if not (spec := known.specs[fact.key]).confidential or can_read_all(request.user)
                ],
                "unknown": [spec for key, spec in known.specs.items() if key not in known.facts],
            }
    else:
        context["problem"] = gettext("This is not a day. Write it as year-month-day, for example 2008-11-26.")
    context |= {
        "meeting": meeting,
        "as_of_asked": request.GET.get("as-of", ""),
        "title": gettext("Facts, %(meeting)s") % {"meeting": meeting.short_name},
        "crumbs": [(ROOM.label, reverse(ROOM.home)), (meeting.short_name, meeting_url(meeting)), (_("Facts"), None)],
    }
    return render(request, "resolutions/fact_list.html", context, status=422 if context["problem"] else 200)


def day_offered(meeting: Meeting) -> date | None:
    """The day that the form offers: the demonstration's, for the meeting of its half-year; else none."""
    day = present_day()
    return day if settings.DEMONSTRATION and day in half_of(meeting) else None


def find_meeting(number: int) -> Meeting:
    """Raises Http404 if there is no such meeting."""
    return get_object_or_404(Meeting.objects.prefetch_related("schedules"), number=number)


def meeting_url(meeting: Meeting) -> str:
    """The address of the meeting's resolution."""
    return reverse("resolutions:resolution_page", args=[meeting.number])


def latest_job(meeting: Meeting) -> Job | None:
    """The job that was asked for last, for this meeting's resolution."""
    resolution = Resolution.objects.filter(meeting=meeting).first()
    if resolution is None:
        return None
    return Job.objects.filter(kind=actions.DRAFT, arguments__resolution=resolution.pk).order_by("-pk").first()


def show(request: HttpRequest, meeting: Meeting, form: DraftForm, status: int = 200) -> HttpResponse:
    """The page of a meeting's resolution."""
    today = timezone.localdate()
    job = latest_job(meeting)
    versions = (
        Version.objects.visible_to(request.user)
        .filter(resolution__meeting=meeting)
        .select_related("resolution__meeting", "made_by")
        .prefetch_related("files")
    )
    if job is not None and not job.is_open and not progress(job).failed:
        job = None
    presidency = meeting.presidency_on(today)
    schedule = meeting.schedule_on(today)
    if presidency is None and status == 200:
        messages.warning(request, gettext("No presidency is on record for this meeting: a draft needs one."))
    context = {
        "title": gettext("Resolution, %(meeting)s") % {"meeting": meeting.short_name},
        "crumbs": [(ROOM.label, reverse(ROOM.home)), (meeting.short_name, None)],
        "meeting": meeting,
        "presidency": presidency,
        "schedule": schedule,
        "form": form,
        "job": progress(job) if job else None,
        "versions": versions,
        "commitments": meeting.commitments_made.visible_to(request.user).for_list(),
        "can_draft": can_draft(request.user),
        "stale_version": newest.pk if (newest := versions.first()) and is_stale(newest) else None,
        "day": today,
    }
    return render(request, "resolutions/resolution_page.html", context, status=status)
