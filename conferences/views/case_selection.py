"""The selection: all cases of a call with their results side by side, and the decision on one or several."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.case import take_step
from conferences.case_results import Result, results_for
from conferences.columns import case as columns
from conferences.forms.case import SelectionForm
from conferences.models import Case, CaseCall, CaseState
from conferences.permissions import can_select_cases
from conferences.views.case_call import CaseCallPage
from conferences.views.edition import without
from conferences.views.room import ROOM
from conferences.workflow.case import LEAST_REVIEWS
from core.clock import present_day
from core.columns import Column, Kind
from core.exports import FORMATS
from core.pages import RecordList, address, day_read, known_by
from core.scoring import rounded
from core.workflow import Refused

COMPARED = tuple(state for state in CaseState if state not in (CaseState.DRAFT, CaseState.REPLACED))


def figure(value, places=1):
    """A figure as lists and files hold it."""
    return None if value is None else float(rounded(value, places))


class Judged:
    """The cases of a list, each with its result: what a file of them is written from."""

    def __init__(self, records, user, day):
        self.records, self.user, self.day = records, user, day

    def iterator(self, chunk_size=None):
        cases = list(self.records)
        results = results_for(cases, self.user, self.day)
        for case in cases:
            case.result = results[case.pk]
            yield case


def result_columns(call):
    """A figure for each criterion of the call, then the result."""
    criteria = tuple(
        Column(
            f"criterion_{place}",
            criterion.name,
            lambda case, _day, place=place: figure(case.result.lines[place].mean, 2),
            Kind.NUMBER,
        )
        for place, criterion in enumerate(call.criteria.all())
    )
    return (
        Column("reviews", _("Counted reviews"), lambda case, _day: case.result.counted, Kind.NUMBER),
        *criteria,
        Column("result", _("Result of 100"), lambda case, _day: figure(case.result.value), Kind.NUMBER),
        Column("spread", _("Widest spread"), lambda case, _day: case.result.spread, Kind.NUMBER),
    )


@dataclass(frozen=True)
class Line:
    """A case with its result, as the page shows it. few: fewer counted reviews than a choice needs."""

    case: Case
    result: Result
    state: object
    ticked: bool

    @property
    def few(self):
        return self.result.counted < LEAST_REVIEWS


class CaseSelection(RecordList):
    model = Case
    columns = columns.INSIDE
    room = ROOM
    address = "conferences:case_list"
    title = _("Selection")
    order = ("country__iso2", "pk")

    def get(self, request, edition):
        self.call = self.found(request, edition)
        return super().get(request)

    def post(self, request, edition):
        self.call = self.found(request, edition)
        choices = self.call.cases.exclude(state__in=(CaseState.DRAFT, CaseState.REPLACED, CaseState.WITHDRAWN))
        form = SelectionForm(request.POST, choices=choices)
        if form.is_valid():
            data = dict(form.cleaned_data)
            try:
                moved = take_step(data.pop("step"), data.pop("cases"), by=request.user, **data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                words = ngettext("%(count)s case was moved.", "%(count)s cases were moved.", moved)
                messages.success(request, words % {"count": moved})
                return HttpResponseRedirect(request.get_full_path())
        read = day_read(request)
        return self.shown(request, self.records(request, read), read, form)

    def found(self, request, edition):
        """Raises Http404 and PermissionDenied."""
        call = get_object_or_404(CaseCall.objects.visible_to(request.user), edition__code=edition)
        if not can_select_cases(request.user):
            raise PermissionDenied
        return call

    def visible(self, user):
        return Case.objects.visible_to(user).filter(call=self.call, state__in=COMPARED)

    def records(self, request, read):
        return known_by(self.prepared(self.visible(request.user)), read.day).order_by(*self.order)

    def columns_for(self, user):
        return (*without(columns.INSIDE, "edition"), *result_columns(self.call))

    def download(self, request, name, records, day, chosen):
        return super().download(request, name, Judged(records, request.user, day), day, chosen)

    def page(self, request, records, read, chosen):
        choices = self.call.cases.none()
        form = SelectionForm(choices=choices, initial={"known_on": present_day()})
        return self.shown(request, records, read, form)

    def shown(self, request, records, read, form):
        cases = list(records)
        results = results_for(cases, request.user, read.day)
        state = next(column for column in columns.INSIDE if column.key == "state")
        ticked = set(form.data.getlist("cases")) if form.is_bound else set()
        lines = [Line(case, results[case.pk], state.cell(case, read.day), str(case.pk) in ticked) for case in cases]
        lines.sort(key=lambda line: -(line.result.value or 0))  # the highest result first, then by country
        context = {
            "title": gettext("Selection, side by side"),
            "lead": gettext("Scores from 1 to 5; the result is their mean by weight, out of 100. They advise."),
            "crumbs": CaseCallPage.crumbs(self.call, gettext("Selection")),
            "call": self.call,
            "criteria": list(self.call.criteria.all()),
            "lines": lines,
            "form": form,
            "least": LEAST_REVIEWS,
            "waiting": sum(line.case.state in (CaseState.NOMINATED, CaseState.REVIEW) for line in lines),
            "is_released": self.call.is_released,
            "downloads": [(name.upper(), address(request, format=name)) for name in FORMATS],
        }
        return render(request, "conferences/case_selection.html", context)
