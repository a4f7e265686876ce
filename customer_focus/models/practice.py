"""Good practices, with the fields of the European award's case base."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet
from network.models import Country


class PracticeQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.prefetch_related("country__names").order_by("slug")


class Practice(Record, Dated):
    """A case that others may learn from. What its source leaves empty stays empty."""

    slug = models.SlugField(_("key"), max_length=60, unique=True)
    title = TextField(_("title"))
    about = TextField(_("about it"), long=True, blank=True)
    award_category = models.CharField(_("award category"), max_length=100, blank=True)
    award_type = models.CharField(_("award type"), max_length=50, blank=True)
    award_year = models.PositiveSmallIntegerField(_("award year"), null=True, blank=True)
    sector = models.CharField(_("sector"), max_length=150, blank=True)
    activity = models.CharField(_("type of activity"), max_length=150, blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    other_applicants = models.CharField(_("other applicants"), max_length=300, blank=True)
    website = models.URLField(_("web site"), blank=True)
    level = models.CharField(_("level of government"), max_length=50, blank=True)
    size_band = models.CharField(_("size of the organisation"), max_length=20, blank=True)
    people_involved = models.PositiveIntegerField(_("people involved"), null=True, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="practices", verbose_name=_("country"))
    text_language = models.CharField(_("language"), max_length=10, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    objects = PracticeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("customer_focus:practice_page", args=[self.slug])
