"""The programme of an edition: as it was released, as it is being made, its clashes, its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.actions.programme import release_programme
from conferences.columns.session import HALL
from conferences.forms.programme import HallForm, ReleaseForm, next_name
from conferences.models import Edition
from conferences.permissions import can_edit_programme
from conferences.programme.calendar import calendar, programme_json
from conferences.programme.changes import changes
from conferences.programme.clashes import clashes, outside
from conferences.programme.slots import programme_on, released_slots, working_slots
from conferences.programme.timetable import days_of
from conferences.views.edition import EditionList
from conferences.views.room import ROOM
from core.clock import present_day
from core.pages import DatedRows, RecordPage, RowForm, day_read, public
from core.workflow import Refused


def edition_at(request, code):
    """The edition, with what its programme needs. Raises Http404."""
    records = Edition.objects.visible_to(request.user).prefetch_related(
        "programme_versions", "frames", "schedules__country__names", "halls"
    )
    return get_object_or_404(records, code=code)


def edited_at(request, code):
    """The same for those who make the programme; to others its working programme is not there."""
    edition = edition_at(request, code)
    if not can_edit_programme(request.user, edition):
        raise Http404
    return edition


def crumbs(edition, *more):
    """The way to the edition, to its programme and further; the last is the page itself."""
    steps = [
        (ROOM.label, reverse(ROOM.home)),
        (capfirst(str(edition)), edition.get_absolute_url()),
        (gettext("Programme"), reverse("conferences:programme", args=[edition.code])),
        *((words, None) for words in more),
    ]
    return [*steps[:-1], (steps[-1][0], None)]


def timetable(edition, slots):
    """What conferences/_timetable.html is given."""
    return {
        "days": days_of(slots, [hall.name for hall in edition.halls.all()]),
        "undated": [slot for slot in slots if not slot.day],
    }


def host_of(request):
    return f"{request.scheme}://{request.get_host()}"


@public
class ProgrammePage(View):
    """The version that counted on the day that is read; or the one that the address names."""

    def get(self, request, edition, name=None):
        edition, read = edition_at(request, edition), day_read(request)
        if name is None:
            version, slots = programme_on(edition, read.day)
        else:
            version = get_object_or_404(edition.programme_versions, name=name)
            slots = released_slots(version, edition)
        versions = [row for row in edition.programme_versions.all() if row.known_on <= read.day]
        before = next((row for row in reversed(versions) if version and row.number < version.number), None)
        ending = f"?version={version.name}" if name and version else ""
        context = {
            "title": gettext("Programme of %(edition)s") % {"edition": edition},
            "crumbs": crumbs(edition, version) if name else crumbs(edition),
            "edition": edition,
            "version": version,
            "is_last": not versions or version == versions[-1],
            "versions": versions[::-1],
            "was_released": bool(edition.programme_versions.all()),
            "before": before,
            "changes": changes(released_slots(before, edition), slots) if before else [],
            "zone": next((slot.zone for slot in slots if slot.zone), ""),
            "has_people": any(slot.people for slot in slots),
            "downloads": [
                (gettext("Calendar (ICS)"), reverse("conferences:programme_calendar", args=[edition.code]) + ending),
                ("JSON", reverse("conferences:programme_json", args=[edition.code]) + ending),
            ]
            if slots
            else [],
            "may_edit": can_edit_programme(request.user, edition),
        }
        return render(request, "conferences/programme_page.html", context | timetable(edition, slots))


@public
class PeoplePage(View):
    """Who takes part, with their sessions, in the version that counted on the day."""

    def get(self, request, edition):
        edition, read = edition_at(request, edition), day_read(request)
        version, slots = programme_on(edition, read.day)
        people: dict[str, tuple[Any, list[Any]]] = {}
        for slot in slots:
            for person in slot.people:
                if not slot.cancelled:
                    people.setdefault(person.key, (person, []))[1].append((slot, person))
        context = {
            "title": gettext("People in the programme of %(edition)s") % {"edition": edition},
            "crumbs": crumbs(edition, gettext("People")),
            "edition": edition,
            "version": version,
            "people": sorted(people.values(), key=lambda row: row[0].identity),
        }
        return render(request, "conferences/programme_people.html", context)


def asked_for(request, edition):
    """(version, slots): the version that the address names (?version=1.0), or the one of the day. Raises Http404."""
    name = request.GET.get("version")
    if not name:
        return programme_on(edition, day_read(request).day)
    version = get_object_or_404(edition.programme_versions, name=name)
    return version, released_slots(version, edition)


class CalendarFile(View):
    """Sessions as a calendar; which of them, the classes below say."""

    def chosen(self, slots, **which):
        return slots

    def get(self, request, edition, **which):
        edition = edition_at(request, edition)
        version, slots = asked_for(request, edition)
        slots = [slot for slot in self.chosen(slots, **which) if slot.day]
        if which and not slots:
            raise Http404
        title = gettext("Programme of %(edition)s") % {"edition": edition}
        content = calendar(edition, slots, title=title, host=host_of(request), version=version)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        name = "-".join([edition.code, *which.values()])
        response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
        return response


@public
class ProgrammeCalendar(CalendarFile):
    pass


@public
class SessionCalendar(CalendarFile):
    def chosen(self, slots, **which):
        return [slot for slot in slots if slot.code == which["code"]]


@public
class PersonCalendar(CalendarFile):
    def chosen(self, slots, **which):
        return [slot for slot in slots if any(person.key == which["person"] for person in slot.people)]


@public
class ProgrammeJson(View):
    """What `conferences.programme.calendar.programme_json` describes."""

    def get(self, request, edition):
        edition = edition_at(request, edition)
        version, slots = asked_for(request, edition)
        told = programme_json(edition, slots, host=host_of(request), version=version)
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


class WorkingPage(RecordPage):
    """The programme as it is being made: seen by the secretariat and by the host country."""

    listing = EditionList
    lookup = {"edition": "code"}
    template = "conferences/programme_working.html"
    rows = (
        DatedRows(
            "halls",
            _("Halls"),
            HALL,
            HallForm,
            can_edit_programme,
            _("Add a hall"),
            why=_("With their seats, so that a hall that is too small is noticed."),
            empty=_("No hall is recorded."),
        ),
    )

    @classmethod
    def find(cls, user, kwargs, *, locked=False):
        edition = super().find(user, kwargs, locked=locked)
        if not can_edit_programme(user, edition):
            raise Http404
        return edition

    @classmethod
    def url(cls, record):
        return reverse("conferences:programme_working", args=[record.code])

    @classmethod
    def crumbs(cls, record, *more):
        working = gettext("Working programme")
        return [
            *crumbs(record, working)[:-1],
            *([(working, cls.url(record)), (more[-1], None)] if more else [(working, None)]),
        ]

    def more(self, request, record, read):
        slots = working_slots(record, present_day())
        last = record.programme_versions.order_by("number").last()
        found = clashes(slots)
        kept = set(record.kept_clashes.values_list("key", flat=True))
        schedule = record.schedule_on(present_day())
        return timetable(record, slots) | {
            "title": gettext("Working programme of %(edition)s") % {"edition": record},
            "tag": None,
            "edition": record,
            "last": last,
            "changes": changes(released_slots(last, record), slots) if last else [],
            "open_clashes": [clash for clash in found if clash.key not in kept],
            "kept_count": sum(clash.key in kept for clash in found),
            "outside": [words for slot in slots if (words := outside(slot, schedule.period if schedule else None))],
            "frame": record.frame_on(present_day()),
            "count": len(slots),
        }


class WorkingRow(RowForm):
    page = WorkingPage


class ClashPage(View):
    """Every clash of the working programme: those to look at, and those that somebody chose to keep."""

    def get(self, request, edition):
        edition = edited_at(request, edition)
        kept = {row.key: row for row in edition.kept_clashes.select_related("kept_by")}
        found = [(clash, kept.get(clash.key)) for clash in clashes(working_slots(edition, present_day()))]
        context = {
            "title": gettext("Clashes in the programme of %(edition)s") % {"edition": edition},
            "crumbs": [
                *crumbs(edition, "")[:-1],
                (gettext("Working programme"), reverse("conferences:programme_working", args=[edition.code])),
                (gettext("Clashes"), None),
            ],
            "edition": edition,
            "clashes": sorted(found, key=lambda row: row[1] is not None),
        }
        return render(request, "conferences/programme_clashes.html", context)


class ReleaseView(View):
    """A version is named, commented and released. What it will say has changed stands beside the form."""

    def get(self, request, edition):
        edition = edited_at(request, edition)
        last = edition.programme_versions.order_by("number").last()
        form = ReleaseForm(initial={"name": next_name(last), "known_on": present_day()})
        return self.show(request, edition, form)

    def post(self, request, edition):
        edition = edited_at(request, edition)
        form = ReleaseForm(request.POST)
        if form.is_valid():
            try:
                version = release_programme(edition, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, gettext("%(version)s is released.") % {"version": version})
                return HttpResponseRedirect(reverse("conferences:programme", args=[edition.code]))
        return self.show(request, edition, form)

    def show(self, request, edition, form):
        last = edition.programme_versions.order_by("number").last()
        slots = working_slots(edition, present_day())
        working = reverse("conferences:programme_working", args=[edition.code])
        context = {
            "title": gettext("Release a version"),
            "lead": gettext("It shows everyone the programme as it stands now, and never changes."),
            "form": form,
            "submit_label": gettext("Release the version"),
            "cancel_url": working,
            "crumbs": [
                *crumbs(edition, "")[:-1],
                (gettext("Working programme"), working),
                (gettext("Release a version"), None),
            ],
            "edition": edition,
            "last": last,
            "count": len(slots),
            "changes": changes(released_slots(last, edition), slots) if last else [],
        }
        return render(request, "conferences/programme_release.html", context)
