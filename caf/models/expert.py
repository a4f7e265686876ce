"""The CAF expert group: whom each country has named, from a day to a day."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import Record
from core.phrases import labelled
from network.models import Country, SharedQuerySet


class ExpertRole(models.TextChoices):
    CORRESPONDENT = "correspondent", _("National CAF correspondent")
    EXPERT = "expert", _("Member of the expert group")
    CHAIR = "chair", _("Chair of the expert group")


class ExpertQuerySet(SharedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("country").prefetch_related("country__names").order_by("country__iso2", "pk")

    def in_force(self, day: Any) -> Self:
        """Those named by that day and not replaced yet, as known on it."""
        return self.known(day).filter(
            Q(from_on__isnull=True) | Q(from_on__lte=day), Q(to_on__isnull=True) | Q(to_on__gte=day)
        )


class Expert(Record):
    """A country's place in the CAF expert group. Its person is the network's to know; visitors
    see how many a country has named, and of which institutions, on its fact sheet alone."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="caf_experts", verbose_name=_("country"))
    role = models.CharField(_("role"), max_length=20, choices=ExpertRole, default=ExpertRole.CORRESPONDENT)
    institution = models.CharField(_("ministry or institution"), max_length=200, blank=True)
    name = models.CharField(_("name of the person"), max_length=150, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    objects = ExpertQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member of the CAF expert group")
        verbose_name_plural = _("members of the CAF expert group")
        ordering = ("country__iso2", "known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="caf_expert_order",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.country, self.get_role_display())

    def get_absolute_url(self) -> str:
        return reverse("caf:expert_page", args=[self.pk])
