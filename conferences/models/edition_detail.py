"""What else is known of an edition, as dated rows: figures, languages and time zone, partners, documents."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.languages import language_names
from conferences.models.edition import Edition, EditionPart
from core.fields import TextField
from core.phrases import labelled, phrases
from core.values import Qualifier, Quantity
from network.models import Actor


class FigureKind(models.TextChoices):
    CAPACITY = "capacity", _("Places")
    EXPECTED = "expected", _("Participants expected")
    CASES = "cases", _("Good-practice cases")
    SESSIONS = "sessions", _("Sessions")


class EditionFigure(EditionPart):
    """A figure of an edition as reported on a day: how many places it has, how many cases were shown.

    How many took part is an Attendance. What was planned never counts as what came.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures", verbose_name=_("edition"))
    kind = models.CharField(_("figure"), max_length=20, choices=FigureKind)
    value = models.PositiveIntegerField(_("number"))
    qualifier = models.CharField(_("how exactly"), max_length=20, choices=Qualifier, default=Qualifier.EXACT)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ("kind", "known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="conferences_figure_not_zero",
                violation_error_message=_("Give a number above zero. What is not known is left out."),
            )
        ]

    def __str__(self) -> str:
        words = phrases(get_language() or "en").quantity(self.quantity)
        return labelled(self.edition, labelled(self.get_kind_display(), words))

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.qualifier)


class EditionFrame(EditionPart):
    """In which languages an edition works, and in which time zone its programme is written, as reported on a day."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="frames", verbose_name=_("edition"))
    languages = models.JSONField(_("working languages"), default=list, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        help_text=_("By its name, as in Europe/Paris. The programme is written in the time of this zone."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("languages and time zone")
        verbose_name_plural = _("languages and time zones")
        ordering = ("known_on", "pk")

    def __str__(self) -> str:
        return labelled(self.edition, ", ".join([*language_names(self.languages), self.time_zone]).strip(", "))

    @property
    def zone(self) -> ZoneInfo | None:
        """None where it is not known."""
        return ZoneInfo(self.time_zone) if self.time_zone else None


class PartnerRole(models.TextChoices):
    STEERING = "steering", _("Steering committee")
    CONTENT = "content", _("Content partner")
    LOGISTICS = "logistics", _("Logistics")
    SPONSOR = "sponsor", _("Sponsor")
    EIPA = "eipa", _("Support by EIPA")


class EditionPartner(EditionPart, Actor):
    """Who takes part in making an edition, and as what. Who leaves gets a new row that says so."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="partners", verbose_name=_("edition"))
    role = models.CharField(_("role"), max_length=20, choices=PartnerRole)
    takes_part = models.BooleanField(
        _("takes part"), default=True, help_text=_("Take the tick away to record that the partner has left.")
    )

    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return labelled(self.edition, self.actor_name)

    @property
    def actor_name(self) -> str:
        """The country or the body."""
        return str(self.country or self.body)


class EditionDocument(EditionPart):
    """A document of an edition: a link, or a file kept here (`DocumentFile`)."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="documents", verbose_name=_("edition"))
    title = TextField(_("title"))
    dated_on = models.DateField(_("date of the document"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file_name = models.CharField(_("file"), max_length=150, blank=True, editable=False)
    file_size = models.PositiveIntegerField(_("size in bytes"), null=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("dated_on", "known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(~Q(link="") & Q(file_name="")) | (Q(link="") & ~Q(file_name="")),
                name="conferences_document_link_or_file",
                violation_error_message=_("Give either a link or a file."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.edition, self.title)

    @property
    def address(self) -> str:
        """Where it is read: elsewhere, or as a file of the portal."""
        return self.link or reverse("conferences:edition_document", args=[self.edition.code, self.pk])


class DocumentFile(models.Model):
    """The bytes of a document's file, apart from the row that lists read."""

    document = models.OneToOneField(EditionDocument, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.document.file_name
