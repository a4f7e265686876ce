"""The visit of a feedback team: its days and place, and its agenda. What is moved is a new row; the last one counts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.application import Application
from core.models import Record
from core.phrases import labelled
from core.written import written


class VisitPart(Record):
    """A row about a visit stands on its page."""

    application_id: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("caf:feedback_visit", args=[self.application_id])


class VisitPlan(VisitPart):
    """On which days the team visits, and where; called off: `cancelled`."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="visit_plans", verbose_name=_("application")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    place = models.CharField(_("place"), max_length=200)
    cancelled = models.BooleanField(_("called off"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="caf_visitplan_order",
                violation_error_message=_("The last day lies before the first."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.place, written(self.starts_on))


class AgendaRow(VisitPart):
    """What a slot of the agenda is, as known since a day. slot: counts the slots of a visit; a moved one keeps it.

    starts_at, ends_at: moments. with_whom: functions, not names.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="agenda", verbose_name=_("application"))
    slot = models.PositiveSmallIntegerField(_("slot"), editable=False)
    title = models.CharField(_("what is done"), max_length=200)
    with_whom = models.CharField(
        _("with whom"), max_length=200, blank=True, help_text=_("Functions, for example: management, six staff.")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    cancelled = models.BooleanField(_("called off"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("slot of the agenda")
        verbose_name_plural = _("agenda of the visit")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="caf_agendarow_order",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title
