"""Feedback actors: who may be asked to give an organisation external feedback (PEF), and what speaks against it.

Personal data: seen by the organiser of the actor's country, the CAF Resource Centre and the actor; never public.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.likeness.folding import fold
from caf.models.organisation import Organisation
from core.models import Record, RecordQuerySet, last_known
from core.phrases import labelled
from core.written import written
from network.models import Country
from network.seats import Right


class FeedbackActorQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The own country's pool; the CAF Resource Centre all; an actor the own record."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        return self.filter(Q(person=user) | Q(country_id__in=user.countries_with(Right.EDIT_CAF)))

    def with_rows(self) -> Self:
        """With all that matching looks at, in a fixed number of queries."""
        return self.select_related("country").prefetch_related(
            "country__names", "profiles", "ties__organisation", "trainings", "signatures"
        )

    def for_list(self) -> Self:
        return self.with_rows()


class FeedbackActor(Record):
    """A person in the pool of a country, asked no more from ends_on on.

    person: the account, once there is one. mark: of the token in the mail that leads to one, good until link_until;
    link_by: who sent it.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="feedback_actors", verbose_name=_("country"))
    name = models.CharField(_("name of the person"), max_length=150)
    email = models.EmailField(_("mail address"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="feedback_actors",
        verbose_name=_("account"),
    )
    ends_on = models.DateField(_("in the pool until"), null=True, blank=True)
    mark = models.CharField(max_length=64, unique=True, null=True, editable=False)
    link_until = models.DateTimeField(_("link works until"), null=True, editable=False)
    link_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )

    objects = FeedbackActorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("feedback actor")
        verbose_name_plural = _("feedback actors")
        ordering = ("country__iso2", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("country", "email"),
                name="caf_feedbackactor_once",
                violation_error_message=_("This mail address is in the pool of that country already."),
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True, link_until__isnull=True, link_by__isnull=True)
                | Q(mark__isnull=False, link_until__isnull=False, link_by__isnull=False),
                name="caf_feedbackactor_link_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("caf:feedback_actor_page", args=[self.pk])

    def profile_on(self, day: date) -> ActorProfile | None:
        """Languages, sectors and countries as known on that day; None where nothing is known."""
        profile: ActorProfile | None = last_known(self.profiles.all(), day)
        return profile

    def trained_until(self, day: date) -> date | None:
        """Until when the training known on that day holds; None without one."""
        return max((row.expires_on for row in self.trainings.all() if row.known_on <= day), default=None)

    def signed_on(self, day: date) -> date | None:
        """When the code of conduct was signed last, as known on that day; None if it was not."""
        return max((row.signed_on for row in self.signatures.all() if row.known_on <= day), default=None)

    def lapsed(self, day: date, *, joins: bool = False) -> list[str]:
        """Why this person may give no feedback on that day: sentences, none if nothing has lapsed.

        joins: who makes an account first signs the code of conduct there.
        """
        sentences, until = [], self.trained_until(day)
        if self.ends_on is not None and self.ends_on <= day:
            sentences.append(gettext("Left the pool on %(day)s.") % {"day": written(self.ends_on)})
        if until is None:
            sentences.append(gettext("No training is recorded."))
        elif until < day:
            sentences.append(gettext("The training expired on %(day)s.") % {"day": written(until)})
        if self.signed_on(day) is None and not joins:
            sentences.append(gettext("The code of conduct is not signed."))
        return sentences


class ActorPart(Record):
    """A row about an actor stands at the actor's address."""

    actor: Any

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return str(self.actor.get_absolute_url())


class ActorProfile(ActorPart):
    """Languages, sectors, and countries where the person would give feedback, as a whole, from a day on.

    languages: codes of ISO 639-1; sectors: keys of `Sector`, none: every sector; countries: ISO codes, none: the own.
    """

    actor = models.ForeignKey(FeedbackActor, models.CASCADE, related_name="profiles", verbose_name=_("feedback actor"))
    languages = models.JSONField(_("languages"), default=list)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    countries = models.JSONField(_("available in the countries"), default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("languages, sectors, countries")
        verbose_name_plural = _("languages, sectors, countries")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("actor", "known_on"),
                name="caf_actorprofile_one_a_day",
                violation_error_message=_("A row is recorded for that day already: mend that one."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.actor, ", ".join(self.languages))


class TieKind(models.TextChoices):
    """What ties an actor to an organisation; each is a conflict of interest."""

    WORKS_FOR = "works for", _("works for")
    SUPERVISED_BY = "supervised by", _("works for a body that is supervised by")
    SUPERVISES = "supervises", _("works for the body that supervises")
    ADVISES = "advises", _("advises, or has advised")


def spelt(name: str) -> str:
    """A name without accents, case, signs and small words, to be compared with another; its figures stay."""
    found = fold(name)
    return " ".join((found.plain, *found.numbers)).strip()


class ActorTie(ActorPart):
    """An organisation to which an actor is tied, in the register or in words, until a day."""

    actor = models.ForeignKey(FeedbackActor, models.CASCADE, related_name="ties", verbose_name=_("feedback actor"))
    kind = models.CharField(_("tie"), max_length=20, choices=TieKind, default=TieKind.WORKS_FOR)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation of the register"),
    )
    words = models.CharField(
        _("organisation in words"), max_length=200, blank=True, help_text=_("Where the register does not have it.")
    )
    ends_on = models.DateField(_("until"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tie to an organisation")
        verbose_name_plural = _("ties to organisations")
        ordering = ("known_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) & ~Q(words="") | Q(organisation__isnull=False, words=""),
                name="caf_actortie_one_organisation",
                violation_error_message=_("Choose the organisation in the register, or name it in words: one of both."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organisation or self.words}"

    def holds_on(self, day: date) -> bool:
        return self.known_on <= day and (self.ends_on is None or day < self.ends_on)

    def concerns(self, organisations: Collection[int], names: Collection[str]) -> bool:
        """Is it one of these: by its record, or by a name as it was typed? names: each as `spelt`."""
        if self.organisation_id is not None:
            return self.organisation_id in organisations
        return spelt(self.words) in names


class ActorTraining(ActorPart):
    """A training as a feedback actor, and until when it holds. Held again: a new row."""

    actor = models.ForeignKey(FeedbackActor, models.CASCADE, related_name="trainings", verbose_name=_("feedback actor"))
    title = models.CharField(_("training"), max_length=200)
    trained_on = models.DateField(_("trained on"))
    expires_on = models.DateField(_("holds until"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("training of a feedback actor")
        verbose_name_plural = _("trainings of feedback actors")
        ordering = ("trained_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("trained_on")),
                name="caf_actortraining_order",
                violation_error_message=_("It expires before it began."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class CodeSignature(ActorPart):
    """The code of conduct, signed on a day. text_version: which version of its text, as in `CODE_VERSION`."""

    actor = models.ForeignKey(
        FeedbackActor, models.CASCADE, related_name="signatures", verbose_name=_("feedback actor")
    )
    text_version = models.CharField(_("version of the text"), max_length=50)
    signed_on = models.DateField(_("signed on"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signature under the code of conduct")
        verbose_name_plural = _("signatures under the code of conduct")
        ordering = ("signed_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("actor", "text_version", "signed_on"),
                name="caf_codesignature_once",
                violation_error_message=_("This signature is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return self.text_version
