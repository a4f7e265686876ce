"""Writes on labels: the decision on an application, what follows from it, reminders before a label ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.actions.certificate import issue_certificates
from caf.actions.telling import contacts_to_ask, language_for
from caf.actions.telling_application import tell_decided
from caf.models import REMINDERS, Application, Label, LabelDecision, LabelReminder, LabelState
from caf.permissions import can_decide_application
from caf.reading.pef_verdict import verdict
from caf.workflow_application import APPLICATION, LABEL
from core.months import months_after
from core.phrases import phrases
from core.workflow import Refused, perform
from core.written import written
from network.mail import queue_mail
from network.models import Country


@transaction.atomic
def decide(
    application: Application, *, awarded: bool, reasons: str, by: Any, known_on: date, source: str = ""
) -> LabelDecision:
    """Decide on an application, once, when its verdict is complete; awarding makes the label and its certificates.

    Without a source, what is entered names the decision itself. Raises Refused with the reason: who may not, what is
    not rated, what is not reached, that it is decided.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation__country", "version", "use")
        .get(pk=application.pk)
    )
    if reason := refusal_to_decide(application, awarded=awarded, by=by, day=known_on):
        raise Refused(reason)
    if not reasons.strip():
        raise Refused(_("Give the reasons."))
    source = source or _("Decision of the national organiser, entered in the portal")
    decision = LabelDecision.objects.create(
        application=application, awarded=awarded, reasons=reasons.strip(), by=by, known_on=known_on, source=source
    )
    step = "award" if awarded else "not_award"
    perform(APPLICATION, step, application, by=by, known_on=known_on, source=source)
    if awarded:
        issue_certificates(grant(decision), by=by)
    tell_decided(application, decision)
    return decision


def refusal_to_decide(application: Application, *, awarded: bool, by: Any, day: date) -> str:
    """Why this may not be decided so; "" if it may. The verdict is that of the day."""
    if not can_decide_application(by, application):
        return _("The national organiser of its country decides.")
    earlier = LabelDecision.objects.filter(application=application).first()
    if earlier is not None:
        return _("It was decided on %(day)s: there is one decision on an application.") % {
            "day": written(earlier.known_on)
        }
    found = verdict(application, day)
    if not found.is_complete or (awarded and not found.is_reached):
        return " ".join(found.missing)
    return ""


def grant(decision: LabelDecision) -> Label:
    """The label of a decision that awards it: the next number of its country and year, and the days that it holds."""
    application, day = decision.application, decision.known_on
    organisation = application.organisation
    country = Country.objects.select_for_update().get(pk=organisation.country_id)  # one number after the other
    last = Label.objects.filter(country=country, year=day.year).aggregate(last=Max("place"))["last"] or 0
    before = organisation.labels.filter(state=LabelState.GRANTED).order_by("granted_on", "pk").last()
    label = Label.objects.create(
        decision=decision,
        organisation=organisation,
        country=country,
        year=day.year,
        place=last + 1,
        number=f"ECU-{country.iso2}-{day.year}-{last + 1:04}",
        holder=organisation.name,
        granted_on=day,
        valid_until=months_after(day, 12 * application.version.label_years),
        renews=before,
        known_on=day,
        source=decision.source,
    )
    label.steps.create(state=LabelState.GRANTED, known_on=day, by=decision.by, source=decision.source)
    if before is not None:
        perform(LABEL, "renew", before, by=None, known_on=day, note=label.number)
    return label


# --- Reminders ----------------------------------------------------------------------------------------


def due(label: Label, day: date) -> int | None:
    """Which reminder is due on that day: the last one whose time has come; None before the first, and after the end."""
    if day > label.valid_until:
        return None
    return min((months for months in REMINDERS if day >= months_after(label.valid_until, -months)), default=None)


def remind_holders(*, today: date) -> int:
    """Send each reminder that has become due and has not gone out; how many. Safe to run again."""
    near = Label.objects.in_force(today).filter(valid_until__lte=months_after(today, max(REMINDERS) + 1))
    return sum(remind_holder(label, today=today) for label in near.order_by("pk"))


@transaction.atomic
def remind_holder(label: Label, *, today: date) -> bool:
    """Write the reminder and its mails, unless it has gone out, is not due, or nobody can be written to."""
    locked = Label.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=label.pk)
    months = due(locked, today)
    contacts = contacts_to_ask(locked.organisation, today)
    if months is None or locked.state != LabelState.GRANTED or not contacts:
        return False
    if locked.reminders.filter(months__lte=months).exists():
        return False
    reminder = LabelReminder.objects.create(label=locked, months=months, sent_on=today)
    language = language_for(locked.organisation)
    subject, body = reminder_mail(locked, language)
    for contact in contacts:
        queue_mail(to=contact.email, subject=subject, body=body, language=language, about=reminder.about)
    return True


def reminder_mail(label: Label, language: str) -> tuple[str, str]:
    """Subject and words."""
    with override(language):
        words = {
            "name": label.holder,
            "number": label.number,
            "until": phrases(language).day(label.valid_until),
            "address": settings.SITE_ADDRESS + label.organisation.get_absolute_url(),
        }
        subject = _("The label of %(name)s ends on %(until)s")
        body = _(
            "The label “Effective CAF User” of %(name)s, number %(number)s, holds until %(until)s. After that day it "
            "lapses by itself.\n\nTo renew it, use CAF again and apply for external feedback on that use, from the "
            "page of your organisation:\n\n%(address)s"
        )
    return subject % words, f"{body % words}\n"
