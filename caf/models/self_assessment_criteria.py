"""What a self-assessment is made of: criteria and sub-criteria of a version of CAF, their names, the scoring panels.

A criterion belongs to one version: its number means something else in another. What it is called is a dated row with
its confidence; EIPA corrects a wording by a new row. What ships stands in `caf/criteria/`.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caf.models.use import CafVersion, ScoringPanel
from core.fields import TextField
from core.models import Record, RecordQuerySet

HIGHEST = 100
"""The best value of every row of both panels; the lowest is 0."""


class Side(models.TextChoices):
    ENABLERS = "enablers", _("Enablers")
    RESULTS = "results", _("Results")


class PanelRow(models.TextChoices):
    """What is valued on its own. The classical panel has one row a side."""

    WHOLE = "whole", _("Score")
    PLAN = "plan", _("Plan")
    DO = "do", _("Do")
    CHECK = "check", _("Check")
    ACT = "act", _("Act")
    TRENDS = "trends", _("Trends")
    TARGETS = "targets", _("Targets")


PANEL_ROWS: dict[tuple[str, str], tuple[PanelRow, ...]] = {
    (ScoringPanel.CLASSICAL, Side.ENABLERS): (PanelRow.WHOLE,),
    (ScoringPanel.CLASSICAL, Side.RESULTS): (PanelRow.WHOLE,),
    (ScoringPanel.FINE_TUNED, Side.ENABLERS): (PanelRow.PLAN, PanelRow.DO, PanelRow.CHECK, PanelRow.ACT),
    (ScoringPanel.FINE_TUNED, Side.RESULTS): (PanelRow.TRENDS, PanelRow.TARGETS),
}
"""The rows that a sub-criterion is valued in, in the panel's order."""


class Criterion(models.Model):
    version = models.CharField(_("version of CAF"), max_length=4, choices=CafVersion)
    number = models.PositiveSmallIntegerField(_("number"))
    side = models.CharField(_("side"), max_length=10, choices=Side)

    class Meta:
        verbose_name = _("criterion of CAF")
        verbose_name_plural = _("criteria of CAF")
        ordering = ("version", "number")
        constraints = [models.UniqueConstraint(fields=("version", "number"), name="caf_criterion_once")]

    def __str__(self) -> str:
        return f"{self.get_version_display()}, {self.number}"


class SubCriterion(models.Model):
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="subs", verbose_name=_("criterion"))
    number = models.PositiveSmallIntegerField(_("number within the criterion"))

    class Meta:
        verbose_name = _("sub-criterion of CAF")
        verbose_name_plural = _("sub-criteria of CAF")
        ordering = ("criterion__version", "criterion__number", "number")
        constraints = [models.UniqueConstraint(fields=("criterion", "number"), name="caf_subcriterion_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """4.2"""
        return f"{self.criterion.number}.{self.number}"


class CriterionName(Record):
    """What a criterion, or one of its sub-criteria, is called in a language, from the day since which it is known."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="names", verbose_name=_("criterion"))
    sub_criterion = models.ForeignKey(
        SubCriterion, models.CASCADE, null=True, blank=True, related_name="names", verbose_name=_("sub-criterion")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("name of a criterion")
        verbose_name_plural = _("names of criteria")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("criterion", "language", "known_on"),
                condition=Q(sub_criterion__isnull=True),
                name="caf_criterionname_one_a_day",
                violation_error_message=_("A name in this language is recorded for that day already."),
            ),
            models.UniqueConstraint(
                fields=("sub_criterion", "language", "known_on"),
                name="caf_criterionname_sub_one_a_day",
                violation_error_message=_("A name in this language is recorded for that day already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PanelBandQuerySet(RecordQuerySet):
    def of(self, panel: str, side: str) -> Self:
        return self.filter(panel=panel, side=side)


class PanelBand(Record):
    """From `low` to `high`, both included, a row of a panel means what `words` say."""

    panel = models.CharField(_("scoring panel"), max_length=20, choices=ScoringPanel)
    side = models.CharField(_("side"), max_length=10, choices=Side)
    row = models.CharField(_("row"), max_length=10, choices=PanelRow)
    low = models.PositiveSmallIntegerField(_("from"))
    high = models.PositiveSmallIntegerField(_("to"))
    words = TextField(_("what it means"))

    objects: Any = PanelBandQuerySet.as_manager()

    class Meta:
        verbose_name = _("band of a scoring panel")
        verbose_name_plural = _("bands of the scoring panels")
        ordering = ("panel", "side", "row", "low")
        constraints = [
            models.UniqueConstraint(fields=("panel", "side", "row", "low", "known_on"), name="caf_panelband_once"),
            models.CheckConstraint(condition=Q(low__lte=F("high")) & Q(high__lte=HIGHEST), name="caf_panelband_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"
