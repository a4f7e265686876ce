"""Prizes of an edition: what is awarded and by whom it is judged, who is nominated, who receives it.

A jury's decision is a dated row; that a prize is taken back is a later one. Until a nomination or a decision is
announced, it is seen by the secretariat and by the country that hosts the edition.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionPart, EditionSchedule
from core.fields import TextField
from core.models import RecordQuerySet, TransitionLog, last_known
from core.phrases import labelled
from network.models import Country
from network.seats import Right


class GovernmentLevel(models.TextChoices):
    EUROPEAN = "european", _("European")
    NATIONAL = "national", _("National or federal")
    REGIONAL = "regional", _("Regional or community")
    LOCAL = "local", _("Local")
    OTHER = "other", _("Other level")


def hosted_editions(user: Any, right: Right) -> Any:
    """The editions whose host, as known today, is a country that this person holds the right for."""
    newest = EditionSchedule.objects.filter(edition=OuterRef("pk"), known_on__lte=timezone.localdate())
    host = Subquery(newest.order_by("-known_on", "-pk").values("country")[:1])
    return Edition.objects.alias(host=host).filter(host__in=user.countries_with(right))


class HostQuerySet(RecordQuerySet):
    """Rows that only the secretariat and the host country see. to_edition: the way to the edition."""

    to_edition: ClassVar[str] = "edition"

    def open_rows(self) -> Q | None:
        """Those that everybody sees; None where there are none."""
        return None

    def visible_to(self, user: Any) -> Self:
        if user.is_authenticated and user.may(Right.READ_ALL):
            return self.all()
        seen = self.open_rows()
        if user.is_authenticated and user.countries_with(Right.READ_ALL):
            hosted = Q(**{f"{self.to_edition}__in": hosted_editions(user, Right.READ_ALL).values("pk")})
            seen = hosted if seen is None else seen | hosted
        return self.none() if seen is None else self.filter(seen)


class AnnouncedQuerySet(HostQuerySet):
    """Rows that everybody sees from the day on which they are announced."""

    def open_rows(self) -> Q:
        return Q(announced_on__lte=timezone.localdate())

    def for_list(self) -> Self:
        return self.select_related("prize", "edition")


class PrizePart(EditionPart):
    """A row about the prizes of an edition stands on the page of its prizes."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("conferences:prizes_page", args=[self.edition.code])


class Prize(PrizePart):
    """What an edition awards, and for what."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="prizes", verbose_name=_("edition"))
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    name = TextField(_("prize"))
    criteria = TextField(_("criteria"), long=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ("edition", "place")

    def __str__(self) -> str:
        return str(self.name)


def prize_of_edition(**more: Any) -> Any:
    """The prize that a row is about; empty: any of the edition's."""
    return models.ForeignKey(
        Prize,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("for the prize"),
        help_text=_("Empty: for all prizes of the edition."),
        **more,
    )


class JuryMember(PrizePart):
    """A seat in the jury: an office, never a person's name."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="jury", verbose_name=_("edition"))
    prize = prize_of_edition(related_name="jury")
    role = TextField(_("role"), help_text=_("The office, not the person: head of the quality department."))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    is_chair = models.BooleanField(_("chairs the jury"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member of the jury")
        verbose_name_plural = _("members of the jury")
        ordering = ("-is_chair", "pk")

    def __str__(self) -> str:
        return ", ".join(part for part in (str(self.role), self.organisation) if part)


class Nominee(PrizePart):
    """An organisation with the project that it is nominated for."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="nominees", verbose_name=_("edition"))
    prize = prize_of_edition(related_name="nominees")
    organisation = models.CharField(_("organisation"), max_length=200, help_text=_("In its own language."))
    unit = models.CharField(_("unit"), max_length=200, blank=True)
    government = TextField(_("government it belongs to"), blank=True, help_text=_("As in “Flemish Community”."))
    level = models.CharField(_("level of government"), max_length=20, choices=GovernmentLevel, blank=True)
    region = models.CharField(_("region (NUTS)"), max_length=100, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    title = TextField(_("project"), blank=True, help_text=_("In its own language it may stand alone."))
    description = TextField(_("about the project"), long=True, blank=True)
    announced_on = models.DateField(
        _("announced on"), null=True, blank=True, help_text=_("From this day everybody sees it. Empty: not yet.")
    )

    objects = AnnouncedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        ordering = ("organisation", "pk")

    def __str__(self) -> str:
        return labelled(self.organisation, self.title) if self.title else self.organisation

    @property
    def full_name(self) -> str:
        """The organisation with its unit."""
        return ", ".join(part for part in (self.organisation, self.unit) if part)

    def clean(self) -> None:
        """A prize of another edition cannot be meant."""
        if self.prize is not None and self.prize.edition_id != self.edition_id:
            raise ValidationError({"prize": _("This prize belongs to another edition.")})


class LaureateState(models.TextChoices):
    AWARDED = "awarded", _("Awarded")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a prize", "Withdrawn")


class LaureateQuerySet(AnnouncedQuerySet):
    def for_list(self) -> Self:
        return self.select_related("prize", "edition", "nominee__country").prefetch_related(
            "steps", "nominee__country__names"
        )


class Laureate(PrizePart):
    """The jury decided that a nominee receives a prize. Its state as of a day is the last step known on it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="laureates", verbose_name=_("edition"))
    prize = models.ForeignKey(Prize, models.PROTECT, related_name="laureates", verbose_name=_("prize"))
    nominee = models.ForeignKey(Nominee, models.PROTECT, related_name="laureates", verbose_name=_("nominee"))
    ex_aequo = models.BooleanField(_("shares the prize with another (ex aequo)"), default=False)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = TextField(_("the jury’s reason"), long=True, blank=True)
    announced_on = models.DateField(
        _("announced on"), null=True, blank=True, help_text=_("From this day everybody sees it. Empty: not yet.")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=LaureateState, default=LaureateState.AWARDED, editable=False
    )

    objects = LaureateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("laureate")
        verbose_name_plural = _("laureates")
        ordering = ("edition", "prize__place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("prize", "nominee"),
                name="conferences_laureate_once",
                violation_error_message=_("This nominee has received this prize already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | Q(announced_on__isnull=True)
                | Q(announced_on__gte=models.F("decided_on")),
                name="conferences_laureate_order",
                violation_error_message=_("It would be announced before the jury has decided."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.prize, self.nominee.organisation)

    def get_absolute_url(self) -> str:
        return reverse("conferences:laureate_page", args=[self.pk])

    def clean(self) -> None:
        """Prize and nominee belong to this edition, and to each other."""
        if None in (self.prize_id, self.nominee_id):
            return
        if self.prize.edition_id != self.edition_id:
            raise ValidationError({"prize": _("This prize belongs to another edition.")})
        if self.nominee.edition_id != self.edition_id:
            raise ValidationError({"nominee": _("This nominee belongs to another edition.")})
        if self.nominee.prize_id not in (None, self.prize_id):
            raise ValidationError({"nominee": _("This nominee stands for another prize.")})

    def step_on(self, day: date) -> LaureateStep | None:
        """The last step known on that day; None if nothing was known of the decision."""
        step: LaureateStep | None = last_known(self.steps.all(), day)
        return step

    def stands_on(self, day: date) -> bool:
        """Whether the prize was theirs, as known on that day."""
        step = self.step_on(day)
        return step is not None and step.state == LaureateState.AWARDED


class LaureateStepQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the laureates that this person may see."""
        return self.filter(laureate__in=Laureate.objects.visible_to(user))


class LaureateStep(TransitionLog):
    """Awarded, and perhaps withdrawn: since when that is known, and why."""

    laureate = models.ForeignKey(Laureate, models.CASCADE, related_name="steps", verbose_name=_("laureate"))

    objects = LaureateStepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a laureate")
        verbose_name_plural = _("steps of laureates")

    def __str__(self) -> str:
        return labelled(self.laureate, LaureateState(self.state).label)

    def get_absolute_url(self) -> str:
        return self.laureate.get_absolute_url()


class PressNote(PrizePart):
    """What the press is told of a conference besides its prizes, as reported on a day; the last one known counts.

    The texts are parts of sentences, as their hints show, for a release is put together from them.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="press_notes", verbose_name=_("edition"))
    organisers = TextField(
        _("organised by"), blank=True, help_text=_("With its article: the regions, provinces and cities.")
    )
    initiators = TextField(
        _("initiative of"),
        blank=True,
        help_text=_("Functions, with their article: the ministers for the civil service."),
    )
    audience = TextField(_("meant for"), blank=True, help_text=_("As in “all public services of the country”."))
    context = TextField(_("what the theme stands for"), blank=True, help_text=_("As in “an ageing staff”."))
    programme = TextField(_("programme"), blank=True, help_text=_("As in “talks and good practice from all levels”."))
    aim = TextField(
        _("what the prizes are for"), blank=True, help_text=_("As in “to show what quality management achieves”.")
    )
    about = TextField(_("about the conference"), long=True, blank=True, help_text=_("Whole sentences."))
    every_years = models.PositiveSmallIntegerField(_("held every … years"), null=True, blank=True)
    cases = models.PositiveIntegerField(_("cases submitted"), null=True, blank=True)
    office = TextField(_("press office"), blank=True)
    unit = TextField(_("unit"), blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    website = models.URLField(_("web site"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("note for the press")
        verbose_name_plural = _("notes for the press")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(every_years__isnull=True) | Q(every_years__gt=0),
                name="conferences_pressnote_rhythm",
                violation_error_message=_("Once every 0 years is not possible."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self._meta.verbose_name, self.edition)
