"""What is true, as of a date, of the search for the next conference's host: who would, who bids, who was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from conferences.models import (
    BEING_WRITTEN,
    HOSTING,
    STANDING,
    BidState,
    BidStep,
    Edition,
    EditionSchedule,
    HostDecision,
    HostSearchReport,
)
from conferences.reading.early_warning import warning_months
from core.facts import Fact, FactSpec, Viewpoint, fact
from core.values import Name, Period

IPSG = _("IPSG")
MEMBER_STATES = _("the member states")
SECRETARIAT = _("the secretariat")

SPECS = (
    FactSpec("conferences.next.bids", list, _("Bids to host the next conference"), MEMBER_STATES),
    FactSpec(
        "conferences.next.interests",
        list,
        _("Interest in hosting the next conference"),
        MEMBER_STATES,
        confidential=True,  # a country's own until it becomes a bid
    ),
    FactSpec(
        "conferences.next.withdrawn",
        list,
        _("Bids that stood at the meeting before and were withdrawn since"),
        MEMBER_STATES,
    ),
    FactSpec("conferences.next.host", Name, _("Host of the next conference"), _("the Directors General")),
    FactSpec("conferences.next.host_is_new", bool, _("The host became known since the meeting before"), SECRETARIAT),
    FactSpec("conferences.next.is_confirmed", bool, _("The chosen host is confirmed"), SECRETARIAT),
    FactSpec("conferences.next.confirmed_is_new", bool, _("A host chosen earlier was confirmed since"), SECRETARIAT),
    FactSpec("conferences.next.confirmation_due", Period, _("By when the chosen host confirms"), SECRETARIAT),
    FactSpec("conferences.next.confirmation_is_late", bool, _("The day of the confirmation has passed"), SECRETARIAT),
    FactSpec("conferences.next.search_in_vain", bool, _("The search for a host has brought no bid"), IPSG),
    FactSpec("conferences.next.searched_by", Name, _("Who searched for a host"), IPSG),
    FactSpec(
        "conferences.next.warning_months",
        int,
        _("Early warning: months within which the next conference is due without a candidate"),
        SECRETARIAT,
    ),
)

Steps = Mapping[int, BidStep]  # by bid, the last one known
States = Mapping[int, str]  # by bid, how it stood when the Directors General met before


def tell(edition: Edition, schedule: EditionSchedule, view: Viewpoint) -> Iterator[Fact]:
    """Of the next conference, as its schedule stands: the bids, the host, how the search goes."""
    yield from tell_bids(edition, schedule, view)
    search = HostSearchReport.objects.known(view.as_of).filter(edition=edition).select_related("body", "edition").last()
    if search is not None:
        yield fact("conferences.next.search_in_vain", not search.found, search)
        yield fact("conferences.next.searched_by", search.body.as_name, search)


def tell_bids(edition: Edition, schedule: EditionSchedule, view: Viewpoint) -> Iterator[Fact]:
    """Who is interested, who bids, who was chosen: each as its last step known on the day says."""
    known = BidStep.objects.known(view.as_of).filter(bid__edition=edition)
    steps = list(known.select_related("bid__edition", "bid__country"))
    last = {step.bid_id: step for step in steps}
    for key, states in (("conferences.next.interests", BEING_WRITTEN), ("conferences.next.bids", STANDING)):
        rows = [step for step in last.values() if step.state in states]
        names = [step.bid.country.name_on(view.as_of) for step in rows]
        yield fact(key, names, *rows, *([] if rows else [edition]))
    choice = step_of_choice(steps)
    country = choice.bid.country if choice else schedule.country
    record = choice or schedule
    if country is not None:
        yield fact("conferences.next.host", country.name_on(view.as_of), record)
        yield fact("conferences.next.host_is_new", record.known_on >= view.since, record)
    before = {step.bid_id: step.state for step in steps if step.known_on < view.since}
    yield from tell_withdrawn(edition, last, before, view)
    yield from tell_confirmation(last, before, view)
    months = warning_months(schedule.period, view.seen_from)
    if months is not None and country is None and not any(step.state in STANDING for step in last.values()):
        yield fact("conferences.next.warning_months", months, schedule)


def step_of_choice(steps: Sequence[BidStep]) -> BidStep | None:
    """The step that made a bid the host's. What is confirmed, or slips, later is no news of who it is."""
    chosen: dict[int, BidStep] = {}
    for step in steps:
        if step.state in HOSTING:
            chosen.setdefault(step.bid_id, step)
        else:
            chosen.pop(step.bid_id, None)
    return [*chosen.values()][-1] if chosen else None


def tell_withdrawn(edition: Edition, last: Steps, before: States, view: Viewpoint) -> Iterator[Fact]:
    """Of the bids that the meeting before knew, those withdrawn since. One that came and went in between, and an
    interest, were before no meeting."""
    stood = [step for pk, step in last.items() if before.get(pk) in (*STANDING, *HOSTING)]
    gone = [step for step in stood if step.state == BidState.WITHDRAWN]
    names = [step.bid.country.name_on(view.as_of) for step in gone]
    yield fact("conferences.next.withdrawn", names, *gone, *([] if gone else [edition]))


def tell_confirmation(last: Steps, before: States, view: Viewpoint) -> Iterator[Fact]:
    """Of a host chosen among the bids: whether it is confirmed; while it is not, until when it confirms."""
    step = next((step for step in last.values() if step.state in HOSTING), None)
    if step is None:
        return
    is_confirmed = step.state in (BidState.CONFIRMED, BidState.HELD)
    yield fact("conferences.next.is_confirmed", is_confirmed, step)
    was_chosen = before.get(step.bid_id) == BidState.ACCEPTED
    yield fact("conferences.next.confirmed_is_new", is_confirmed and was_chosen, step)
    if step.state == BidState.ACCEPTED:
        decision = HostDecision.objects.known(view.as_of).filter(bid=step.bid_id).select_related("meeting").last()
        if decision is not None and (due := decision.confirmation_due_on):
            decision.bid, decision.edition = step.bid, step.bid.edition  # at hand already
            yield fact("conferences.next.confirmation_due", Period(due, due), decision)
            yield fact("conferences.next.confirmation_is_late", due < view.seen_from, decision)
