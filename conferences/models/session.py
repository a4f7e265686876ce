"""Sessions of an edition, and who contributed to them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionSchedule
from core.clock import present_day
from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Actor, WorkingArea
from network.seats import Right


class SessionKind(models.TextChoices):
    PLENARY = "plenary", _("Plenary")
    AGORA = "agora", _("Agora")
    INFO_SHOP = "info-shop", _("Info-shop")
    WORKSHOP = "workshop", _("Best-practice workshop")
    CAF_CENTRE = "caf centre", _("CAF centre")
    STAND = "stand", _("Stand")
    SESSION = "session", _("Session")


class SessionQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A session that no version of the programme has shown yet is seen by those who make the programme."""
        if not user.is_authenticated or not user.may_for_some(Right.EDIT_PROGRAMME):
            return self.filter(is_draft=False)
        if user.may(Right.EDIT_PROGRAMME):
            return self.all()
        own = Session.objects.hosted_by(user.countries_with(Right.EDIT_PROGRAMME))
        return self.filter(Q(is_draft=False) | Q(pk__in=own.values("pk")))

    def hosted_by(self, countries: Any) -> Self:
        """Sessions of the editions that these countries (ids) host, as known today."""
        schedules = EditionSchedule.objects.filter(edition=OuterRef("edition"), known_on__lte=present_day())
        host = schedules.order_by("-known_on", "-pk").values("country")[:1]
        return self.alias(host=Subquery(host)).filter(host__in=list(countries))

    def for_list(self) -> Self:
        """With what says where and when it is: the versions of the programme, or the session's own people."""
        return (
            self.select_related("edition", "hall")
            .prefetch_related("edition__programme_versions", "edition__frames", "entries", "people__country__names")
            .order_by("edition", "place", "code")
        )


class Session(Record):
    """One session of an edition: an info-shop, an agora, a CAF session.

    When, where and in which languages it is held, and its people, are the working programme: readers are shown what
    the last version released says (`conferences.programme.slots`). starts, ends: moments, written in the time zone
    of the edition; held_on is their day there, or the day alone where the hours are not known. is_draft: no version
    has shown it yet.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sessions", verbose_name=_("edition"))
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind)
    code = models.SlugField(_("code"), max_length=30)
    place = models.PositiveSmallIntegerField(_("place in the programme"), default=1)
    title = TextField(_("title"))
    area = models.CharField(_("working area"), max_length=20, choices=WorkingArea, blank=True)
    on_priority_theme = models.BooleanField(_("on a priority theme of the network"), default=False)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    starts = models.DateTimeField(_("starts"), null=True, blank=True)
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    hall = models.ForeignKey(
        "conferences.Hall", models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("hall")
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    expected = models.PositiveIntegerField(
        _("participants expected"), null=True, blank=True, help_text=_("To see whether the hall is large enough.")
    )
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    is_draft = models.BooleanField(_("not released yet"), default=False, editable=False)
    panel = models.TextField(_("panel"), blank=True, help_text=_("One a line: role, organisation."))
    speakers = models.TextField(_("speakers"), blank=True, help_text=_("One a line: role, organisation."))

    objects = SessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("edition", "place", "code")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "code"),
                name="conferences_session_one_code",
                violation_error_message=_("There is a session with this code already."),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True)
                | Q(starts__isnull=False, ends__isnull=False, ends__gt=F("starts"), held_on__isnull=False),
                name="conferences_session_hours",
                violation_error_message=_("A session ends after it starts, and its day is known where its hours are."),
            ),
        ]

    def __str__(self) -> str:
        return labelled(self.edition, self.title)

    def get_absolute_url(self) -> str:
        return reverse("conferences:session_page", args=[self.edition.code, self.code])


class SessionContributor(Record, Actor):
    """A country or a body that made a session happen, and may be thanked for it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="contributors", verbose_name=_("session"))

    history = HistoricalRecords()

    class Meta(Actor.Meta):
        abstract = False
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return labelled(self.session, self.country or self.body)

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()
