"""A clause of the library: when it applies, and what it then says, in every language."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from network.models import SharedQuerySet, WorkingArea

PREAMBLE = "preamble"


class Area(models.TextChoices):
    """The parts of a resolution, in their order."""

    PREAMBLE = PREAMBLE, _("Preamble")
    CONFERENCES = WorkingArea.CONFERENCES.value, WorkingArea.CONFERENCES.label
    CUSTOMER_FOCUS = WorkingArea.CUSTOMER_FOCUS.value, WorkingArea.CUSTOMER_FOCUS.label
    CAF = WorkingArea.CAF.value, WorkingArea.CAF.label


class Verb(models.TextChoices):
    """What an operative verb does. The words themselves stand in the clause's text, in each language."""

    APPRECIATE = "appreciate", _("appreciate")
    THANK = "thank", _("thank")
    WELCOME = "welcome", _("welcome")
    NOTICE = "notice", _("notice")
    CONSIDER = "consider", _("consider")
    STRESS = "stress", _("stress")
    ASK = "ask", _("ask")
    INVITE = "invite", _("invite")
    RECOMMEND = "recommend", _("recommend")
    PROPOSE = "propose", _("propose")
    DECIDE = "decide", _("decide")
    AIM = "aim", _("aim")
    COMMIT = "commit", _("commit")
    RECALL = "recall", _("recall")
    GIVE_PRIORITY = "give priority", _("give priority")


class LibraryClauseQuerySet(SharedQuerySet):
    def in_order(self) -> Self:
        """As they stand in a resolution."""
        place = models.Case(
            *(models.When(area=area, then=models.Value(number)) for number, area in enumerate(Area.values)),
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.annotate(area_place=place).order_by("area_place", "place", "key")


class LibraryClause(models.Model):
    """One clause. Clauses of one `group` are variants: of those whose condition holds, the first applies.

    condition, texts, commitment words: expressions and templates of the sandbox (`resolutions.language`).
    shipped: the clause as the portal ships it; where it differs from the rest, people have changed it.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    area = models.CharField(_("working area"), max_length=20, choices=Area)
    group = models.SlugField(_("variants"), max_length=80)
    place = models.PositiveSmallIntegerField(_("place in the order"))
    verb = models.CharField(_("operative verb"), max_length=20, choices=Verb)
    title = TextField(_("title"))
    condition = models.TextField(_("applies if"))
    because = TextField(_("applies if, in words"), blank=True)
    text = TextField(_("text"), long=True)
    commitment_owner = models.CharField(_("who commits"), max_length=200, blank=True)
    commitment_task = TextField(_("to what"), long=True, blank=True)
    commitment_due = TextField(_("by when"), blank=True)
    shipped = models.JSONField(default=dict, editable=False)

    objects = LibraryClauseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("area", "place")

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("resolutions:clause_page", args=[self.key])
