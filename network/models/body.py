"""Institutions, groups and what else acts in the network besides countries."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.values import Name


class BodyKind(models.TextChoices):
    INSTITUTION = "institution", _("Institution")
    LEVEL = "level", _("Level of the network")
    WORKING_GROUP = "working group", _("Working group")
    EXPERT_GROUP = "expert group", _("Expert group")


class BodyQuerySet(models.QuerySet[Any]):
    def for_list(self) -> Self:
        return self.select_related("within").order_by("kind", "key")

    def visible_to(self, user: Any) -> Self:
        return self.all()


class Body(models.Model):
    """EIPA, IPSG, the CAF expert group: known by a short key, named in several languages."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    name = TextField(_("name"))
    short_name = TextField(_("short name"), blank=True)
    in_text = TextField(
        _("in running text"),
        blank=True,
        help_text=_("With its article: the CAF expert group, le groupe d'experts CAF."),
    )
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("belongs to")
    )

    objects = BodyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("institution or group")
        verbose_name_plural = _("institutions and groups")
        ordering = ("key",)

    def __str__(self) -> str:
        return str(self.short_name or self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:body_page", args=[self.key])

    @property
    def as_name(self) -> Name:
        """Its name as a sentence needs it."""
        plain = self.short_name or self.name
        return Name(key=self.key, plain=plain, in_text=self.in_text or plain, adjective=type(plain)())
