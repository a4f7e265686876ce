"""Prizes that an edition awarded, and who received them for what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionPart
from core.fields import TextField
from core.phrases import labelled


class Prize(EditionPart):
    """A prize with its laureate, the project rewarded, and the laureate's level or region."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="prizes", verbose_name=_("edition"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    name = TextField(_("prize"))
    laureate = models.CharField(_("laureate"), max_length=200)
    government = TextField(_("level of government or region"), blank=True)
    project = models.CharField(_("project"), max_length=200, blank=True)
    about = TextField(_("about the project"), long=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ("edition", "place")

    def __str__(self) -> str:
        return labelled(self.name, self.laureate)
