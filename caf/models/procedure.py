"""The versions of the Procedure on External Feedback (PEF): steps, items, the words of the ratings, the least to reach.

A procedure that runs keeps the version that it was begun with; what changes comes with the next version.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import TextField
from core.models import Confidence, Record, RecordQuerySet
from core.phrases import labelled
from network.models import Body, Meeting

LOWEST, HIGHEST = 1, 5


class RollUp(models.TextChoices):
    """How the ratings of a step's items become the rating of the step. The questionnaires of 2020 do not say it."""

    MEAN_ROUNDED = "mean rounded", _("the mean, rounded to a whole number (half upwards)")
    MEAN = "mean", _("the mean, as it is")
    LOWEST = "lowest", _("the lowest of its items")


class Maturity(models.IntegerChoices):
    """How far an organisation is with a Principle of Excellence (third questionnaire)."""

    NONE = 0, _("not yet begun")
    INITIATION = 1, _("initiation")
    REALISATION = 2, _("realisation")
    MATURITY = 3, _("maturity")


class Pillar(models.IntegerChoices):
    SELF_ASSESSMENT = 1, _("Pillar 1: the self-assessment")
    IMPROVEMENT = 2, _("Pillar 2: the improvement actions")
    MATURITY = 3, _("Pillar 3: the Principles of Excellence")


RATED_FROM_ONE_TO_FIVE = (Pillar.SELF_ASSESSMENT, Pillar.IMPROVEMENT)


class ProcedureVersionQuerySet(RecordQuerySet):
    def on(self, day: date) -> ProcedureVersion | None:
        """The version in force, as known on that day: the one that came into force last; None before the first."""
        rows = self.known(day).filter(from_on__lte=day).order_by("from_on", "known_on", "pk")
        found: ProcedureVersion | None = rows.last()
        return found

    def with_items(self) -> Self:
        """With steps, items and words of the ratings, in three queries more."""
        return self.prefetch_related("steps__items", "rating_words")


class ProcedureVersion(Record):
    """A version of the procedure. from_on: organisations that apply from that day on go by it; empty: not in force.

    months_from, months_to: when one may apply, in months after the top management approved the report.
    least_total: points over pillars 1 and 2. least_maturity: for each principle. label_years: how long a label holds.
    ..._confidence: how surely the source tells that one, where it is less sure than of the version as a whole.
    """

    key = models.SlugField(_("short name"), max_length=20, unique=True)
    title = TextField(_("title"))
    from_on = models.DateField(_("in force from"), null=True, blank=True)
    months_from = models.PositiveSmallIntegerField(_("one may apply after (months)"), default=6)
    months_to = models.PositiveSmallIntegerField(_("and until (months)"), default=12)
    roll_up = models.CharField(
        _("how a step is rated from its items"), max_length=20, choices=RollUp, default=RollUp.MEAN_ROUNDED
    )
    roll_up_confidence = models.CharField(
        _("confidence of how a step is rated"), max_length=10, choices=Confidence, blank=True
    )
    least_total = models.PositiveSmallIntegerField(_("least total of pillars 1 and 2"), null=True, blank=True)
    least_total_confidence = models.CharField(
        _("confidence of the least total"), max_length=10, choices=Confidence, blank=True
    )
    least_maturity = models.PositiveSmallIntegerField(
        _("least level of each principle"), choices=Maturity, null=True, blank=True
    )
    least_maturity_confidence = models.CharField(
        _("confidence of the least level"), max_length=10, choices=Confidence, blank=True
    )
    label_years = models.PositiveSmallIntegerField(_("years for which a label holds"), default=2)
    decided_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at the meeting of the Directors General"),
    )

    objects = ProcedureVersionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("version of PEF")
        verbose_name_plural = _("versions of PEF")
        ordering = ("from_on", "known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(months_from__lt=models.F("months_to")),
                name="caf_procedureversion_window",
                violation_error_message=_("The time in which one may apply ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("caf:procedure_version_page", args=[self.key])

    @cached_property
    def is_used(self) -> bool:
        """Do applications go by it? Then it is mended, and changed no more."""
        return self.applications.exists()


class ProcedureStep(Record):
    """A step of CAF (pillars 1 and 2) or a Principle of Excellence (pillar 3), as a version rates it.

    least: the rating without which there is no label, where the version asks for one.
    """

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="steps", verbose_name=_("version of PEF")
    )
    pillar = models.PositiveSmallIntegerField(_("pillar"), choices=Pillar)
    number = models.PositiveSmallIntegerField(_("number"))
    name = TextField(_("name"))
    least = models.PositiveSmallIntegerField(
        _("least rating"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)],
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("step of PEF")
        verbose_name_plural = _("steps of PEF")
        ordering = ("pillar", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("version", "pillar", "number"),
                name="caf_procedurestep_once",
                violation_error_message=_("This version has that step already."),
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(least__range=(LOWEST, HIGHEST), pillar__lt=Pillar.MATURITY),
                name="caf_procedurestep_least",
                violation_error_message=_("The least rating lies between 1 and 5; a principle has none of its own."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.number, self.name)

    def get_absolute_url(self) -> str:
        return self.version.get_absolute_url()


class ProcedureItem(Record):
    """What is rated in a step; a principle has one item. number: as the questionnaire prints it, for example 1.5.

    continues: the item of the version before that it comes from, where its words were changed.
    """

    step = models.ForeignKey(ProcedureStep, models.CASCADE, related_name="items", verbose_name=_("step of PEF"))
    place = models.PositiveSmallIntegerField(_("place in the order"))
    number = models.CharField(_("number"), max_length=10)
    text = TextField(_("words"), long=True)
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("item of the version before"),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("item of PEF")
        verbose_name_plural = _("items of PEF")
        ordering = ("step__pillar", "step__number", "place")
        constraints = [
            models.UniqueConstraint(
                fields=("step", "number"),
                name="caf_procedureitem_once",
                violation_error_message=_("This step has an item of that number already."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.number, self.text)

    def get_absolute_url(self) -> str:
        return self.step.get_absolute_url()

    @property
    def version(self) -> ProcedureVersion:
        return self.step.version


class RatingWord(Record):
    """What a rating of pillars 1 and 2 means, in the words of a version."""

    version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="rating_words", verbose_name=_("version of PEF")
    )
    value = models.PositiveSmallIntegerField(_("rating"))
    words = TextField(_("words"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("word for a rating")
        verbose_name_plural = _("words for the ratings")
        ordering = ("value",)
        constraints = [
            models.UniqueConstraint(fields=("version", "value"), name="caf_ratingword_once"),
            models.CheckConstraint(condition=Q(value__range=(LOWEST, HIGHEST)), name="caf_ratingword_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.words}"

    def get_absolute_url(self) -> str:
        return self.version.get_absolute_url()
