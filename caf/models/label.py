"""The label “Effective CAF User”: the decision, the label that it gives, its certificates and reminders."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from caf.models.application import Application
from caf.models.organisation import Organisation
from core.certificates import IssuedCertificate
from core.clock import viewed_on
from core.models import Record, RecordQuerySet, TransitionLog
from core.phrases import labelled
from network.models import Country

REMINDERS = (6, 2)  # months before a label ends


class LabelState(models.TextChoices):
    """The steps of a label. That it has lapsed is none: its last day says so (`Standing`)."""

    GRANTED = "granted", pgettext_lazy("of a label", "Granted")
    RENEWED = "renewed", _("Renewed by a later label")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a label", "Withdrawn")


class Standing(models.TextChoices):
    """How a label stands on a day."""

    IN_FORCE = "in force", _("In force")
    RENEWED = "renewed", _("Renewed by a later label")
    LAPSED = "lapsed", pgettext_lazy("of a label", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a label", "Withdrawn")


class LabelDecisionQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those on the applications that one may see."""
        return self.filter(application__in=Application.objects.visible_to(user))


class LabelDecision(Record):
    """What the national organiser decided on an application, once. known_on: decided on that day."""

    application = models.OneToOneField(
        Application,
        models.PROTECT,
        related_name="decision",
        verbose_name=_("application"),
        error_messages={"unique": _("It is decided already.")},
    )
    awarded = models.BooleanField(_("the label is awarded"))
    reasons = models.TextField(_("reasons"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = LabelDecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("decision on a label")
        verbose_name_plural = _("decisions on labels")
        ordering = ("-known_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="caf_labeldecision_has_reasons",
                violation_error_message=_("Give the reasons."),
            )
        ]

    def __str__(self) -> str:
        return labelled(self.application, _("awarded") if self.awarded else _("not awarded"))

    def get_absolute_url(self) -> str:
        return self.application.get_absolute_url()


class LabelQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The register of labels is public."""
        return self.all()

    def with_state_on(self, day: date) -> Self:
        """With `state_then`: its last step known on that day; None if it was not known."""
        steps = LabelStep.objects.filter(label=OuterRef("pk"), known_on__lte=day)
        return self.annotate(state_then=Subquery(steps.order_by("-known_on", "-pk").values("state")[:1]))

    def in_force(self, day: date) -> Self:
        return self.known(day).with_state_on(day).filter(state_then=LabelState.GRANTED, valid_until__gte=day)

    def for_list(self) -> Self:
        rows = self.with_state_on(viewed_on()).select_related("renews")
        return rows.prefetch_related("country__names").order_by("-granted_on", "-number")


class Label(Record):
    """A label as it was granted. holder: the organisation's name on that day, as the certificate says it.

    country, year, place: what its number is made of. valid_until: the last day on which it holds. renews: the label of
    the same organisation before.
    """

    decision = models.OneToOneField(LabelDecision, models.PROTECT, related_name="label", verbose_name=_("decision"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="labels", verbose_name=_("organisation")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="labels", verbose_name=_("country"))
    year = models.PositiveSmallIntegerField(_("year"))
    place = models.PositiveSmallIntegerField(_("place in the year"))
    number = models.CharField(_("number"), max_length=30, unique=True)
    holder = models.CharField(_("holder"), max_length=200)
    granted_on = models.DateField(_("granted on"))
    valid_until = models.DateField(_("valid until"))
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by", verbose_name=_("label before")
    )
    state = models.CharField(_("state"), max_length=20, choices=LabelState, default=LabelState.GRANTED, editable=False)

    objects = LabelQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("label “Effective CAF User”")
        verbose_name_plural = _("labels “Effective CAF User”")
        ordering = ("-granted_on", "-number")
        constraints = [
            models.UniqueConstraint(fields=("country", "year", "place"), name="caf_label_one_number"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("granted_on")),
                name="caf_label_ends_after_it_begins",
                violation_error_message=_("A label ends after the day on which it is granted."),
            ),
            models.CheckConstraint(
                condition=Q(year=F("granted_on__year")),
                name="caf_label_year_of_its_day",
                violation_error_message=_("The number of a label is of the year in which it is granted."),
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | ~Q(renews=F("pk")), name="caf_label_renews_another"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("caf:label_page", args=[self.number])

    def standing(self, state: str | None, day: date) -> Standing | None:
        """How it stands on that day, given its last step known then; None if it was not known."""
        match state:
            case None:
                return None
            case LabelState.WITHDRAWN:
                return Standing.WITHDRAWN
            case LabelState.RENEWED:
                return Standing.RENEWED
        return Standing.IN_FORCE if day <= self.valid_until else Standing.LAPSED

    def standing_on(self, day: date) -> Standing | None:
        last = self.steps.known(day).last()
        return self.standing(last.state if last else None, day)


class LabelStep(TransitionLog):
    """A step of a label: granted, renewed, withdrawn."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="steps", verbose_name=_("label"))

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a label")
        verbose_name_plural = _("steps of a label")
        constraints = [
            models.UniqueConstraint(fields=("label", "state"), name="caf_labelstep_once"),
            models.CheckConstraint(
                condition=~Q(state=LabelState.WITHDRAWN) | ~Q(note=""),
                name="caf_labelstep_withdrawn_says_why",
                violation_error_message=_("Say why the label is withdrawn."),
            ),
        ]


class LabelReminder(models.Model):
    """The holder was reminded that its label ends: once for each of `REMINDERS`."""

    label = models.ForeignKey(Label, models.CASCADE, related_name="reminders", verbose_name=_("label"))
    months = models.PositiveSmallIntegerField(_("months before"))
    sent_on = models.DateField(_("sent on"))

    class Meta:
        verbose_name = _("reminder of a label’s end")
        verbose_name_plural = _("reminders of the ends of labels")
        ordering = ("-sent_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("label", "months"), name="caf_labelreminder_once"),
            models.CheckConstraint(condition=Q(months__in=REMINDERS), name="caf_labelreminder_known_months"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.months}"

    @property
    def about(self) -> str:
        """What its mails are about, as their rows say it."""
        return f"label reminder {self.pk}"


class LabelCertificate(IssuedCertificate):
    """A label's certificate in one language."""

    label = models.ForeignKey(Label, models.PROTECT, related_name="certificates", verbose_name=_("label"))

    class Meta(IssuedCertificate.Meta):
        abstract = False
        verbose_name = _("certificate of a label")
        verbose_name_plural = _("certificates of labels")
        ordering = ("label", "language")
        constraints = [
            models.UniqueConstraint(
                fields=("label", "language"),
                name="caf_labelcertificate_once",
                violation_error_message=_("This certificate is issued already: it is kept, and never made again."),
            ),
            *IssuedCertificate.Meta.constraints,
        ]

    def get_absolute_url(self) -> str:
        return reverse("caf:label_check", args=[self.code])
