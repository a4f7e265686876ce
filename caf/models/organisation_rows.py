"""What is said of an organisation as of a day: its names, its profile, whom it came from, whom one may ask."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Level, Organisation, Sector, SizeBand
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.seats import Right

NUTS = RegexValidator(r"^[A-Z]{2}[A-Z0-9]{0,3}\Z", _("Two letters for the country and up to three signs: DK01, ITC4C."))


class RowQuerySet(RecordQuerySet):
    """Rows that hang on an organisation: who sees it sees them."""

    def visible_to(self, user: Any) -> Self:
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class NameKind(models.TextChoices):
    OFFICIAL = "official", _("Official name")
    ALIAS = "alias", _("Also known as")
    ACRONYM = "acronym", _("Acronym")
    FORMER = "former", _("Former name")


class OrganisationName(Record):
    """What an organisation is called in a language, from the day since which it is known.

    Of its official names in one language the one known last is in force; the other kinds stand side by side.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names", verbose_name=_("organisation"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of name"), max_length=10, choices=NameKind, default=NameKind.OFFICIAL)

    objects = RowQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("name of a CAF organisation")
        verbose_name_plural = _("names of CAF organisations")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "language", "known_on"),
                condition=Q(kind=NameKind.OFFICIAL),
                name="caf_organisationname_one_a_day",
                violation_error_message=_("An official name in this language is recorded for that day already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()


class OrganisationProfile(Record):
    """Where an organisation is and what it is, as a whole, from the day since which it is known.

    latitude, longitude: degrees, both or neither. The profile known last is in force.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="profiles", verbose_name=_("organisation")
    )
    city = models.CharField(_("city"), max_length=100, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    nuts = models.CharField(
        _("NUTS code"),
        max_length=5,
        blank=True,
        validators=[NUTS],
        help_text=_("The region in the European statistics: DK01, ITC4C."),
    )
    level = models.CharField(_("level of government"), max_length=20, choices=Level, blank=True)
    sector = models.CharField(_("sector"), max_length=100, choices=Sector, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=SizeBand, blank=True)
    website = models.URLField(_("web site"), blank=True)

    objects = RowQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("profile of a CAF organisation")
        verbose_name_plural = _("profiles of CAF organisations")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "known_on"),
                name="caf_organisationprofile_one_a_day",
                violation_error_message=_("A profile is recorded for that day already: mend that one."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="caf_organisationprofile_place",
                violation_error_message=_("Give latitude (-90 to 90) and longitude (-180 to 180), or neither."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.organisation, self.city or gettext("profile"))

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()


class LinkKind(models.TextChoices):
    """What became of the predecessor."""

    CONTINUED = "continued", _("continued as")
    JOINED = "joined", _("joined with others into")
    SPLIT = "split", _("split, in part into")
    PART_LEFT = "part left", _("gave off a part, which became")


class LinkQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of which one may see both organisations."""
        seen = Organisation.objects.visible_to(user)
        return self.filter(predecessor__in=seen, successor__in=seen)


class OrganisationLink(Record):
    """An organisation that came from another, in the world; two records of one organisation are merged instead."""

    predecessor = models.ForeignKey(
        Organisation, models.CASCADE, related_name="successors", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Organisation, models.CASCADE, related_name="predecessors", verbose_name=_("successor")
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=LinkKind, default=LinkKind.CONTINUED)
    happened_on = models.DateField(_("on the day"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("successor of a CAF organisation")
        verbose_name_plural = _("successors of CAF organisations")
        ordering = ("happened_on", "known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("predecessor", "successor"),
                name="caf_organisationlink_once",
                violation_error_message=_("These two are linked already."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="caf_organisationlink_two",
                violation_error_message=_("An organisation is not its own successor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"

    def get_absolute_url(self) -> str:
        return self.predecessor.get_absolute_url()


class ContactQuerySet(RecordQuerySet):
    def in_force(self, day: date) -> Self:
        """Those who are still to be asked on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def asked(self) -> Self:
        """Those who have not stopped the yearly question."""
        return self.filter(question_stop__isnull=True)

    def in_force_today(self) -> Self:
        return self.in_force(timezone.localdate())

    def visible_to(self, user: Any) -> Self:
        """Personal data: seen by who keeps the register of that country, and by the organisation's own contacts."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        countries = user.countries_with(Right.EDIT_CAF)
        own = list(user.caf_contacts.in_force_today().values_list("organisation", flat=True))
        if not countries and not own:
            return self.none()
        return self.filter(Q(organisation__country__in=countries) | Q(organisation__in=own))


class Contact(Record):
    """Whom one may ask about an organisation. Personal data: in no list, and in files of those alone who may see it.

    person: the account of one who registered it, who then keeps its record. consent: the version of the text that was
    agreed to, with its day: both or neither. From ends_on on one is asked no more. Who erases a person's data
    erases the `history` too.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=150, help_text=_("For example: quality manager."))
    name = models.CharField(_("name of the person"), max_length=150, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="caf_contacts",
        verbose_name=_("account"),
    )
    consent = models.CharField(
        _("agreed to"), max_length=50, blank=True, help_text=_("The version of the text that the person agreed to.")
    )
    consented_on = models.DateField(_("agreed on"), null=True, blank=True)
    ends_on = models.DateField(_("contact until"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contact of a CAF organisation")
        verbose_name_plural = _("contacts of CAF organisations")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(consent="", consented_on__isnull=True) | (~Q(consent="") & Q(consented_on__isnull=False)),
                name="caf_contact_consent_has_day",
                violation_error_message=_("Give the version of the text that was agreed to and the day, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.organisation, self.role)

    @property
    def is_in_force_today(self) -> bool:
        """As `in_force_today` of a row at hand."""
        return self.ends_on is None or self.ends_on > timezone.localdate()

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()
