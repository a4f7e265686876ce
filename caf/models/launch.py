"""The launch of a version of the procedure: for when it is planned, and what is to be done before.

That it is launched says `ProcedureReport`.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.event import Event
from caf.models.pilot_feedback import PilotFeedbackQuerySet
from core.fields import TextField
from core.models import Dated, Record, last_known
from core.phrases import labelled, phrases
from network.models import SharedQuerySet


class LaunchPlan(Record, Dated):
    """For when the launch of PEF is planned, as known on a day; the row known last holds.

    Both days empty: it is put off, to no day yet. event: the CAF event at which it is to be.
    """

    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("at the event")
    )
    text = TextField(_("words"), blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("planned launch of PEF")
        verbose_name_plural = _("planned launches of PEF")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        if self.period is None:
            return gettext("Launch of PEF: put off")
        return gettext("Launch of PEF planned for %(when)s") % {
            "when": phrases(get_language() or "en").period(self.period)
        }

    def get_absolute_url(self) -> str:
        return reverse("caf:launch_plan_page", args=[self.pk])


class TaskState(models.TextChoices):
    OPEN = "open", _("Not begun")
    UNDER_WAY = "under way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


FINISHED = (TaskState.DONE, TaskState.DROPPED)


class LaunchTaskQuerySet(PilotFeedbackQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("reports").order_by("place", "known_on", "pk")

    def due(self, day: date, until: date) -> Self:
        """Not finished as known on `day`, and due by `until`."""
        last = LaunchTaskReport.objects.filter(task=OuterRef("pk"), known_on__lte=day).order_by("-known_on", "-pk")
        return self.alias(
            last_state=Subquery(last.values("state")[:1]), last_due=Subquery(last.values("due_on")[:1])
        ).filter(~Q(last_state__in=FINISHED), last_due__lte=until)


class LaunchTask(Record):
    """Something to be done before the launch. Who does it, by when, and how far it is are dated rows."""

    place = models.PositiveSmallIntegerField(_("place in the order"), default=100)
    title = TextField(_("task"))

    objects = LaunchTaskQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("task before the launch")
        verbose_name_plural = _("tasks before the launch")
        ordering = ("place", "known_on", "pk")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("caf:launch_task_page", args=[self.pk])

    def report_on(self, day: date) -> LaunchTaskReport | None:
        """What was last reported of it by that day."""
        report: LaunchTaskReport | None = last_known(self.reports.all(), day)
        return report

    def state_on(self, day: date) -> str:
        report = self.report_on(day)
        return str(report.state if report else TaskState.OPEN)

    def is_open_on(self, day: date) -> bool:
        return self.state_on(day) not in FINISHED

    def is_overdue_on(self, day: date) -> bool:
        """Not finished after the day it was due, both as known on `day`."""
        report = self.report_on(day)
        return bool(report and report.state not in FINISHED and report.due_on and report.due_on < day)


class LaunchTaskReport(Record):
    """Who does a task by when, and how far it is, as reported on a day."""

    task = models.ForeignKey(
        LaunchTask, models.CASCADE, related_name="reports", verbose_name=_("task before the launch")
    )
    owner = TextField(_("who does it"), blank=True, help_text=_("A body or a role, not a person."))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=TaskState, default=TaskState.OPEN)

    objects = PilotFeedbackQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report on a task")
        verbose_name_plural = _("reports on a task")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.task, self.get_state_display())

    def get_absolute_url(self) -> str:
        return self.task.get_absolute_url()
