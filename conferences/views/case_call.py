"""Calls for cases: their terms as they were reported, sub-themes, criteria, timetable, and what was nominated."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.case import open_case_call, release_selection
from conferences.columns import case as columns
from conferences.filters.case import CaseCallFilters
from conferences.forms import case as forms
from conferences.models import CaseCall
from conferences.permissions import can_begin_case, can_edit_case_criteria, can_select_cases
from conferences.views.edition import without
from conferences.views.room import ROOM
from conferences.workflow.case import closed
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm


class CaseCallList(RecordList):
    model = CaseCall
    columns = columns.CALL
    room = ROOM
    address = "conferences:case_call_list"
    lead = _("For which edition cases are sought, until when, and how many from each member state.")
    filters = CaseCallFilters
    new = "conferences:case_call_new"
    new_label = _("Open a call for cases")
    may_add = staticmethod(can_select_cases)

    @classmethod
    def prepared(cls, records):
        return records.select_related("edition").prefetch_related("terms", "releases").order_by("-edition__number")


class OneRelease(DatedRows):
    """A selection is released once."""

    def shown(self, record, url, user, read):
        context = super().shown(record, url, user, read)
        return context | ({"add_url": None} if record.is_released else {})


class CaseCallPage(RecordPage):
    listing = CaseCallList
    lookup = {"edition": "edition__code"}
    may_edit = staticmethod(can_select_cases)
    rows = (
        DatedRows(
            "cases",
            _("Cases"),
            without(columns.TOLD, "edition"),
            linked=True,
            why=_("Those of your own country, those that you review, and those selected once that is made known."),
            empty=_("You may see no case of this call yet."),
            prepare=lambda rows: rows.for_list().order_by("country__iso2", "pk"),
            seen=lambda user, _call: not can_select_cases(user),
        ),
        DatedRows(
            "cases",
            _("Cases"),
            without(columns.INSIDE, "edition"),
            linked=True,
            empty=_("No case has been begun."),
            prepare=lambda rows: rows.for_list().order_by("country__iso2", "pk"),
            seen=can_select_cases,
        ),
        DatedRows(
            "terms",
            _("Terms"),
            columns.TERMS,
            forms.TermsForm,
            can_select_cases,
            _("Report new terms"),
            why=_("A new deadline or quota is a new row; the last one known counts."),
            empty=_("Until when cases may be nominated is not known."),
        ),
        DatedRows(
            "milestones",
            _("Timetable"),
            columns.MILESTONE,
            forms.MilestoneForm,
            can_select_cases,
            _("Add a day"),
            empty=_("No further day is known."),
        ),
        DatedRows(
            "sub_themes",
            _("Sub-themes"),
            columns.SUB_THEME,
            forms.SubThemeForm,
            can_select_cases,
            _("Add a sub-theme"),
            empty=_("No sub-theme is recorded."),
        ),
        DatedRows(
            "criteria",
            _("Criteria"),
            columns.CRITERION,
            forms.CriterionForm,
            can_edit_case_criteria,
            _("Add a criterion"),
            why=_("What cases are scored by. They stand still once the first review is handed in."),
            empty=_("No criterion is recorded."),
        ),
        OneRelease(
            "releases",
            _("Release of the selection"),
            columns.RELEASE,
            forms.ReleaseForm,
            can_select_cases,
            _("Release the selection"),
            why=_("Since then countries read the decisions on their cases, and everyone the selected ones."),
            empty=_("The selection is not released."),
            save=lambda form, *, by: release_selection(form.instance, by=by),
        ),
    )

    def actions(self, record, user):
        url = self.url(record)
        found = []
        if can_begin_case(user):
            begin = f"{reverse('conferences:case_new')}?call={record.pk}"
            label = gettext("Begin a case of your country")
            found.append(Action(label, begin, primary=True, refusal=closed(record)))
        if can_select_cases(user):
            found.append(Action(gettext("Selection, side by side"), f"{url}selection/", primary=True))
            found.append(Action(gettext("Critical friends"), f"{url}friends/"))
        return found


class CaseCallForm(RecordForm):
    page = CaseCallPage
    form = forms.CaseCallForm
    new_lead = _("It begins with the six criteria of 2013, all of one weight. Terms and sub-themes follow on its page.")

    def save(self, form):
        if form.instance.pk is None:
            return open_case_call(form.instance)
        return form.save()


class CaseCallRow(RowForm):
    page = CaseCallPage
