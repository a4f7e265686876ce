"""Who counts as a CAF user on a day, by the rule in force; how many; and what has changed between two days.

All of it follows from dated rows as known on the day: steps in the register, uses, names and profiles. Reported counts
(`caf.models.Count`) are never mixed in. A day is always the day from which one looks back; what became known later is
not there yet, so a count as of a past day stays what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In
from django.utils.translation import gettext as _

from caf.models import CountingRule, Organisation, RegisterState, Registration, RuleCode, Use
from caf.register import column_on, uses_on, version_on
from core.written import written
from network.models import Country

By = Literal["country", "sector", "level", "version"]
BY: tuple[By, ...] = ("country", "sector", "level", "version")


# --- The rules: one function for each code ------------------------------------------------------------


@dataclass(frozen=True)
class Counting:
    """What a rule asks for: one of these states, and a use that has begun on or before the day."""

    states: frozenset[str]

    def condition(self, day: date) -> Q:
        """Of organisations: those that count on that day."""
        return Q(In(state_on(day), [Value(state) for state in sorted(self.states)])) & Q(Exists(uses_on(day)))


COUNTINGS: dict[str, Counting] = {
    RuleCode.VALIDATED: Counting(frozenset({RegisterState.VALIDATED})),
    RuleCode.REGISTERED: Counting(frozenset({RegisterState.VALIDATED, RegisterState.DORMANT})),
}


def state_on(day: date) -> Any:
    """The state on that day, as an expression; "" before the first step."""
    steps = Registration.objects.filter(organisation=OuterRef("pk"), known_on__lte=day)
    return Coalesce(Subquery(steps.order_by("-known_on", "-pk").values("state")[:1]), Value(""))


def condition(day: date, rule: CountingRule | None = None) -> Q:
    """Of organisations: those that count on that day, by the rule then in force, which costs a query if not at hand."""
    rule = rule or CountingRule.objects.on(day)
    return Q(known_on__lte=day) & COUNTINGS[rule.code].condition(day)


def counted(day: date) -> Any:
    """The organisations that count on that day."""
    return Organisation.objects.filter(condition(day))


# --- How many -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """How many count on a day; parts: by country (ISO code), sector, level or version, "" where it is not known."""

    day: date
    rule: CountingRule
    total: int
    parts: dict[str, int] = field(default_factory=dict)


def count_on(day: date, by: By | None = None) -> Tally:
    """How many count on that day. `by` tells them apart, each in one part: of the versions, that of the newest use."""
    rule = CountingRule.objects.on(day)
    organisations = Organisation.objects.filter(condition(day, rule))
    if by is None:
        return Tally(day, rule, organisations.count())
    rows = organisations.order_by().annotate(part=part_on(by, day)).values_list("part").annotate(number=Count("pk"))
    parts = named_parts(by, rows)
    return Tally(day, rule, sum(parts.values()), parts)


def part_on(by: By, day: date) -> Any:
    """What the organisations are told apart by, as an expression."""
    match by:
        case "country":
            return F("country_id")
        case "version":
            return version_on(day)
        case _:
            return column_on(by, day)


def named_parts(by: By, rows: Iterable[tuple[Any, int]]) -> dict[str, int]:
    """Largest first. Countries are named once they are counted: joined first, it takes three times as long."""
    codes = dict(Country.objects.values_list("pk", "iso2")) if by == "country" else {}
    parts: Counter[str] = Counter()
    for part, number in rows:
        parts[codes.get(part, part or "")] += number
    return dict(sorted(parts.items(), key=lambda item: (-item[1], item[0])))


# --- Between two days ---------------------------------------------------------------------------------


@dataclass
class Movement:
    """From `before` to `after`: so many new, lapsed (they no longer count), merged into others."""

    before: int = 0
    new: int = 0
    lapsed: int = 0
    merged: int = 0

    @property
    def after(self) -> int:
        return self.before + self.change

    @property
    def change(self) -> int:
        return self.new - self.lapsed - self.merged

    def add(self, number: int, *, then: bool, now: bool, is_merged: bool) -> None:
        self.before += number if then else 0
        self.new += number if now and not then else 0
        self.lapsed += number if then and not now and not is_merged else 0
        self.merged += number if then and not now and is_merged else 0


@dataclass(frozen=True)
class Difference:
    """Between two days, each by the rule of its day. parts: as each organisation stands on the later day."""

    first: date
    last: date
    rule: CountingRule
    whole: Movement
    parts: dict[str, Movement]

    @property
    def tally(self) -> Tally:
        """How many count on the last day, as `count_on` has it."""
        parts = {part: movement.after for part, movement in self.parts.items() if movement.after}
        return Tally(self.last, self.rule, self.whole.after, parts)

    def _of(self, then: bool, now: bool, **state: Any) -> Any:
        rows = Organisation.objects.alias(then=condition(self.first), now=condition(self.last, self.rule))
        if CountingRule.objects.on(self.first).code == self.rule.code:
            rows = rows.filter(touched(self.first, self.last))
        return rows.alias(state_now=state_on(self.last)).filter(then=then, now=now, **state)

    def new(self) -> Any:
        """The organisations that count on the last day and did not on the first."""
        return self._of(False, True)

    def lapsed(self) -> Any:
        """Those that counted, and do not any more: withdrawn, dormant."""
        return self._of(True, False).exclude(state_now=RegisterState.MERGED)

    def merged(self) -> Any:
        """Those that counted, and are now one with another."""
        return self._of(True, False, state_now=RegisterState.MERGED)


def difference(first: date, last: date, by: By = "country") -> Difference:
    """What has changed from the first day to the last; one query over the register."""
    rule = CountingRule.objects.on(last)
    rows = (
        Organisation.objects.filter(known_on__lte=last)
        .order_by()
        .annotate(then=condition(first), now=condition(last, rule), state_now=state_on(last), part=part_on(by, last))
        .filter(Q(then=True) | Q(now=True))
        .values_list("part", "then", "now", "state_now")
        .annotate(number=Count("pk"))
    )
    codes = dict(Country.objects.values_list("pk", "iso2")) if by == "country" else {}
    whole = Movement()
    parts: dict[str, Movement] = {}
    for part, then, now, state, number in rows:
        for movement in (whole, parts.setdefault(codes.get(part, part or ""), Movement())):
            movement.add(number, then=bool(then), now=bool(now), is_merged=state == RegisterState.MERGED)
    ordered = sorted(parts.items(), key=lambda item: (-item[1].after, item[0]))
    return Difference(first, last, rule, whole, dict(ordered))


def touched(first: date, last: date) -> Q:
    """Of organisations: those with a step, or a use known or begun, between two days. By one rule no other moves."""
    between = (first + timedelta(days=1), last)
    uses = Use.objects.filter(Q(known_on__range=between) | Q(starts_on__range=between))
    steps = Registration.objects.filter(known_on__range=between)
    return Q(known_on__range=between) | Q(pk__in=steps.values("organisation")) | Q(pk__in=uses.values("organisation"))


# --- What the rule says of one ------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """Whether an organisation counts on a day, since when without a break, and why: (holds, sentence) each."""

    counts: bool
    since: date | None
    reasons: tuple[tuple[bool, str], ...]
    rule: CountingRule

    @property
    def sentence(self) -> str:
        """Counts since ... because ...; does not count because ..."""
        told = "; ".join(text for holds, text in self.reasons if holds == self.counts)
        if self.counts:
            return _("Counts since %(day)s because %(reasons)s.") % {"day": written(self.since), "reasons": told}
        return _("Does not count because %(reasons)s.") % {"reasons": told}


def says(organisation: Organisation, day: date, rule: CountingRule | None = None) -> Verdict:
    """What the rule in force on that day says of an organisation; `rule`: where it is at hand."""
    rule = rule or CountingRule.objects.on(day)
    states = COUNTINGS[rule.code].states
    steps = [step for step in organisation.steps.all() if max(step.known_on, organisation.known_on) <= day]
    steps.sort(key=lambda step: (step.known_on, step.pk))
    uses = [use for use in organisation.uses.all() if use.known_on <= day]
    begun = sorted((use for use in uses if use.starts_on and use.starts_on <= day), key=counts_from)
    standing = stands_since(steps, states)
    reasons = (*reasons_of_state(steps, standing), reason_of_use(uses, begun))
    if not (standing and begun):
        return Verdict(False, None, reasons, rule)
    return Verdict(True, max(standing.known_on, counts_from(begun[0]), organisation.known_on), reasons, rule)


def counts_from(use: Use) -> date:
    """The first day on which this use made its organisation count: begun, and known to have."""
    assert use.starts_on is not None  # asked of uses that have begun
    return max(use.starts_on, use.known_on)


def stands_since(steps: list[Registration], states: frozenset[str]) -> Registration | None:
    """The step since which it has stood in one of the states without a break; None if it does not."""
    since = None
    for step in reversed(steps):
        if step.state not in states:
            break
        since = step
    return since


def reasons_of_state(steps: list[Registration], standing: Registration | None) -> list[tuple[bool, str]]:
    """That it is validated, and neither withdrawn nor one with another; or what it is instead."""
    if standing:
        return [
            (True, _("its registration is validated since %(day)s") % {"day": written(standing.known_on)}),
            (True, _("it is not withdrawn, and no other record is the same organisation")),
        ]
    if not steps:
        return [(False, _("it was not in the register on that day"))]
    last = steps[-1]
    known = {"day": written(last.known_on)}
    match last.state:
        case RegisterState.CLAIMED:
            return [(False, _("its registration waits to be taken up"))]
        case RegisterState.TO_VALIDATE:
            return [(False, _("its country has not validated the registration yet"))]
        case RegisterState.DORMANT:
            return [(False, _("it is dormant since %(day)s: nobody has confirmed that it still uses CAF") % known)]
        case RegisterState.MERGED:
            return [(False, _("since %(day)s it is one with another record, and counts there") % known)]
    return [(False, _("it is withdrawn from the register since %(day)s") % known)]


def reason_of_use(uses: list[Use], begun: list[Use]) -> tuple[bool, str]:
    """The first use that makes it count; or what is missing."""
    if begun:
        words = {"version": begun[0].get_version_display(), "day": written(begun[0].starts_on)}
        return True, _("a use of %(version)s began on %(day)s") % words
    if not uses:
        return False, _("no use of CAF is recorded")
    if any(use.starts_on is None for use in uses):
        return False, _("it is not known since when it has used CAF")
    return False, _("its use of CAF lay ahead")
