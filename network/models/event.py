"""What any event of the network reports: its stage, days, place and attendance, as known on a day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.fields import TextField
from core.models import Dated, Record
from core.phrases import phrases
from core.values import Qualifier, Quantity
from network.models.country import Country


class EventStage(models.TextChoices):
    PLANNED = "planned", _("Planned")
    POSTPONED = "postponed", _("Postponed")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class EventReport(Record, Dated):
    """A report on an event; the model that has the event names it `event`."""

    stage = models.CharField(_("stage"), max_length=20, choices=EventStage)
    city = TextField(_("city"), blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    attendance = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    attendance_qualifier = models.CharField(_("how exactly"), max_length=20, choices=Qualifier, default=Qualifier.EXACT)

    event: Any

    class Meta(Dated.Meta):
        abstract = True
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        writer = phrases(get_language() or "en")
        parts: list[Any] = [self.event, self.city, writer.period(self.period) if self.period else ""]
        return ", ".join(str(part) for part in parts if part)

    def get_absolute_url(self) -> str:
        url: str = self.event.get_absolute_url()
        return url

    @property
    def attendance_quantity(self) -> Quantity | None:
        """The attendance with its qualifier; None where it is not known."""
        return Quantity(self.attendance, self.attendance_qualifier) if self.attendance is not None else None
