"""Self-registration: asked for on a public page, confirmed by mail, then before the country."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf import own_words
from caf.actions.account import invite_to_account, refusal_to_invite
from caf.actions.likeness import keep_keys
from caf.actions.organisation import first_rows
from caf.actions.telling import tell_refusal
from caf.links import CLAIM
from caf.models import Claim, Contact, Organisation, Origin, RegisterState, Use
from caf.models.claim import CLAIM_DAYS
from caf.models.use import same_use, standing_uses
from caf.permissions import can_edit_country_record
from caf.tallies import recount
from caf.workflow import REGISTER
from core.clock import present_day
from core.links import mark_of, new_token
from core.phrases import phrases
from core.workflow import Refused, perform
from network.mail import queue_mail
from network.models import Mail

SOURCE = own_words.REGISTERED
SENT_TWICE = timedelta(minutes=10)
COPIED = ("name", "english_name", "country", "city", "website", "level", "sector", "size")
TYPED = (*COPIED, "version", "starts_on", "starts_precision", "role")


@transaction.atomic
def ask_for_confirmation(claim: Claim) -> None:
    """Keep what was typed and mail its link.

    Of two claims of one address for one organisation the newer one holds; the very same, sent twice, is one.
    """
    same = list(
        Claim.objects.filter(
            email=claim.email, country=claim.country, name__iexact=claim.name, confirmed_at__isnull=True
        )
    )
    just_now = timezone.now() - SENT_TWICE
    if any(
        row.asked_at > just_now and all(getattr(row, name) == getattr(claim, name) for name in TYPED) for row in same
    ):
        return
    forget(same)
    token = new_token()
    claim.mark = mark_of(token, CLAIM)
    claim.save()
    with override(claim.language):
        words = {
            "name": claim.name,
            "address": settings.SITE_ADDRESS + reverse("caf:claim_confirm", args=[token]),
            "until": phrases(claim.language).day(timezone.localtime(claim.expires_at).date()),
        }
        subject = _("Confirm the registration of %(name)s") % words
        body = _(
            "Somebody gave this address to register %(name)s as a user of CAF.\n\n"
            "To confirm, open this link, look at what was entered and press the button:\n\n%(address)s\n\n"
            "The link works once, until %(until)s. Then your country is asked to validate the registration.\n\n"
            "If you did not expect this mail, you need do nothing: what was entered is deleted then."
        )
    queue_mail(to=claim.email, subject=subject, body=f"{body % words}\n", language=claim.language, about=claim.about)


def opened(token: str) -> Claim | None:
    """The claim behind a link; None where there is none, or none any more."""
    return Claim.objects.select_related("country").filter(mark=mark_of(token, CLAIM)).first()


def refusal_to_confirm(claim: Claim | None) -> str:
    """Why the link cannot be used, in words; "" if it can."""
    if claim is None:
        return _("This link belongs to no registration. It may have been cut off in the mail, or have run out.")
    if claim.confirmed_at is not None:
        return _("This registration is confirmed already. Its country looks at it.")
    if claim.expires_at <= timezone.now():
        return _("This link has run out. Register the organisation again.")
    return ""


@transaction.atomic
def confirm(token: str, *, account: bool = False) -> Claim:
    """The address is right: the organisation stands in the register, to be validated by its country.

    Where the register has one of that name in that city, the country is asked what becomes of the claim; the person
    who confirms is told the same. account: an invitation to one is asked for; it goes to that address once this is the
    contact of a record. Raises Refused with the reason.
    """
    claim = Claim.objects.select_for_update().filter(mark=mark_of(token, CLAIM)).first()
    if reason := refusal_to_confirm(claim):
        raise Refused(reason)
    assert claim is not None  # that would have been a reason
    claim.confirmed_at, claim.confirmed_on, claim.wants_account = timezone.now(), present_day(), account
    try:
        with transaction.atomic():
            claim.organisation = entered(claim)
    except IntegrityError:
        claim.organisation = Organisation.objects.get(
            country=claim.country, name=claim.name, city=claim.city, merged_into__isnull=True
        )
        if not claim.organisation.contacts.filter(email__iexact=claim.email).exists():
            claim.save()
            return claim
    email = claim.email
    settle(claim, by=None)
    give_account(claim, email)
    return claim


def give_account(claim: Claim, email: str) -> None:
    """An invitation for the contact that the claim became, if that was asked for."""
    contact = (
        Contact.objects.in_force(present_day()).filter(organisation=claim.organisation, email__iexact=email).last()
    )
    if claim.wants_account and contact is not None and not refusal_to_invite(contact):
        invite_to_account(contact)


def entered(claim: Claim) -> Organisation:
    """A new organisation with all that was typed. Raises IntegrityError where there is one of that name."""
    assert claim.confirmed_on is not None  # set by the caller
    organisation = Organisation(
        **{name: getattr(claim, name) for name in COPIED},
        origin=Origin.SELF,
        state=RegisterState.CLAIMED,
        known_on=claim.confirmed_on,
        source=SOURCE,
    )
    organisation.save()
    for row in first_rows(organisation):
        row.save()
    organisation.steps.create(state=RegisterState.CLAIMED, known_on=claim.confirmed_on, source=SOURCE)
    add_use_and_contact(claim, organisation)
    keep_keys([organisation.pk])
    return perform(REGISTER, "confirm", organisation, by=None, known_on=claim.confirmed_on, source=own_words.CONFIRMED)


def add_use_and_contact(claim: Claim, organisation: Organisation) -> None:
    """What the claim says besides name and profile. A use that is recorded already is not recorded again."""
    known = {"known_on": present_day(), "source": SOURCE}
    begun = {"starts_on": claim.starts_on, "starts_precision": claim.starts_precision}
    use = Use(organisation=organisation, version=claim.version, **begun, **known)
    uses = standing_uses(organisation.uses.filter(version=claim.version))
    same = same_use(uses, use) if claim.starts_on else next(iter(uses), None)
    if same is None:
        use.save()
    consent = {"consent": claim.consent, "consented_on": claim.confirmed_on}
    Contact.objects.create(organisation=organisation, role=claim.role, email=claim.email, **consent, **known)


def settle(claim: Claim, *, by: Any) -> None:
    """Nothing waits any more, and no person's data stay."""
    claim.role = claim.email = ""
    claim.settled_at, claim.settled_by = timezone.now(), by
    claim.save()
    Mail.objects.filter(about=claim.about).delete()


def locked(claim: Claim, by: Any) -> Claim:
    """Raises PermissionDenied; Refused where nothing waits."""
    if not can_edit_country_record(by, claim):
        raise PermissionDenied
    row = Claim.objects.select_for_update().get(pk=claim.pk)
    if row.confirmed_at is None or row.settled_at is not None:
        raise Refused(_("This registration is settled already."))
    return row


@transaction.atomic
def accept_claim(claim: Claim, *, by: Any) -> Organisation:
    """It is the organisation of the register: contact and use are added to its record. Raises Refused."""
    row = locked(claim, by)
    assert row.organisation is not None  # a confirmed one has it
    add_use_and_contact(row, row.organisation)
    recount([row.organisation.pk])
    organisation, email = row.organisation, row.email
    settle(row, by=by)
    give_account(row, email)
    return organisation


@transaction.atomic
def refuse_claim(claim: Claim, *, reason: str, by: Any) -> None:
    """It is not taken into the register; the person is told why by mail. Raises Refused."""
    row = locked(claim, by)
    if not reason.strip():
        raise Refused(_("Say why: the person is told it by mail."))
    email, language = row.email, row.language
    settle(row, by=by)
    tell_refusal(email, language, name=row.name, reason=reason, about=row.about, by=by)


def forget(claims: Any) -> int:
    """Delete them with their mails; how many."""
    found = list(claims)
    Mail.objects.filter(about__in=[claim.about for claim in found]).delete()
    for claim in found:
        claim.delete()
    return len(found)


def forget_unconfirmed() -> int:
    """Delete what nobody has confirmed in time; how many. Safe to run again."""
    long_ago = timezone.now() - timedelta(days=CLAIM_DAYS)
    with transaction.atomic():
        return forget(Claim.objects.select_for_update().filter(confirmed_at__isnull=True, asked_at__lt=long_ago))
