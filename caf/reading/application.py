"""Whether an organisation may apply for external feedback on a day: each condition with its fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caf.models import (
    Application,
    Organisation,
    OrganiserSetting,
    ProcedureVersion,
    RegisterState,
    Registration,
    Use,
)
from core.months import months_after
from core.values import Precision
from core.written import when, written


@dataclass(frozen=True)
class Window:
    """From the first to the last day, both included."""

    opens_on: date
    closes_on: date

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    @property
    def in_words(self) -> dict[str, str]:
        return {"opens": written(self.opens_on), "closes": written(self.closes_on)}


@dataclass(frozen=True)
class Condition:
    """what: the condition; fact: what is the case, as a sentence, which is the refusal where it does not hold."""

    key: str
    holds: bool
    what: str
    fact: str


def window_of(use: Use, version: ProcedureVersion) -> Window | None:
    """When one may apply: counted from the day on which the top management approved the report; None without one."""
    if use.reported_on is None or use.reported_precision != Precision.DAY:
        return None
    return Window(months_after(use.reported_on, version.months_from), months_after(use.reported_on, version.months_to))


def conditions(organisation: Organisation, use: Use, version: ProcedureVersion, day: date) -> list[Condition]:
    """Every condition as of the day, those that hold too; in three queries."""
    terms = OrganiserSetting.objects.on(organisation.country_id, day)
    found = [registered(organisation), validated(organisation, day), approved(use, day)]
    window = window_of(use, version)
    if window is not None:
        found.append(in_time(window, version, day))
    if terms is not None and terms.call_starts_on and terms.call_ends_on:
        found.append(in_call(organisation, Window(terms.call_starts_on, terms.call_ends_on), day))
    return found


def unmet(application: Application, day: date) -> list[str]:
    """Why it may not be submitted on that day: the sentences of the conditions that do not hold."""
    rows = conditions(application.organisation, application.use, application.version, day)
    return [row.fact for row in rows if not row.holds]


def registered(organisation: Organisation) -> Condition:
    fact = _("It is in the register as %(ref)s, known since %(day)s.") % {
        "ref": organisation.ref,
        "day": written(organisation.known_on),
    }
    return Condition("registered", True, _("The organisation is in the register of CAF users"), fact)


def validated(organisation: Organisation, day: date) -> Condition:
    what = _("It is validated")
    last: Registration | None = organisation.steps.filter(known_on__lte=day).order_by("known_on", "pk").last()
    if last is not None and last.state == RegisterState.VALIDATED:
        return Condition("validated", True, what, _("Validated since %(day)s.") % {"day": written(last.known_on)})
    stands = RegisterState(last.state).label if last else _("not registered")
    fact = _("On %(day)s it is not validated: it stands as “%(state)s”.") % {"day": written(day), "state": stands}
    return Condition("validated", False, what, fact)


def approved(use: Use, day: date) -> Condition:
    what = _("Its top management has approved the self-assessment report")
    if use.reported_on is None:
        fact = _("The day on which the top management approved the self-assessment report is not recorded.")
        return Condition("approved", False, what, fact)
    words = {"when": when(use.reported)}
    if use.reported_on > day:
        return Condition("approved", False, what, _("The approval of the report, %(when)s, lies ahead.") % words)
    if use.reported_precision != Precision.DAY:
        fact = _("Approved %(when)s: the day itself is needed, for the months to apply in are counted from it.")
        return Condition("approved", False, what, fact % words)
    return Condition("approved", True, what, _("Approved %(when)s.") % words)


def in_time(window: Window, version: ProcedureVersion, day: date) -> Condition:
    what = _("%(first)s to %(last)s months have passed since then") % {
        "first": version.months_from,
        "last": version.months_to,
    }
    words = window.in_words
    if day < window.opens_on:
        fact = _("It is too early: one may apply from %(opens)s to %(closes)s.")
    elif day > window.closes_on:
        fact = _("It is too late: one could apply from %(opens)s to %(closes)s.")
    else:
        fact = _("One may apply from %(opens)s to %(closes)s.")
    return Condition("window", window.holds(day), what, fact % words)


def in_call(organisation: Organisation, call: Window, day: date) -> Condition:
    what = _("The country takes applications")
    words = call.in_words | {"country": str(organisation.country)}
    if day < call.opens_on:
        fact = _("%(country)s does not take applications yet: its call opens on %(opens)s and closes on %(closes)s.")
    elif day > call.closes_on:
        fact = _("%(country)s takes no applications any more: its call closed on %(closes)s.")
    else:
        fact = _("%(country)s takes applications from %(opens)s to %(closes)s.")
    return Condition("call", call.holds(day), what, fact % words)


@dataclass(frozen=True)
class TimelinePoint:
    """percent: of the line's length."""

    percent: float
    day: date
    what: str


@dataclass(frozen=True)
class Timeline:
    """The way from the approval to the last day on which one may apply. today: None where it lies outside."""

    points: tuple[TimelinePoint, ...]
    opens_percent: float
    today: TimelinePoint | None
    is_open: bool

    @property
    def open_width(self) -> float:
        """In percent."""
        return round(100 - self.opens_percent, 2)


def timeline(use: Use, version: ProcedureVersion, day: date) -> Timeline | None:
    """None where the day of the approval is not known."""
    window = window_of(use, version)
    if use.reported_on is None or window is None:
        return None
    length = (window.closes_on - use.reported_on).days

    def point(at: date, what: str) -> TimelinePoint:
        assert use.reported_on is not None
        return TimelinePoint(round(100 * (at - use.reported_on).days / length, 2), at, what)

    points = (
        point(use.reported_on, _("Report approved")),
        point(window.opens_on, _("One may apply from")),
        point(window.closes_on, _("and until")),
    )
    inside = use.reported_on <= day <= window.closes_on
    return Timeline(points, points[1].percent, point(day, _("The day")) if inside else None, window.holds(day))
