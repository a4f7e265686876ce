"""Editions with what is known of them: days and place, attendance, sessions, documents, prizes, findings."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.columns import edition as columns
from conferences.columns.assessment import DECISION
from conferences.columns.edition_detail import kind_and_size
from conferences.columns.prize import PRIZE
from conferences.columns.session import IN_EDITION
from conferences.filters import edition as filters
from conferences.forms import edition as forms
from conferences.forms.prize import PrizeForm
from conferences.forms.programme import SessionForm
from conferences.forms.proposal import EditionCostForm
from conferences.languages import language_name
from conferences.models import Attendance, Edition, EditionPartner, EditionSchedule
from conferences.permissions import can_begin_bid, can_edit_editions, can_edit_prizes, can_edit_programme
from conferences.programme.slots import programme_on
from conferences.reading.board import board
from conferences.views.edition_detail import DOCUMENTS, REPORTED
from conferences.views.room import ROOM
from core.clock import viewed_on
from core.columns import Cell
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm, public
from core.written import euro


def with_country(rows):
    return rows.select_related("country").prefetch_related("country__names")


def without(columns, *keys):
    return tuple(column for column in columns if column.key not in keys)


def known_fields(page, record, day, always=()):
    """What is known, and of the rest only what a reader looks for."""
    shown = [(column, column.cell(record, day)) for column in page.listing.columns if column.in_page]
    return [(column.label, cell) for column, cell in shown if cell.text or cell.tag or column.key in always]


def cost_field(edition, day):
    """The label and the cell of what it cost, with what that makes for a participant and how."""
    costing = columns.costing_on(edition, day)
    if costing.total is None:
        return _("Cost"), Cell(gettext("Not in the records"))
    each = gettext("%(each)s for a participant (%(how)s)") % {"each": costing.each_words, "how": costing.explained}
    return _("Cost"), Cell(euro(costing.total), second=each if costing.each_words else costing.explained)


@public
class EditionList(RecordList):
    model = Edition
    columns = columns.EDITION
    room = ROOM
    address = "conferences:edition_list"
    lead = _("The European Quality Conferences, national and other conferences, as known on the day.")
    filters = filters.EditionFilters
    new = "conferences:edition_new"
    new_label = _("Add an edition")
    may_add = staticmethod(can_edit_editions)

    @classmethod
    def prepared(cls, records):
        schedules = Prefetch("schedules", with_country(EditionSchedule.objects.all()))
        return records.prefetch_related(schedules, "attendances").order_by("kind", "-number")

    @classmethod
    def whole(cls, prepared):
        partners = EditionPartner.objects.select_related("body", "country").prefetch_related("country__names")
        return prepared.prefetch_related("costs", "figures", "frames", Prefetch("partners", partners))


@public
class EditionPage(RecordPage):
    listing = EditionList
    lookup = {"edition": "code"}
    may_edit = staticmethod(can_edit_editions)
    template = "conferences/edition_page.html"
    rows = (
        DOCUMENTS,
        DatedRows(
            "schedules",
            _("Days and place"),
            columns.SCHEDULE,
            forms.ScheduleForm,
            can_edit_editions,
            _("Report new days or a new place"),
            why=_("As reported on each day; the last one known counts."),
            empty=_("Neither days nor place are known yet."),
            prepare=with_country,
        ),
        DatedRows(
            "attendances",
            _("Attendance"),
            columns.ATTENDANCE_ROW,
            forms.AttendanceForm,
            can_edit_editions,
            _("Report a new attendance"),
            why=_("A new figure is a new row; the earlier ones stay."),
            empty=_("No attendance has been reported."),
        ),
        DatedRows(
            "costs",
            _("Costs"),
            columns.COST,
            EditionCostForm,
            can_edit_editions,
            _("Report a cost"),
            why=_("A new figure is a new row; the earlier ones stay."),
            empty=_("No cost is in the records."),
        ),
        *REPORTED,
        DatedRows(
            "sessions",
            _("Sessions"),
            IN_EDITION,
            SessionForm,
            can_edit_programme,
            _("Add a session"),
            empty=_("No session is recorded."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
        ),
        DatedRows(
            "prizes",
            _("Prizes"),
            without(PRIZE, "edition"),
            PrizeForm,
            can_edit_prizes,
            _("Add a prize"),
            why=_("A prize leads to the jury, the nominees, the laureates and the press release."),
            empty=_("No prize is recorded."),
            address=lambda prize: prize.get_absolute_url(),
            prepare=lambda rows: rows.select_related("edition"),
        ),
        DatedRows(
            "evaluations",
            _("Evaluation"),
            columns.EVALUATION,
            forms.EvaluationForm,
            can_edit_editions,
            _("Add an evaluation"),
            empty=_("No evaluation is available yet."),
            address=lambda evaluation: evaluation.get_absolute_url(),
        ),
        DatedRows(
            "findings",
            _("Findings"),
            columns.FINDING,
            forms.FindingForm,
            can_edit_editions,
            _("Add a finding"),
            why=_("What was found of the edition, for the Directors General."),
            empty=_("No finding is recorded."),
        ),
        DatedRows(
            "host_searches",
            _("Search for a host"),
            columns.HOST_SEARCH,
            forms.HostSearchForm,
            can_edit_editions,
            _("Report on the search"),
            empty=_("Nobody has reported on the search for a host."),
            prepare=lambda rows: rows.select_related("body"),
        ),
        DatedRows(
            "host_decisions",
            _("Choice of the host"),
            DECISION,
            why=_("What the Directors General decided, at which meeting and why."),
            empty=_("No choice is recorded."),
            prepare=lambda rows: rows.select_related("meeting", "bid__country").prefetch_related("bid__country__names"),
        ),
    )

    def second(self, record, day):
        return record.name

    def more(self, request, record, read):
        """The programme in a few words, the documents with their links, and only what is known of the rest."""
        version, slots = programme_on(record, read.day)
        url = self.url(record)
        may_edit = can_edit_editions(request.user)
        known = known_fields(self, record, read.day, ("period", "city", "country", "attendance"))[1:]
        return {
            "fields": [*known, cost_field(record, read.day)],
            "edition": record,
            "version": version,
            "sessions": sum(not slot.cancelled for slot in slots),
            "may_edit_programme": can_edit_programme(request.user, record),
            "may_edit_documents": may_edit,
            "documents": [
                {
                    "title": document.title,
                    "url": document.address,
                    "is_file": bool(document.file_name),
                    "about": kind_and_size(document, read.day),
                    "language": language_name(document.language) if document.language else "",
                    "dated_on": document.dated_on,
                    "edit_url": f"{url}documents/{document.pk}/edit/" if may_edit else "",
                }
                for document in record.documents.all()
                if document.known_on <= read.day
            ],
        }

    def actions(self, record, user):
        """Expressing interest, as the home page offers it: for the next edition, to a coordinator whose country may."""
        if not can_begin_bid(user):
            return []
        next_one = board(viewed_on(), user)
        if next_one.edition != record or not next_one.may_express_interest:
            return []
        return [
            Action(gettext("Express interest"), f"{reverse('conferences:bid_new')}?edition={record.pk}", primary=True)
        ]


class EditionForm(RecordForm):
    page = EditionPage
    form = forms.EditionForm


class EditionRow(RowForm):
    page = EditionPage

    def filled(self, request, record, data=None):
        form = super().filled(request, record, data)
        if data is not None:
            form.files = request.FILES
        return form


@public
class AttendanceList(RecordList):
    model = Attendance
    columns = columns.ATTENDANCE
    room = ROOM
    address = "conferences:attendance_list"
    lead = _("How many took part, figure by figure as they were reported.")
    filters = filters.AttendanceFilters
    empty_why = _("A figure is reported on the page of its edition.")

    @classmethod
    def prepared(cls, records):
        return records.select_related("edition").order_by("-known_on", "pk")
