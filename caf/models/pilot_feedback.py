"""What the pilots say of the procedure: a consultation of one audience on a version, who is asked, what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from caf.models.expert import Expert
from caf.models.procedure import ProcedureItem, ProcedureVersion
from core.clock import present_day
from core.fields import TextField
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Country
from network.seats import Right

MOST_SETS = 50
"""So many times at most one mailbox answers, for the organisations that it stands for."""


def reads_pilot_feedback(user: Any) -> bool:
    """The CAF Resource Centre, the coordinators, and who is named for the CAF expert group today, by mail address."""
    if not user.is_authenticated:
        return False
    if user.may(Right.READ_PILOT_FEEDBACK):
        return True
    return bool(user.email) and Expert.objects.in_force(present_day()).filter(email__iexact=user.email).exists()


class PilotFeedbackQuerySet(RecordQuerySet):
    """Of a model that whoever reads what the pilots said may read."""

    def visible_to(self, user: Any) -> Self:
        """All of them or, without that right, none."""
        return self.all() if reads_pilot_feedback(user) else self.none()


class FeedbackAudience(models.TextChoices):
    ORGANISATIONS = "organisations", _("Organisations")
    ACTORS = "feedback actors", _("Feedback actors")
    ORGANISERS = "national organisers", _("National organisers")


class ConsultationStage(models.TextChoices):
    PREPARED = "prepared", _("In preparation")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", pgettext_lazy("of a consultation", "Closed")


class ConsultationQuerySet(PilotFeedbackQuerySet):
    def for_list(self) -> Self:
        """With `asked` and `sent`: how many answers were asked for, and how many have come."""
        mailed = Exists(InvitationLink.objects.filter(invitation=OuterRef("pk")))
        rows = Invitation.objects.filter(mailed, consultation=OuterRef("pk")).order_by().values("consultation")
        return (
            self.select_related("version")
            .annotate(
                asked=Subquery(rows.annotate(n=Sum("sets")).values("n")),
                sent=Subquery(rows.annotate(n=Sum("answered")).values("n")),
            )
            .order_by("-opens_on", "audience", "pk")
        )


class Consultation(Record):
    """One audience of the pilots is asked about a version of the procedure, from a day to a day, both included.

    anonymous: promised to those who are asked, and kept by the database: it never changes, nor does what is asked of
    whom (`caf.frozen`). addresses_deleted_on: from then on nobody can tell which mailbox was asked.
    """

    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="consultations", verbose_name=_("version of PEF")
    )
    audience = models.CharField(_("audience"), max_length=20, choices=FeedbackAudience)
    anonymous = models.BooleanField(
        _("anonymous"),
        default=True,
        help_text=_("Promised to those who are asked. It cannot be changed afterwards."),
    )
    opens_on = models.DateField(_("open from"))
    closes_on = models.DateField(
        pgettext_lazy("of a consultation", "open until"), help_text=_("The last day on which answers are taken.")
    )
    introduction = TextField(
        _("introduction"), long=True, blank=True, help_text=_("Stands above the questions, and in the mail.")
    )
    addresses_deleted_on = models.DateField(_("addresses deleted on"), null=True, editable=False)
    # Counted by `for_list()`:
    asked: int | None
    sent: int | None

    objects = ConsultationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("consultation of the pilots")
        verbose_name_plural = _("consultations of the pilots")
        ordering = ("-opens_on", "audience", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="caf_consultation_order",
                violation_error_message=_("It closes before it opens."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.version, self.get_audience_display())

    def get_absolute_url(self) -> str:
        return reverse("caf:consultation_page", args=[self.pk])

    @property
    def analysis_url(self) -> str:
        return reverse("caf:consultation_analysis", args=[self.pk])

    def stage_on(self, day: date) -> ConsultationStage:
        if day < self.opens_on:
            return ConsultationStage.PREPARED
        return ConsultationStage.OPEN if day <= self.closes_on else ConsultationStage.CLOSED

    def is_open_on(self, day: date) -> bool:
        """Whether answers are taken."""
        return self.stage_on(day) == ConsultationStage.OPEN

    def is_closed_on(self, day: date) -> bool:
        """Whether, seen from that day, no more answers come: only then is anything shown of them. A day that has
        not come yet closes nothing, or two looks at a running count would tell one answer."""
        return self.closes_on < min(day, timezone.localdate())


class AskedItem(models.Model):
    """An item of the procedure as this consultation asks about it: its words are kept as they were asked."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="items")
    item = models.ForeignKey(ProcedureItem, models.PROTECT, related_name="asked")
    place = models.PositiveSmallIntegerField(_("place in the order"))
    number = models.CharField(_("number"), max_length=10)
    text = TextField(_("words"), long=True)

    class Meta:
        verbose_name = _("item that is asked about")
        verbose_name_plural = _("items that are asked about")
        ordering = ("place",)
        constraints = [models.UniqueConstraint(fields=("consultation", "item"), name="caf_askeditem_once")]

    def __str__(self) -> str:
        return labelled(self.number, self.text)

    @property
    def key(self) -> str:
        """Under which answers keep it."""
        return str(self.pk)


class InvitationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Addresses: those who run the consultation."""
        return self.all() if user.is_authenticated and user.may(Right.RUN_PILOT_FEEDBACK) else self.none()

    def waiting_for(self, email: str, day: date) -> Self:
        """Asked at this address, open on that day, and not all answered."""
        return self.filter(
            email__iexact=email,
            answered__lt=F("sets"),
            links__isnull=False,
            consultation__opens_on__lte=day,
            consultation__closes_on__gte=day,
        ).distinct()


class Invitation(models.Model):
    """A mailbox that is asked, and how many of its answers have come; what they say stands elsewhere.

    sets: for how many organisations, or people, it answers. who: as its own country calls it. answered_on: the day of
    the first answer. No history is kept: it would say when.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))
    who = models.CharField(_("who is asked"), max_length=200, blank=True, help_text=_("An organisation, or a role."))
    sets = models.PositiveSmallIntegerField(
        _("answers for"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_SETS)]
    )
    answered = models.PositiveSmallIntegerField(_("answers sent"), default=0, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a consultation")
        verbose_name_plural = _("invitations to a consultation")
        ordering = ("country__iso2", "email", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("consultation", "email"), condition=~Q(email=""), name="caf_invitation_once"
            ),
            models.CheckConstraint(
                condition=Q(answered=0, answered_on__isnull=True)
                | Q(answered__gt=0, answered__lte=F("sets"), answered_on__isnull=False),
                name="caf_invitation_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.who or self.email or str(_("deleted address"))


class InvitationMailing(models.Model):
    """A consultation goes out to those who have not got it, or a reminder to those who have not answered."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="mailings")
    is_reminder = models.BooleanField(default=False)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)


class InvitationLink(models.Model):
    """The personal link that one mailing gave one mailbox. The link itself is only in the mail: here is its mark."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links")
    mailing = models.ForeignKey(InvitationMailing, models.CASCADE, related_name="links")
    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("invitation", "mailing"), name="caf_invitationlink_once")]
