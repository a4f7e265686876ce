"""Ratings of an application by the questionnaires of its version: each actor's alone, then what the team agreed.

Who reads an actor's: the actor. The others of the team and the organiser once the whole team has handed in; the
organisation never. What is agreed: these, the CAF Resource Centre, and the organisation once the report is released.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caf.models.application import Application
from caf.models.assignment import Assignment
from caf.models.procedure import HIGHEST, LOWEST, Maturity, Pillar, ProcedureItem
from core.models import Record
from core.phrases import labelled

MATURITY_RANGE = (min(Maturity.values), max(Maturity.values))


def on_scale(empty: bool) -> Q:
    """The condition of the scale: 1 to 5 in pillars 1 and 2, a level of maturity in pillar 3."""
    scale = Q(pillar__lt=Pillar.MATURITY, value__range=(LOWEST, HIGHEST)) | Q(
        pillar=Pillar.MATURITY, value__range=MATURITY_RANGE
    )
    return Q(value__isnull=True) | scale if empty else scale


class ItemRating(models.Model):
    """An actor's rating of an item: a draft, which may be empty, until the actor hands in; then it stays as it is.

    pillar: its item's, so that the database holds the scale.
    """

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="ratings", verbose_name=_("place in a feedback team")
    )
    item = models.ForeignKey(ProcedureItem, models.PROTECT, related_name="+", verbose_name=_("item of PEF"))
    pillar = models.PositiveSmallIntegerField(_("pillar"), choices=Pillar)
    value = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("item__step__pillar", "item__step__number", "item__place")
        constraints = [
            models.UniqueConstraint(fields=("assignment", "item"), name="caf_itemrating_once"),
            models.CheckConstraint(
                condition=on_scale(empty=True),
                name="caf_itemrating_scale",
                violation_error_message=_("This rating lies outside the scale."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.item.number, self.value)


class AgreedRating(Record):
    """What the team agreed for an item, since a day. Agreed otherwise: a new row; the last one counts."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="agreed", verbose_name=_("application"))
    item = models.ForeignKey(ProcedureItem, models.PROTECT, related_name="+", verbose_name=_("item of PEF"))
    pillar = models.PositiveSmallIntegerField(_("pillar"), choices=Pillar)
    value = models.PositiveSmallIntegerField(_("rating"))
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("agreed rating")
        verbose_name_plural = _("agreed ratings")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=on_scale(empty=False),
                name="caf_agreedrating_scale",
                violation_error_message=_("This rating lies outside the scale."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.item.number, self.value)

    def get_absolute_url(self) -> str:
        return self.application.get_absolute_url()


def latest(rows: Any) -> dict[int, AgreedRating]:
    """Of agreed ratings in the order in which they became known, the one that counts for each item."""
    return {row.item_id: row for row in rows}
