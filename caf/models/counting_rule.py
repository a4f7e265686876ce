"""The rule by which organisations count as CAF users, in its versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.values import Text
from network.models import Body, Meeting


class RuleCode(models.TextChoices):
    """The functions of `caf.reading.counting` by which one can count."""

    VALIDATED = "validated", _("validated, with a use of CAF that has begun")
    REGISTERED = "registered", _("validated or dormant, with a use of CAF that has begun")


class CountingRuleQuerySet(RecordQuerySet):
    def on(self, day: date) -> CountingRule:
        """The rule in force, as known on that day: the one that came into force last.

        Before the first one, the first; without any on record, one that is not saved: validated organisations count.
        """
        return self.in_force(list(self), day) or CountingRule(
            code=RuleCode.VALIDATED, from_on=day, known_on=day, text=Text()
        )

    def code_on(self, day: date) -> str:
        """The code of that rule alone."""
        rule = self.in_force(self.values_list("pk", "code", "from_on", "known_on", named=True), day)
        return str(rule.code) if rule else RuleCode.VALIDATED.value

    def code_as_expression(self, day: date) -> Coalesce:
        """The same within a query of something else."""
        known = self.filter(from_on__lte=day, known_on__lte=day).order_by("-from_on", "-known_on", "-pk")
        first = self.order_by("from_on", "known_on", "pk")
        codes = (Subquery(rules.values("code")[:1]) for rules in (known, first))
        return Coalesce(*codes, Value(RuleCode.VALIDATED.value), output_field=models.CharField())

    @staticmethod
    def in_force(rules: Iterable[Any], day: date) -> Any:
        """Of all of them (few: one query for either case); None without any."""
        ordered = sorted(rules, key=lambda rule: (rule.from_on, rule.known_on, rule.pk))
        known = [rule for rule in ordered if max(rule.known_on, rule.from_on) <= day] or ordered[:1]
        return known[-1] if known else None


class CountingRule(Record):
    """Who counts as a CAF user, from a day on, by whose decision. A rule that changes is a new row."""

    text = TextField(_("rule"), long=True)
    code = models.CharField(_("how the portal counts"), max_length=20, choices=RuleCode)
    from_on = models.DateField(_("in force from"))
    decided_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at the meeting of the Directors General"),
    )

    objects = CountingRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("counting rule")
        verbose_name_plural = _("counting rules")
        ordering = ("-from_on", "-known_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("from_on", "known_on"),
                name="caf_countingrule_one_a_day",
                violation_error_message=_("A rule from that day on is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Rule from %(day)s") % {"day": self.from_on}

    def get_absolute_url(self) -> str:
        return reverse("caf:counting_rule_page", args=[self.pk])
