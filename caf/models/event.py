"""CAF events: planned, postponed, held, as reported."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Record, RecordQuerySet, last_known
from core.phrases import labelled
from core.values import Period
from network.models import EventReport, EventStage, SharedQuerySet


class EventKind(models.TextChoices):
    USERS = "users", _("CAF User Event")
    EXPERTS = "experts", _("Meeting of the expert group")
    CORRESPONDENTS = "correspondents", _("Meeting of the national correspondents")


class EventQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("reports__country__names").order_by("-number", "-known_on")

    def user_events(self) -> Self:
        """The European CAF User Events, which are numbered."""
        return self.filter(kind=EventKind.USERS)

    def of_the_experts(self) -> Self:
        """The meetings of the expert group and, as it came to be called, of the national correspondents."""
        return self.exclude(kind=EventKind.USERS)


class Event(Record):
    """A CAF User Event (numbered) or a meeting of the experts. Its days, place and stage are dated rows."""

    kind = models.CharField(_("kind of event"), max_length=20, choices=EventKind)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True, unique=True)
    name = TextField(_("name"))

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("CAF event")
        verbose_name_plural = _("CAF events")
        ordering = ("-number", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EventKind.USERS, number__isnull=False)
                | (~Q(kind=EventKind.USERS) & Q(number__isnull=True)),
                name="caf_event_numbered",
                violation_error_message=_("CAF User Events are numbered, and no other meeting is."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("caf:event_page", args=[self.pk])

    def report_on(self, day: date) -> CafEventReport | None:
        """What was known of it on that day."""
        report: CafEventReport | None = last_known(self.reports.all(), day)
        return report

    def first_planned_on(self, day: date) -> Period | None:
        """When it was to be held before it was moved, as known on that day; None if it never was."""
        known = sorted(
            (row for row in self.reports.all() if row.known_on <= day), key=lambda row: (row.known_on, row.pk)
        )
        periods = [row.period for row in known if row.period]
        moved = bool(periods) and (periods[0] != periods[-1] or known[-1].stage == EventStage.POSTPONED)
        return periods[0] if moved else None


class CafEventReport(EventReport):
    """Stage, days, place and attendance of an event, as reported on a day."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reports", verbose_name=_("event"))

    history = HistoricalRecords()

    class Meta(EventReport.Meta):
        abstract = False
        verbose_name = _("report on an event")
        verbose_name_plural = _("reports on events")


class EventDecision(Record):
    """What the experts decided at one of their meetings."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="decisions", verbose_name=_("event"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    text = TextField(_("what was decided"), long=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision of the experts")
        verbose_name_plural = _("decisions of the experts")
        ordering = ("place", "known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("event", "place"),
                name="caf_eventdecision_one_place",
                violation_error_message=_("Another decision of this meeting has this place already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.event, self.text)

    def get_absolute_url(self) -> str:
        return self.event.get_absolute_url()
