"""Rating alone, then agreeing item by item; the verdict, line by line."""

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.rating import agree, keep_ratings, missing_to_agree
from caf.forms.feedback import QuestionnaireForm
from caf.models import AssignmentState, Pillar
from caf.permissions_feedback import is_in_team
from caf.reading.pef_verdict import TOTAL, verdict
from caf.reading.ratings import items_in, scale_of, side_by_side, steps_in, version_of
from caf.views.feedback_room import AGREED, TEAM, VERDICT, application_at, frame, of_the_team
from caf.workflow_feedback import ASSIGNMENT
from core.clock import present_day
from core.pages import day_read
from core.workflow import Refused, perform


def pillar_named(number):
    """Raises Http404 for one that there is not."""
    if number not in Pillar.values:
        raise Http404
    return Pillar(number)


# right: one's own ratings
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request, pk, pillar):
    """A questionnaire, filled in alone; once handed in, to be read."""
    application, pillar = of_the_team(request, pk), pillar_named(pillar)
    own = get_object_or_404(application.assignments.in_team().of(request.user))
    version = version_of(application)
    items = items_in(version, pillar)
    kept = {row.item_id: (row.value, row.comment) for row in own.ratings.all()}
    is_open = own.state == AssignmentState.ACCEPTED
    form = QuestionnaireForm(
        request.POST if request.method == "POST" else None, items=items, scale=scale_of(version, pillar), kept=kept
    )
    if request.method == "POST" and form.is_valid():
        try:
            keep_ratings(own, form.typed, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Kept as a draft. Nobody sees it before all have handed in."))
            following = pillar + 1
            if "next" in request.POST and following in Pillar.values:
                return redirect("caf:feedback_rate", application.pk, following)
            return redirect(TEAM, application.pk)
    context = frame(
        request,
        application,
        TEAM,
        pillar.label,
        form=form,
        steps=grouped(form, steps_in(version, pillar)),
        scale=scale_of(version, pillar),
        is_open=is_open,
        kept=[
            (item, said(pillar, version, value), comment)
            for item in items
            for value, comment in [kept.get(item.pk, (None, ""))]
        ],
        words=dict(scale_of(version, pillar)),
        has_next=pillar + 1 in Pillar.values,
        cancel_url=reverse(TEAM, args=[application.pk]),
        pillars=pillar_tabs(application, pillar, "caf:feedback_rate"),
    )
    return render(request, "caf/feedback_rate.html", context, status=422 if form.errors else 200)


def said(pillar, version, value):
    """A rating as it is read: a figure, or the level of maturity in words; None where there is none."""
    return dict(scale_of(version, pillar)).get(value) if pillar == Pillar.MATURITY else value


def grouped(form, steps):
    """(step, its items as fields) in the order of the questionnaire."""
    return [(step, [form.pair(item) for item in step.items.all()]) for step in steps]


def pillar_tabs(application, here, name):
    return [(label, reverse(name, args=[application.pk, value]), value == here) for value, label in Pillar.choices]


# right: one's own ratings
def hand_in(request, pk):
    """All three questionnaires at once."""
    application = of_the_team(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    own = get_object_or_404(application.assignments.in_team().of(request.user))
    try:
        perform(ASSIGNMENT, "hand_in", own, by=request.user, known_on=present_day())
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("Your ratings are handed in."))
    return redirect(TEAM, application.pk)


# right: the team's
@require_http_methods(["GET", "HEAD", "POST"])
def agreeing(request, pk, pillar):
    """What each gave, side by side, and what the team agrees; before all have handed in, why not yet."""
    application, pillar = of_the_team(request, pk, organiser=True), pillar_named(pillar)
    version = version_of(application)
    missing = missing_to_agree(application)
    items = items_in(version, pillar)
    everybody = not application.assignments.open().exclude(state=AssignmentState.HANDED_IN).exists()
    lines = side_by_side(application, items, present_day()) if everybody else []
    kept = {
        line.item.pk: (line.agreed.value, line.agreed.comment) if line.agreed else (line.proposed, "") for line in lines
    }
    may = is_in_team(request.user, application)
    form = QuestionnaireForm(
        request.POST if request.method == "POST" else None, items=items, scale=scale_of(version, pillar), kept=kept
    )
    if request.method == "POST":
        if not may:
            raise Http404
        if form.is_valid():
            try:
                number = agree(application, form.typed, by=request.user)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, agreed_in_words(number))
                return redirect(AGREED, application.pk, pillar)
    words = dict(scale_of(version, pillar))
    by_item = {line.item.pk: line for line in lines}
    context = frame(
        request,
        application,
        TEAM,
        gettext("Agree on the ratings"),
        form=form,
        may=may and not missing,
        missing=missing,
        steps=[
            (step, [(by_item[item.pk], *form.pair(item)) for item in step.items.all()])
            for step in steps_in(version, pillar)
        ]
        if lines
        else [],
        scale=scale_of(version, pillar),
        words=words,
        pillar=pillar,
        is_maturity=pillar == Pillar.MATURITY,
        pillars=pillar_tabs(application, pillar, AGREED),
        cancel_url=reverse(TEAM, args=[application.pk]),
    )
    return render(request, "caf/feedback_agree.html", context, status=422 if form.errors else 200)


def agreed_in_words(number):
    return gettext("Agreed: %(number)s new.") % {"number": number} if number else gettext("Nothing has changed.")


@require_safe
def verdict_page(request, pk):
    """What the agreed ratings come to: for the team, the organiser; the organisation once the report is released."""
    application = application_at(request, pk, rated=True)
    read = day_read(request)
    found = verdict(application, read.day)
    context = frame(
        request,
        application,
        VERDICT,
        gettext("Verdict, line by line"),
        verdict=found,
        parts=[
            (pillar.label, pillar == Pillar.MATURITY, [line for line in found.lines if line.pillar == pillar])
            for pillar in Pillar
        ],
        total=found.total,
        total_pillar=TOTAL,
        version=application.version,
        as_of=None if read.is_default else read.day,
    )
    return render(request, "caf/feedback_verdict.html", context)
