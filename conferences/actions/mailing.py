"""Who is asked: taking in addresses, sending each a personal link, reminding, and forgetting the addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.actions.evaluation import must_evaluate
from conferences.models import Mailing, Questionnaire, QuestionnaireState, Recipient, RecipientLink
from conferences.workflow.questionnaire import QUESTIONNAIRE
from core import jobs
from core.clock import present_day
from core.links import new_token, recipient_mark
from core.mail_address import mail_address
from core.models import Job
from core.phrases import phrases
from core.workflow import Refused, perform
from network.mail import queue_mail
from network.models import Mail

MAILING = "send questionnaire"


@dataclass(frozen=True)
class ReadLine:
    """A line of a list of addresses: what became of it, in words. refused: it must be mended and entered again."""

    number: int
    text: str
    outcome: str
    refused: bool = False
    added: bool = False


@transaction.atomic
def add_recipients(questionnaire: Questionnaire, lines: list[str], *, language: str, by: Any) -> list[ReadLine]:
    """Take in addresses, one a line: "person@example.org", "Name <person@example.org>", either with "; fr" behind.

    Doing it again adds nobody twice. Raises PermissionDenied; Refused once the questionnaire has closed.
    """
    must_evaluate(by, questionnaire)
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if locked.is_closed_on(present_day()):
        raise Refused(_("The questionnaire has closed: nobody can be asked any more."))
    there = set(locked.recipients.values_list("email", flat=True))
    known, new, read = set(there), [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        email, chosen, problem = parsed(line, language)
        if problem:
            read.append(ReadLine(number, line, problem, refused=True))
        elif email in known:
            twice = _("on the list already") if email in there else _("twice in these lines: entered once")
            read.append(ReadLine(number, line, twice))
        else:
            known.add(email)
            new.append(Recipient(questionnaire=locked, email=email, language=chosen))
            read.append(ReadLine(number, line, _("added"), added=True))
    Recipient.objects.bulk_create(new)
    return read


def parsed(line: str, language: str) -> tuple[str, str, str]:
    """(address, language, what is wrong with the line in words, or "")."""
    address, _semicolon, code = line.strip().partition(";")
    code = code.strip().lower() or language
    if code not in dict(settings.LANGUAGES):
        languages = ", ".join(known for known, _name in settings.LANGUAGES)
        return (
            "",
            "",
            _("“%(code)s” is not a language of the portal: %(languages)s")
            % {
                "code": code[:20],
                "languages": languages,
            },
        )
    email = mail_address(address)
    return (email, code, "") if email else ("", "", _("not a mail address"))


@transaction.atomic
def remove_recipient(recipient: Recipient, *, by: Any) -> None:
    """Take an address off the list. Raises PermissionDenied; Refused once it has been written to: it counts then."""
    must_evaluate(by, recipient.questionnaire)
    if recipient.links.exists():
        raise Refused(_("A mail has gone out to this address: it stays until all addresses are deleted."))
    recipient.delete()


def not_mailed(questionnaire: Questionnaire) -> QuerySet[Recipient]:
    """Those on the list who have not got the questionnaire."""
    return questionnaire.recipients.exclude(Exists(RecipientLink.objects.filter(recipient=OuterRef("pk"))))


def not_answered(questionnaire: Questionnaire) -> QuerySet[Recipient]:
    """Those who have got it, and have not answered."""
    return questionnaire.recipients.filter(
        Exists(RecipientLink.objects.filter(recipient=OuterRef("pk"))), answered_on__isnull=True
    )


@transaction.atomic
def send(questionnaire: Questionnaire, *, by: Any, site: str) -> int:
    """Open it, and have it sent to everyone on the list who has not got it; to how many.

    site: the portal's own address, as in https://portal.example, for the links. Raises Refused with the reason.
    """
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if locked.state == QuestionnaireState.DRAFT:
        locked = perform(QUESTIONNAIRE, "open", locked, by=by, known_on=present_day())
    must_evaluate(by, locked)
    count = not_mailed(locked).count()
    if not locked.is_open_on(present_day()):
        raise Refused(_("The questionnaire has closed: nobody can be asked any more."))
    if not count:
        raise Refused(_("Everyone on the list has got it already."))
    begin_mailing(locked, is_reminder=False, by=by, site=site)
    return count


@transaction.atomic
def remind(questionnaire: Questionnaire, *, by: Any, site: str) -> int:
    """Write again to those who have not answered; to how many. Raises Refused with the reason."""
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    must_evaluate(by, locked)
    if not locked.is_open_on(present_day()):
        raise Refused(_("It is not open for answers."))
    last = locked.mailings.last()
    if last is not None and timezone.localtime(last.asked_at).date() == timezone.localdate():
        raise Refused(_("A mail has gone out today already. Give people a day to answer."))
    count = not_answered(locked).count()
    if not count:
        raise Refused(_("Everyone has answered."))
    begin_mailing(locked, is_reminder=True, by=by, site=site)
    return count


def begin_mailing(questionnaire: Questionnaire, *, is_reminder: bool, by: Any, site: str) -> None:
    mailing = Mailing.objects.create(questionnaire=questionnaire, is_reminder=is_reminder, asked_by=by)
    jobs.enqueue(MAILING, f"mailing {mailing.pk}", {"mailing": mailing.pk, "site": site}, by)


@jobs.handles(MAILING)
def write_mails(job: Job) -> None:
    """A mail with a link of its own for each recipient that this mailing has not given one."""
    mailing = Mailing.objects.select_related("questionnaire__edition", "asked_by").get(pk=job.arguments["mailing"])
    meant = not_answered if mailing.is_reminder else not_mailed
    waiting = meant(mailing.questionnaire).exclude(links__mailing=mailing).exclude(email="")
    for number, recipient in enumerate(list(waiting), start=1):
        write_mail(mailing, recipient, site=job.arguments["site"])
        if number % 50 == 0:
            jobs.report(job, "Mails written", str(number))


@transaction.atomic
def write_mail(mailing: Mailing, recipient: Recipient, *, site: str) -> None:
    """The link and its mail, or neither; nothing for someone who answered in the meantime."""
    locked = Recipient.objects.select_for_update().get(pk=recipient.pk)
    if locked.answered_on is not None or locked.links.filter(mailing=mailing).exists():
        return
    token = new_token()
    locked.links.create(mailing=mailing, mark=recipient_mark(token))
    with override(locked.language):
        address = site + reverse("conferences:evaluation_answer", args=[token])
        subject, body = mail_of(mailing, address, locked.language)
    queue_mail(
        to=locked.email,
        subject=subject,
        body=body,
        language=locked.language,
        about=about(mailing.questionnaire),
        by=mailing.asked_by,
    )


def about(questionnaire: Questionnaire) -> str:
    """What mails of a questionnaire are for, as their rows say it."""
    return f"questionnaire {questionnaire.pk}"


def examples(questionnaire: Questionnaire, *, site: str, is_reminder: bool) -> list[tuple[str, str, str]]:
    """(language, subject, words) of the mail in each language that somebody on the list reads, without a link."""
    mailing = Mailing(questionnaire=questionnaire, is_reminder=is_reminder)
    spoken = set(questionnaire.recipients.values_list("language", flat=True))
    found = []
    for code, _name in settings.LANGUAGES:
        if code in spoken:
            with override(code):
                address = site + reverse("conferences:evaluation_answer", args=["…"])
                found.append((code, *mail_of(mailing, unquote(address), code)))
    return found


def mail_of(mailing: Mailing, address: str, language: str) -> tuple[str, str]:
    """Subject and words, in the language that is spoken."""
    questionnaire = mailing.questionnaire
    assert questionnaire.closes_on is not None  # or it would not be sent
    words = {
        "edition": questionnaire.edition.name,
        "address": address,
        "until": phrases(language).day(questionnaire.closes_on),
    }
    subject = _("How was it? %(edition)s") if not mailing.is_reminder else _("Reminder: how was it? %(edition)s")
    introduction = f"{questionnaire.introduction}\n\n" if questionnaire.introduction else ""
    body = _(
        "You took part in: %(edition)s. Its hosts ask everyone who did how it was.\n\n"
        "Your link to the questionnaire, for you alone:\n\n%(address)s\n\n"
        "You can answer, and change your answers, until %(until)s. Your answers are kept without your name or "
        "address; results of fewer than five people are not shown. You need no account.\n\n"
        "If you do not wish to answer, you need do nothing."
    )
    return subject % words, f"{introduction}{body % words}\n"


def forget_addresses(*, today: date) -> int:
    """Delete the addresses of questionnaires that closed long enough ago, with their mails; of how many
    questionnaires. How many were asked, and how many answered, stays.

    After `settings.EVALUATION_ADDRESS_DAYS` from the last day on which answers were taken.
    """
    last = today - timedelta(days=settings.EVALUATION_ADDRESS_DAYS)
    due = Questionnaire.objects.filter(closes_on__lt=last, addresses_deleted_on__isnull=True)
    questionnaires = [row for row in due if row.state != QuestionnaireState.DRAFT]
    for questionnaire in questionnaires:
        forget(questionnaire, today=today)
    return len(questionnaires)


@transaction.atomic
def forget(questionnaire: Questionnaire, *, today: date) -> None:
    """Safe to run twice."""
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    Mail.objects.filter(about=about(locked)).delete()
    locked.recipients.exclude(email="").update(email="")
    locked.addresses_deleted_on = today
    locked.save(update_fields=["addresses_deleted_on"])
