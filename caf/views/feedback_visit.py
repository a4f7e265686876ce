"""The visit of a feedback team: its days and agenda, planned, moved and called off, and as a calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.visit import keep_slot, plan_visit
from caf.forms.feedback import SlotForm, VisitPlanForm
from caf.models import AgendaRow, VisitPlan
from caf.permissions_feedback import gives_feedback
from caf.reading.feedback_team import rules_of
from caf.reading.visit import visit_calendar, visit_of
from caf.views.feedback_room import VISIT, application_at, crumbs, frame, of_the_team
from caf.workflow_feedback import not_being_given
from core.clock import present_day
from core.pages import day_read
from core.workflow import Refused


@require_safe
def visit_page(request, pk):
    application = application_at(request, pk)
    read = day_read(request)
    visit = visit_of(application, read.day)
    context = frame(
        request,
        application,
        VISIT,
        gettext("Visit"),
        visit=visit,
        due_on=visit.report_due_on(rules_of(application, read.day)),
        may=gives_feedback(request.user, application) and not not_being_given(application),
        as_of=None if read.is_default else read.day,
    )
    return render(request, "caf/feedback_visit.html", context)


def show_form(request, application, form, title, lead=""):
    context = {
        "title": title,
        "lead": lead,
        "crumbs": crumbs(application, title),
        "form": form,
        "cancel_url": reverse(VISIT, args=[application.pk]),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)


# right: the team's and the organiser's
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk):
    """The days of the visit; what is planned already is where the form begins."""
    application = of_the_team(request, pk, organiser=True)
    last = visit_of(application, present_day()).plan
    kept = {name: getattr(last, name) for name in ("starts_on", "ends_on", "place", "cancelled")} if last else {}
    row = VisitPlan(application=application, known_on=present_day(), **kept)
    form = VisitPlanForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            plan_visit(form.instance, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Saved."))
            return redirect(VISIT, application.pk)
    title = gettext("Move the visit") if last else gettext("Plan the visit")
    lead = gettext("A change is a new row: what was planned before stays.")
    return show_form(request, application, form, title, lead)


# right: the team's and the organiser's
@require_http_methods(["GET", "HEAD", "POST"])
def slot(request, pk, slot=None):
    """A new slot of the agenda, or a change of one."""
    application = of_the_team(request, pk, organiser=True)
    visit = visit_of(application, present_day())
    last = next((found.row for found in visit.slots if found.row.slot == slot), None)
    if slot is not None and last is None:
        raise Http404
    names = ("slot", "title", "with_whom", "starts_at", "ends_at", "place", "cancelled")
    kept = {name: getattr(last, name) for name in names} if last else {}
    row = AgendaRow(application=application, known_on=present_day(), **kept)
    form = SlotForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            keep_slot(form.instance, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Saved."))
            return redirect(VISIT, application.pk)
    title = gettext("Change the slot") if last else gettext("Add a slot to the agenda")
    return show_form(request, application, form, title, visit.days_in_words)


@require_safe
def calendar_file(request, pk):
    """The visit with its agenda as a calendar."""
    application = application_at(request, pk)
    visit = visit_of(application, present_day())
    if visit.plan is None:
        raise Http404
    url = request.build_absolute_uri(reverse(VISIT, args=[application.pk]))
    response = HttpResponse(visit_calendar(visit, url=url), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="feedback-visit-{application.pk}.ics"'
    return response
