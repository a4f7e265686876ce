"""What counting keeps beside the rows, so that a count as of any day is quick; all of it follows from them (0016).

`caf.tallies` alone writes here, from steps, uses and profiles; `manage.py recount` makes all of it anew.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caf.models.counting_rule import RuleCode
from caf.models.organisation import Organisation
from network.models import Country


class Ending(models.TextChoices):
    """Why an organisation stopped counting; CHANGED: it did not, but another span of it begins on that day."""

    LAPSED = "lapsed", _("lapsed")
    MERGED = "merged", _("merged")
    CHANGED = "changed", _("changed")


class CountingSpanQuerySet(models.QuerySet["CountingSpan"]):
    def on(self, day: date, code: str) -> CountingSpanQuerySet:
        """The spans of those that count on that day by that rule: one for each of them."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), rule=code, from_on__lte=day)


class CountingSpan(models.Model):
    """Days on which an organisation counts by a rule, without a break and without a change of sector, level or version.

    until_on: the first day after. begins: it did not count on the day before. ending: "" while it goes on.
    busy_month: its organisation stopped counting with it, and in the same month also began to count, or took a later
    step; only then may the month's lists tell it otherwise than the counters (`caf.reading.monthly`).
    """

    follows_organisation = True

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="counting_spans")
    rule = models.CharField(max_length=20, choices=RuleCode)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    country = models.ForeignKey(Country, models.CASCADE, related_name="+")
    sector = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=20, blank=True)
    version = models.CharField(max_length=4, blank=True)
    begins = models.BooleanField()
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    busy_month = models.BooleanField()

    objects = CountingSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("days on which an organisation counts")
        verbose_name_plural = _("days on which organisations count")
        indexes = [
            models.Index(fields=("rule", "from_on"), name="caf_countingspan_from"),
            models.Index(fields=("rule", "until_on"), name="caf_countingspan_until"),
            models.Index(fields=("rule", "until_on"), condition=Q(busy_month=True), name="caf_countingspan_busy"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("organisation", "rule", "from_on"), name="caf_countingspan_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True, ending="")
                | (Q(until_on__isnull=False, until_on__gt=F("from_on")) & ~Q(ending="")),
                name="caf_countingspan_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.from_on} – {self.until_on or ''}"


class Part(models.TextChoices):
    """What those that count are told apart by; ALL: not at all."""

    ALL = "all"
    COUNTRY = "country"
    SECTOR = "sector"
    LEVEL = "level"
    VERSION = "version"


class Grain(models.TextChoices):
    DAY = "day"
    MONTH = "month"


class CountChange(models.Model):
    """By how much the number of those that count changed in a day or a month, for each part.

    A count as of a day is the sum of the months before and of the days of its month. part: a country's key, or the
    word of sector, level, version; "" where it is not known. `change` holds besides what moved between parts.
    """

    rule = models.CharField(max_length=20, choices=RuleCode)
    grain = models.CharField(max_length=5, choices=Grain)
    by = models.CharField(max_length=10, choices=Part)
    starts_on = models.DateField()
    part = models.CharField(max_length=100, blank=True)
    change = models.IntegerField()
    new = models.IntegerField()
    lapsed = models.IntegerField()
    merged = models.IntegerField()

    class Meta:
        verbose_name = _("change of the register’s count")
        verbose_name_plural = _("changes of the register’s count")
        constraints = [
            models.UniqueConstraint(fields=("rule", "grain", "by", "starts_on", "part"), name="caf_countchange_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.by} {self.part}: {self.change:+}"
