"""Editions with what is known of them: days and place, attendance, sessions, prizes, findings."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.board import board
from conferences.columns import edition as columns
from conferences.columns.prize import PRIZE
from conferences.columns.session import SESSION
from conferences.filters import edition as filters
from conferences.forms import edition as forms
from conferences.forms.prize import PrizeForm
from conferences.forms.session import SessionForm
from conferences.models import Attendance, Edition, EditionSchedule
from conferences.permissions import can_begin_bid, can_edit_editions
from conferences.views.room import ROOM
from core.clock import viewed_on
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm, public


def with_country(rows):
    return rows.select_related("country").prefetch_related("country__names")


def without(columns, *keys):
    return tuple(column for column in columns if column.key not in keys)


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


@public
class EditionPage(RecordPage):
    listing = EditionList
    lookup = {"edition": "code"}
    may_edit = staticmethod(can_edit_editions)
    rows = (
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
            "sessions",
            _("Sessions"),
            without(SESSION, "edition"),
            SessionForm,
            can_edit_editions,
            _("Add a session"),
            empty=_("No session is recorded."),
            linked=True,
        ),
        DatedRows(
            "prizes",
            _("Prizes"),
            without(PRIZE, "edition"),
            PrizeForm,
            can_edit_editions,
            _("Add a prize"),
            empty=_("No prize is recorded."),
        ),
        DatedRows(
            "evaluations",
            _("Evaluation"),
            columns.EVALUATION,
            forms.EvaluationForm,
            can_edit_editions,
            _("Add an evaluation"),
            empty=_("No evaluation is available yet."),
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
    )

    def second(self, record, day):
        return record.name

    def actions(self, record, user):
        """Expressing interest, as the home page offers it: for the next edition, to a coordinator whose country may."""
        if not can_begin_bid(user):
            return []
        next_one = board(viewed_on(), user)
        if next_one.edition != record or not next_one.may_express_interest:
            return []
        return [Action(gettext("Express interest"), reverse("conferences:bid_new"), primary=True)]


class EditionForm(RecordForm):
    page = EditionPage
    form = forms.EditionForm


class EditionRow(RowForm):
    page = EditionPage


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
