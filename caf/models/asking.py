"""Still a CAF user? The yearly question: which countries ask it, the links that went out, and the answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation, RegisterState
from caf.models.organisation_rows import Contact, ContactQuerySet
from core.models import Record, RecordQuerySet
from core.phrases import labelled
from network.models import Country
from network.seats import Right


class Answer(models.TextChoices):
    """What an organisation says of itself."""

    STILL = "still", _("Still uses CAF")
    NO_LONGER = "no longer", _("No longer uses CAF")
    OTHER_CONTACT = "other contact", _("Somebody else is the contact now")
    CHANGE = "change", _("Something in the record has changed")


class ConfirmationQuerySet(ContactQuerySet):
    """Said by a person: seen by those who see the contacts."""

    def waiting(self) -> Self:
        """What somebody must act upon: it is settled once its country says so, or has taken the step."""
        standing = (RegisterState.VALIDATED, RegisterState.DORMANT)
        return self.filter(settled_on__isnull=True).filter(
            Q(answer=Answer.CHANGE) | Q(answer=Answer.NO_LONGER, organisation__state__in=standing)
        )


class Confirmation(Record):
    """An answer of an organisation, on the day on which it was given: `known_on`. Its words are the note.

    role: of the contact who answered. settled_on: when its country had done what it asks for.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="confirmations", verbose_name=_("organisation")
    )
    answer = models.CharField(_("answer"), max_length=20, choices=Answer)
    role = models.CharField(_("answered by"), max_length=150, blank=True, help_text=_("The role of who answered."))
    settled_on = models.DateField(_("settled on"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    objects = ConfirmationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer of a CAF organisation")
        verbose_name_plural = _("answers of CAF organisations")
        ordering = ("known_on", "pk")
        indexes = [models.Index(fields=("organisation", "answer", "known_on"), name="caf_confirmation_last")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, settled_by__isnull=True)
                | Q(settled_on__isnull=False, settled_by__isnull=False),
                name="caf_confirmation_settled_by_someone",
            )
        ]

    def __str__(self) -> str:
        return labelled(self.organisation, self.get_answer_display())

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()


class Purpose(models.TextChoices):
    """Why a contact got a link."""

    ASK = "ask", _("The yearly question")
    REMIND = "remind", _("Reminder of the yearly question")
    OWN = "own", _("Asked for by the contact")
    COMPLETE = "complete", _("Sent back to be completed")
    INVITE = "invite", _("Named as the new contact")


LINK_DAYS = {Purpose.ASK: 90, Purpose.REMIND: 60, Purpose.OWN: 3, Purpose.COMPLETE: 30, Purpose.INVITE: 30}


class ContactLink(models.Model):
    """A personal link of a contact, for one answer. The link itself is only in the mail: here is its mark.

    email, role: of somebody who is named as the new contact and has not agreed yet; deleted with the answer.
    sent_on: the day that counts for reminders.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contact_links")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=5, default="en")
    mark = models.CharField(max_length=64, unique=True)
    sent_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=("organisation", "purpose", "sent_on"), name="caf_contactlink_last")]
        constraints = [
            models.CheckConstraint(
                condition=Q(email="", role="") | Q(purpose=Purpose.INVITE, used_at__isnull=True),
                name="caf_contactlink_keeps_no_person",
            )
        ]

    def __str__(self) -> str:
        return labelled(self.organisation, self.get_purpose_display())

    @property
    def expires_at(self) -> Any:
        return self.made_at + timedelta(days=LINK_DAYS[Purpose(self.purpose)])


class QuestionStop(Record):
    """A contact who is not asked once a year any more, from that day on; who remains the contact all the same."""

    contact = models.OneToOneField(Contact, models.CASCADE, related_name="question_stop", verbose_name=_("contact"))

    class Meta:
        verbose_name = _("contact who is not asked any more")
        verbose_name_plural = _("contacts who are not asked any more")

    def __str__(self) -> str:
        return str(self.contact)


class CountryAskingQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who keep the register of the country."""
        if not user.is_authenticated:
            return self.none()
        return (
            self.all() if user.may(Right.EDIT_CAF) else self.filter(country_id__in=user.countries_with(Right.EDIT_CAF))
        )

    def for_list(self) -> Self:
        return self.select_related("country").prefetch_related("country__names").order_by("country__iso2", "-known_on")


class CountryAsking(Record):
    """Whether the users of a country are asked once a year, from a day on; the row known last is in force."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="caf_askings", verbose_name=_("country"))
    asks = models.BooleanField(_("its users are asked once a year"), default=True)
    language = models.CharField(_("language of the mails"), max_length=5, choices=settings.LANGUAGES, default="en")

    objects = CountryAskingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("yearly question of a country")
        verbose_name_plural = _("yearly questions by country")
        ordering = ("known_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("country", "known_on"),
                name="caf_countryasking_one_a_day",
                violation_error_message=_("This is said for that day already: mend that entry."),
            )
        ]

    def __str__(self) -> str:
        return gettext("%(country)s: yearly question") % {"country": self.country}

    def get_absolute_url(self) -> str:
        return reverse("caf:country_asking_page", args=[self.pk])
