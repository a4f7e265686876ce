"""What member states do to spread the principles of the primer."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record
from customer_focus.models.guide import Guide
from network.models import Country, SharedQuerySet


class DisseminationKind(models.TextChoices):
    TRANSLATION = "translation", _("Translation")
    TRAINING = "training", _("Training")
    EVENT = "event", _("Event")
    OTHER = "other", _("Other")


class DisseminationQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("guide").prefetch_related("country__names").order_by("-starts_on", "pk")


class DisseminationAction(Record, Dated):
    """One country's action: a translation, a training, an event; with how many it reached."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="actions", verbose_name=_("primer or guide"))
    kind = models.CharField(_("kind"), max_length=20, choices=DisseminationKind)
    title = TextField(_("title"))
    reach = models.PositiveIntegerField(_("people reached"), null=True, blank=True)

    objects = DisseminationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("dissemination action")
        verbose_name_plural = _("dissemination actions")
        ordering = ("-starts_on", "pk")

    def __str__(self) -> str:
        return gettext("%(country)s: %(title)s") % {"country": self.country, "title": self.title}

    def get_absolute_url(self) -> str:
        return reverse("customer_focus:action_page", args=[self.pk])
