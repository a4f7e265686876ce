"""How many CAF users there are, as reported; and the goal, in its versions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import Dated, Record, RecordQuerySet
from core.phrases import phrases
from core.values import Qualifier, Quantity
from network.models import Body, Country


class CountUnit(models.TextChoices):
    """What was counted. The unit changed over the years: an application is not a user."""

    APPLICATIONS = "applications", _("applications")
    USERS = "users", _("users")
    ORGANISATIONS = "organisations", _("organisations")
    LABEL_HOLDERS = "label holders", _("label holders")


class CountQuerySet(RecordQuerySet):
    def of_the_network(self, unit: str) -> Self:
        """Counts of all countries together, in that unit."""
        return self.filter(country__isnull=True, unit=unit)

    def for_list(self) -> Self:
        return self.prefetch_related("country__names").order_by("-starts_on", "country__iso2")


class Count(Record, Dated):
    """A count as a source gave it. The period says as of when it was counted; no country: all together."""

    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="caf_counts", verbose_name=_("country")
    )
    value = models.PositiveIntegerField(_("count"))
    qualifier = models.CharField(_("how exactly"), max_length=20, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(_("unit"), max_length=20, choices=CountUnit, default=CountUnit.USERS)
    scope = models.CharField(_("what it covers"), max_length=200, blank=True)

    objects = CountQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("count of CAF users")
        verbose_name_plural = _("counts of CAF users")
        ordering = ("-starts_on", "pk")

    def __str__(self) -> str:
        writer = phrases(get_language() or "en")
        when = writer.period(self.period) if self.period else gettext("day unknown")
        where = f"{self.country}, " if self.country else ""
        return writer.labelled(f"{where}{when}", f"{writer.quantity(self.quantity)} {self.get_unit_display()}")

    def get_absolute_url(self) -> str:
        return reverse("caf:count_page", args=[self.pk])

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.qualifier)


class GoalQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.select_related("set_by").order_by("-known_on")

    def on(self, day: date) -> Goal | None:
        """The goal in force, as known on that day: the last version."""
        goal: Goal | None = self.known(day).last()
        return goal


class Goal(Record):
    """So many of a unit by the end of a year. Setting it anew is a new row."""

    value = models.PositiveIntegerField(_("goal"))
    unit = models.CharField(_("unit"), max_length=20, choices=CountUnit)
    by_year = models.PositiveSmallIntegerField(_("by the end of the year"))
    set_by = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by"))

    objects = GoalQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("-known_on",)

    def __str__(self) -> str:
        return gettext("%(value)s %(unit)s in %(year)s") % {
            "value": self.value,
            "unit": self.get_unit_display(),
            "year": self.by_year,
        }

    def get_absolute_url(self) -> str:
        return reverse("caf:goal_page", args=[self.pk])
