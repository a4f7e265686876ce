"""Rows that name one who acts: a country or a body, in the order in which they are listed."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.values import Name
from network.models.body import Body
from network.models.country import Country


class Actor(models.Model):
    """Either a country or a body."""

    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution or group")
    )

    class Meta:
        abstract = True
        ordering = ("place", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country__isnull=False, body__isnull=True)
                | models.Q(country__isnull=True, body__isnull=False),
                name="%(app_label)s_%(class)s_one_of_two",
                violation_error_message=_("Give either a country or an institution."),
            )
        ]

    def __str__(self) -> str:
        return str(self.country or self.body)

    def name_on(self, day: date) -> Name:
        """What the actor is called on that day."""
        if self.country is not None:
            return self.country.name_on(day)
        assert self.body is not None  # the constraint says so
        return self.body.as_name
