"""The team of an application: who is asked and why not, each answer, where the feedback stands."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.assignment import answer_invitation, invite_actor, replace_actor
from caf.columns import feedback as columns
from caf.filters.feedback import AssignmentFilters
from caf.forms.feedback import ACCEPTS, AnswerInvitationForm
from caf.models import (
    Application,
    ApplicationDocument,
    ApplicationState,
    Assignment,
    AssignmentState,
    FeedbackActor,
    Pillar,
)
from caf.models.assignment import OPEN
from caf.permissions_feedback import is_in_team, organises
from caf.reading.feedback_team import busy_in_words, refusals, rules_of, suggestions
from caf.reading.ratings import all_handed_in, items_in, progress, version_of
from caf.reading.visit import visit_of
from caf.views.feedback_room import TEAM, application_at, crumbs, frame, whole
from caf.views.room import PEF
from caf.workflow_feedback import ASSIGNMENT
from core.clock import present_day
from core.forms import StepForm
from core.pages import RecordList
from core.workflow import Refused, refusal


class AssignmentList(RecordList):
    model = Assignment
    columns = columns.ASSIGNMENT
    room = PEF
    address = "caf:assignment_list"
    title = _("Feedback teams")
    lead = _("Who was asked for feedback on which application. A feedback actor sees the own invitations.")
    filters = AssignmentFilters
    empty_why = _("Nobody was asked yet.")

    @classmethod
    def prepared(cls, records):
        return records.select_related("actor", "application__organisation__country").prefetch_related(
            "application__organisation__country__names"
        )


def own_invitation(request, pk):
    return Assignment.objects.of(request.user).filter(application=pk, state=AssignmentState.INVITED).first()


@require_safe
def team(request, pk):
    """Of an actor who has not answered yet: the invitation."""
    if own := own_invitation(request, pk):
        return redirect("caf:feedback_answer", own.pk)
    application = application_at(request, pk)
    may_organise = organises(request.user, application)
    day = present_day()
    rows = application.assignments.select_related("actor__country").prefetch_related("actor__country__names", "steps")
    open_rows = [row for row in rows if row.state in OPEN]
    gives = may_organise or is_in_team(request.user, application)
    if not gives:  # the organisation knows who has accepted, not who was asked
        rows = [row for row in rows if row.is_in_team]
    own = next((row for row in rows if row.actor.person_id == request.user.pk and row.is_in_team), None)
    rules, visit = rules_of(application, day), visit_of(application, day)
    asking = may_organise and application.state == ApplicationState.ACCEPTED
    context = frame(
        request,
        application,
        TEAM,
        gettext("Feedback team"),
        rows=[(row, last_step(row), columns.STATE_TAGS[row.state]) for row in rows],
        size=rules.size,
        lacking=max(rules.size - len(open_rows), 0),
        organises=may_organise,
        gives=gives,
        suggestions=[(row, busy_in_words(row.workload)) for row in suggestions(application, request.user, day)]
        if asking
        else None,
        visit=visit,
        due_on=visit.report_due_on(rules) if application.state == ApplicationState.ACCEPTED else None,
        is_given=application.state == ApplicationState.ACCEPTED,
        report=getattr(application, "feedback_report", None),
        own=own,
        questionnaires=questionnaires(own) if own else [],
        to_hand_in=refusal(ASSIGNMENT.named("hand_in"), own, request.user) if own else "",
        agrees=bool(own) and all_handed_in(rows),
        waits_for=[row.actor for row in open_rows if row.state != AssignmentState.HANDED_IN],
        unanswered=[row for row in open_rows if row.state == AssignmentState.INVITED],
        pillars=Pillar.choices,
        documents=ApplicationDocument.objects.visible_to(request.user).filter(application=application).defer("content")
        if gives
        else [],
    )
    return render(request, "caf/feedback_team.html", context)


def last_step(assignment):
    return next(reversed(assignment.steps.all()), None)


def questionnaires(assignment):
    """(pillar, its name, rated, of how many, address) for the actor."""
    version, done = version_of(assignment.application), progress(assignment)
    return [
        (
            pillar,
            label,
            done[pillar],
            len(items_in(version, pillar)),
            reverse("caf:feedback_rate", args=[assignment.application_id, pillar]),
        )
        for pillar, label in Pillar.choices
    ]


# right: organise the feedback of the country
def invite(request, pk, actor):
    application = application_at(request, pk)
    if not organises(request.user, application):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    asked = get_object_or_404(FeedbackActor.objects.with_rows(), pk=actor)
    try:
        invite_actor(application, asked, by=request.user)
    except Refused as reason:
        messages.error(request, gettext("%(actor)s is not asked: %(reason)s") % {"actor": asked, "reason": reason})
    else:
        messages.success(request, gettext("%(actor)s is asked by mail.") % {"actor": asked})
    return redirect(TEAM, application.pk)


# right: one's own invitation
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """An actor accepts or declines."""
    assignment = get_object_or_404(
        Assignment.objects.of(request.user).select_related("actor__country", "application"), pk=pk
    )
    application = whole(Application.objects).get(pk=assignment.application_id)
    if assignment.is_in_team:
        return redirect(TEAM, application.pk)
    form = AnswerInvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accepts = form.cleaned_data["answer"] == ACCEPTS
        try:
            answer_invitation(
                assignment, accepts=accepts, by=request.user, known_on=present_day(), note=form.cleaned_data["note"]
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request, gettext("You are in the team.") if accepts else gettext("You have declined the invitation.")
            )
            return redirect(TEAM, application.pk) if accepts else redirect("caf:assignment_list")
    title = gettext("Will you give feedback?")
    context = {
        "title": title,
        "crumbs": [*PEF.way, (gettext("Feedback teams"), reverse("caf:assignment_list")), (title, None)],
        "assignment": assignment,
        "application": application,
        "organisation": application.organisation,
        "visit": visit_of(application, present_day()),
        "is_open": assignment.state == AssignmentState.INVITED,
        "reasons": refusals(assignment.actor, application, present_day()),
        "unsigned": assignment.actor.signed_on(present_day()) is None,
        "form": form,
    }
    return render(request, "caf/feedback_answer.html", context, status=422 if form.errors else 200)


# right: organise the feedback of the country
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk):
    """Take an actor out of the team."""
    assignment = get_object_or_404(
        Assignment.objects.visible_to(request.user).select_related("actor", "application__organisation"), pk=pk
    )
    application = application_at(request, assignment.application_id)
    step = ASSIGNMENT.named("replace")
    if not organises(request.user, application):
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None, initial={"known_on": present_day()})
    form.asking_why(step.gives_up)
    if request.method == "POST" and form.is_valid():
        try:
            replace_actor(
                assignment, by=request.user, known_on=form.cleaned_data["known_on"], note=form.cleaned_data["note"]
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("%(actor)s is no longer in the team.") % {"actor": assignment.actor})
            return redirect(TEAM, application.pk)
    context = {
        "title": step.label,
        "lead": gettext("%(actor)s is told why by mail; what was rated does not count any more.")
        % {"actor": assignment.actor},
        "crumbs": crumbs(application, step.label),
        "form": form,
        "submit_label": step.label,
        "cancel_url": reverse(TEAM, args=[application.pk]),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)
