"""The steps of a report: being written - published, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import ReportState
from conferences.permissions import can_edit_report
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from conferences.models import Report


def missing_to_publish(report: Report) -> list[str]:
    """A report says something before it is published."""
    day = timezone.localdate()
    texts = [part.text_on(day, report.original_language) for part in report.parts_on(day)]
    if any(text is not None for text in texts):
        return []
    return [_("Write at least one part in the original language.")]


REPORT = Workflow(
    (
        Transition(
            "publish",
            gettext_lazy("Publish the report"),
            sources=(ReportState.DRAFT,),
            target=ReportState.PUBLISHED,
            who=can_edit_report,
            missing=missing_to_publish,
        ),
        Transition(
            "take-back",
            gettext_lazy("Take the report back"),
            sources=(ReportState.PUBLISHED,),
            target=ReportState.DRAFT,
            who=can_edit_report,
            gives_up=True,
        ),
    )
)
