"""How many new users a country has promised toward the goal."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import Record, RecordQuerySet
from network.models import Country, Meeting


class CountPromiseQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.select_related("meeting").prefetch_related("country__names").order_by("country__iso2", "-known_on")

    def in_force(self, day: date) -> list[CountPromise]:
        """Of each country the promise known last on that day, without those that it took back."""
        latest = {row.country_id: row for row in self.known(day).prefetch_related("country__names")}
        return [row for row in latest.values() if row.value]


class CountPromise(Record):
    """So many new users of a country, from a day to a day. What is promised anew is a new row; 0 takes it back.

    from_on: those that count on that day are no new ones.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="count_promises", verbose_name=_("country"))
    value = models.PositiveIntegerField(
        _("new users promised"), help_text=_("More than counted on the first day. 0 takes the promise back.")
    )
    from_on = models.DateField(_("counted from"))
    due_on = models.DateField(_("promised by"))
    promised_by = models.CharField(
        _("who promised"), max_length=150, blank=True, help_text=_("An office, not a person: the Director General.")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at the meeting of the Directors General"),
    )

    objects = CountPromiseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("promised contribution")
        verbose_name_plural = _("promised contributions")
        ordering = ("country__iso2", "-known_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gt=F("from_on")),
                name="caf_countpromise_order",
                violation_error_message=_("The day by which it is promised lies before the one it is counted from."),
            ),
            models.UniqueConstraint(
                fields=("country", "known_on"),
                name="caf_countpromise_one_a_day",
                violation_error_message=_("A promise of this country is recorded for that day already: mend that one."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(country)s: %(value)s new users") % {"country": self.country, "value": self.value}

    def get_absolute_url(self) -> str:
        return reverse("caf:promise_page", args=[self.pk])
