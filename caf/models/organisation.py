"""Organisations that use CAF, and the dated rows that say how each stands in the register."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.addresses import numbered
from core.clock import viewed_on
from core.models import Record, RecordQuerySet, TransitionLog
from core.phrases import labelled
from network.models import Country, SharedQuerySet
from network.seats import Right


class Level(models.TextChoices):
    EUROPEAN = "european", _("European")
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    LOCAL = "local", _("Local")


class RegisterState(models.TextChoices):
    TO_VALIDATE = "to validate", _("To validate")
    VALIDATED = "validated", _("Validated")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OrganisationQuerySet(RecordQuerySet):
    def public(self) -> Self:
        """Those that visitors see: the validated ones."""
        return self.filter(state=RegisterState.VALIDATED)

    def visible_to(self, user: Any) -> Self:
        """Validated organisations are public; the others are seen by their country and by the CAF staff."""
        if not user.is_authenticated:
            return self.public()
        if user.may(Right.EDIT_CAF) or user.may(Right.READ_ALL):
            return self.all()
        return self.public() | self.filter(country_id__in=user.countries_with(Right.READ_ALL))

    def for_list(self) -> Self:
        # Countries without a join: rows of one country share it, and its names are read once, not once a row.
        return self.with_state_on(viewed_on()).prefetch_related("country__names").order_by("country__iso2", "name")

    def with_state_on(self, day: date) -> Self:
        """With `state_then`: how each stood in the register on that day; None if it was not known."""
        steps = Registration.objects.filter(organisation=OuterRef("pk"), known_on__lte=day)
        return self.annotate(state_then=Subquery(steps.order_by("-known_on", "-pk").values("state")[:1]))


class Organisation(Record):
    """An organisation that uses CAF, or asks to be counted as a user."""

    name = models.CharField(_("name"), max_length=200)
    english_name = models.CharField(_("name in English"), max_length=200, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="caf_organisations", verbose_name=_("country"))
    city = models.CharField(_("city"), max_length=100, blank=True)
    level = models.CharField(_("level of government"), max_length=20, choices=Level, blank=True)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    website = models.URLField(_("web site"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=RegisterState, default=RegisterState.TO_VALIDATE, editable=False
    )

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("CAF organisation")
        verbose_name_plural = _("CAF organisations")
        ordering = ("country__iso2", "name")
        constraints = [
            models.UniqueConstraint(
                fields=("country", "name"),
                name="caf_organisation_one_name",
                violation_error_message=_("This country has an organisation of that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return numbered("caf:organisation_page", self.pk)


class RegistrationQuerySet(SharedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The network sees the steps of the organisations that it may see."""
        return super().visible_to(user).filter(organisation__in=Organisation.objects.visible_to(user))


class Registration(TransitionLog):
    """One step of an organisation in the register."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="steps", verbose_name=_("organisation"))

    objects = RegistrationQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step in the register")
        verbose_name_plural = _("steps in the register")

    def __str__(self) -> str:
        return labelled(self.organisation, RegisterState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()
