"""What directs the network's work: its programmes, and decisions of ministers that it goes back to."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record
from network.models.body import Body
from network.models.shared import SharedQuerySet


class WorkingArea(models.TextChoices):
    """The working areas of the IPSG. Each is an app of the portal and a part of the resolution."""

    CONFERENCES = "conferences", _("Quality Conferences")
    CUSTOMER_FOCUS = "customer_focus", _("Customer focus")
    CAF = "caf", _("Common Assessment Framework")


class Programme(Record, Dated):
    """A Medium-Term Programme (MTP): a brief strategic paper with the working areas of its years."""

    name = TextField(_("name"))
    short_name = models.CharField(_("abbreviation"), max_length=20, default="MTP")
    areas = models.JSONField(_("working areas"), default=list)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("-starts_on",)

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:programme_page", args=[self.pk])


class Decision(Record, Dated):
    """A decision that later texts go back to: the ministers' of 1998 that founded the conferences."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("decided by"))
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea)
    title = TextField(_("title"))
    city = TextField(_("city"), blank=True)

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-starts_on",)

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("network:decision_page", args=[self.pk])
