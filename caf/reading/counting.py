"""Who counts as a CAF user on a day, by the rule in force; how many; and what has changed between two days.

All of it follows from dated rows as known on the day: steps in the register, uses, names and profiles. Reported counts
(`caf.models.Count`) are never mixed in. A day is always the day from which one looks back; what became known later is
not there yet, so a count as of a past day stays what it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caf.models import CountingRule, CountingSpan, Organisation, Part, RegisterState, Registration, Use
from caf.models.use import standing_uses
from caf.reading.counting_rules import COUNTINGS
from caf.reading.register import uses_on
from caf.tallies import counts
from core.written import parted, when, written
from network.models import Country


class Moved(TextChoices):
    """How the count of a day came to differ from that of an earlier one."""

    NEW = "new", gettext_lazy("Newly counted")
    LAPSED = "lapsed", gettext_lazy("Lapsed")
    MERGED = "merged", gettext_lazy("Merged with another record")


By = Literal["country", "sector", "level", "version"]
UNKNOWN = "unknown"
"""In the address of a list: those of which a part is not known."""
BY: tuple[By, ...] = ("country", "sector", "level", "version")


# --- Who counts, asked of the rows ---------------------------------------------------------------------


def state_on(day: date, organisation: str = "pk") -> Any:
    """The state on that day, as an expression; "" before the first step. organisation: the field that names it."""
    steps = Registration.objects.filter(organisation=OuterRef(organisation), known_on__lte=day)
    return Coalesce(Subquery(steps.order_by("-known_on", "-pk").values("state")[:1]), Value(""))


def condition(day: date, rule: CountingRule | None = None) -> Q:
    """Of organisations: those that count on that day, by the rule then in force, which costs a query if not at hand."""
    rule = rule or CountingRule.objects.on(day)
    states = [Value(state) for state in sorted(COUNTINGS[rule.code].states)]
    return Q(known_on__lte=day) & Q(In(state_on(day), states)) & Q(Exists(uses_on(day)))


def counted(day: date) -> Any:
    """The organisations that count on that day."""
    return Organisation.objects.filter(condition(day))


def kept_as_counted(day: date) -> Exists:
    """Of organisations: the same, from what counting keeps (`caf.tallies`); quick, however many they are."""
    code = CountingRule.objects.on(day).code
    return Exists(CountingSpan.objects.on(day, code).filter(organisation=OuterRef("pk")))


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
    asked = Part.ALL if by is None else by
    parts = counts(day, rule.code, asked)[asked]
    return Tally(day, rule, sum(parts.values()), named_parts(by, parts.items()) if by else {})


def named_parts(by: By, rows: Iterable[tuple[Any, int]]) -> dict[str, int]:
    """Largest first. Countries are named by their codes."""
    codes = country_codes() if by == "country" else {}
    parts: Counter[str] = Counter()
    for part, number in rows:
        parts[codes.get(str(part), str(part or ""))] += number
    return dict(sorted(parts.items(), key=lambda item: (-item[1], item[0])))


def country_codes() -> dict[str, str]:
    """The ISO code of each country by its key, as the counters have it."""
    return {str(pk): iso2 for pk, iso2 in Country.objects.values_list("pk", "iso2")}


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

    def add(self, other: Movement) -> None:
        self.before += other.before
        self.new += other.new
        self.lapsed += other.lapsed
        self.merged += other.merged


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

    def new(self) -> Any:
        """The organisations that count on the last day and did not on the first."""
        return self._moved(Moved.NEW)

    def lapsed(self) -> Any:
        """Those that counted, and do not any more: withdrawn, dormant."""
        return self._moved(Moved.LAPSED)

    def merged(self) -> Any:
        """Those that counted, and are now one with another."""
        return self._moved(Moved.MERGED)

    def _moved(self, kind: Moved) -> Any:
        return Organisation.objects.filter(pk__in=moved(kind, self.first, self.last).values("organisation"))


def difference(first: date, last: date, by: By = "country") -> Difference:
    """What has changed from the first day to the last: the counters tell how many count, the spans who came and went.

    parts: as each stands on the last day; of those that count no more, as each stood when it last counted.
    """
    tally = count_on(last, by)
    name = "country_id" if by == "country" else by
    codes = country_codes() if by == "country" else {}
    parts: defaultdict[str, Movement] = defaultdict(Movement)
    for part, number in tally.parts.items():
        parts[part].before = number
    new = came(first, last).values_list(name).annotate(number=Count("pk")).order_by()
    state = state_on(last, "organisation")
    gone = went(first, last).annotate(state_now=state).values_list(name, "state_now").annotate(number=Count("pk"))
    for part, number in new:
        movement = parts[codes.get(str(part), str(part))]
        movement.new, movement.before = number, movement.before - number
    for part, state_now, number in gone.order_by():
        movement = parts[codes.get(str(part), str(part))]
        movement.before += number
        if state_now == RegisterState.MERGED:
            movement.merged += number
        else:
            movement.lapsed += number
    whole = Movement()
    for movement in parts.values():
        whole.add(movement)
    ordered = sorted(parts.items(), key=lambda item: (-item[1].after, item[0]))
    return Difference(first, last, tally.rule, whole, dict(ordered))


def came(first: date, last: date) -> Any:
    """The spans, one of each, of those that count on the last day and did not on the first."""
    code_then, code_now = (CountingRule.objects.on(day).code for day in (first, last))
    spans, then = CountingSpan.objects.on(last, code_now), CountingSpan.objects.on(first, code_then)
    if code_then == code_now:
        # By one rule no two of an organisation overlap: the earlier one is over. Only few of all that counted are.
        spans, then = spans.filter(from_on__gt=first), then.filter(until_on__gt=first, until_on__lte=last)
    return spans.exclude(Exists(of_the_same(then)))


def went(first: date, last: date) -> Any:
    """The last spans of those that counted on the first day and do not on the last."""
    code_then, code_now = (CountingRule.objects.on(day).code for day in (first, last))
    counted_now = Exists(of_the_same(CountingSpan.objects.on(last, code_now)))
    if code_then != code_now:
        return CountingSpan.objects.on(first, code_then).exclude(counted_now)
    later = of_the_same(CountingSpan.objects.filter(rule=code_now, from_on__lte=last, from_on__gt=OuterRef("from_on")))
    ended = CountingSpan.objects.filter(rule=code_now, until_on__gt=first, until_on__lte=last)
    ended = ended.exclude(counted_now).exclude(Exists(later))
    return ended.filter(Exists(of_the_same(CountingSpan.objects.on(first, code_then))))


def moved(kind: str, first: date, last: date) -> Any:
    """The spans, one of each, of those that came, lapsed or were merged between the two days (`Moved`)."""
    if kind == Moved.NEW:
        return came(first, last)
    gone = went(first, last).alias(state_now=state_on(last, "organisation"))
    merged = {"state_now": RegisterState.MERGED}
    return gone.filter(**merged) if kind == Moved.MERGED else gone.exclude(**merged)


def narrowed(spans: Any, chosen: Mapping[str, str]) -> Any:
    """Spans of a country (its code), a sector, a level, a version, as they are counted; UNKNOWN where it is not."""
    if country := chosen.get("country"):
        spans = spans.filter(country__iso2__iexact=country)
    parts = {name: chosen[name] for name in ("sector", "level", "version") if chosen.get(name)}
    return spans.filter(**{name: "" if part == UNKNOWN else part for name, part in parts.items()})


def of_the_same(spans: Any) -> Any:
    """Those of the organisation of the span that is asked about."""
    return spans.filter(organisation=OuterRef("organisation"))


# --- What the rule says of one ------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """Whether an organisation counts on a day, since when without a break, and why: (holds, sentence) each."""

    counts: bool
    since: date | None
    reasons: tuple[tuple[bool, str], ...]

    @property
    def sentence(self) -> str:
        """Counts since ... because ...; does not count because ..."""
        told = parted(text for holds, text in self.reasons if holds == self.counts)
        if self.counts:
            return _("Counts since %(day)s because %(reasons)s.") % {"day": written(self.since), "reasons": told}
        return _("Does not count because %(reasons)s.") % {"reasons": told}


def says(organisation: Organisation, day: date) -> Verdict:
    """What the rule in force on that day says of an organisation."""
    code = getattr(organisation, "rule_code_then", "") or CountingRule.objects.code_on(day)
    states = COUNTINGS[code].states
    steps = [step for step in organisation.steps.all() if max(step.known_on, organisation.known_on) <= day]
    steps.sort(key=lambda step: (step.known_on, step.pk))
    uses = [use for use in organisation.uses.all() if use.known_on <= day]
    begun = sorted((use for use in uses if use.starts_on and use.starts_on <= day), key=counts_from)
    standing = stands_since(steps, states)
    reasons = (*reasons_of_state(steps, standing), reason_of_use(uses, begun, day))
    if not (standing and begun):
        return Verdict(False, None, reasons)
    return Verdict(True, max(standing.known_on, counts_from(begun[0]), organisation.known_on), reasons)


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


def reason_of_use(uses: list[Use], begun: list[Use], day: date) -> tuple[bool, str]:
    """The first use that makes it count, as it was known on the day; or what is missing."""
    if begun:
        first = next(use for use in standing_uses(uses, day) if use.entered_as == begun[0].entered_as)
        words = {"version": first.get_version_display(), "when": when(first.begun or begun[0].begun)}
        if not first.version:
            return True, _("a use of CAF, its version not known, began %(when)s") % words
        return True, _("a use of %(version)s began %(when)s") % words
    if not uses:
        return False, _("no use of CAF is recorded")
    if any(use.starts_on is None for use in uses):
        return False, _("it is not known since when it has used CAF")
    return False, _("its use of CAF lay ahead")
