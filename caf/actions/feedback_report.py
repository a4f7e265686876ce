"""The feedback report: written by the team, released by the organiser, replied to by the organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from caf.models import Application, FeedbackReport, ProcedureStep, ReportReply, ReportState, StepFeedback
from caf.permissions_feedback import can_reply, is_in_team
from caf.workflow_application import APPLICATION
from caf.workflow_feedback import REPORT, not_being_given
from core.clock import present_day
from core.values import Text
from core.workflow import Refused, perform


@transaction.atomic
def write_feedback(
    application: Application, step: ProcedureStep, *, strengths: Text, suggestions: Text, by: Any
) -> StepFeedback:
    """What the report says of a step; the first words begin the report. Raises PermissionDenied, or Refused."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not is_in_team(by, locked):
        raise PermissionDenied
    if step.version_id != locked.version_id:
        raise Refused(_("This step is of another version of the procedure."))
    if reasons := not_being_given(locked):
        raise Refused(" ".join(reasons))
    report, new = FeedbackReport.objects.get_or_create(application=locked, defaults={"known_on": present_day()})
    if new:
        report.steps.create(state=ReportState.WRITING, known_on=present_day(), by=by)
    if report.state != ReportState.WRITING:
        raise Refused(_("The report is handed in: its words stand still."))
    row, _new = StepFeedback.objects.update_or_create(
        report=report, step=step, defaults={"strengths": strengths, "suggestions": suggestions}
    )
    return row


@transaction.atomic
def release_report(
    report: FeedbackReport, *, by: Any, known_on: date, source: str = "", note: str = ""
) -> FeedbackReport:
    """The organisation reads it from now on, and the application stands as reported. Raises Refused."""
    step = {"by": by, "known_on": known_on, "source": source, "note": note}
    released: FeedbackReport = perform(REPORT, "release", report, **step)
    perform(APPLICATION, "release", released.application, **step)
    return released


@transaction.atomic
def reply_to_report(report: FeedbackReport, *, text: Text, by: Any) -> ReportReply:
    """A reply of the organisation; the first one is a step of the report. Raises PermissionDenied or Refused."""
    locked = FeedbackReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not can_reply(by, locked):
        raise PermissionDenied
    if not text:
        raise Refused(_("Write the reply."))
    today = present_day()
    if locked.state == ReportState.RELEASED:
        perform(REPORT, "reply", locked, by=by, known_on=today)
    return ReportReply.objects.create(report=locked, text=text, by=by, known_on=today)
