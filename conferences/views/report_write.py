"""The desk: a report is written in one language, a translation beside its original, or two languages at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views import View

from conferences.actions.report import add_part, move_part, next_key, take_out, write, wrong_day
from conferences.forms.report import NewPartForm, WhenForm
from conferences.models import PartKind, Report
from conferences.permissions import can_edit_report
from conferences.reading.reports import standings
from conferences.report_desk import Desk
from conferences.views.report import ReportPage
from core.clock import Reading, present_day
from core.languages import CODES, language_choices, language_name
from core.workflow import Refused


def first_day(report):
    """Since when something written now is known, unless somebody says otherwise: never before the last change."""
    last = report.changed_on(timezone.localdate())
    return present_day() if last <= present_day() else timezone.localdate()


class ReportWrite(View):
    """`language` is written; `beside`, a second one, with it. A translation has its original beside it, to read."""

    def get(self, request, **kwargs):
        if (chosen := request.GET.get("language")) is not None:  # the choice of another language
            return HttpResponseRedirect(self.url(kwargs, chosen if chosen in CODES else kwargs["language"]))
        report = self.report(request, kwargs)
        desk = Desk(report, self.languages(kwargs), read=self.read(report, kwargs))
        return self.show(request, kwargs, desk, WhenForm(initial={"known_on": first_day(report)}))

    def post(self, request, **kwargs):
        when = WhenForm(request.POST)
        part = NewPartForm(request.POST) if request.POST.get("do") == "add" else None
        try:
            with transaction.atomic():
                report = self.report(request, kwargs, locked=True)
                desk = Desk(report, self.languages(kwargs), request.POST, read=self.read(report, kwargs))
                if not all([desk.is_valid(), when.is_valid(), part is None or part.is_valid()]):
                    desk.show_again()
                    return self.show(request, kwargs, desk, when)
                changes, known_on = desk.settle(), when.cleaned_data["known_on"]
                if desk.clashes:
                    return self.show(request, kwargs, desk, when)
                write(report, changes, by=request.user, known_on=known_on)
                anchor = self.arrange(request, report, part, known_on)
        except Refused as reason:
            when.add_error("known_on", str(reason))
            return self.show(request, kwargs, desk, when)
        for card in desk.stray:
            if any(change.part == card.part for change in changes):
                words = gettext(
                    "“%(part)s” was taken out meanwhile. Your words are kept with it, and come back with it."
                )
                messages.warning(request, words % {"part": card.part.get_kind_display()})
        messages.success(request, gettext("Saved."))
        return HttpResponseRedirect(f"{request.path}{anchor}")

    def arrange(self, request, report, new, known_on):
        """Adds, moves, takes out or puts back a part; where on the page it is then."""
        if new is not None:
            values = {"kind": new.cleaned_data["new_kind"], "key": new.cleaned_data["new_key"]}
            return f"#{add_part(report, by=request.user, known_on=known_on, **values).key}"
        act, _colon, rest = request.POST.get("do", "").partition(":")
        key, _colon, place = rest.partition(":")
        part = next((part for part in report.parts.all() if part.key == key), None)
        if part is None or act not in ("move", "out", "back") or (act == "move" and not place.isdecimal()):
            return ""
        if reason := wrong_day(report, known_on):
            raise Refused(reason)
        if act == "out":
            if part.place_on(timezone.localdate()) is not None:  # sent twice: it is out already
                take_out(part, by=request.user, known_on=known_on)
            return "#parts"
        move_part(part, to=int(place[:4]) if act == "move" else 9999, by=request.user, known_on=known_on)
        return f"#{key}"

    def report(self, request, kwargs, *, locked=False):
        """The report with all its rows. Raises Http404 and PermissionDenied."""
        report = ReportPage.find(request.user, kwargs, locked=locked)
        if not can_edit_report(request.user, report):
            raise PermissionDenied
        return Report.objects.for_reading().get(pk=report.pk)

    def languages(self, kwargs):
        languages = [code for code in (kwargs["language"], kwargs.get("beside")) if code]
        if not set(languages) <= set(CODES) or len(set(languages)) < len(languages):
            raise Http404
        return languages

    def read(self, report, kwargs):
        """The original beside a translation, for reading; nothing beside two languages or the original itself."""
        is_alone = len(self.languages(kwargs)) == 1 and kwargs["language"] != report.original_language
        return report.original_language if is_alone else ""

    def url(self, kwargs, *languages):
        return reverse("conferences:report_write", args=[kwargs["edition"], kwargs["code"], *languages])

    def show(self, request, kwargs, desk, when):
        report, language, beside = desk.report, kwargs["language"], kwargs.get("beside")
        original = report.original_language
        every = standings(report, desk.day, *desk.languages)
        if when.is_bound:
            when.data = {"known_on": request.POST.get("known_on", "")}
        context = {
            "title": gettext("Write: %(session)s") % {"session": report.session.title},
            "crumbs": ReportPage.crumbs(report, gettext("Write")),
            "report": report,
            "desk": desk,
            "when": when,
            "errors": [form for form in (*desk.forms, when) if form.is_bound and form.errors],
            "language": language,
            "language_name": language_name(language),
            "beside": beside,
            "original": original,
            "original_name": language_name(original),
            "language_links": [(row, self.url(kwargs, row.code)) for row in every],
            "both_url": self.url(kwargs, original, language) if language != original and not beside else None,
            "alone_url": self.url(kwargs, beside) if beside else None,
            "more_languages": [
                (code, name) for code, name in language_choices() if code not in {r.code for r in every}
            ],
            "new_part": NewPartForm(initial={"new_key": next_key(report), "new_kind": PartKind.SECTION}),
            "last_position": len(desk.cards) - 1,
            "participants": ReportPage.rows_named("participants").shown(
                report, ReportPage.url(report), request.user, Reading(desk.day)
            ),
        }
        return render(request, "conferences/report_write.html", context, status=409 if desk.clashes else 200)
