"""A consultation of the pilots: preparing it, who is asked, sending the links, reminding, forgetting the addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.models import (
    MOST_SETS,
    AskedItem,
    Consultation,
    ConsultationStage,
    Invitation,
    InvitationLink,
    InvitationMailing,
    ProcedureItem,
)
from caf.permissions import can_run_pilot_feedback
from core import jobs
from core.clock import present_day
from core.links import new_token, recipient_mark
from core.mail_address import mail_address
from core.models import Job
from core.phrases import phrases
from core.workflow import Refused
from network.mail import queue_mail
from network.models import Country, Mail

MAILING = "send consultation"


def must_run(by: Any) -> None:
    """Raises PermissionDenied."""
    if not can_run_pilot_feedback(by):
        raise PermissionDenied


# --- Preparing ----------------------------------------------------------------------------------------


@transaction.atomic
def create_consultation(consultation: Consultation, *, by: Any) -> Consultation:
    """Prepare it: it asks about the items of its version as they stand. Raises PermissionDenied, Refused."""
    must_run(by)
    items = list(ProcedureItem.objects.filter(step__version=consultation.version).select_related("step"))
    if not items:
        raise Refused(_("This version has no items yet: there is nothing to ask about."))
    consultation.save()
    AskedItem.objects.bulk_create(
        AskedItem(consultation=consultation, item=item, place=place, number=item.number, text=item.text)
        for place, item in enumerate(items, start=1)
    )
    return consultation


@transaction.atomic
def mend_consultation(consultation: Consultation, *, by: Any) -> Consultation:
    """Other days or words. Once it is closed nothing changes: what came of it may have been seen.

    Raises PermissionDenied; Refused with the reason.
    """
    must_run(by)
    before = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if before.stage_on(present_day()) == ConsultationStage.CLOSED:
        raise Refused(_("It is closed: a new consultation asks again."))
    if consultation.closes_on < present_day():
        raise Refused(_("The last day for answers lies behind: take today at the earliest."))
    if consultation.opens_on != before.opens_on and before.mailings.exists():
        raise Refused(_("The links have gone out: the day on which it opens is told."))
    consultation.save()
    return consultation


# --- Who is asked -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InvitedLine:
    """A line of the list of those who are asked, and what is wrong with it, in words; "" if it was taken."""

    number: int
    text: str
    problem: str = ""


@transaction.atomic
def invite(consultation: Consultation, lines: list[str], *, by: Any) -> list[InvitedLine]:
    """Take in who is asked, one a line: "address; country; language; for how many; who".

    Language, number and who may be left out. A line that cannot be read is not taken, the others are.
    Raises PermissionDenied; Refused once the consultation has closed.
    """
    must_run(by)
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if locked.stage_on(present_day()) == ConsultationStage.CLOSED:
        raise Refused(_("It is closed: nobody can be asked any more."))
    countries = {country.iso2.lower(): country for country in Country.objects.all()}
    known = set(locked.invitations.values_list("email", flat=True))
    read = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            invitation, problem = read_line(line, countries)
            if not problem and invitation.email in known:
                problem = _("is on the list already")
            if not problem:
                known.add(invitation.email)
                invitation.consultation = locked
                invitation.save()
            read.append(InvitedLine(number, line, problem))
    return read


def read_line(line: str, countries: dict[str, Country]) -> tuple[Invitation, str]:
    """What a line says, and what is wrong with it, in words."""
    parts = [part.strip() for part in line.split(";")]
    email, code, language, sets, who = [*parts, *[""] * 5][:5]
    invitation = Invitation(
        email=mail_address(email), country=countries.get(code.lower()), language=language.lower() or "en", who=who
    )
    if not invitation.email:
        return invitation, _("does not begin with a mail address")
    if code.lower() not in countries:
        return invitation, _("does not say a country by its code, such as DK, after the address")
    if invitation.language not in dict(settings.LANGUAGES):
        return invitation, _("names a language that the portal does not speak")
    if sets and not (sets.isdecimal() and 1 <= int(sets) <= MOST_SETS):
        return invitation, _("answers for 1 to %(most)s, in whole numbers") % {"most": MOST_SETS}
    invitation.sets = int(sets or 1)
    return invitation, ""


@transaction.atomic
def remove_invitation(invitation: Invitation, *, by: Any) -> None:
    """Take a mailbox off the list. Raises PermissionDenied; Refused once it has been written to: it counts then."""
    must_run(by)
    if invitation.links.exists():
        raise Refused(_("A mail has gone out to this address: it stays until all addresses are deleted."))
    invitation.delete()


def mailed() -> Exists:
    return Exists(InvitationLink.objects.filter(invitation=OuterRef("pk")))


def not_mailed(consultation: Consultation) -> QuerySet[Invitation]:
    """Those on the list who have not got a link."""
    return consultation.invitations.exclude(mailed())


def not_answered(consultation: Consultation) -> QuerySet[Invitation]:
    """Those who have got a link, and have not sent all their answers."""
    return consultation.invitations.filter(mailed(), answered__lt=F("sets"))


# --- Sending ------------------------------------------------------------------------------------------


@transaction.atomic
def send_out(consultation: Consultation, *, by: Any, is_reminder: bool = False) -> int:
    """Have the links sent to all who have none, or a reminder to all who have not answered; to how many.

    Raises PermissionDenied; Refused with the reason.
    """
    must_run(by)
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not locked.is_open_on(present_day()):
        raise Refused(_("It is not open for answers today."))
    last = locked.mailings.last()
    if is_reminder and last is not None and last.asked_on == present_day():
        raise Refused(_("A mail has gone out today already. Give people a day to answer."))
    count = (not_answered(locked) if is_reminder else not_mailed(locked)).count()
    if not count:
        raise Refused(_("Everyone has answered.") if is_reminder else _("Everyone on the list has got it already."))
    mailing = locked.mailings.create(is_reminder=is_reminder, asked_on=present_day(), asked_by=by)
    jobs.enqueue(MAILING, f"consultation mailing {mailing.pk}", {"mailing": mailing.pk}, by)
    return count


@jobs.handles(MAILING)
def write_mails(job: Job) -> None:
    """A link of its own for each mailbox that this mailing has not given one; safe to run twice."""
    mailing = InvitationMailing.objects.select_related("consultation__version").get(pk=job.arguments["mailing"])
    meant = not_answered if mailing.is_reminder else not_mailed
    for invitation in list(meant(mailing.consultation).exclude(links__mailing=mailing).exclude(email="")):
        write_mail(mailing, invitation)


@transaction.atomic
def write_mail(mailing: InvitationMailing, invitation: Invitation) -> None:
    """The link and its mail, or neither; nothing for one that has answered in the meantime."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.answered >= locked.sets or locked.links.filter(mailing=mailing).exists():
        return
    token = new_token()
    locked.links.create(mailing=mailing, mark=recipient_mark(token))
    with override(locked.language):
        address = settings.SITE_ADDRESS + reverse("caf:pilot_answer", args=[token])
        subject, body = mail_of(mailing, locked, address)
    queue_mail(to=locked.email, subject=subject, body=body, language=locked.language, about=about(mailing.consultation))


@transaction.atomic
def send_own_link(invitation: Invitation) -> None:
    """A new link to the address that is asked, for who has lost the mail. Raises Refused."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not Invitation.objects.waiting_for(locked.email, present_day()).filter(pk=locked.pk).exists():
        raise Refused(_("Nothing more is asked at this address."))
    mailing = locked.consultation.mailings.create(is_reminder=True, asked_on=present_day())
    write_mail(mailing, locked)


def about(consultation: Consultation) -> str:
    """What mails of a consultation are for, as their rows say it."""
    return f"consultation {consultation.pk}"


def mail_of(mailing: InvitationMailing, invitation: Invitation, address: str) -> tuple[str, str]:
    """Subject and words, in the language that is spoken."""
    consultation = mailing.consultation
    words = {
        "version": consultation.version,
        "address": address,
        "until": phrases(invitation.language).day(consultation.closes_on),
    }
    if mailing.is_reminder:
        subject = _("Reminder: what did the pilot show? %(version)s")
    else:
        subject = _("What did the pilot show? %(version)s")
    introduction = f"{consultation.introduction}\n\n" if consultation.introduction else ""
    body = _(
        "You took part in the pilot of the Procedure on External Feedback (%(version)s). Before it is launched, we ask "
        "what was clear, what was useful, what it took, and what should change.\n\n"
        "Your link to the questions, for this mailbox alone:\n\n%(address)s\n\n"
        "You need no account. You can save, come back with the same link, and send when you are done, until %(until)s."
    )
    if consultation.anonymous:
        promise = _(
            "Your answers are kept without your name, address or day. Results of fewer than five are not shown."
        )
    else:
        promise = _(
            "Your answers are kept with who gave them: the CAF Resource Centre sees them, and the coordinator of your "
            "country."
        )
    several = (
        _("This mailbox may answer for %(sets)s: the page has a place for each.") % {"sets": invitation.sets}
        if invitation.sets > 1
        else ""
    )
    begun = (
        _("Who has begun with the link of an earlier mail goes on with that one.")
        if mailing.is_reminder and consultation.anonymous
        else ""
    )
    paragraphs = [f"{introduction}{body % words}", promise, several, begun]
    return subject % words, "\n\n".join(filter(None, paragraphs)) + "\n"


# --- Forgetting ---------------------------------------------------------------------------------------


def forget_pilots(*, today: date) -> int:
    """Delete what was begun and never sent once a consultation is closed, and its addresses, with their mails,
    `settings.EVALUATION_ADDRESS_DAYS` later; of how many consultations. Safe to run again."""
    closed = Consultation.objects.filter(closes_on__lt=today)
    for consultation in closed.filter(answers__is_sent=False).distinct():
        consultation.answers.filter(is_sent=False).delete()
    due = closed.filter(
        closes_on__lt=today - timedelta(days=settings.EVALUATION_ADDRESS_DAYS), addresses_deleted_on__isnull=True
    )
    pks = list(due.values_list("pk", flat=True))
    for pk in pks:
        forget_addresses(pk, today=today)
    return len(pks)


@transaction.atomic
def forget_addresses(pk: int, *, today: date) -> None:
    locked = Consultation.objects.select_for_update().get(pk=pk)
    Mail.objects.filter(about=about(locked)).delete()
    locked.invitations.exclude(email="").update(email="")
    locked.addresses_deleted_on = today
    locked.save(update_fields=["addresses_deleted_on"])
