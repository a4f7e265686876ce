"""Organisations that register themselves: what was typed, until the address is confirmed and the country has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caf.models.organisation import Level, Organisation, Sector, SizeBand
from caf.models.use import CafVersion
from core.models import known_to
from core.phrases import labelled
from core.values import Period
from network.models import Country
from network.seats import Right

CLAIM_DAYS = 14
"""So long a link to confirm a registration works; then the claim is deleted."""


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: Any) -> Self:
        """Confirmed ones, to who keeps the register of their country. What nobody confirmed nobody reads."""
        if not user.is_authenticated:
            return self.none()
        rows = self.filter(confirmed_at__isnull=False)
        return rows if user.may(Right.EDIT_CAF) else rows.filter(country_id__in=user.countries_with(Right.EDIT_CAF))

    def waiting(self) -> Self:
        """Confirmed, of an organisation that the register has already: its country says what becomes of it."""
        return self.filter(confirmed_at__isnull=False, settled_at__isnull=True)


class Claim(models.Model):
    """A registration as it was typed. The register learns of it once its mail address is confirmed.

    mark: of the link's token, which stands in the mail alone. organisation: what it became, or the one of that name
    and city that the register had already. settled_at: from then on nothing waits, and the person's data are where
    they belong, or deleted: none stay here.
    """

    name = models.CharField(_("name"), max_length=200)
    english_name = models.CharField(_("name in English"), max_length=200, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    city = models.CharField(_("city"), max_length=100)
    website = models.URLField(_("web site"), blank=True)
    level = models.CharField(_("level of government"), max_length=20, choices=Level)
    sector = models.CharField(_("sector"), max_length=100, choices=Sector)
    size = models.CharField(_("size"), max_length=10, choices=SizeBand, blank=True)
    version = models.CharField(_("version of CAF"), max_length=4, choices=CafVersion)
    starts_on = models.DateField(_("used since"), null=True, blank=True)
    starts_precision = known_to(_("used since: known"))
    role = models.CharField(_("your role"), max_length=150, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    consent = models.CharField(_("agreed to"), max_length=50)
    language = models.CharField(max_length=5, default="en", help_text="Of the mails")
    wants_account = models.BooleanField(_("asks for an account"), default=False)
    mark = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="claims", verbose_name=_("organisation")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration by the organisation")
        verbose_name_plural = _("registrations by organisations")
        ordering = ("asked_at", "pk")
        indexes = [models.Index(fields=("email", "asked_at"), name="caf_claim_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_on__isnull=True, organisation__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_on__isnull=False, organisation__isnull=False),
                name="caf_claim_confirmed_has_organisation",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) & ~Q(email="")
                | Q(settled_at__gte=F("confirmed_at")) & Q(email="", role=""),
                name="caf_claim_settled_keeps_no_person",
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.country, self.name)

    def get_absolute_url(self) -> str:
        return reverse("caf:claim_page", args=[self.pk])

    def get_starts_on_display(self) -> Period | None:
        """The month or year since which it uses CAF; None where nobody said so."""
        return Period.around(self.starts_on, self.starts_precision) if self.starts_on else None

    @property
    def expires_at(self) -> Any:
        return self.asked_at + timedelta(days=CLAIM_DAYS)

    @property
    def about(self) -> str:
        """What its mails are for, as their rows say it."""
        return f"CAF claim {self.pk}"
