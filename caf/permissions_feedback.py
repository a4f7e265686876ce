"""Who may do what with the feedback on an application: the organiser, the team, the organisation.

The organiser is who keeps the register of the organisation's country; the CAF Resource Centre is one everywhere. An
actor's rights come from the own place in the team, and end with it.
"""

from __future__ import annotations

from typing import Any

from caf.models import Application, ApplicationState, Assignment, FeedbackReport
from caf.models.assignment import IN_TEAM
from caf.models.feedback_report import RELEASED
from caf.permissions import can_decide_application, is_contact
from network.seats import Right


def organises(user: Any, application: Application) -> bool:
    """Invites the team, plans the visit, releases the report."""
    return can_decide_application(user, application)


def can_keep_actor(user: Any, actor: Any) -> bool:
    """The pool of the own country; the CAF Resource Centre every pool."""
    return user.is_authenticated and user.may(Right.EDIT_CAF, actor.country)


def can_keep_some_actors(user: Any, _record: Any = None) -> bool:
    return user.is_authenticated and user.may_for_some(Right.EDIT_CAF)


def is_in_pool(user: Any, _record: Any = None) -> bool:
    """This person stands in some pool."""
    return user.is_authenticated and user.feedback_actors.exists()


def sees_pool(user: Any, _record: Any = None) -> bool:
    return can_keep_some_actors(user) or is_in_pool(user)


def is_own_assignment(user: Any, assignment: Assignment) -> bool:
    """Of the actor, with the own account."""
    return user is not None and user.is_authenticated and assignment.actor.person_id == user.pk


def organises_assignment(user: Any, assignment: Assignment) -> bool:
    return user is not None and organises(user, assignment.application)


def is_in_team(user: Any, application: Application) -> bool:
    """In the team now: accepted, and not replaced."""
    return user.is_authenticated and application.assignments.in_team().of(user).exists()


def gives_feedback(user: Any, application: Application) -> bool:
    return organises(user, application) or is_in_team(user, application)


def can_write_report(user: Any, report: FeedbackReport) -> bool:
    return is_in_team(user, report.application)


def can_release_report(user: Any, report: FeedbackReport) -> bool:
    return organises(user, report.application)


def can_reply(user: Any, report: FeedbackReport) -> bool:
    return report.is_released and is_contact(user, report.application.organisation)


def feedback_seen_by(user: Any) -> Any:
    """The applications whose team this person knows: organisers, the team, the organisation itself."""
    if not user.is_authenticated:
        return Application.objects.none()
    applications = Application.objects.exclude(state=ApplicationState.DRAFT)
    own = Assignment.objects.filter(actor__person=user, state__in=IN_TEAM).values("application")
    return applications.filter(pk__in=own) | applications.filter(
        pk__in=Application.objects.visible_to(user).values("pk")
    )


def ratings_seen_by(user: Any) -> Any:
    """The applications whose agreed ratings and report this person reads: the organisation, once it is released."""
    seen = feedback_seen_by(user)
    if not user.is_authenticated or user.may(Right.EDIT_CAF):
        return seen
    own = Assignment.objects.filter(actor__person=user, state__in=IN_TEAM).values("application")
    countries = user.countries_with(Right.EDIT_CAF)
    return (
        seen.filter(pk__in=own)
        | seen.filter(organisation__country_id__in=countries)
        | seen.filter(feedback_report__state__in=RELEASED)
    )
