"""The programme of an edition: halls, who speaks, clashes that were kept, and the versions that were released.

Sessions are the working programme, which is edited. What readers are shown is the last version released by the
day they read: a version and its entries never change.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from conferences.models.edition import Edition, EditionPart
from conferences.models.session import Session
from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Country
from network.seats import Right


class Hall(EditionPart):
    """A hall of an edition's venue."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="halls", verbose_name=_("edition"))
    name = models.CharField(_("hall"), max_length=100)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ("place", "name")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "name"),
                name="conferences_hall_one_name",
                violation_error_message=_("There is a hall of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="conferences_hall_has_seats",
                violation_error_message=_("A hall has at least one seat. Leave it empty if the number is not known."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SessionRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    FACILITATOR = "facilitator", _("Facilitator")
    PANELLIST = "panellist", _("Panellist")
    SPEAKER = "speaker", _("Speaker")


class WorkingQuerySet(RecordQuerySet):
    """Rows of the working programme, which only those see who make it."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.may_for_some(Right.EDIT_PROGRAMME):
            return self.none()
        if user.may(Right.EDIT_PROGRAMME):
            return self.all()
        return self.filter(session__in=Session.objects.hosted_by(user.countries_with(Right.EDIT_PROGRAMME)))


class SessionPerson(Record):
    """Who takes part in a session, as what: by name, or by function where the source names none."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="people", verbose_name=_("session"))
    role = models.CharField(_("role"), max_length=20, choices=SessionRole)
    place = models.PositiveSmallIntegerField(_("place in the order"), default=1)
    name = models.CharField(_("name or function"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    talk = TextField(_("title of the talk"), blank=True)

    objects = WorkingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person in a session")
        verbose_name_plural = _("people in a session")
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return labelled(self.get_role_display(), ", ".join(filter(None, (self.name, self.organisation))))

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()


class KeptClash(models.Model):
    """A clash of the working programme that somebody chose to keep, as it was then: if anything of it changes, it is
    a new clash. key: as `conferences.programme.clashes` makes it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="kept_clashes")
    key = models.CharField(max_length=300)
    kept_at = models.DateTimeField(_("kept at"), auto_now_add=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("kept by")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=("edition", "key"), name="conferences_clash_kept_once")]

    def __str__(self) -> str:
        return self.key


class ProgrammeVersion(EditionPart):
    """A released version. Never changed once made.

    known_on: the day of the release. number: counts the versions of an edition; the SEQUENCE of its calendars.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="programme_versions", verbose_name=_("edition"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name of the version"), max_length=30)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    released_at = models.DateTimeField(_("released at"), auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("released by")
    )

    class Meta:
        verbose_name = _("version of the programme")
        verbose_name_plural = _("versions of the programme")
        ordering = ("edition", "number")
        constraints = [
            models.UniqueConstraint(fields=("edition", "number"), name="conferences_programme_one_number"),
            models.UniqueConstraint(
                fields=("edition", "name"),
                name="conferences_programme_one_name",
                violation_error_message=_("There is a version of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Version %(name)s") % {"name": self.name}

    def get_absolute_url(self) -> str:
        return reverse("conferences:programme_version", args=[self.edition.code, self.name])


class ProgrammeEntry(models.Model):
    """A session as a version has it. data: as `conferences.programme.slots.Slot.as_json` writes it."""

    version = models.ForeignKey(ProgrammeVersion, models.CASCADE, related_name="entries")
    session = models.ForeignKey(Session, models.CASCADE, related_name="entries")
    data = models.JSONField()

    class Meta:
        ordering = ("version", "pk")
        constraints = [
            models.UniqueConstraint(fields=("version", "session"), name="conferences_programme_session_once")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.data['code']}"


def version_on(versions: Any, day: date) -> ProgrammeVersion | None:
    """Of versions at hand, the one that counted on the day; None if none was released by then."""
    return max((row for row in versions if row.known_on <= day), key=lambda row: row.number, default=None)
