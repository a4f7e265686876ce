"""Organisations that use CAF, and the dated rows that say how each stands in the register.

What changes of an organisation is a dated row: its names and profiles (`organisation_rows`), its uses of CAF (`use`),
its steps (`Registration`). The columns here that a list shows are kept equal to the newest of these rows by
`caf.actions.organisation`; nothing else writes them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat, LPad
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.addresses import numbered
from core.clock import viewed_on
from core.models import Record, RecordQuerySet, TransitionLog
from core.phrases import labelled
from core.phrases.base import sort_key
from network.models import Country, SharedQuerySet
from network.seats import Right

REF_DIGITS = 7


class Level(models.TextChoices):
    EUROPEAN = "european", _("European")
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    LOCAL = "local", _("Local")


class Sector(models.TextChoices):
    """The 18 sectors of the register of CAF users."""

    LOCAL_ADMINISTRATION = "local administration", _("Local administration (municipality, province)")
    SOCIAL = "social services", _("Social services and social security")
    EDUCATION = "education", _("Education and research")
    POLICE = "police", _("Police and security")
    HEALTH = "health", _("Health")
    GENERAL_POLICY = "general policy", _("General policy, oversight and coordination")
    FINANCES = "finances", _("Customs, taxes and finances")
    MANAGEMENT = "public management", _("Public sector management (personnel, budget, ICT)")
    TRANSPORT = "transport", _("Transport, infrastructure, public works and utilities")
    JUSTICE = "justice", _("Criminal justice and law")
    ECONOMY = "economy", _("Economy, agriculture, fisheries and trade")
    ENVIRONMENT = "environment", _("Environment")
    CULTURE = "culture", _("Culture")
    HOME_AFFAIRS = "home affairs", _("Home affairs")
    FOREIGN_AFFAIRS = "foreign affairs", _("International coordination, development and foreign affairs")
    POST = "post", _("Post and communication")
    EUROPEAN_INSTITUTIONS = "european institutions", _("European institutions")
    OTHER = "other", _("Other sector")


class SizeBand(models.TextChoices):
    """How many people work there, as a band: registers seldom have the number."""

    UNDER_10 = "1-9", _("1 to 9 people")
    UNDER_50 = "10-49", _("10 to 49 people")
    UNDER_250 = "50-249", _("50 to 249 people")
    UNDER_1000 = "250-999", _("250 to 999 people")
    OVER_1000 = "1000+", _("1 000 people or more")


class Origin(models.TextChoices):
    """How an organisation came into the register."""

    SELF = "self", _("Registered by itself")
    COUNTRY = "country", _("Entered by its country")
    EIPA = "eipa", _("Entered by the CAF Resource Centre")
    IMPORTED = "import", _("Imported from a file")
    GENERATED = "generated", _("Generated for demonstration")


class RegisterState(models.TextChoices):
    """How an organisation stands in the register. Whether it counts is no state: `caf.reading.counting` says it."""

    CLAIMED = "claimed", _("Claimed")
    TO_VALIDATE = "to validate", _("To validate")
    VALIDATED = "validated", _("Validated")
    DORMANT = "dormant", _("Dormant")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


def last_state(day: date) -> Subquery:
    """Of organisations: the state after the last step known on that day."""
    steps = Registration.objects.filter(organisation=OuterRef("pk"), known_on__lte=day)
    return Subquery(steps.order_by("-known_on", "-pk").values("state")[:1])


class OrganisationQuerySet(RecordQuerySet):
    def public(self) -> Self:
        """Those that visitors see: the validated ones."""
        return self.filter(self.are_public())

    def are_public(self) -> Q:
        """Validated; looked at as of a day before it was merged, a merged one too that was validated then."""
        validated, day = Q(state=RegisterState.VALIDATED), viewed_on()
        if day >= timezone.localdate():
            return validated
        return validated | Q(
            Exact(F("state"), Value(RegisterState.MERGED)), Exact(last_state(day), Value(RegisterState.VALIDATED))
        )

    @staticmethod
    def all_visible_to(user: Any) -> bool:
        """Does this reader see the whole register?"""
        return user.is_authenticated and (user.may(Right.EDIT_CAF) or user.may(Right.READ_ALL))

    def visible_to(self, user: Any) -> Self:
        """Validated ones are public; the others are seen by their country, the CAF staff and their own contacts."""
        if not user.is_authenticated:
            return self.public()
        if self.all_visible_to(user):
            return self.all()
        return self.filter(
            self.are_public()
            | Q(country_id__in=user.countries_with(Right.READ_ALL))
            | Q(pk__in=user.caf_contacts.in_force_today().values("organisation"))
        )

    def for_list(self) -> Self:
        # Countries without a join: rows of one country share it, and its names are read once, not once a row.
        # Countries in the order in which they were entered, that of their codes: an index has it, whatever the length.
        return self.prefetch_related("country__names").order_by("country_id", "name", "pk")

    def by_country_name(self) -> Self:
        """Countries in the order of the reader's alphabet: of short lists, for no index has it."""
        countries = sorted(Country.objects.named(), key=lambda country: sort_key(str(country)))
        places = (When(country=country, then=Value(place)) for place, country in enumerate(countries))
        return self.order_by(Case(*places, output_field=IntegerField()), "name", "pk")

    def standing(self, state: str, day: date) -> Self:
        """Those that stood so in the register on that day, as known on it."""
        now = day >= timezone.localdate()  # then the column has it
        stood = Exact(F("state") if now else last_state(day), Value(state))
        return self.filter(stood, known_on__lte=day)

    def with_state_on(self, day: date) -> Self:
        """With `state_then`: how each stood in the register on that day; None if it was not known."""
        return self.annotate(state_then=last_state(day))

    def number(self) -> int:
        """Gives a register number to those that have none yet; how many."""
        digits = LPad(Cast("pk", CharField()), REF_DIGITS, Value("0"))
        return self.filter(ref__isnull=True).update(ref=Concat(Value("CAF-"), digits))


class Then:
    """What a column of DATED said on the day read: what the query tells of it (`caf.reading.register.as_on`), else
    what it says now."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = name.removesuffix("_then")

    def __get__(self, row: Any, owner: type) -> Any:
        return self if row is None else getattr(row, self.column)


class Organisation(Record):
    """An organisation that uses CAF, or asks to be counted as a user.

    Its own: country, language, register number, origin, what it was merged into. name to website: the newest dated
    rows, for lists (`DATED`); state: the last step. changed_on: since when the newest of those rows is
    known, None where nothing has changed since it was entered.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="caf_organisations", verbose_name=_("country"))
    ref = models.CharField(_("register number"), max_length=20, unique=True, null=True, editable=False)
    sender_ref = models.CharField(
        _("reference of the sender"),
        max_length=100,
        blank=True,
        help_text=_("The number by which the country, or whoever sent the record, knows it."),
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, blank=True, editable=False)
    language = models.CharField(
        _("language of the name"),
        max_length=10,
        blank=True,
        help_text=_("The register calls it by its official name in this language."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    name = models.CharField(_("name"), max_length=200)
    english_name = models.CharField(_("name in English"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    level = models.CharField(_("level of government"), max_length=20, choices=Level, blank=True)
    sector = models.CharField(_("sector"), max_length=100, choices=Sector, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=SizeBand, blank=True)
    website = models.URLField(_("web site"), blank=True)
    changed_on = models.DateField(_("changed"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=RegisterState, default=RegisterState.TO_VALIDATE, editable=False
    )

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("CAF organisation")
        verbose_name_plural = _("CAF organisations")
        ordering = ("country__iso2", "name")
        indexes = [
            models.Index(fields=("country", "state"), name="caf_organisation_standing"),
            models.Index(fields=("changed_on",), name="caf_organisation_changed"),
            # By the first three a list is ordered, by the other two it is chosen: SQLite has no columns beside a key.
            models.Index(fields=("country", "name", "id", "known_on", "state"), name="caf_organisation_listed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("country", "name", "city"),
                condition=Q(merged_into__isnull=True),
                name="caf_organisation_one_name",
                violation_error_message=_("This country has an organisation of that name in that city already."),
            ),
            models.UniqueConstraint(
                fields=("country", "sender_ref"),
                condition=~Q(sender_ref=""),
                name="caf_organisation_one_sender_ref",
                violation_error_message=_("This country has an organisation with that reference already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RegisterState.MERGED) | Q(merged_into__isnull=False),
                name="caf_organisation_merged_into_one",
                violation_error_message=_("A merged organisation names the one that it was merged into."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="caf_organisation_not_into_itself",
                violation_error_message=_("An organisation is not merged into itself."),
            ),
        ]

    name_then, english_name_then, city_then = Then(), Then(), Then()
    level_then, sector_then, size_then, website_then = Then(), Then(), Then(), Then()

    def __str__(self) -> str:
        """As it was called on the day for which it was read."""
        return self.name_then or self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Gives a new one its register number."""
        super().save(*args, **kwargs)
        if self.ref is None:
            rows = type(self).objects.filter(pk=self.pk)
            rows.number()
            self.ref = rows.values_list("ref", flat=True).get()

    def get_absolute_url(self) -> str:
        return numbered("caf:organisation_page", self.pk)

    def was_merged_by(self, day: date) -> bool:
        """Is it one with another record, as known on that day?"""
        last = self.steps.filter(known_on__lte=day).order_by("known_on", "pk").last()
        return last is not None and last.state == RegisterState.MERGED

    @property
    def final(self) -> Organisation:
        """The record that stands for it: itself, or the one that it was merged into, however often."""
        return self if self.merged_into is None else self.merged_into.final


DATED = ("name", "english_name", "city", "level", "sector", "size", "website")
"""The columns that follow dated rows; as of a day: `caf.reading.register.as_on`."""


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
        indexes = [models.Index(fields=("organisation", "known_on", "id"), name="caf_registration_last")]

    def __str__(self) -> str:
        return labelled(self.organisation, RegisterState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()
