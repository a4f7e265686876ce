"""The steps of an actor's place in a team, and those of a feedback report."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from caf.models import Application, ApplicationState, Assignment, AssignmentState, FeedbackReport, ReportState
from caf.models.assignment import OPEN
from caf.permissions_feedback import (
    can_release_report,
    can_reply,
    can_write_report,
    is_own_assignment,
    organises_assignment,
)
from caf.reading.feedback_team import refusals
from caf.reading.pef_verdict import verdict
from caf.reading.ratings import items_left
from core.clock import present_day
from core.workflow import Transition, Workflow


def missing_to_accept(assignment: Assignment) -> list[str]:
    """A conflict of interest or what has lapsed since the invitation; the application must still wait for feedback."""
    return not_being_given(assignment.application) + refusals(assignment.actor, assignment.application, present_day())


def not_being_given(application: Application) -> list[str]:
    if application.state == ApplicationState.ACCEPTED:
        return []
    return [gettext("Feedback is given on applications that are accepted, until its report is released.")]


def missing_to_hand_in(assignment: Assignment) -> list[str]:
    """Every item of the three questionnaires has a rating."""
    left = items_left(assignment)
    sentence = ngettext("%(number)s item is not rated yet.", "%(number)s items are not rated yet.", left)
    return not_being_given(assignment.application) + ([sentence % {"number": left}] if left else [])


ASSIGNMENT = Workflow(
    (
        Transition(
            "accept",
            _("Accept the invitation"),
            sources=(AssignmentState.INVITED,),
            target=AssignmentState.ACCEPTED,
            who=is_own_assignment,
            missing=missing_to_accept,
        ),
        Transition(
            "decline",
            _("Decline the invitation"),
            sources=(AssignmentState.INVITED,),
            target=AssignmentState.DECLINED,
            who=is_own_assignment,
            gives_up=True,
        ),
        Transition(
            "hand_in",
            _("Hand in my ratings"),
            sources=(AssignmentState.ACCEPTED,),
            target=AssignmentState.HANDED_IN,
            who=is_own_assignment,
            missing=missing_to_hand_in,
        ),
        Transition(
            "replace",
            _("Take out of the team"),
            sources=OPEN,
            target=AssignmentState.REPLACED,
            who=organises_assignment,
            gives_up=True,
        ),
    )
)


def missing_in_report(report: FeedbackReport) -> list[str]:
    """All ratings are agreed, and each step and principle has words in one language at least."""
    found = verdict(report.application)
    sentences = [] if found.is_complete else [gettext("The ratings are not agreed yet.")]
    steps = report.application.version.steps.count()
    told = sum(bool(row.strengths or row.suggestions) for row in report.texts.all())
    if told < steps:
        sentence = ngettext(
            "%(number)s step has no feedback yet.", "%(number)s steps have no feedback yet.", steps - told
        )
        sentences.append(sentence % {"number": steps - told})
    return sentences + not_being_given(report.application)


def missing_to_release(report: FeedbackReport) -> list[str]:
    return not_being_given(report.application)


REPORT = Workflow(
    (
        Transition(
            "hand_in",
            _("Hand in the report"),
            sources=(ReportState.WRITING,),
            target=ReportState.HANDED_IN,
            who=can_write_report,
            missing=missing_in_report,
        ),
        Transition(
            "send_back",
            _("Send it back to the team"),
            sources=(ReportState.HANDED_IN,),
            target=ReportState.WRITING,
            who=can_release_report,
            gives_up=True,
        ),
        # Part of releasing it, which also makes the application's step: the action alone makes it.
        Transition(
            "release",
            _("Release it to the organisation"),
            sources=(ReportState.HANDED_IN,),
            target=ReportState.RELEASED,
            who=can_release_report,
            missing=missing_to_release,
            by_itself=False,
        ),
        # Part of a reply, whose words are a row of their own.
        Transition(
            "reply",
            _("Reply to the report"),
            sources=(ReportState.RELEASED,),
            target=ReportState.REPLIED,
            who=can_reply,
            by_itself=False,
        ),
    )
)
