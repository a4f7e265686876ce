"""The feedback report on an application: strengths and suggestions for each step, its way to the organisation, replies.

Who reads it: the team and the organiser; the organisation once it is released.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.application import Application
from caf.models.procedure import ProcedureStep
from core.fields import TextField
from core.models import Record, TransitionLog
from core.phrases import labelled


class ReportState(models.TextChoices):
    WRITING = "writing", _("Being written")
    HANDED_IN = "handed in", _("Handed in to the organiser")
    RELEASED = "released", _("Released to the organisation")
    REPLIED = "replied", _("The organisation has replied")


RELEASED = (ReportState.RELEASED, ReportState.REPLIED)


class FeedbackReport(Record):
    """One for an application. Its texts stand still once it is handed in."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="feedback_report", verbose_name=_("application")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ReportState, default=ReportState.WRITING, editable=False
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("feedback report")
        verbose_name_plural = _("feedback reports")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return gettext("%(organisation)s: feedback report") % {"organisation": self.application.organisation}

    def get_absolute_url(self) -> str:
        return reverse("caf:feedback_report", args=[self.application_id])

    @property
    def is_released(self) -> bool:
        return self.state in RELEASED


class FeedbackReportStep(TransitionLog):
    """A step of a feedback report."""

    report = models.ForeignKey(FeedbackReport, models.CASCADE, related_name="steps")

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a feedback report")
        verbose_name_plural = _("steps of feedback reports")


class StepFeedback(models.Model):
    """What the report says of a step or a principle."""

    report = models.ForeignKey(FeedbackReport, models.CASCADE, related_name="texts", verbose_name=_("feedback report"))
    step = models.ForeignKey(ProcedureStep, models.PROTECT, related_name="+", verbose_name=_("step of PEF"))
    strengths = TextField(_("strengths"), long=True, blank=True)
    suggestions = TextField(_("suggestions"), long=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("feedback on a step")
        verbose_name_plural = _("feedback on steps")
        ordering = ("step__pillar", "step__number")
        constraints = [models.UniqueConstraint(fields=("report", "step"), name="caf_stepfeedback_once")]

    def __str__(self) -> str:
        return labelled(self.report, self.step)


class ReportReply(Record):
    """What the organisation replies to its report. One more is a new row."""

    report = models.ForeignKey(
        FeedbackReport, models.CASCADE, related_name="replies", verbose_name=_("feedback report")
    )
    text = TextField(_("reply"), long=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reply to a feedback report")
        verbose_name_plural = _("replies to feedback reports")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return str(self.text)

    def get_absolute_url(self) -> str:
        return self.report.get_absolute_url()
