"""The primer on customer satisfaction and the guides beside it: who made them, what they say."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Dated, Record, RecordQuerySet
from network.models import Actor, Presidency


class GuideKind(models.TextChoices):
    PRIMER = "primer", _("Primer")
    LEARNING_REPORT = "learning report", _("Learning report")


class GuideQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.order_by("kind", "key")


class Guide(Record):
    """The European Primer on customer satisfaction management, or another text that guides this work."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=GuideKind)
    title = TextField(_("title"))
    about = TextField(_("about it"), long=True, blank=True)

    objects = GuideQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("primer or guide")
        verbose_name_plural = _("primer and guides")
        ordering = ("kind", "key")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("customer_focus:guide_page", args=[self.key])


class GuidePart(Record):
    """A row about a guide stands at the guide's address."""

    guide: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.guide.get_absolute_url()


class GuideDevelopment(GuidePart):
    """A presidency under which the guide was developed."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="developments", verbose_name=_("guide"))
    presidency = models.ForeignKey(Presidency, models.PROTECT, related_name="+", verbose_name=_("presidency"))
    text = TextField(_("what was done"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("development of a guide")
        verbose_name_plural = _("development of guides")
        ordering = ("presidency__starts_on",)

    def __str__(self) -> str:
        return gettext("%(guide)s: %(presidency)s") % {"guide": self.guide, "presidency": self.presidency}


class GuidePresentation(GuidePart, Dated):
    """The guide was presented on an occasion: with or without practical cases, thanks to its contributors."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="presentations", verbose_name=_("guide"))
    occasion = TextField(
        _("occasion"), help_text=_("As a part of a sentence: in the info-shop at 5QC, dans l'info-shop de la 5QC.")
    )
    with_cases = models.BooleanField(_("with practical cases"), default=False)

    history = HistoricalRecords()

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("presentation of a guide")
        verbose_name_plural = _("presentations of guides")
        ordering = ("-starts_on", "pk")

    def __str__(self) -> str:
        return gettext("%(guide)s, presented %(occasion)s") % {"guide": self.guide, "occasion": self.occasion}


class PresentationContributor(Actor):
    """A country or a body to thank for the presentation, in order."""

    presentation = models.ForeignKey(
        GuidePresentation, models.CASCADE, related_name="contributors", verbose_name=_("presentation")
    )

    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")


class Principle(GuidePart):
    """One principle or theme of a guide, with its context. Numbered only where its source numbers it."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="principles", verbose_name=_("guide"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    title = TextField(_("title"))
    context = TextField(_("context"), long=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
        ordering = ("guide", "place")
        constraints = [models.UniqueConstraint(fields=("guide", "place"), name="customer_focus_principle_one_place")]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("customer_focus:principle_page", args=[self.guide.key, self.place])


class PrinciplePoint(models.Model):
    """An insight of a principle, or an issue to discuss."""

    class Kind(models.TextChoices):
        INSIGHT = "insight", _("Insight")
        ISSUE = "issue", _("Issue to discuss")

    principle = models.ForeignKey(Principle, models.CASCADE, related_name="points", verbose_name=_("principle"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    text = TextField(_("words"), long=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("insight or issue")
        verbose_name_plural = _("insights and issues")
        ordering = ("kind", "place", "pk")

    def __str__(self) -> str:
        return str(self.text)
