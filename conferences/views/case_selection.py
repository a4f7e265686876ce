"""The selection: all cases of a call with their results side by side, and the decision on one or several."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.actions.case import take_step
from conferences.columns import case as columns
from conferences.forms.case import SelectionForm
from conferences.models import Case, CaseCall, CaseState
from conferences.permissions import can_select_cases
from conferences.reading.cases import Result, results_for
from conferences.views.case_call import CaseCallPage
from conferences.views.edition import without
from conferences.workflow.case import LEAST_REVIEWS
from core.clock import present_day
from core.columns import Column, Kind
from core.exports import FORMATS, Listing
from core.pages import address, day_read, known_by
from core.scoring import rounded
from core.workflow import Refused

COMPARED = tuple(state for state in CaseState if state not in (CaseState.DRAFT, CaseState.REPLACED))


def figure(value, places=1):
    """A figure as lists and files hold it."""
    exact = rounded(value, places)
    return None if exact is None else float(exact)


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


def mean_of(place):
    return lambda case, _day: figure(case.result.lines[place].mean, 2)


def result_columns(call):
    """A figure for each criterion of the call, then the result."""
    criteria = tuple(
        Column(f"criterion_{place}", criterion.name, mean_of(place), Kind.NUMBER)
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


class CaseSelection(View):
    """GET shows the table, or hands it out as a file (?format=csv); POST makes one step for the ticked cases."""

    def get(self, request, edition):
        call, read = self.found(request, edition), day_read(request)
        if name := request.GET.get("format"):
            return self.download(request, call, name, read.day)
        form = SelectionForm(choices=call.cases.none(), initial={"known_on": present_day()})
        return self.show(request, call, read.day, form)

    def post(self, request, edition):
        call = self.found(request, edition)
        choices = call.cases.exclude(state__in=(CaseState.DRAFT, CaseState.REPLACED, CaseState.WITHDRAWN))
        form = SelectionForm(request.POST, choices=choices)
        if form.is_valid():
            data = dict(form.cleaned_data)
            try:
                moved = take_step(data.pop("step"), data.pop("cases"), by=request.user, **data)
            except Refused as reason:
                form.add_error(None, str(reason).splitlines())
            else:
                words = ngettext("%(count)s case was moved.", "%(count)s cases were moved.", moved)
                messages.success(request, words % {"count": moved})
                return HttpResponseRedirect(request.get_full_path())
        return self.show(request, call, day_read(request).day, form)

    def found(self, request, edition):
        """Raises Http404 and PermissionDenied."""
        call = get_object_or_404(CaseCall.objects.visible_to(request.user), edition__code=edition)
        if not can_select_cases(request.user):
            raise PermissionDenied
        return call

    def records(self, request, call, day):
        cases = Case.objects.visible_to(request.user).filter(call=call, state__in=COMPARED)
        return known_by(cases.for_list(), day).order_by("country__iso2", "pk")

    def download(self, request, call, name, day):
        if name not in FORMATS:
            raise Http404
        records: Any = Judged(self.records(request, call, day), request.user, day)
        listing = Listing(
            name="conferences-selection",
            title=gettext("Selection, side by side"),
            columns=(*without(columns.INSIDE, "edition"), *result_columns(call)),
            records=records,
            day=day,
            filters=(),
            host=f"{request.scheme}://{request.get_host()}",
        )
        return FORMATS[name](listing)

    def show(self, request, call, day, form):
        cases = list(self.records(request, call, day))
        results = results_for(cases, request.user, day)
        state = next(column for column in columns.INSIDE if column.key == "state")
        ticked = set(form.data.getlist("cases")) if form.is_bound else set()
        lines = [Line(case, results[case.pk], state.cell(case, day), str(case.pk) in ticked) for case in cases]
        lines.sort(key=lambda line: -(line.result.value or 0))  # the highest result first, then by country
        context = {
            "title": gettext("Selection, side by side"),
            "lead": gettext("Scores from 1 to 5; the result is their mean by weight, out of 100. They advise."),
            "crumbs": CaseCallPage.crumbs(call, gettext("Selection")),
            "call": call,
            "criteria": list(call.criteria.all()),
            "lines": lines,
            "form": form,
            "least": LEAST_REVIEWS,
            "waiting": sum(line.case.state in (CaseState.NOMINATED, CaseState.REVIEW) for line in lines),
            "is_released": call.is_released,
            "downloads": [(name.upper(), address(request, format=name)) for name in FORMATS],
        }
        return render(request, "conferences/case_selection.html", context)
