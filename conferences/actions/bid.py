"""Writes on bids that touch more than one row: begun, and frozen when it is handed in."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.bid_checks import handed_in_at, terms_of
from conferences.models import Bid, BidContent, BidState, BidStep, EditionSchedule, EditionStage
from conferences.models.bid_content import content_on
from core.clock import present_day
from core.workflow import Refused
from network.seats import Right

FOLLOWING = ("city", "starts_on", "ends_on", "precision")
"""Of the content, what the bid itself repeats for lists."""


@transaction.atomic
def begin_bid(bid: Bid, *, by: Any) -> Bid:
    """Enter a new bid as its country's interest, known since `bid.known_on`, with its first draft.

    Raises Refused if this person may not act for the country, if the call is closed, or if there is one already.
    """
    if not by.may(Right.EDIT_BIDS, bid.country):
        raise Refused(_("You may begin bids of your own country only."))
    day = max(bid.known_on, present_day())
    terms = terms_of(bid, day)
    at = handed_in_at(bid.known_on)
    if terms and terms.closes_at and at > terms.closes_at:
        raise Refused(terms.refusal(at))
    if Bid.objects.filter(edition=bid.edition, country=bid.country).exists():
        raise Refused(_("There is already: %(bid)s.") % {"bid": bid})
    bid.state = BidState.INTEREST
    bid.save()
    bid.steps.create(state=BidState.INTEREST, known_on=bid.known_on, by=by, source=bid.source)
    content_of_bid(bid).save()
    return bid


def content_of_bid(bid: Bid) -> BidContent:
    """A first draft, not saved, of what the bid itself says."""
    values = {name: getattr(bid, name) for name in FOLLOWING}
    return BidContent(bid=bid, known_on=bid.known_on, source=bid.source, confidence=bid.confidence, **values)


def working_content(bid: Bid) -> BidContent:
    """The draft; where there is none, a copy, not saved, of what was handed in last, with the next number.

    The lines and letters of a copy stay with `copied_from`.
    """
    last = bid.contents.order_by("number").last()
    if last is None:
        return content_of_bid(bid)
    if last.is_draft:
        return last
    fields = [field for field in BidContent._meta.concrete_fields if not field.primary_key]
    copy = BidContent(**{field.attname: getattr(last, field.attname) for field in fields})
    copy.number, copy.is_draft, copy.copied_from = last.number + 1, True, last
    return copy


def follow(bid: Bid, content: BidContent) -> None:
    """The bid repeats what its content says of place and time."""
    for name in FOLLOWING:
        setattr(bid, name, getattr(content, name))
    bid.save(update_fields=FOLLOWING)


def refuse_late(bid: Bid, row: BidStep) -> None:
    """Raises Refused if the call is not open at the moment of this step."""
    terms = terms_of(bid, max(row.known_on, present_day()))
    if terms and (reason := terms.refusal(handed_in_at(row.known_on))):
        raise Refused(reason)


def hand_in(bid: Bid, row: BidStep) -> None:
    """A bid is submitted or revised: while the call is open, its draft is frozen. `bid` is locked."""
    refuse_late(bid, row)
    freeze(bid, row)


def freeze(bid: Bid, row: BidStep) -> None:
    """What the draft says is what the bid says since this step. Without a draft nothing changes."""
    content = working_content(bid)
    if not content.is_saved and content.number > 1:
        return
    content.is_draft, content.known_on = False, row.known_on
    content.save()
    follow(bid, content)


def settle(bid: Bid, row: BidStep) -> None:
    """The host is confirmed: since this step the edition has the bid's country, days and place.

    Nothing is written where the bid names no days, or where a host of the edition is reported already that has not
    slipped: then the secretariat keeps its days and place.
    """
    content = content_on(bid, row.known_on)
    last = bid.edition.schedule_on(row.known_on)
    is_kept = last is not None and last.country_id is not None and last.stage != EditionStage.SLIPPED
    if content is None or content.period is None or is_kept:
        return
    schedule = report(bid, row, EditionStage.CONFIRMED)
    schedule.city, schedule.venue, schedule.period = content.city, content.venue, content.period
    schedule.save()


def slip(bid: Bid, row: BidStep) -> None:
    """The edition slips since this step: its country and place stay, its days are not known yet."""
    last = bid.edition.schedule_on(row.known_on)
    if last is not None and last.stage == EditionStage.SLIPPED:
        return
    schedule = report(bid, row, EditionStage.SLIPPED)
    if last is not None:
        schedule.city, schedule.venue = last.city, last.venue
    schedule.save()


def hold(bid: Bid, row: BidStep) -> None:
    """The edition was held where and when it was last reported to be. Without known days nothing is written."""
    last = bid.edition.schedule_on(row.known_on)
    if last is None or last.period is None or last.stage == EditionStage.HELD:
        return
    schedule = report(bid, row, EditionStage.HELD)
    schedule.city, schedule.venue, schedule.period = last.city, last.venue, last.period
    schedule.save()


def report(bid: Bid, row: BidStep, stage: EditionStage) -> EditionSchedule:
    """What this step says of the edition; not saved, without place and days."""
    return EditionSchedule(
        edition=bid.edition,
        stage=stage,
        country=bid.country,
        known_on=row.known_on,
        source=row.source or str(bid),
        confidence=row.confidence,
    )
