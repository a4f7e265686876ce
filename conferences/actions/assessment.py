"""Writes of an assessment: assessors named, scores kept and handed in, conflicts declared, the host chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.models import (
    HOSTING,
    STANDING,
    Assessor,
    Bid,
    BidCall,
    ConflictOfInterest,
    Edition,
    HostDecision,
    ScoreSheet,
)
from conferences.models.assessment import BEING_ASSESSED, COMPARED
from conferences.permissions import can_decide_bid, can_edit_editions
from conferences.workflow.assessment import missing_to_choose, missing_to_score
from conferences.workflow.bid import BID
from core.phrases import labelled
from core.values import Text
from core.workflow import Refused, perform
from core.written import written
from network.models import Country, Meeting
from network.permissions import can_read_shared

Typed = Mapping[int, tuple[int | None, str]]
"""By criterion: the score from 1 to 5, None while it is open, and the remark."""


@transaction.atomic
def name_assessor(assessor: Assessor, *, by: Any) -> Assessor:
    """Enter or mend an assessor; a person who holds a role for a country carries that country.

    Raises Refused: for another's country, a person who does not read what the network shares, or one who has handed
    in scores already.
    """
    if not can_edit_editions(by):
        raise Refused(_("The secretariat names the assessors."))
    if assessor.pk and assessor.sheets.filter(handed_in_at__isnull=False).exists():
        raise Refused(_("This assessor has handed in scores: the entry stays as it is."))
    if not can_read_shared(assessor.person):
        raise Refused(_("%(person)s holds no seat of the network today.") % {"person": assessor.person})
    countries: dict[int, Country] = {
        role.country.pk: role.country for role in assessor.person.roles_today if role.country
    }
    if assessor.country_id is None and len(countries) == 1:
        assessor.country = next(iter(countries.values()))
    elif countries and assessor.country_id not in countries:
        names = [str(country) for country in countries.values()]
        raise Refused(
            _("%(person)s holds a role for %(countries)s: say so as the country.")
            % {"person": assessor.person, "countries": written(names)}
        )
    assessor.save()
    return assessor


@transaction.atomic
def take_off_assessor(assessor: Assessor, *, by: Any) -> None:
    """Name somebody no longer; the history keeps that they were, draft scores go. Raises Refused once scores are
    handed in or a conflict is declared: both stand below the matrix."""
    if not can_edit_editions(by):
        raise Refused(_("The secretariat names the assessors."))
    assessor = locked_assessor(assessor)
    if assessor.has_acted:
        raise Refused(_("This assessor has handed in scores or declared a conflict: the entry stays as it is."))
    assessor.delete()


def locked_assessor(assessor: Assessor) -> Assessor:
    """One thing at a time: what an assessor saves, hands in and declares."""
    return Assessor.objects.select_for_update(of=("self",)).select_related("call").get(pk=assessor.pk)


@transaction.atomic
def keep_scores(*, assessor: Assessor, bid: Bid, typed: Typed, by: Any, at: datetime) -> ScoreSheet:
    """Keep the scores of a bid as a draft, as far as they go.

    Raises Refused: for another's scores, a conflict of interest, after the deadline, or once handed in.
    """
    assessor = locked_assessor(assessor)
    if assessor.person_id != by.pk:
        raise Refused(_("Nobody scores for another."))
    if not assessor.bids().filter(pk=bid.pk).exists():
        raise Refused(_("You do not assess this bid: it is your own country’s, or you have declared a conflict."))
    if not assessor.bids().filter(pk=bid.pk, state__in=BEING_ASSESSED).exists():
        raise Refused(_("The assessment of this bid is closed."))
    if reasons := missing_to_score(assessor.call, at):
        raise Refused(" ".join(reasons))
    sheet, _made = ScoreSheet.objects.get_or_create(assessor=assessor, bid=bid)
    if sheet.handed_in_at is not None:
        raise Refused(_("These scores are handed in: they stay as they are."))
    for criterion in assessor.call.criteria.all():
        value, remark = typed.get(criterion.pk, (None, ""))
        sheet.scores.update_or_create(criterion=criterion, defaults={"value": value, "remark": remark})
    return sheet


def missing_to_hand_in(assessor: Assessor) -> list[str]:
    """A sentence for each bid that is not scored by every criterion yet."""
    criteria = assessor.call.criteria.count()
    scored = {
        sheet.bid_id: sum(score.value is not None for score in sheet.scores.all())
        for sheet in assessor.sheets.prefetch_related("scores")
    }
    return [
        labelled(
            bid.country,
            ngettext("%(n)s score is missing.", "%(n)s scores are missing.", left) % {"n": left},
        )
        for bid in to_hand_in(assessor)
        if (left := criteria - scored.get(bid.pk, 0))
    ]


def to_hand_in(assessor: Assessor) -> list[Bid]:
    """The bids whose scores this assessor has still to hand in."""
    bids = assessor.bids_left().filter(state__in=BEING_ASSESSED)
    return list(bids.select_related("edition", "country").prefetch_related("country__names"))


@transaction.atomic
def hand_in(*, assessor: Assessor, by: Any, at: datetime) -> int:
    """Hand in the scores of all bids that wait; how many. Pressed twice, the second time hands in none.

    Raises Refused: for another's scores, after the deadline, or while a score is missing.
    """
    assessor = locked_assessor(assessor)
    if assessor.person_id != by.pk:
        raise Refused(_("Nobody scores for another."))
    bids = to_hand_in(assessor)
    if not bids:
        return 0
    if reasons := missing_to_score(assessor.call, at) or missing_to_hand_in(assessor):
        raise Refused(" ".join(reasons))
    drafts = assessor.sheets.filter(bid__in=bids, handed_in_at__isnull=True)
    return drafts.update(handed_in_at=at, handed_in_by=by, known_on=timezone.localtime(at).date())


@transaction.atomic
def declare_conflict(
    *, assessor: Assessor, bid: Bid, reason: str, by: Any, known_on: date, source: str = ""
) -> ConflictOfInterest:
    """The assessor stands back from a bid; declared twice, the first declaration stands.

    Raises Refused: without a reason, for another, of a bid that is not assessed, or after the choice.
    """
    assessor = locked_assessor(assessor)
    if assessor.person_id != by.pk:
        raise Refused(_("Nobody declares a conflict for another."))
    if bid.edition_id != assessor.call.edition_id or bid.state not in COMPARED:
        raise Refused(_("This bid is not assessed."))
    if bid.edition.bids.filter(state__in=HOSTING).exists():
        raise Refused(_("The host is chosen already."))
    if not reason.strip():
        raise Refused(_("Give the reason: it is printed below the matrix of bids."))
    declared, _made = ConflictOfInterest.objects.get_or_create(
        assessor=assessor, bid=bid, defaults={"reason": reason.strip(), "known_on": known_on, "source": source}
    )
    return declared


@transaction.atomic
def close_assessment(*, call: BidCall, by: Any, known_on: date, source: str = "", note: str = "") -> list[Bid]:
    """Close the assessment of every bid of the call, all or none. Raises Refused, naming the bid and the reason."""
    Edition.objects.select_for_update().get(pk=call.edition_id)
    bids = list(call.edition.bids.filter(state__in=BEING_ASSESSED).select_related("country", "edition"))
    if not bids:
        raise Refused(_("No bid is being assessed."))
    return [step(bid, "assess", by=by, known_on=known_on, source=source, note=note) for bid in bids]


def step(bid: Bid, name: str, **more: Any) -> Any:
    """Make a step of a bid; a refusal names the country."""
    try:
        return perform(BID, name, bid, **more)
    except Refused as reason:
        raise Refused(labelled(bid.country, reason)) from reason


@transaction.atomic
def choose_host(
    *,
    edition: Edition,
    meeting: Meeting,
    bid: Bid | None,
    reason: Text,
    by: Any,
    known_on: date,
    confirmation_due_on: date | None = None,
    source: str = "",
) -> HostDecision:
    """Record what a meeting decided: one bid is accepted and the others before it declined, or none is chosen yet.

    All in one transaction under the edition's lock: of two who press at once, one decides. The same choice again
    is the one that stands. Raises Refused with the reason.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    if not can_decide_bid(by, bid):
        raise Refused(_("The Directors General choose; the secretariat enters it."))
    if not reason:
        raise Refused(_("Give the reason: it is public."))
    standing = HostDecision.objects.filter(edition=edition, meeting=meeting).first()
    if standing and (standing.bid_id, standing.reason) == (bid.pk if bid else None, reason):
        return standing
    if standing:
        sentence = _("The %(meeting)s has decided already: %(outcome)s.")
        raise Refused(sentence % {"meeting": meeting.short_name, "outcome": standing.outcome})
    if bid is None:
        confirmation_due_on = None
    if sentence := refused_choice(edition, bid, known_on, confirmation_due_on):
        raise Refused(sentence)
    decision = HostDecision.objects.create(
        edition=edition,
        meeting=meeting,
        bid=bid,
        reason=reason,
        confirmation_due_on=confirmation_due_on,
        by=by,
        known_on=known_on,
        source=source,
    )
    if bid is not None:
        why = {"by": by, "known_on": known_on, "source": source, "note": str(reason)[:500]}
        step(bid, "accept", **why)
        for other in edition.bids.filter(state__in=STANDING).select_related("country", "edition"):
            step(other, "decline", **why)
    return decision


def refused_choice(edition: Edition, bid: Bid | None, known_on: date, confirmation_due_on: date | None) -> str:
    """Why this choice cannot be made now; "" if it can."""
    host = edition.bids.filter(state__in=HOSTING).select_related("country").first()
    if host is not None:
        return _("The host is chosen already: %(country)s.") % {"country": host.country}
    if reasons := missing_to_choose(edition):
        return " ".join(reasons)
    if bid is not None and (bid.edition_id != edition.pk or bid.state not in STANDING):
        return _("This bid is not before the Directors General.")
    if known_on > timezone.localdate():
        return _("This day is still to come: a thing is known since today at the latest.")
    if confirmation_due_on is not None and confirmation_due_on < known_on:
        return _("The confirmation would be due before the choice.")
    return ""
