"""What waits in external feedback: invitations to answer, ratings to hand in, reports to write and to release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from caf.models import (
    Application,
    ApplicationState,
    Assignment,
    AssignmentState,
    FeedbackActor,
    FeedbackReport,
    ReportState,
)
from caf.models.assignment import OPEN
from caf.reading.feedback_team import rules_of
from caf.reading.visit import visit_of
from core.clock import present_day
from core.values import Period
from core.work import Waiting, WorkItem
from network.seats import Right


def waiting(user: Any, day: date) -> Iterator[Waiting]:
    """Of an actor: the code of conduct, invitations, ratings, the report once all have handed in. Of the organiser:
    teams to put together, reports to release."""
    in_pool = FeedbackActor.objects.known(day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), person=user)
    yield Waiting("code of conduct", in_pool.filter(signatures=None).order_by("pk"), to_sign)
    own = (
        Assignment.objects.of(user)
        .filter(application__state=ApplicationState.ACCEPTED, known_on__lte=day)
        .select_related("application__organisation__country")
        .order_by("known_on", "pk")
    )
    yield Waiting("invitation to feedback", own.filter(state=AssignmentState.INVITED), to_answer)
    yield Waiting("ratings", own.filter(state=AssignmentState.ACCEPTED), to_rate)
    others = Assignment.objects.filter(application=OuterRef("application"), state__in=OPEN)
    rated = own.filter(~Exists(others.exclude(state=AssignmentState.HANDED_IN)), state=AssignmentState.HANDED_IN)
    unwritten = Q(application__feedback_report__isnull=True) | Q(
        application__feedback_report__state=ReportState.WRITING
    )
    yield Waiting("feedback report", rated.filter(unwritten), to_write)
    countries = user.countries_with(Right.ORGANISE_PEF)
    if countries:
        teamless = Application.objects.filter(
            ~Exists(Assignment.objects.filter(application=OuterRef("pk"), state__in=OPEN)),
            state=ApplicationState.ACCEPTED,
            organisation__country_id__in=countries,
            known_on__lte=day,
        )
        yield Waiting("team", teamless.select_related("organisation").order_by("known_on", "pk"), to_ask)
        reports = FeedbackReport.objects.filter(
            state=ReportState.HANDED_IN, application__organisation__country_id__in=countries
        )
        rows = reports.select_related("application__organisation").order_by("known_on", "pk")
        yield Waiting("report to release", rows, to_release)


def to_sign(actor: FeedbackActor) -> WorkItem:
    return WorkItem(
        title=_("Sign the code of conduct"),
        detail=_("Without it nobody is asked for feedback"),
        url=reverse("caf:feedback_code", args=[actor.pk]),
    )


def to_answer(assignment: Assignment) -> WorkItem:
    return WorkItem(
        title=_("Answer an invitation"),
        detail=_("You are asked for feedback on %(organisation)s") % words_of(assignment),
        url=reverse("caf:feedback_answer", args=[assignment.pk]),
    )


def to_rate(assignment: Assignment) -> WorkItem:
    """Due before the report is."""
    return WorkItem(
        title=_("Rate and hand in"),
        detail=_("Three questionnaires on %(organisation)s") % words_of(assignment),
        url=assignment.get_absolute_url(),
        due=due_of(assignment),
    )


def to_write(assignment: Assignment) -> WorkItem:
    return WorkItem(
        title=_("Agree and write the feedback report"),
        detail=_("All have rated %(organisation)s") % words_of(assignment),
        url=assignment.get_absolute_url(),
        due=due_of(assignment),
    )


def to_ask(application: Application) -> WorkItem:
    return WorkItem(
        title=_("Put together a feedback team"),
        detail=_("Nobody is asked for feedback on %(organisation)s") % {"organisation": application.organisation},
        url=reverse("caf:feedback_team", args=[application.pk]),
    )


def to_release(report: FeedbackReport) -> WorkItem:
    return WorkItem(
        title=_("Release a feedback report"),
        detail=str(report),
        url=report.get_absolute_url(),
    )


def words_of(assignment: Assignment) -> dict[str, str]:
    return {"organisation": str(assignment.application.organisation)}


def due_of(assignment: Assignment) -> Period | None:
    """The day on which the report is due, once the visit is planned."""
    day = present_day()
    due = visit_of(assignment.application, day).report_due_on(rules_of(assignment.application, day))
    return Period(due, due) if due else None
