"""Countries, what they are called since when, and how they stand to the network as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, NamedTuple, Self

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.clock import viewed_on
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from core.values import Name, Text

_at_hand: ContextVar[NamesAtHand | None] = ContextVar("country_names", default=None)


class Standing(models.TextChoices):
    """How a country, or the Commission, takes part."""

    MEMBER = "member", _("Member state")
    CANDIDATE = "candidate", _("Candidate country")
    OBSERVER = "observer", _("Observer")
    INSTITUTION = "institution", _("Institution")


class CountryQuerySet(models.QuerySet[Any]):
    def named(self) -> Self:
        """With their names at hand."""
        return self.prefetch_related("names")

    def standing(self, standing: str, on: date) -> Self:
        """Those that stood so on that day."""
        return self.filter(
            models.Exists(Membership.objects.in_force(on).filter(country=models.OuterRef("pk"), standing=standing))
        )

    def members(self, on: date) -> Self:
        """The member states of that day."""
        return self.standing(Standing.MEMBER, on)

    def for_list(self) -> Self:
        return self.named().prefetch_related("memberships")

    def visible_to(self, user: Any) -> Self:
        return self.all()


class Country(models.Model):
    """A country by its codes. ISO 3166 in data; the EU's own code (EL, UK) on the screen."""

    iso2 = models.CharField(_("ISO code"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    eu_code = models.CharField(_("EU code"), max_length=2, unique=True)

    objects = CountryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("iso2",)

    def __str__(self) -> str:
        return str(self.name_on(viewed_on()).plain)

    def get_absolute_url(self) -> str:
        return reverse("network:country_page", args=[self.iso2.lower()])

    def name_on(self, day: date) -> Name:
        """What it is called on that day, in every language that has a name for it then.

        Before its first name it is called by that one; without any name in the records, by its code.
        """
        at_hand = _at_hand.get()
        return self.name_from(self.names.all(), day) if at_hand is None else at_hand.name_of(self, day)

    def name_from(self, names: Iterable[Any], day: date) -> Name:
        rows = sorted(names, key=lambda row: row.known_on)
        known = [row for row in rows if row.known_on <= day] or [
            row for row in rows if row.known_on == rows[0].known_on
        ]
        newest = {row.language: row for row in known}
        return Name(
            key=self.iso2,
            plain=Text({code: row.name for code, row in newest.items()} or {"en": self.eu_code}),
            in_text=Text({code: row.in_text or row.name for code, row in newest.items()} or {"en": self.eu_code}),
            adjective=Text({code: row.adjective for code, row in newest.items() if row.adjective}),
        )


class CountryName(Record):
    """A name in one language, from the day on which it is in use; the country's own languages included."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="names", verbose_name=_("country"))
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=100)
    in_text = models.CharField(
        _("in running text"),
        max_length=110,
        blank=True,
        help_text=_("With its article: the Czech Republic, la France."),
    )
    adjective = models.CharField(
        _("adjective"), max_length=100, blank=True, help_text=_("As in “the … Presidency”: Czech, tchèque.")
    )
    own = models.BooleanField(_("in the country's own language"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("name of a country")
        verbose_name_plural = _("names of countries")
        constraints = [
            models.UniqueConstraint(fields=("country", "language", "known_on"), name="network_countryname_one_a_day")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.country.get_absolute_url()


class NameRow(NamedTuple):
    """A country with one of its names; without any, None for what is of a name."""

    pk: int
    iso2: str
    iso3: str
    eu_code: str
    language: str
    name: str
    in_text: str
    adjective: str
    known_on: date | None


class NamesAtHand:
    """All countries with all their names: one query, once one is asked for."""

    def __init__(self) -> None:
        self.called: dict[tuple[int, date], Name] = {}
        self.made: dict[int, Country] = {}

    @cached_property
    def rows(self) -> list[NameRow]:
        """By code, the names of each in the order in which they became known."""
        of_name = (f"names__{name}" for name in NameRow._fields[4:])
        rows = Country.objects.order_by("iso2", "names__known_on")
        return [*map(NameRow._make, rows.values_list(*NameRow._fields[:4], *of_name))]

    @cached_property
    def codes(self) -> dict[int, Any]:
        return {row.pk: row[:4] for row in self.rows}

    def country(self, pk: int) -> Country:
        """One and the same for all that ask for it."""
        if pk not in self.made:
            self.made[pk] = Country(*self.codes[pk])
        return self.made[pk]

    @cached_property
    def names(self) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self.rows:
            if row.known_on is not None:
                found[row.pk].append(row)
        return found

    def name_of(self, country: Country, day: date) -> Name:
        key = country.pk, day
        if key not in self.called:
            self.called[key] = country.name_from(self.names.get(country.pk, []), day)
        return self.called[key]


@contextmanager
def names_at_hand() -> Iterator[None]:
    """Within it every country knows its names, which are fetched in one query for all."""
    token = _at_hand.set(NamesAtHand())
    try:
        yield
    finally:
        _at_hand.reset(token)


def with_countries(records: list[Any]) -> None:
    """Gives each its country with its names: those at hand, else fetched for these records."""
    at_hand = _at_hand.get()
    if at_hand is None:
        models.prefetch_related_objects(records, "country__names")
        return
    for record in records:
        record.country = at_hand.country(record.country_id)


def rows_of_names() -> list[Any]:
    """Countries and their names as `NamesAtHand.rows`."""
    return (_at_hand.get() or NamesAtHand()).rows


class InForceQuerySet(RecordQuerySet):
    def in_force(self, on: date) -> Self:
        """Those whose time includes that day."""
        return self.filter(models.Q(from_on__isnull=True) | models.Q(from_on__lte=on)).filter(
            models.Q(to_on__isnull=True) | models.Q(to_on__gte=on)
        )


class Membership(Record):
    """How a country stands to the network from a day to a day (empty: since ever, still)."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="memberships", verbose_name=_("country"))
    standing = models.CharField(_("standing"), max_length=20, choices=Standing)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    objects = InForceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(to_on__isnull=True)
                | models.Q(to_on__gte=models.F("from_on")),
                name="network_membership_order",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.country, self.get_standing_display())

    def get_absolute_url(self) -> str:
        return self.country.get_absolute_url()


def own_language_first(names: list[CountryName]) -> list[CountryName]:
    """For display: the reader's language, then the country's own, then the rest."""
    reader = (get_language() or "en")[:2]
    return sorted(names, key=lambda row: (row.language != reader, not row.own, row.language, row.known_on))
