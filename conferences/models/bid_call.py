"""What a call for bids says: from which moment to which it is open, and what a bid must contain."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Record
from core.phrases import phrases
from network.models import SharedQuerySet

TIME_ZONES = (
    "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest",
    "Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Lisbon", "Europe/Ljubljana",
    "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Asia/Nicosia", "Europe/Oslo",
    "Europe/Paris", "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sofia", "Europe/Stockholm",
    "Europe/Tallinn", "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zagreb",
)  # fmt: skip
"""The capitals in whose time a call may close."""


class BidPart(models.TextChoices):
    """What a call may ask a bid to contain. City and dates belong to every bid: without them there is none."""

    CITY = "city", _("City")
    DATES = "dates", _("Dates")
    OPERATOR = "operator", _("Operator")
    CONTRIBUTORS = "contributors", _("Financial contributors")
    PARTNERS = "partners", _("Content partner and logistics partner")
    VENUE = "venue", _("Venue")
    CAPACITY = "capacity", _("Seats in the largest hall")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    FORMAT = "format", _("Format of the conference")
    THEME = "theme", _("Theme")
    FINANCING = "financing", _("Financing plan")
    SHORTFALL = "shortfall", _("Who carries a shortfall")
    LETTER = "letter", _("Letter of support")
    CONTACT = "contact", _("Contact")


ALWAYS = (BidPart.CITY, BidPart.DATES)


def check_parts(parts: Any) -> None:
    """A list of parts that there are."""
    if not isinstance(parts, list) or not set(parts) <= set(BidPart.values):
        raise ValidationError(_("This is not a choice of the parts of a bid."))


def check_zone(name: str) -> None:
    """A time zone that there is."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone.") % {"name": name})


class CallTerms(models.Model):
    """From when to when a call is open, in the time of one place; and what a bid must contain.

    A day without a time of day begins at midnight and ends with its last moment. Days and times are kept as they
    are written in the call: what its place calls 18:00 stays 18:00, whatever becomes of summer time.
    """

    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    opens_time = models.TimeField(_("opens at"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    closes_time = models.TimeField(
        _("closes at"), null=True, blank=True, help_text=_("Without a time it is open to the end of the day.")
    )
    time_zone = models.CharField(_("in the time of"), max_length=40, default="Europe/Brussels", validators=[check_zone])
    required = models.JSONField(
        _("obligatory parts of a bid"),
        default=list,
        blank=True,
        validators=[check_parts],
        help_text=_("City and dates belong to every bid."),
    )
    must_contain = TextField(_("what a bid must contain"), long=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="%(app_label)s_%(class)s_order",
                violation_error_message=_("The call closes before it opens."),
            )
        ]

    def clean(self) -> None:
        if self.time_zone not in available_timezones():
            return  # said at its field
        if self.opens_at and self.closes_at and self.closes_at < self.opens_at:
            raise ValidationError({"closes_on": _("The call closes before it opens.")})

    @property
    def opens_at(self) -> datetime | None:
        """The first moment at which a bid may be handed in; None where it is not known."""
        return self._moment(self.opens_on, self.opens_time or time.min)

    @property
    def closes_at(self) -> datetime | None:
        """The last moment at which a bid may be handed in; None where it is not known."""
        return self._moment(self.closes_on, self.closes_time or time.max)

    def _moment(self, day: date | None, of_day: time) -> datetime | None:
        return datetime.combine(day, of_day, ZoneInfo(self.time_zone)) if day else None

    @property
    def opens_words(self) -> str:
        """1 December 2008, 09:00 (Brussels time); "" where it is not known."""
        return self._words(self.opens_on, self.opens_time)

    @property
    def closes_words(self) -> str:
        """31 March 2009, 18:00 (Brussels time); "" where it is not known."""
        return self._words(self.closes_on, self.closes_time)

    def _words(self, day: date | None, of_day: time | None) -> str:
        if day is None:
            return ""
        language = get_language() or "en"
        words = {"day": phrases(language).day(day), "city": zone_city(self.time_zone)}
        if of_day is None:
            return gettext("%(day)s (%(city)s time)") % words
        return gettext("%(day)s, %(time)s (%(city)s time)") % {**words, "time": f"{of_day:%H:%M}"}

    def refusal(self, at: datetime) -> str:
        """Why no bid may be handed in at that moment, which knows its zone; "" if one may."""
        if self.opens_at and at < self.opens_at:
            return gettext("The call opens on %(moment)s.") % {"moment": self.opens_words}
        if self.closes_at and at > self.closes_at:
            return gettext("The call closed on %(moment)s.") % {"moment": self.closes_words}
        return ""

    @property
    def parts(self) -> list[BidPart]:
        """The obligatory parts, in their order."""
        return [part for part in BidPart if part in ALWAYS or part.value in self.required]


def zone_city(time_zone: str) -> str:
    """Brussels, in French Bruxelles."""
    return get_timezone_location(time_zone, locale=(get_language() or "en")[:2], return_city=True)


class BidCallReport(Record, CallTerms):
    """What a call says from a day on, as a whole: its closing postponed, another part asked for."""

    call = models.ForeignKey(
        "conferences.BidCall", models.CASCADE, related_name="reports", verbose_name=_("call for bids")
    )

    objects = SharedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(CallTerms.Meta):
        abstract = False
        verbose_name = _("change of a call")
        verbose_name_plural = _("changes of calls")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return gettext("%(call)s, as changed") % {"call": self.call}

    def get_absolute_url(self) -> str:
        return self.call.get_absolute_url()
