"""The yearly question whether an organisation still uses CAF: asking, reminding, the answers, and what follows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf import own_words
from caf.actions.account import invite_to_account, refusal_to_invite
from caf.actions.telling import about, contacts_to_ask, language_for, new_link
from caf.links import ANSWER, contact_of, stop_token
from caf.models import (
    Answer,
    Confirmation,
    Contact,
    ContactLink,
    CountryAsking,
    Organisation,
    Purpose,
    QuestionStop,
    RegisterState,
)
from caf.permissions import can_edit_country_record
from caf.reading.freshness import FRESH, stale
from caf.workflow import REGISTER
from core import jobs
from core.clock import present_day
from core.links import mark_of
from core.models import Job
from core.phrases import phrases
from core.workflow import Refused, perform
from core.written import written
from network.mail import message_domain, queue_mail
from network.models import Country

ASK = "ask CAF users"
PATIENCE = timedelta(days=30)
"""From the question to the reminder, and from the reminder to dormancy."""
BY_LINK = own_words.BY_LINK


# --- Who is asked -------------------------------------------------------------------------------------


def asking_on(country: Country | int, day: date) -> CountryAsking | None:
    """What holds for the country on that day."""
    asking: CountryAsking | None = CountryAsking.objects.filter(country=country).known(day).last()
    return asking


def has_contact(day: date) -> Exists:
    """Of organisations: there is somebody whom one may ask."""
    return Exists(Contact.objects.filter(organisation=OuterRef("pk")).in_force(day).exclude(email="").asked())


def links_since(day: date, *purposes: Purpose) -> Any:
    """Of the organisation of the outer query: the links that went out after that day."""
    return ContactLink.objects.filter(organisation=OuterRef("pk"), purpose__in=purposes, sent_on__gt=day)


def answers_since_asked(day: date) -> Any:
    """Of the organisation of the outer query: what it said within the year that ends on `day`."""
    return Confirmation.objects.filter(organisation=OuterRef("pk"), known_on__gt=day - FRESH, known_on__lte=day)


def due(day: date) -> Any:
    """Validated, confirmed by nobody for a year, with somebody to ask, and not asked within a year."""
    rows = stale(Organisation.objects.all(), day).filter(has_contact(day), state=RegisterState.VALIDATED)
    return rows.exclude(Exists(links_since(day - FRESH, Purpose.ASK))).order_by("pk")


def to_remind(day: date) -> Any:
    """Asked a month ago, silent since, and not reminded."""
    rows = Organisation.objects.filter(has_contact(day), state=RegisterState.VALIDATED)
    asked = links_since(day - FRESH, Purpose.ASK).filter(sent_on__lte=day - PATIENCE)
    return (
        rows.filter(Exists(asked))
        .exclude(Exists(links_since(day - FRESH, Purpose.REMIND)))
        .exclude(Exists(answers_since_asked(day)))
        .order_by("pk")
    )


def silent(day: date) -> Any:
    """Asked and reminded, and silent for another month."""
    rows = Organisation.objects.filter(state=RegisterState.VALIDATED)
    reminded = links_since(day - FRESH, Purpose.REMIND).filter(sent_on__lte=day - PATIENCE)
    return rows.filter(Exists(reminded)).exclude(Exists(answers_since_asked(day))).order_by("pk")


# --- Asking -------------------------------------------------------------------------------------------


def ask_countries(*, today: date) -> int:
    """For each country that asks, the day's question, reminders and lapses as a job; how many countries."""
    countries = Country.objects.filter(caf_askings__isnull=False).distinct()
    asking = [country for country in countries if (row := asking_on(country, today)) and row.asks]
    for country in asking:
        ask_country(country, today=today)
    return len(asking)


def ask_country(country: Country, *, today: date, by: Any = None) -> Job:
    return jobs.enqueue(ASK, country.iso2, {"country": country.pk, "day": today.isoformat()}, by)


@transaction.atomic
def keep_asking(asking: CountryAsking, *, by: Any, save: Any) -> CountryAsking:
    """Enter whether a country asks; if it does, the first mails go out at once. Raises Refused."""
    if not can_edit_country_record(by, asking):
        raise Refused(_("You may say this for your own country only."))
    saved: CountryAsking = save()
    if saved.asks and saved == asking_on(saved.country, present_day()):
        ask_country(saved.country, today=present_day(), by=by)
    return saved


@jobs.handles(ASK)
def ask(job: Job) -> None:
    """Safe to run twice: whoever has got a mail gets no second one, and whoever is dormant stays so."""
    day = date.fromisoformat(job.arguments["day"])
    for rows, act, done in (
        (due(day), ask_one, "Asked"),
        (to_remind(day), remind_one, "Reminded"),
        (silent(day), let_lapse, "Become dormant"),
    ):
        number = 0
        for organisation in list(rows.filter(country=job.arguments["country"])):
            number += act(organisation, day)
            if number and number % 50 == 0:
                jobs.report(job, done, str(number))
        jobs.report(job, done, str(number))


def ask_one(organisation: Organisation, day: date) -> bool:
    return mail_question(organisation, Purpose.ASK, due(day), day)


def remind_one(organisation: Organisation, day: date) -> bool:
    return mail_question(organisation, Purpose.REMIND, to_remind(day), day)


@transaction.atomic
def mail_question(organisation: Organisation, purpose: Purpose, still: Any, day: date) -> bool:
    """One link for each contact, and its mail; nothing where another worker was faster."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not still.filter(pk=organisation.pk).exists():
        return False
    language = language_for(organisation)
    for contact in contacts_to_ask(organisation, day).asked():
        link, address = new_link(organisation, purpose, contact=contact, language=language, day=day)
        with override(language):
            subject, body = question(link, address)
        mail: dict[str, Any] = {
            "subject": subject,
            "body": body,
            "language": language,
            "headers": list_headers(contact, language),
        }
        queue_mail(to=contact.email, about=about(contact), **mail)
    return True


def list_headers(contact: Contact, language: str) -> dict[str, str]:
    """Of a mail that many get: to which list it belongs (RFC 2919), and how one leaves it with one press (RFC 8058)."""
    with override(language):
        address = settings.SITE_ADDRESS + reverse("caf:question_stop", args=[stop_token(contact.pk)])
    return {
        "List-Id": f"CAF users, yearly question <caf-yearly-question.{message_domain()}>",
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def question(link: ContactLink, address: str) -> tuple[str, str]:
    """Subject and words, in the language that is spoken."""
    words = {
        "name": link.organisation.name,
        "address": address,
        "until": phrases(link.language).day(timezone.localtime(link.expires_at).date()),
    }
    if link.purpose == Purpose.REMIND:
        subject = _("Reminder: does %(name)s still use CAF?")
    else:
        subject = _("Does %(name)s still use CAF?")
    body = _(
        "%(name)s stands in the register of CAF users. Once a year we ask its contacts whether it still uses CAF.\n\n"
        "To answer, open this link, choose, and press the button:\n\n%(address)s\n\n"
        "It takes a minute and needs no account. The link works once, until %(until)s. At the same place you can "
        "name another contact, or ask not to be written to any more.\n\n"
        "Without an answer the record becomes dormant; it is not deleted."
    )
    return subject % words, f"{body % words}\n"


@transaction.atomic
def let_lapse(organisation: Organisation, day: date) -> bool:
    """Asked, reminded, and no answer: dormant, and why."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not silent(day).filter(pk=locked.pk).exists():
        return False
    sent = {
        link.purpose: link.sent_on
        for link in locked.contact_links.filter(sent_on__gt=day - FRESH, sent_on__lte=day).order_by("sent_on")
    }
    with override("en"):
        days = {"asked": written(sent[Purpose.ASK]), "reminded": written(sent[Purpose.REMIND])}
        note = own_words.NO_ANSWER % days
    perform(REGISTER, "lapse", locked, by=None, known_on=day, source=own_words.YEARLY_QUESTION, note=note)
    return True


def to_stop(token: str) -> Contact | None:
    """The contact whose question a link stops; None where there is none any more."""
    key = contact_of(token)
    return Contact.objects.select_related("organisation").filter(pk=key).first() if key else None


def is_stopped(contact: Contact) -> bool:
    return QuestionStop.objects.filter(contact=contact).exists()


def stop_questions(contact: Contact) -> QuestionStop:
    """From today on this contact is not asked; said twice, the first day stands."""
    about_it = {"known_on": present_day(), "source": own_words.STOPPED}
    stop, _is_new = QuestionStop.objects.get_or_create(contact=contact, defaults=about_it)
    return stop


# --- Answering ----------------------------------------------------------------------------------------


def opened(token: str) -> ContactLink | None:
    """The link; None where there is none."""
    links = ContactLink.objects.select_related("organisation__country", "contact")
    return links.filter(mark=mark_of(token, ANSWER)).first()


def refusal_to_answer(link: ContactLink | None) -> str:
    """Why the link cannot be used, in words; "" if it can."""
    if link is None:
        return _("This link belongs to no record. It may have been cut off in the mail: copy it whole.")
    if link.used_at is not None:
        return _("This link has been used: thank you for the answer.")
    if link.expires_at <= timezone.now():
        return _("This link has run out. Ask for a new one.")
    if link.contact and link.contact.ends_on and link.contact.ends_on <= present_day():
        return _("Somebody else is the contact of this organisation now.")
    if link.organisation.state in (RegisterState.MERGED, RegisterState.WITHDRAWN):
        return _("This record has left the register.")
    return ""


@transaction.atomic
def answer(
    token: str,
    *,
    answer: Answer,
    words: str = "",
    role: str = "",
    email: str = "",
    consent: str = "",
    leave: bool = False,
    account: bool = False,
) -> Confirmation:
    """What a contact says by a personal link; each link is for one answer.

    role, email: of the new contact, where that is the answer. consent: the version of the privacy text, for one who
    was named as the new contact. leave: do not write to me again. account: an invitation to one goes to the address on
    record. Raises Refused with the reason.
    """
    link = ContactLink.objects.select_for_update(of=("self",)).filter(mark=mark_of(token, ANSWER)).first()
    if reason := refusal_to_answer(link):
        raise Refused(reason)
    assert link is not None  # that would have been a reason
    today = present_day()
    contact = link.contact
    if link.purpose == Purpose.INVITE:
        contact = take_over(link, consent)
    confirmation = Confirmation.objects.create(
        organisation=link.organisation,
        answer=answer,
        role=contact.role if contact else "",
        known_on=today,
        source=BY_LINK,
        note=words,
    )
    link.used_at, link.email, link.role = timezone.now(), "", ""
    link.save()
    state = link.organisation.state
    if answer == Answer.STILL and state == RegisterState.DORMANT:
        perform(REGISTER, "answer", link.organisation, by=None, known_on=today, source=BY_LINK)
    if link.purpose == Purpose.COMPLETE and state == RegisterState.CLAIMED:
        perform(REGISTER, "confirm", link.organisation, by=None, known_on=today, source=BY_LINK, note=words)
    if answer == Answer.OTHER_CONTACT:
        invite_contact(link, role=role, email=email)
    if leave and contact is not None:
        contact.ends_on = today
        contact.save(update_fields=["ends_on"])
    if account and contact is not None and not refusal_to_invite(contact):
        invite_to_account(contact)
    return confirmation


def take_over(link: ContactLink, consent: str) -> Contact:
    """Who was named has agreed: the new contact; the one who named it is asked no more."""
    today = present_day()
    if link.contact is not None:
        link.contact.ends_on = today
        link.contact.save(update_fields=["ends_on"])
    return Contact.objects.create(
        organisation=link.organisation,
        role=link.role,
        email=link.email,
        consent=consent,
        consented_on=today,
        known_on=today,
        source=BY_LINK,
    )


def invite_contact(link: ContactLink, *, role: str, email: str) -> None:
    """A mail to somebody who is said to be the contact now: kept as one only after agreeing."""
    more: dict[str, Any] = {"role": role, "email": email.lower()}
    _new, address = new_link(link.organisation, Purpose.INVITE, contact=link.contact, language=link.language, **more)
    with override(link.language):
        words = {"name": link.organisation.name, "address": address}
        subject = _("Are you the contact of %(name)s for CAF?") % words
        body = _(
            "You were named as the new contact of %(name)s in the register of CAF users.\n\n"
            "If that is right, open this link and agree:\n\n%(address)s\n\n"
            "If not, you need do nothing: your address is deleted after some weeks."
        )
    mail: dict[str, Any] = {"subject": subject, "body": f"{body % words}\n", "language": link.language}
    queue_mail(to=email.lower(), about=f"CAF organisation {link.organisation_id}", **mail)


def send_own_links(email: str) -> int:
    """A link for each organisation of which this address is a contact; how many. Nobody is told the number."""
    contacts = Contact.objects.in_force(present_day()).filter(email__iexact=email).select_related("organisation")
    usable = contacts.exclude(organisation__state__in=(RegisterState.MERGED, RegisterState.WITHDRAWN))
    found = list(usable.order_by("pk")[:5])
    for contact in found:
        language = language_for(contact.organisation)
        _link, address = new_link(contact.organisation, Purpose.OWN, contact=contact, language=language)
        with override(language):
            words = {"name": contact.organisation.name, "address": address}
            subject = _("Your link to the record of %(name)s") % words
            body = _(
                "You asked for a link to the record of %(name)s in the register of CAF users:\n\n%(address)s\n\n"
                "It works once, for three days. If you did not ask for it, you need do nothing."
            )
        mail: dict[str, Any] = {"subject": subject, "body": f"{body % words}\n", "language": language}
        queue_mail(to=contact.email, about=about(contact), **mail)
    return len(found)


@transaction.atomic
def settle_answer(confirmation: Confirmation, *, by: Any) -> None:
    """What the answer asks for is done. Raises Refused."""
    locked = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
    if locked.settled_on is not None:
        raise Refused(_("This answer is settled already."))
    if not can_edit_country_record(by, locked.organisation):
        raise Refused(_("You may settle the answers of your own country only."))
    locked.settled_on, locked.settled_by = present_day(), by
    locked.save(update_fields=["settled_on", "settled_by"])


def forget_invited(*, now: Any = None) -> int:
    """Delete the addresses of people who were named and never agreed; how many. Safe to run again."""
    now = now or timezone.now()
    rows = ContactLink.objects.filter(Q(purpose=Purpose.INVITE), ~Q(email=""))
    run_out = [link.pk for link in rows if link.expires_at <= now]
    return ContactLink.objects.filter(pk__in=run_out).delete()[0]
