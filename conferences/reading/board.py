"""The next European Quality Conference and the search for its host, as known on a day, for one reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from conferences.models import (
    BEING_WRITTEN,
    BID_OUTSIDE,
    HOSTING,
    STANDING,
    Attendance,
    Bid,
    BidCall,
    BidState,
    BidStep,
    Edition,
    EditionSchedule,
    EditionStage,
    HostSearchReport,
)
from conferences.permissions import can_begin_bid, sees_inside
from conferences.reading.early_warning import warning_months
from core.models import last_known
from core.phrases import phrases
from core.values import Quantity
from network.permissions import can_read_shared
from network.seats import Right

OVER = (EditionStage.HELD, EditionStage.CANCELLED)
STEPS: tuple[tuple[str, str | Promise], ...] = (
    ("interest", _("Interest, open to every member state")),
    ("bid", _("Bid")),
    ("assessment", _("Assessment")),
    ("choice", _("Choice by the Directors General")),
)


@dataclass(frozen=True)
class BidLine:
    """A bid as it stood on the day."""

    bid: Bid
    step: BidStep
    inside: bool = False

    @property
    def state(self) -> str:
        return self.step.state

    @property
    def words(self) -> str:
        """Bid, 25 November 2008. Other countries are told the outside wording."""
        since = phrases(get_language() or "en").day(self.step.known_on)
        state = BidState(self.state)
        return f"{state.label if self.inside else BID_OUTSIDE[state].label}, {since}"


@dataclass(frozen=True)
class PastEdition:
    """An edition that was held, with what is known of it."""

    edition: Edition
    schedule: EditionSchedule
    attendance: Quantity | None


@dataclass(frozen=True)
class Board:
    """What a reader may know of the next edition on `day`.

    bids: those the reader may see; `sees_bids` is False for a visitor, to whom neither bids nor the call for
    them nor the search for a host are shown at all. search: the last report on the search for a host.
    """

    day: date
    edition: Edition | None
    schedule: EditionSchedule | None
    call: BidCall | None
    search: HostSearchReport | None
    bids: tuple[BidLine, ...]
    sees_bids: bool
    may_begin_bid: bool
    has_own_bid: bool
    previous: PastEdition | None
    ahead: tuple[tuple[Edition, EditionSchedule], ...]

    @property
    def has_host(self) -> bool:
        """A host country is known."""
        return self.schedule is not None and self.schedule.country_id is not None

    @property
    def submitted(self) -> tuple[BidLine, ...]:
        """Bids before the Directors General."""
        return tuple(line for line in self.bids if line.state in (*STANDING, *HOSTING))

    @property
    def interests(self) -> tuple[BidLine, ...]:
        """Interests that the reader may see."""
        return tuple(line for line in self.bids if line.state in BEING_WRITTEN)

    @property
    def search_failed(self) -> bool:
        """The last report on the search says that no bid has come of it, and no bid is seen either."""
        return self.search is not None and not self.search.found and not self.submitted and not self.has_host

    @property
    def warning_months(self) -> int | None:
        """The early warning: within how many months it is due without a candidate. Told to who sees bids."""
        if not self.sees_bids or self.schedule is None or self.has_host or self.submitted:
            return None
        return warning_months(self.schedule.period, self.day)

    @property
    def is_warned_of(self) -> bool:
        """It comes near without a candidate, or the search for a host has been in vain."""
        return self.sees_bids and (self.warning_months is not None or self.search_failed)

    @property
    def may_express_interest(self) -> bool:
        """This reader may begin a bid, no host is chosen, and the own country has no bid that stands."""
        return self.may_begin_bid and not self.is_decided and not self.has_own_bid

    @property
    def is_decided(self) -> bool:
        """A host country is known, or a bid is chosen and not confirmed yet."""
        return self.has_host or self.chosen is not None

    @property
    def chosen(self) -> BidLine | None:
        """The bid that the Directors General chose, where the reader sees bids."""
        return next((line for line in self.bids if line.state in HOSTING), None)

    @property
    def current_step(self) -> int:
        """Which of STEPS the search has come to; all of them are done once there is a host."""
        if self.is_decided:
            return len(STEPS)
        if not self.submitted:
            return 0
        closes_on = self.call.terms_on(self.day).closes_on if self.call else None
        return 2 if closes_on and closes_on < self.day else 1

    @property
    def host_words(self) -> str:
        """The host country, and the city where it is known."""
        assert self.schedule is not None  # asked only where there is a host
        words = ", ".join(str(part) for part in (self.schedule.country, self.schedule.city) if part)
        return gettext("Host: %(place)s") % {"place": words}

    @property
    def sentences(self) -> list[str]:
        """How the search for a host stands. A visitor is told nothing of bids, not even that there is none."""
        if self.edition is None or self.has_host:
            return []
        if not self.sees_bids:
            return [gettext("The host country of this conference is not known yet.")]
        writer = phrases(get_language() or "en")
        found = []
        if self.chosen:
            found.append(
                gettext("The Directors General chose %(country)s as host.") % {"country": self.chosen.bid.country}
            )
        elif self.submitted:
            words = ngettext(
                "%(count)s member state has submitted a bid.",
                "%(count)s member states have submitted a bid.",
                len(self.submitted),
            )
            found.append(words % {"count": len(self.submitted)})
        else:
            found.append(gettext("No member state has submitted a bid to host this conference."))
        if self.search_failed and self.search is not None:
            found.append(
                gettext("The efforts of %(body)s have not brought a bid so far (%(day)s).")
                % {"body": self.search.body, "day": writer.day(self.search.known_on)}
            )
        if self.warning_months is not None:
            found.append(gettext("It is due within %(months)s months.") % {"months": self.warning_months})
        return found

    @property
    def ladder(self) -> list[dict[str, Any]]:
        """The steps for the component: done, now, open."""
        now = self.current_step
        states = ["done" if place < now else "now" if place == now else "open" for place in range(len(STEPS))]
        return [{"state": state, "label": label} for state, (_key, label) in zip(states, STEPS, strict=True)]


def board(day: date, user: Any) -> Board:
    """The board as of `day`, for this reader: at most ten queries."""
    schedules = EditionSchedule.objects.filter(known_on__lte=day).select_related("country")
    editions = list(Edition.objects.european().known(day).prefetch_related(Prefetch("schedules", schedules)))
    known = [(edition, schedule) for edition in editions if (schedule := edition.schedule_on(day)) is not None]
    ahead = sorted((row for row in known if is_ahead(row[1], day)), key=lambda row: row[0].number or 0)
    edition, schedule = ahead[0] if ahead else (None, None)
    sees_bids = can_read_shared(user)
    call = (
        BidCall.objects.visible_to(user).known(day).filter(edition=edition).prefetch_related("reports").last()
        if edition
        else None
    )
    if call and edition:
        call.edition = edition  # at hand already
    search = (
        HostSearchReport.objects.visible_to(user).known(day).filter(edition=edition).select_related("body").last()
        if edition
        else None
    )
    bids = tuple(bids_for(edition, day, user)) if edition else ()
    own = set(user.countries_with(Right.EDIT_BIDS)) if sees_bids else set()
    return Board(
        day=day,
        edition=edition,
        schedule=schedule,
        call=call,
        search=search,
        bids=bids,
        sees_bids=sees_bids,
        may_begin_bid=can_begin_bid(user),
        has_own_bid=any(line.bid.country_id in own for line in bids),
        previous=last_held(known, day),
        ahead=tuple(ahead),
    )


def is_ahead(schedule: EditionSchedule, day: date) -> bool:
    """Not held, not cancelled, and its time is not over."""
    return schedule.stage not in OVER and (schedule.ends_on is None or schedule.ends_on >= day)


def last_held(known: Iterable[tuple[Edition, EditionSchedule]], day: date) -> PastEdition | None:
    """The last edition of which it was known that it was held."""
    held = [row for row in known if row[1].stage == EditionStage.HELD]
    if not held:
        return None
    edition, schedule = max(held, key=lambda row: row[0].number or 0)
    attendance = last_known(Attendance.objects.filter(edition=edition), day)
    return PastEdition(edition, schedule, attendance.quantity if attendance else None)


def bids_for(edition: Edition, day: date, user: Any) -> Iterable[BidLine]:
    """The bids of an edition that this reader may see, each with its last step known on the day."""
    return bids_of([edition], day, user)


def bids_of(editions: Iterable[Edition], day: date, user: Any) -> Iterable[BidLine]:
    """The same of several editions."""
    at_hand = {edition.pk: edition for edition in editions}
    steps = Prefetch("steps", BidStep.objects.filter(known_on__lte=day))
    rows = (
        Bid.objects.visible_to(user)
        .filter(edition__in=at_hand, known_on__lte=day)
        .select_related("country")
        .prefetch_related("country__names", steps)
    )
    for bid in rows:
        bid.edition = at_hand[bid.edition_id]
        step = bid.step_on(day)
        if step is not None:
            yield BidLine(bid, step, inside=sees_inside(user, bid))
