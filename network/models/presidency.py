"""Presidencies, a half-year each, and the troika that follows from them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import Record, RecordQuerySet
from core.phrases import phrases
from core.values import Period, Precision
from network.models.country import Country


class PresidencyQuerySet(RecordQuerySet):
    def rotation(self, on: date) -> list[Presidency]:
        """The order as known on that day, oldest first: of two rows for one half-year the later known."""
        rows = {row.starts_on: row for row in self.known(on).select_related("country")}
        return sorted(rows.values(), key=lambda row: row.starts_on)

    def with_names(self) -> Self:
        """With the names of their countries, for who writes them."""
        return self.prefetch_related("country__names")

    def for_list(self) -> Self:
        return self.with_names().order_by("-starts_on", "-known_on")


class Presidency(Record):
    """A member state presides for half a year. Which one may change: then it is a new row."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="presidencies", verbose_name=_("country"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    trio = models.PositiveSmallIntegerField(_("trio"), null=True, blank=True)

    objects = PresidencyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("presidency")
        verbose_name_plural = _("presidencies")
        ordering = ("-starts_on", "-known_on")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="network_presidency_order",
                violation_error_message=_("It ends before it begins."),
            ),
            models.UniqueConstraint(fields=("starts_on", "known_on"), name="network_presidency_one_a_day"),
        ]

    def __str__(self) -> str:
        writer = phrases(get_language() or "en")
        return gettext("%(country)s, %(period)s") % {"country": self.country, "period": writer.period(self.period)}

    def get_absolute_url(self) -> str:
        return reverse("network:presidency_page", args=[self.pk])

    @cached_property
    def period(self) -> Period:
        """The half-year."""
        return Period(self.starts_on, self.ends_on, Precision.HALF)


COMING = 3
"""How many presidencies ahead are spoken of."""


def coming(rotation: list[Presidency], after: date) -> list[Presidency]:
    """The next three that begin after that day; fewer where the records do not reach."""
    return [row for row in rotation if row.starts_on > after][:COMING]


def troika(on: date) -> list[Presidency]:
    """The presidency of that day with the one before and the two next, in that order.

    The Commission is its permanent member besides. Rule: extended troika, as practised in 2012.
    Fewer than four where the records do not reach; empty where there is no presidency on that day.
    """
    rotation = Presidency.objects.with_names().rotation(on)
    for place, presidency in enumerate(rotation):
        if presidency.starts_on <= on <= presidency.ends_on:
            return rotation[max(place - 1, 0) : place + 3]
    return []
