"""CAF events: planned, postponed, held, as reported."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Record, RecordQuerySet, last_known
from network.models import EventReport


class EventQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("reports__country__names").order_by("-number", "-known_on")

    def user_events(self) -> Self:
        """The European CAF User Events, which are numbered; not the experts' meetings."""
        return self.filter(number__isnull=False)


class Event(Record):
    """A CAF User Event (numbered) or another CAF meeting. Its days, place and stage are dated rows."""

    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True, unique=True)
    name = TextField(_("name"))

    objects = EventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("CAF event")
        verbose_name_plural = _("CAF events")
        ordering = ("-number", "pk")

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("caf:event_page", args=[self.pk])

    def report_on(self, day: date) -> CafEventReport | None:
        """What was known of it on that day."""
        report: CafEventReport | None = last_known(self.reports.all(), day)
        return report


class CafEventReport(EventReport):
    """Stage, days, place and attendance of an event, as reported on a day."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reports", verbose_name=_("event"))

    history = HistoricalRecords()

    class Meta(EventReport.Meta):
        abstract = False
        verbose_name = _("report on an event")
        verbose_name_plural = _("reports on events")
