"""The early warning by mail: to the secretariat, and as a reminder to the coordinators of the coming presidencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.models import HOSTING, STANDING, BidStep, Edition, EditionSchedule, HostWarning
from conferences.permissions import can_edit_editions
from conferences.reading.board import is_ahead
from conferences.reading.early_warning import warning_months
from core.phrases import phrases
from core.workflow import Refused
from network.mail import queue_mail
from network.models import Country, Person, Presidency, Role
from network.models.presidency import coming
from network.seats import Seat


@dataclass(frozen=True)
class Uncovered:
    """An edition that is near and has no candidate, as known on a day. is_sent: its warning has gone out."""

    edition: Edition
    schedule: EditionSchedule
    months: int
    is_sent: bool


@dataclass(frozen=True)
class Addressee:
    """Who is written to: as coordinator of a coming presidency, or, without country, as secretariat."""

    person: Person
    country: Country | None


def uncovered(day: date) -> Iterator[Uncovered]:
    """The European editions to warn of on `day`. An interest is no candidate: it is its own country's to tell."""
    schedules = EditionSchedule.objects.filter(known_on__lte=day)
    editions = Edition.objects.european().known(day)
    editions = editions.prefetch_related(Prefetch("schedules", schedules), "host_warnings")
    steps = {step.bid_id: step for step in BidStep.objects.known(day).select_related("bid")}
    covered = {step.bid.edition_id for step in steps.values() if step.state in (*STANDING, *HOSTING)}
    for edition in sorted(editions, key=lambda row: row.ordinal):
        schedule = edition.schedule_on(day)
        if schedule is None or schedule.country_id or edition.pk in covered or not is_ahead(schedule, day):
            continue
        months = warning_months(schedule.period, day)
        if months is not None:
            sent = any(row.months == months for row in edition.host_warnings.all())
            yield Uncovered(edition, schedule, months, sent)


def addressees(day: date) -> list[Addressee]:
    """Who holds these seats today, each person once; the presidencies are those that come after `day`."""
    places = {row.country_id: place for place, row in enumerate(coming(Presidency.objects.rotation(day), day))}
    today = timezone.localdate()
    roles = (
        Role.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), from_on__lte=today, person__is_active=True)
        .filter(Q(seat=Seat.SECRETARIAT) | Q(seat=Seat.COORDINATOR, country__in=places))
        .select_related("person", "country")
        .prefetch_related("country__names")
    )
    found: dict[int, Addressee] = {}
    for role in roles.order_by("person__name", "pk"):
        country = role.country if role.seat == Seat.COORDINATOR else None
        found.setdefault(role.person_id, Addressee(role.person, country))
    # The secretariat first, then the presidencies in their order.
    return sorted(found.values(), key=lambda row: places[row.country.pk] if row.country else -1)


def send_due(*, today: date) -> int:
    """Send each warning that has become due and has not gone out; how many. Safe to run again, and at the same time."""
    return sum(raise_warning(case.edition, today=today) for case in uncovered(today) if not case.is_sent)


def send_warning(edition: Edition, *, today: date, by: Any) -> None:
    """The same at once, asked for by a person. Raises PermissionDenied; Refused if none is due or it has gone out."""
    if not can_edit_editions(by):
        raise PermissionDenied
    if not raise_warning(edition, today=today, by=by):
        raise Refused(_("No early warning of this conference is to be sent: it has gone out, or there is a candidate."))


@transaction.atomic
def raise_warning(edition: Edition, *, today: date, by: Any = None) -> bool:
    """Write the warning and its mails, unless it has gone out or is not due any more; whether it was written."""
    Edition.objects.select_for_update().get(pk=edition.pk)  # two senders of one edition: one after the other
    case = next((case for case in uncovered(today) if case.edition.pk == edition.pk and not case.is_sent), None)
    if case is None:
        return False
    warning = HostWarning.objects.create(edition=edition, months=case.months, raised_on=today)
    for addressee in addressees(today):
        language = addressee.person.language
        subject, body = mail_of(case, reminder=addressee.country is not None, language=language)
        queue_mail(to=addressee.person.email, subject=subject, body=body, language=language, about=warning.about, by=by)
    return True


def examples(case: Uncovered) -> list[tuple[str, str, str]]:
    """(language, subject, words) of the reminder to a presidency and of the warning, in each language of the portal."""
    return [
        (code, *mail_of(case, reminder=reminder, language=code))
        for reminder in (True, False)
        for code, _name in settings.LANGUAGES
    ]


def mail_of(case: Uncovered, *, reminder: bool, language: str) -> tuple[str, str]:
    """Subject and words. reminder: to a coordinator whose country presides soon."""
    with override(language):
        assert case.schedule.period is not None  # or nobody would be warned
        words = {
            "code": case.edition.short_name,
            "name": case.edition.name,
            "period": phrases(language).period(case.schedule.period),
            "months": case.months,
        }
        facts = _(
            "%(code)s (%(name)s) is expected: %(period)s. It is due within %(months)s months, and no member state has "
            "submitted a bid to host it."
        )
        if reminder:
            subject = _("Reminder to the coming presidencies: %(code)s has no candidate")
            more = _(
                "You are the coordinator of a country that holds one of the next three presidencies. A country that "
                "would host it expresses its interest on the portal, under Quality Conferences, Bids; only that "
                "country and the secretariat see it until a bid is submitted."
            )
        else:
            subject = _("Early warning: %(code)s has no candidate")
            more = _(
                "The coordinators of the next three presidencies are reminded where they have an account. The portal "
                "shows who was written to, under Quality Conferences, Board."
            )
        links = _("The conference: %(edition)s\nThe board over ten years: %(board)s") % {
            "edition": settings.SITE_ADDRESS + case.edition.get_absolute_url(),
            "board": settings.SITE_ADDRESS + reverse("conferences:board"),
        }
        return subject % words, f"{facts % words}\n\n{more}\n\n{links}\n"
