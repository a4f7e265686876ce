"""Reports of sessions: the list, the page in one language or two, its steps, its files, its findings' marks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.actions.report import mark_finding
from conferences.columns import report as columns
from conferences.documents.report import document, report_sheet
from conferences.filters import report as filters
from conferences.forms import report as forms
from conferences.models import FindingMark, PartKind, Report
from conferences.permissions import can_edit_report, can_read_draft
from conferences.reading.reports import as_data, grouped, participants, session_name, shown_parts, standings
from conferences.views.room import ROOM
from conferences.workflow.report import REPORT
from core.clock import present_day, reading
from core.columns import Tag
from core.languages import language_name
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, address, day_read, public
from core.pages.page import sources
from core.pages.prints import answer_for_print, print_file, print_line
from core.prints import request_print
from core.workflow import Refused
from network.permissions import can_read_shared

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = ("pdf", "docx")


@public
class ReportList(RecordList):
    model = Report
    columns = columns.REPORT
    room = ROOM
    address = "conferences:report_list"
    lead = _("What the rapporteurs of the sessions report, in the languages that there are.")
    filters = filters.ReportFilters
    empty_why = _("A report is begun on the page of its session.")


def day_of(report, read):
    """The day from which the report is read: where nobody asked for one, not a day before there was a report.

    The demonstration looks at 2008; what became known later would else never be found.
    """
    return timezone.localdate() if not read.asked and read.day < report.known_on else read.day


@public
class ReportPage(RecordPage):
    """`?text=fr`: its language; `?beside=en`: a second one at its side."""

    listing = ReportList
    lookup = {"edition": "session__edition__code", "code": "session__code"}
    may_edit = staticmethod(can_edit_report)
    workflow = REPORT
    rows = (
        DatedRows(
            "participants",
            _("Rapporteurs, organisers, panel and speakers"),
            columns.PARTICIPANT,
            forms.ParticipantForm,
            can_edit_report,
            _("Add a participant"),
            why=_("Roles and organisations; never a person’s name."),
        ),
    )

    @classmethod
    def crumbs(cls, record, *more):
        session = record.session
        place = [
            (ROOM.label, reverse(ROOM.home)),
            (session.edition, session.edition.get_absolute_url()),
            (session.title, session.get_absolute_url()),
        ]
        names = [(gettext("Report"), cls.url(record)), *((name, None) for name in more)]
        return [*place, *names[:-1], (names[-1][0], None)]

    def get(self, request, **kwargs):
        report = self.find(request.user, kwargs)
        report = Report.objects.for_reading().get(pk=report.pk)
        day, may_edit = day_of(report, day_read(request)), can_edit_report(request.user, report)
        published = report.is_published_on(day)
        context = {
            "title": report.session.title,
            "tag": Tag(columns.REPORT_TAGS[report.state], report.get_state_display())
            if published or may_edit
            else None,
            "crumbs": self.crumbs(report),
            "report": report,
            "session": report.session,
            "session_name": session_name(report.session),
            "day": day,
            "as_of": day if day != timezone.localdate() else None,
            "may_edit": may_edit,
            "shared": can_read_shared(request.user),
            "actions": self.steps(report, request.user) if may_edit else [],
            "sources": sources(report),
        }
        if published or can_read_draft(request.user, report):
            context |= self.shown(request, report, day)
        return render(request, "conferences/report_page.html", context)

    def shown(self, request, report, day):
        """The report itself, for the template."""
        languages = standings(report, day)
        codes = [row.code for row in languages]
        text = asked(request, "text", codes) or asked_of_reader(codes) or report.original_language
        beside = asked(request, "beside", [code for code in codes if code != text])
        read = [text, beside] if beside else [text]
        parts = shown_parts(report, read, day)
        return {
            "is_shown": True,
            "text": text,
            "beside": beside,
            "standings": languages,
            "language_links": [
                (row, address(request, text=row.code, beside=None if row.code == beside else beside or None))
                for row in languages
            ],
            "beside_links": [
                (row, address(request, text=text, beside=row.code)) for row in languages if row.code != text
            ],
            "alone_url": address(request, text=text, beside=None),
            "groups": grouped(parts),
            "findings_marked": sum(shown.marked for shown in parts),
            "people": participants(report, day),
            "changed_on": report.changed_on(day),
            "prints": [print_of(request, document(report, code, day), self.url(report))[1] for code in read],
            "files": self.files(request, report, read),
        }

    def files(self, request, report, languages):
        """(label, address) of the downloads that need no waiting, of the languages on the page and of the day read."""
        query = f"?as-of={request.GET['as-of']}" if reading(request).asked else ""
        url = self.url(report)
        names = [(file_label("docx", code), f"{url}files/{code}.docx{query}") for code in languages]
        return [*names, ("JSON", f"{url}files/report.json{query}")]


def file_label(form, language):
    return gettext("%(format)s in %(language)s") % {"format": form.upper(), "language": language_name(language)}


def print_of(request, made, url):
    """(what its PDF is made of, what the page shows of it). made: the report as a ReportDocument; url: its page."""
    sheet, query = report_sheet(made), request.META.get("QUERY_STRING", "")
    line = print_line(
        sheet,
        key=made.language,
        label=file_label("pdf", made.language),
        url=f"{url}files/{made.language}.pdf?{query}",
        ask_url=f"{url}files/{made.language}/pdf/?{query}",
        page_url=f"{url}?{query}",
    )
    return sheet, line


def asked(request, name, codes):
    """The language that the address asks for, if the report has it."""
    code = request.GET.get(name, "")
    return code if code in codes else ""


def asked_of_reader(codes):
    """The portal's language, if the report has it."""
    language = (get_language() or "en")[:2]
    return language if language in codes else ""


class ReportForm(RecordForm):
    page = ReportPage
    form = forms.AboutReportForm


class ReportRow(RowForm):
    page = ReportPage


class ReportStep(Step):
    """Publishing it asks for its PDFs: the first reader finds them made."""

    page = ReportPage

    def post(self, request, **kwargs):
        response = super().post(request, **kwargs)
        report = Report.objects.for_reading().get(pk=self.page.find(request.user, kwargs).pk)
        day = timezone.localdate()
        if isinstance(response, HttpResponseRedirect) and report.is_published_on(day):
            for language in report.languages_on(day):
                request_print(report_sheet(document(report, language, day)), by=request.user)
        return response


def readable(request, kwargs):
    """The report and the day it is read from. Raises Http404 where this reader may not read it as of that day."""
    report = ReportPage.find(request.user, kwargs)
    report = Report.objects.for_reading().get(pk=report.pk)
    day = day_of(report, reading(request))
    if not (report.is_published_on(day) or can_read_draft(request.user, report)):
        raise Http404
    return report, day


@login_not_required
def report_print(request, language, **kwargs):
    """Whoever may read the report may ask for its PDF."""
    report, day = readable(request, kwargs)
    if language not in report.languages_on(day):
        raise Http404
    sheet, line = print_of(request, document(report, language, day), report.get_absolute_url())
    return answer_for_print(request, sheet, line)


@public
class ReportFile(View):
    """A file of the report: PDF and DOCX in a language, JSON in all of them. Made of what stood on the day."""

    def get(self, request, **kwargs):
        report, day = readable(request, kwargs)
        if kwargs["format"] == "json":
            if kwargs["language"] != "report":
                raise Http404
            return JsonResponse(as_data(report, day), json_dumps_params={"ensure_ascii": False})
        if kwargs["format"] not in FORMATS or kwargs["language"] not in report.languages_on(day):
            raise Http404
        made = document(report, kwargs["language"], day)
        if kwargs["format"] == "pdf":
            sheet, line = print_of(request, made, report.get_absolute_url())
            return print_file(sheet, name=made.name, page_url=line.page_url)
        from conferences.documents.report_word import report_docx  # noqa: PLC0415 - memory, only where one is written

        response = HttpResponse(report_docx(made), content_type=DOCX)
        response["Content-Disposition"] = f'attachment; filename="{made.name}.docx"'
        return response


class FindingMarkForm(View):
    """A finding is put before the Directors General (`mark`), or no longer (`unmark`)."""

    def get(self, request, **kwargs):
        part = self.part(request, kwargs)
        return self.show(request, kwargs, part, self.form(request, kwargs, part))

    def post(self, request, **kwargs):
        part = self.part(request, kwargs)
        form = self.form(request, kwargs, part, request.POST)
        form.instance.marked = kwargs["act"] == "mark"
        if form.is_valid():
            try:
                mark_finding(form.instance, by=request.user)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, gettext("Saved."))
                return HttpResponseRedirect(part.get_absolute_url())
        return self.show(request, kwargs, part, form)

    def part(self, request, kwargs):
        """Raises Http404 and PermissionDenied."""
        report = ReportPage.find(request.user, kwargs)
        part = get_object_or_404(
            report.parts.select_related("report__session__edition"), key=kwargs["key"], kind=PartKind.FINDING
        )
        if not can_edit_report(request.user, report):
            raise PermissionDenied
        return part

    def form(self, request, kwargs, part, data=None):
        stands = part.mark_on(timezone.localdate())
        if kwargs["act"] == "unmark":
            return forms.UnmarkForm(data, instance=FindingMark(part=part), user=request.user)
        area = stands.area if stands else part.report.session.area
        words = stands.words if stands else None
        step = part.report.step_on(timezone.localdate())
        known_on = max(present_day(), step.known_on) if step else present_day()
        initial = {"area": area, "words": words, "source": part.report.source, "known_on": known_on}
        return forms.MarkForm(data, instance=FindingMark(part=part), user=request.user, initial=initial)

    def show(self, request, kwargs, part, form):
        marks = kwargs["act"] == "mark"
        said = part.words_on(timezone.localdate())
        context = {
            "title": gettext("Put before the Directors General") if marks else gettext("Take the mark away"),
            "lead": gettext("“%(finding)s” From the day that you give, the next draft resolution may take it up.")
            % {"finding": said}
            if marks
            else gettext("“%(finding)s” From the day that you give, drafts no longer take it up.") % {"finding": said},
            "form": form,
            "submit_label": gettext("Mark the finding") if marks else gettext("Take the mark away"),
            "cancel_url": part.get_absolute_url(),
            "crumbs": ReportPage.crumbs(part.report, part.get_kind_display()),
        }
        return render(request, "core/record_form.html", context)
