"""What a row of findings of the pilots, their steps and comments, and of the launch shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import (
    Finding,
    FindingComment,
    FindingState,
    FindingStep,
    LaunchPlan,
    LaunchTask,
    LaunchTaskReport,
    TaskState,
)
from core.columns import NONE, Column, Kind, column, period_column, record_columns, tag_column

FINDING_TAGS: dict[Any, str] = {
    FindingState.PROPOSED: "look",
    FindingState.DISCUSSED: "under-way",
    FindingState.ACCEPTED: "under-way",
    FindingState.ADAPTED: "under-way",
    FindingState.DECLINED: "off",
    FindingState.DONE: "ok",
}
TASK_TAGS: dict[Any, str] = {
    TaskState.OPEN: "look",
    TaskState.UNDER_WAY: "under-way",
    TaskState.DONE: "ok",
    TaskState.DROPPED: "off",
}

FINDING = (
    column(Finding, "title"),
    tag_column(Finding, "state", FINDING_TAGS, value=lambda finding, day: finding.state_on(day), sort=()),
    column(Finding, "kind"),
    column(Finding, "item", in_list=False, empty=NONE),
    column(Finding, "version"),
    Column(
        "done_in",
        _("Done in the version"),
        lambda finding, day: step.version if (step := finding.done_on(day)) else None,
        Kind.RECORD,
        empty=NONE,
    ),
    column(Finding, "evidence", in_list=False, in_page=False),
    column(Finding, "proposal", in_list=False, in_page=False),
    *record_columns(Finding),
)
FINDING_STEP = (
    column(FindingStep, "known_on"),
    tag_column(FindingStep, "state", FINDING_TAGS, words=dict(FindingState.choices)),
    column(FindingStep, "meeting", empty=NONE),
    column(FindingStep, "version", empty=NONE),
    column(FindingStep, "note", label=_("Why"), empty=NONE),
)
COMMENT = (column(FindingComment, "known_on"), column(FindingComment, "by"), column(FindingComment, "text"))


def reported(what: Callable[[LaunchTaskReport], Any]) -> Callable[[Any, date], Any]:
    """What the last report on a task says, as known on the day; None without a report."""

    def value(task: Any, day: date) -> Any:
        report = task.report_on(day)
        return what(report) if report else None

    return value


LAUNCH_TASK = (
    column(LaunchTask, "title"),
    tag_column(LaunchTaskReport, "state", TASK_TAGS, value=lambda task, day: task.state_on(day), sort=()),
    column(LaunchTaskReport, "owner", value=reported(lambda report: report.owner), sort=()),
    column(LaunchTaskReport, "due_on", value=reported(lambda report: report.due_on), sort=()),
    column(LaunchTask, "place", in_list=False),
    *record_columns(LaunchTask),
)
LAUNCH_TASK_REPORT = (
    tag_column(LaunchTaskReport, "state", TASK_TAGS),
    column(LaunchTaskReport, "owner"),
    column(LaunchTaskReport, "due_on"),
    *record_columns(LaunchTaskReport),
)
LAUNCH_PLAN = (
    period_column(),
    column(LaunchPlan, "event"),
    column(LaunchPlan, "text"),
    *record_columns(LaunchPlan),
)
