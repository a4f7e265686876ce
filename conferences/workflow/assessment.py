"""What an assessment still lacks before a step is made: sentences for whoever would make it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.models import Assessor, BidCall, Edition
from conferences.models.assessment import BEING_ASSESSED, WHOLE, bids_of, not_handed_in
from core.clock import present_moment
from core.models import last_known
from core.phrases.base import NO_BREAK_SPACE
from core.written import written

if TYPE_CHECKING:
    from conferences.models import Bid


def per_cent(number: int) -> str:
    """20 %."""
    return f"{number}{NO_BREAK_SPACE}%"


def deadline_of(call: BidCall, at: datetime | None = None) -> datetime | None:
    """Until when scores are taken, as known at that moment (now, unless told); None if no deadline is known."""
    last = last_known(call.deadlines.all(), timezone.localtime(at or present_moment()).date())
    return last.ends_at if last else None


def missing_weights(call: BidCall) -> list[str]:
    """What the criteria lack before they can be scored by."""
    weights = [criterion.weight for criterion in call.criteria.all()]
    if not weights:
        return [_("The call has no criteria yet: the secretariat enters them.")]
    if sum(weights) != WHOLE:
        sentence = _("The weights of the criteria add up to %(sum)s: they must make %(whole)s before bids are scored.")
        return [sentence % {"sum": per_cent(sum(weights)), "whole": per_cent(WHOLE)}]
    return []


def missing_to_score(call: BidCall, at: datetime) -> list[str]:
    """Why no score of this call is taken at that moment."""
    ends_at = deadline_of(call, at)
    if ends_at is not None and at > ends_at:
        return [_("Scores were taken until %(moment)s, Brussels time.") % {"moment": written(ends_at)}]
    return missing_weights(call)


def missing_to_assess(bid: Bid) -> list[str]:
    """Before the deadline, an assessment is closed only if everyone who may assess the bid has handed in."""
    call = BidCall.objects.filter(edition=bid.edition_id).first()
    if call is None:
        return []
    ends_at = deadline_of(call)
    if ends_at is not None and present_moment() > ends_at:
        return []
    waited_for = sum(
        not_handed_in(bids_of(assessor.pk), assessor.pk).filter(pk=bid.pk).exists()
        for assessor in Assessor.objects.filter(call=call)
    )
    if not waited_for:
        return []
    return [
        ngettext(
            "%(n)s assessor has not handed in scores yet, and may until the deadline.",
            "%(n)s assessors have not handed in scores yet, and may until the deadline.",
            waited_for,
        )
        % {"n": waited_for}
    ]


def missing_to_choose(edition: Edition) -> list[str]:
    """A host is chosen once nobody may score any more: assessors are named, and the assessment is open."""
    open_bids = edition.bids.filter(state__in=BEING_ASSESSED)
    if open_bids.exists() and Assessor.objects.filter(call__edition=edition).exists():
        return [_("The bids are still being assessed: close the assessment first.")]
    return []
