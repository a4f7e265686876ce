"""What a bid still lacks, and what its dates collide with. What is lacking bars the hand-in; a collision only warns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from conferences.models import Bid, BidCall, BidContent, BidPart, CallTerms, EditionSchedule, EditionStage
from core.clock import present_day, present_moment
from core.models import last_known
from core.phrases import phrases
from core.values import Period, Precision
from core.written import number, written
from network.models import EventReport, EventStage, GroupMeeting, MeetingSchedule, Presidency

LONGEST = 31  # days of a period that is still looked at day by day


@dataclass(frozen=True)
class FormStep:
    """A step of the form. parts: those of a bid that are filled in there."""

    key: str
    label: str | Promise
    what_for: str | Promise
    parts: tuple[BidPart, ...]


STEPS = (
    FormStep(
        "partners",
        _("Country and partners"),
        _("One operator runs the conference; several may pay for it."),
        (BidPart.OPERATOR, BidPart.CONTRIBUTORS, BidPart.PARTNERS),
    ),
    FormStep(
        "dates",
        _("Dates and city"),
        _("When and where. If only a month or a year is known, say so under “known”."),
        (BidPart.DATES, BidPart.CITY),
    ),
    FormStep(
        "venue",
        _("Venue and capacity"),
        _("The house, what fits into it, and how everyone gets in."),
        (BidPart.VENUE, BidPart.CAPACITY, BidPart.ACCESSIBILITY, BidPart.FORMAT, BidPart.THEME),
    ),
    FormStep(
        "financing",
        _("Financing plan"),
        _("Who pays for what. Amounts in whole euro, without VAT. Estimates are welcome."),
        (BidPart.FINANCING, BidPart.SHORTFALL),
    ),
    FormStep(
        "letters",
        _("Letters of support"),
        _("What others write for the bid. Letters are handed out as files, never shown in a page."),
        (BidPart.LETTER,),
    ),
    FormStep(
        "send",
        _("Check and send"),
        _("Whom to ask, and the bid as others will read it."),
        (BidPart.CONTACT,),
    ),
)


@dataclass(frozen=True)
class Missing:
    """A part that is still missing: in which step, at which field of its form, as a sentence."""

    part: BidPart
    step: FormStep
    place: int
    field: str
    sentence: str


Lack = Callable[[BidContent], bool]
PARTS: dict[BidPart, tuple[str, str | Promise, Lack]] = {
    BidPart.CITY: ("city_0", _("Say in which city the conference would take place."), lambda row: not row.city),
    BidPart.DATES: (
        "starts_on",
        _("Say when it would take place: days, a month or a year."),
        lambda row: row.period is None,
    ),
    BidPart.OPERATOR: ("operator", _("Name the operator."), lambda row: not row.operator),
    BidPart.CONTRIBUTORS: (
        "contributors",
        _("Name who contributes to the costs."),
        lambda row: not row.contributors.strip(),
    ),
    BidPart.PARTNERS: (
        "content_partner",
        _("Name the content partner and the logistics partner."),
        lambda row: not (row.content_partner and row.logistics_partner),
    ),
    BidPart.VENUE: ("venue", _("Name the venue."), lambda row: not row.venue),
    BidPart.CAPACITY: ("capacity", _("Give the seats in the largest hall."), lambda row: row.capacity is None),
    BidPart.ACCESSIBILITY: (
        "accessibility",
        _("Say how people with disabilities take part."),
        lambda row: not row.accessibility.strip(),
    ),
    BidPart.FORMAT: ("format", _("Describe the format."), lambda row: not row.format.strip()),
    BidPart.THEME: ("theme_0", _("Propose a theme."), lambda row: not row.theme),
    BidPart.FINANCING: (
        "total_cost",
        _("Give the total cost and who pays for it."),
        lambda row: row.total_cost is None or not row.plan.together,
    ),
    BidPart.SHORTFALL: (
        "shortfall",
        _("Say who carries the difference if less comes in than planned."),
        lambda row: not row.shortfall,
    ),
    BidPart.LETTER: (
        "file",
        _("Add a letter of support."),
        lambda row: row.kept is None or not row.kept.letters.exists(),
    ),
    BidPart.CONTACT: (
        "contact_role",
        _("Say whom to ask: a role and a mail address."),
        lambda row: not (row.contact_role and row.contact_mail),
    ),
}
"""Of each part: the id of its field, the sentence where it is missing, and when it is."""


def step_of(part: BidPart) -> FormStep:
    return next(step for step in STEPS if part in step.parts)


def terms_of(bid: Bid, day: date | None = None) -> CallTerms | None:
    """What the call for the bid's edition says on that day (the present one); None if there is no call."""
    call: BidCall | None = BidCall.objects.filter(edition=bid.edition_id).prefetch_related("reports").first()
    return call.terms_on(day or present_day()) if call else None


def missing_parts(content: BidContent, terms: CallTerms | None) -> list[Missing]:
    """What the call asks for and the content does not say; sums that do not add up. In the order of the steps."""
    asked = (terms or CallTermsOfNone).parts
    found = []
    for place, step in enumerate(STEPS, start=1):
        for part in step.parts:
            field, sentence, lacks = PARTS[part]
            if part in asked and lacks(content):
                found.append(Missing(part, step, place, field, str(sentence)))
            elif part == BidPart.FINANCING and (words := wrong_sum(content)):
                found.append(Missing(part, step, place, field, words))
    return found


class CallTermsOfNone:
    """Without a call, a bid says where and when."""

    parts = [BidPart.CITY, BidPart.DATES]


def wrong_sum(content: BidContent) -> str:
    """Why the plan does not add up; "" if it does, or if there is none yet."""
    plan = content.plan
    if plan.cost is None:
        return gettext("Give the total cost, too.") if plan.together else ""
    if plan.to_find and plan.together:
        words = gettext("The sources give %(sum)s. Add sources for %(rest)s euro, or lower the total cost.")
        return words % {"sum": number(plan.together), "rest": number(plan.to_find)}
    if plan.to_find:
        return gettext("Say who pays the %(cost)s euro.") % {"cost": number(plan.cost)}
    if plan.too_much:
        words = gettext("The sources give %(sum)s, %(rest)s euro more than the total cost.")
        return words % {"sum": number(plan.together), "rest": number(plan.too_much)}
    return ""


def handed_in_at(known_on: date) -> datetime:
    """The moment that counts for a hand-in: the present one; for a day that is still to come from there, its first."""
    moment = present_moment()
    if known_on > present_day():
        return timezone.make_aware(datetime.combine(known_on, time.min))
    return moment


# --- Collisions of the dates ---------------------------------------------------------------------------


def warnings(content: BidContent, country: Any, day: date) -> list[str]:
    """What else happens at the time that the content names, as known on that day, in sentences."""
    period = content.period
    if period is None:
        return []
    found = [*presidency_warnings(period, country, day), *event_warnings(period, content.bid, day)]
    if period.precision == Precision.DAY:
        found += holiday_warnings(period, country)
    return found


def presidency_warnings(period: Period, country: Any, day: date) -> Iterator[str]:
    """Another country presides then, or the presidency changes in between."""
    writer = phrases(get_language() or "en")
    rows = [
        row
        for row in Presidency.objects.with_names().rotation(day)
        if row.starts_on <= period.ends_on and row.ends_on >= period.starts_on
    ]
    others = [row.country.name_on(day) for row in rows if row.country_id != country.pk]
    if len(rows) > 1:
        yield gettext("The presidency changes within this time: %(countries)s.") % {
            "countries": writer.listed([row.country.name_on(day).plain for row in rows])
        }
    elif others:
        yield gettext("Presidency at that time: %(country)s. Agree the dates there.") % {
            "country": others[0].plain.in_language(writer.code)
        }


def event_warnings(period: Period, bid: Bid, day: date) -> Iterator[str]:
    """Other conferences, meetings and events that are known to lie within the same days."""
    near = Q(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on)
    if period.precision != Precision.DAY:
        near &= Q(precision=Precision.DAY)  # two that are only known to the year do not collide
    found: list[tuple[Any, Any]] = []
    schedules = EditionSchedule.objects.exclude(edition=bid.edition_id).exclude(stage=EditionStage.CANCELLED)
    found += latest(schedules.select_related("edition"), "edition", near, day)
    found += latest(MeetingSchedule.objects.select_related("meeting"), "meeting", near, day)
    for model in EventReport.__subclasses__():  # each app's own events: they all report the same way
        every: Any = model._default_manager
        reports = every.exclude(stage=EventStage.CANCELLED).select_related("event")
        found += latest(reports, "event", near, day)
    rows = GroupMeeting.objects.filter(near, known_on__lte=day).select_related("body")
    found += [(meeting.body, meeting.period) for meeting in rows]
    for what, when in found:
        yield gettext("At the same time: %(event)s, %(when)s.") % {"event": what, "when": written(when)}


def latest(rows: Any, subject: str, near: Q, day: date) -> list[tuple[Any, Any]]:
    """(subject, when) of the rows that are the last known of their subject, and lie near."""
    hits = list(rows.filter(near, known_on__lte=day))
    ids = {getattr(row, f"{subject}_id") for row in hits}
    known: dict[int, list[Any]] = {}
    for row in rows.filter(**{f"{subject}__in": ids}, known_on__lte=day):
        known.setdefault(getattr(row, f"{subject}_id"), []).append(row)
    return [
        (getattr(row, subject), row.period)
        for row in hits
        if last_known(known[getattr(row, f"{subject}_id")], day) == row
    ]


def holiday_warnings(period: Period, country: Any) -> Iterator[str]:
    """Public holidays of the host country within the days, or right before or after."""
    import holidays  # noqa: PLC0415 - memory that only this check pays for

    first, last = period.starts_on, period.ends_on
    if (last - first).days > LONGEST:
        return
    code = country.iso2
    if code not in holidays.list_supported_countries(include_aliases=False):
        return
    years = {first.year, last.year}
    language = holiday_language(holidays.country_holidays(code))
    calendar = holidays.country_holidays(code, years=years, language=language)
    day = first - timedelta(days=1)
    while day <= last + timedelta(days=1):
        if name := calendar.get(day):
            words = {"day": written(day), "name": name, "country": country}
            if first <= day <= last:
                yield gettext("%(day)s is a public holiday: %(name)s (%(country)s).") % words
            else:
                yield gettext("%(day)s, right beside, is a public holiday: %(name)s (%(country)s).") % words
        day += timedelta(days=1)


def holiday_language(calendar: Any) -> str | None:
    """The reader's, if the calendar speaks it; else the country's own."""
    reader = (get_language() or "en")[:2]
    spoken = calendar.supported_languages
    return next((code for code in spoken if code[:2] == reader), calendar.default_language)
