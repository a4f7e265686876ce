"""Sessions of an edition, and who contributed to them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition
from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Actor, WorkingArea


class SessionKind(models.TextChoices):
    PLENARY = "plenary", _("Plenary")
    AGORA = "agora", _("Agora")
    INFO_SHOP = "info-shop", _("Info-shop")
    WORKSHOP = "workshop", _("Best-practice workshop")
    CAF_CENTRE = "caf centre", _("CAF centre")
    SESSION = "session", _("Session")


class SessionQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        return self.select_related("edition").order_by("edition", "place", "code")


class Session(Record):
    """One session of an edition: an info-shop, an agora, a CAF session."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind)
    code = models.SlugField(_("code"), max_length=30)
    place = models.PositiveSmallIntegerField(_("place in the programme"), default=1)
    title = TextField(_("title"))
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea, blank=True)
    on_priority_theme = models.BooleanField(_("on a priority theme of the network"), default=False)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    hall = models.CharField(_("hall"), max_length=100, blank=True)
    panel = models.TextField(_("panel"), blank=True, help_text=_("One a line: role, organisation."))
    speakers = models.TextField(_("speakers"), blank=True, help_text=_("One a line: role, organisation."))

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("edition", "place", "code")
        constraints = [models.UniqueConstraint(fields=("edition", "code"), name="conferences_session_one_code")]

    def __str__(self) -> str:
        return labelled(self.edition, self.title)

    def get_absolute_url(self) -> str:
        return reverse("conferences:session_page", args=[self.edition.code, self.code])


class SessionContributor(Record, Actor):
    """A country or a body that made a session happen, and may be thanked for it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="contributors", verbose_name=_("session"))

    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return labelled(self.session, self.country or self.body)

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()
