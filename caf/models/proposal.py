"""What a contact with an account would have the register say: it stands there once its country accepts it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caf.models.organisation import Organisation
from caf.models.organisation_rows import Contact, OrganisationName, OrganisationProfile
from caf.models.use import Use
from core.models import Record, RecordQuerySet, TransitionLog
from core.phrases import labelled
from network.models import Invitation
from network.seats import Right


class Subject(models.TextChoices):
    """Of which rows of the organisation: by the name under which they hang on it."""

    USES = "uses", _("Use of CAF")
    NAMES = "names", _("Name")
    PROFILES = "profiles", _("Profile")
    CONTACTS = "contacts", _("Contact")


ROWS: dict[str, Any] = {
    Subject.USES: Use,
    Subject.NAMES: OrganisationName,
    Subject.PROFILES: OrganisationProfile,
    Subject.CONTACTS: Contact,
}


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("Waits for the country")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken back", _("Taken back")


class ProposalQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who keep the register of the country, and the organisation's contacts."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        own = list(user.caf_contacts.in_force_today().values_list("organisation", flat=True))
        return self.filter(Q(organisation__country__in=user.countries_with(Right.EDIT_CAF)) | Q(organisation__in=own))

    def for_list(self) -> Self:
        return (
            self.select_related("organisation__country", "by")
            .prefetch_related("organisation__country__names")
            .order_by("-known_on", "-pk")
        )

    def waiting(self) -> Self:
        return self.filter(state=ProposalState.WAITING)


class Proposal(Record):
    """A row as a contact would have it: a new one, or one that is mended. Its words are the note.

    row: the key of the one to be mended. values: {field: as `Field.value_to_string` writes it}; of a contact, who is a
    person, they are gone once it is decided.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="proposals", verbose_name=_("organisation")
    )
    subject = models.CharField(_("what changes"), max_length=10, choices=Subject)
    row = models.BigIntegerField(null=True, editable=False)
    values: Any = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState, default=ProposalState.WAITING, editable=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("change proposed by a contact")
        verbose_name_plural = _("changes proposed by contacts")
        ordering = ("-known_on", "-pk")
        indexes = [models.Index(fields=("state", "organisation"), name="caf_proposal_waiting")]

    def __str__(self) -> str:
        return labelled(self.organisation, self.get_subject_display())

    def get_absolute_url(self) -> str:
        return reverse("caf:proposal_page", args=[self.pk])

    @property
    def before(self) -> Any:
        """The row to be mended as it stands; None for a new one, or where it is gone."""
        return ROWS[self.subject].objects.filter(organisation=self.organisation_id, pk=self.row).first()

    def applied(self, row: Any) -> Any:
        """`row`, a copy of it or a new one, with what is proposed; unsaved. Raises ValidationError."""
        for name, value in self.values.items():
            field = row._meta.get_field(name)
            try:
                setattr(row, name, field.to_python(value) if value != "" or not field.null else None)
            except ValidationError as error:
                raise ValidationError({name: error.messages}) from error
        return row


class ProposalStep(TransitionLog):
    """One step of a proposal: accepted, declined with the reason, or taken back."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps", verbose_name=_("proposal"))

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a proposed change")
        verbose_name_plural = _("steps of proposed changes")

    def __str__(self) -> str:
        return labelled(self.proposal, ProposalState(self.state).label)


class ContactInvitation(models.Model):
    """To which contact an invitation belongs: whoever accepts it is that contact from then on."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="caf_contact")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="invitations")

    def __str__(self) -> str:
        return labelled(self.contact, self.invitation)
