"""The team of an application: asked by mail, one's own answer, taken out again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.actions.feedback_actor import LINK_DAYS, new_link, sign_code, with_account
from caf.models import Application, Assignment, AssignmentState, FeedbackActor
from caf.permissions_feedback import organises
from caf.reading.feedback_team import candidates, refusals
from caf.workflow_feedback import ASSIGNMENT, not_being_given
from core.clock import present_day
from core.workflow import Refused, perform
from network.mail import queue_mail


@transaction.atomic
def invite_actor(application: Application, actor: FeedbackActor, *, by: Any) -> Assignment:
    """Ask an actor to join the team. Raises PermissionDenied, or Refused with every reason."""
    if not organises(by, application):
        raise PermissionDenied
    today = present_day()
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if actor.pk not in {row.pk for row in candidates(locked, by, today)}:
        raise PermissionDenied
    actor = with_account(actor)
    if reasons := not_being_given(locked) + refusals(actor, locked, today):
        raise Refused(" ".join(reasons))
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(application=locked, actor=actor, invited_by=by, known_on=today)
    except IntegrityError:
        raise Refused(_("%(actor)s is asked for this application already.") % {"actor": actor}) from None
    assignment.steps.create(state=AssignmentState.INVITED, known_on=today, by=by)
    mail_invitation(assignment, by=by)
    return assignment


def mail_invitation(assignment: Assignment, *, by: Any) -> None:
    """In the language of the actor's account. Of one who has none, the link leads to it first, then to the answer."""
    person = assignment.actor.person
    language = person.language if person else "en"
    answer = settings.SITE_ADDRESS + reverse("caf:feedback_answer", args=[assignment.pk])
    with override(language):
        words = {
            "organisation": assignment.application.organisation,
            "country": assignment.application.organisation.country,
            "address": answer if person else new_link(assignment.actor, by=by),
        }
        subject = _("Asked for feedback on the use of CAF: %(organisation)s") % words
        body = _(
            "You are asked to join the team that gives external feedback to this organisation:\n\n"
            "%(organisation)s (%(country)s)\n\n"
            "Sign in, look at the application and say whether you accept:\n\n%(address)s"
        )
        if person is None:
            body = _(
                "You are asked to join the team that gives external feedback to this organisation:\n\n"
                "%(organisation)s (%(country)s)\n\n"
                "You have no account in the portal yet. Open this link, sign the code of conduct and choose a "
                "password; then look at the application and say whether you accept:\n\n%(address)s\n\n"
                "The link works once, for %(days)s days."
            )
            words["days"] = LINK_DAYS
    queue_mail(
        to=assignment.actor.email,
        subject=subject,
        body=f"{body % words}\n",
        language=language,
        about=f"feedback assignment {assignment.pk}",
        by=by,
    )


@transaction.atomic
def answer_invitation(
    assignment: Assignment, *, accepts: bool, by: Any, known_on: date, note: str = "", signs: bool = False
) -> Assignment:
    """Accept or decline. signs: the code of conduct, as it stands now. Raises PermissionDenied or Refused."""
    if signs and accepts:
        sign_code(assignment.actor, by=by)
        assignment.refresh_from_db()
    step = "accept" if accepts else "decline"
    answered: Assignment = perform(ASSIGNMENT, step, assignment, by=by, known_on=known_on, note=note)
    return answered


@transaction.atomic
def replace_actor(assignment: Assignment, *, by: Any, known_on: date, note: str) -> Assignment:
    """Take an actor out of the team, and say so by mail. Raises Refused."""
    replaced: Assignment = perform(ASSIGNMENT, "replace", assignment, by=by, known_on=known_on, note=note)
    person = replaced.actor.person
    language = person.language if person else "en"
    with override(language):
        words = {"organisation": replaced.application.organisation, "why": note}
        subject = _("Feedback on the use of CAF: no longer asked for %(organisation)s") % words
        body = _("You are no longer in the team that gives feedback to %(organisation)s. The organiser says: %(why)s")
    queue_mail(
        to=replaced.actor.email,
        subject=subject,
        body=f"{body % words}\n",
        language=language,
        about=f"feedback assignment {replaced.pk}",
        by=by,
    )
    return replaced
