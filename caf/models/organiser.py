"""How a country organises external feedback: what its national organiser has set, from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import Record
from network.models import Country, SharedQuerySet

SMALLEST_TEAM, LARGEST_TEAM = 1, 9


class OrganiserSettingQuerySet(SharedQuerySet):
    def on(self, country: Country | int, day: date) -> OrganiserSetting | None:
        """What holds for the country on that day; None where it has set nothing."""
        found: OrganiserSetting | None = self.filter(country=country).known(day).last()
        return found

    def for_list(self) -> Self:
        return self.prefetch_related("country__names").order_by("country__iso2", "-known_on", "-pk")

    def visible_to(self, user: Any) -> Self:
        """The network, and who applies: fees and terms are no secret to a contact."""
        return self.all() if user.is_authenticated else self.none()


class OrganiserSetting(Record):
    """A country's terms for external feedback. A change is a new row; what is not set stays empty, and is not known.

    team_size: feedback actors of an application. report_days: from the visit to the report. call_starts_on to
    call_ends_on: when it takes applications this year; without them all year round. own_actors: feedback actors of
    the country itself are allowed.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="pef_settings", verbose_name=_("country"))
    fee = models.DecimalField(
        _("fee"), max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text=_("What an applicant pays; 0 for nothing, empty where it is not set."),
    )  # fmt: skip
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[RegexValidator(r"^[A-Z]{3}$")],
        help_text=_("Three letters: EUR, DKK."),
    )  # fmt: skip
    team_size = models.PositiveSmallIntegerField(
        _("size of the team"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SMALLEST_TEAM), MaxValueValidator(LARGEST_TEAM)],
        help_text=_("How many feedback actors give feedback on an application."),
    )
    report_days = models.PositiveSmallIntegerField(
        _("report due after (days)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Days from the visit to the feedback report."),
    )  # fmt: skip
    call_starts_on = models.DateField(
        _("applications from"), null=True, blank=True,
        help_text=_("Of a yearly call. Leave both days empty where one may apply all year round."),
    )  # fmt: skip
    call_ends_on = models.DateField(_("applications until"), null=True, blank=True)
    own_actors = models.BooleanField(
        _("feedback actors of the own country are allowed"),
        default=True,
        help_text=_("Nobody ever gives feedback on the own organisation."),
    )

    objects = OrganiserSettingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("terms of a national organiser")
        verbose_name_plural = _("terms of the national organisers")
        ordering = ("country__iso2", "-known_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("country", "known_on"),
                name="caf_organisersetting_one_a_day",
                violation_error_message=_("The terms of that day are recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(call_starts_on__isnull=True, call_ends_on__isnull=True)
                | Q(call_starts_on__isnull=False, call_ends_on__gte=F("call_starts_on")),
                name="caf_organisersetting_call",
                violation_error_message=_("Give both days of the call, the first before the last, or neither."),
            ),
            models.CheckConstraint(
                condition=(Q(fee__isnull=True) | Q(fee=0) | ~Q(currency="")) & (Q(fee__isnull=True) | Q(fee__gte=0)),
                name="caf_organisersetting_fee",
                violation_error_message=_("A fee has a currency, and is not below 0."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(country)s: terms of external feedback") % {"country": self.country}

    def get_absolute_url(self) -> str:
        return reverse("caf:organiser_setting_page", args=[self.pk])
