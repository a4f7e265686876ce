"""The steps of an application for external feedback: draft - submitted - accepted - reported - awarded or not."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.actions.telling_application import (
    tell_accepted,
    tell_not_accepted,
    tell_reported,
    tell_to_complete,
    tell_withdrawn,
)
from caf.models import ApplicationState, LabelState
from caf.permissions import (
    can_decide_application,
    can_withdraw_application,
    can_withdraw_label,
    can_write_application,
    is_the_portal,
)
from caf.reading.application import unmet
from core.workflow import Transition, Workflow


def missing_documents(application: Any) -> list[str]:
    if application.documents.exists():
        return []
    return [gettext("Add the documents: the self-assessment report at least.")]


def unmet_on(application: Any, day: date) -> list[str]:
    return unmet(application, day)


APPLICATION = Workflow(
    (
        Transition(
            "submit",
            _("Submit the application"),
            sources=(ApplicationState.DRAFT,),
            target=ApplicationState.SUBMITTED,
            who=can_write_application,
            missing=missing_documents,
            missing_on=unmet_on,
        ),
        Transition(
            "accept",
            _("Accept the application"),
            sources=(ApplicationState.SUBMITTED,),
            target=ApplicationState.ACCEPTED,
            who=can_decide_application,
            after=tell_accepted,
        ),
        Transition(
            "send_back",
            _("Send it back to be completed"),
            sources=(ApplicationState.SUBMITTED,),
            target=ApplicationState.DRAFT,
            gives_up=True,
            who=can_decide_application,
            after=tell_to_complete,
        ),
        Transition(
            "refuse",
            _("Do not accept the application"),
            sources=(ApplicationState.SUBMITTED,),
            target=ApplicationState.REFUSED,
            gives_up=True,
            who=can_decide_application,
            after=tell_not_accepted,
        ),
        # Part of the release of the feedback report: the action alone makes it.
        Transition(
            "release",
            _("Release the feedback report"),
            sources=(ApplicationState.ACCEPTED,),
            target=ApplicationState.REPORTED,
            who=can_decide_application,
            after=tell_reported,
            by_itself=False,
        ),
        # Part of the decision, which is a row with its reasons (`caf.actions.label.decide`).
        Transition(
            "award",
            _("Award the label"),
            sources=(ApplicationState.REPORTED,),
            target=ApplicationState.AWARDED,
            who=can_decide_application,
            by_itself=False,
        ),
        Transition(
            "not_award",
            _("Do not award the label"),
            sources=(ApplicationState.REPORTED,),
            target=ApplicationState.NOT_AWARDED,
            who=can_decide_application,
            by_itself=False,
        ),
        Transition(
            "withdraw",
            _("Withdraw the application"),
            sources=(ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.ACCEPTED),
            target=ApplicationState.WITHDRAWN,
            gives_up=True,
            who=can_withdraw_application,
        ),
    )
)
LABEL = Workflow(
    (
        Transition(
            "withdraw",
            _("Withdraw the label"),
            sources=(LabelState.GRANTED,),
            target=LabelState.WITHDRAWN,
            gives_up=True,
            who=can_withdraw_label,
            after=tell_withdrawn,
        ),
        # A later label takes its place: part of the decision on that one.
        Transition(
            "renew",
            _("Renewed by a later label"),
            sources=(LabelState.GRANTED,),
            target=LabelState.RENEWED,
            who=is_the_portal,
            by_itself=False,
        ),
    )
)
