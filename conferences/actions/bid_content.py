"""Writing a bid: its draft, the lines of its plan, its letters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.actions.bid import follow, working_content
from conferences.models import BEING_WRITTEN, Bid, BidContent, BidLetter, BidState, FinancingLine
from conferences.permissions import can_edit_bid
from conferences.workflow.bid import BID
from core.clock import present_day
from core.workflow import Refused, perform

MOST_LETTERS = 10


@transaction.atomic
def save_draft(*, bid: Bid, content: BidContent, by: Any, lines: Iterable[FinancingLine] | None = None) -> BidContent:
    """Keep the draft of a bid as `content` now says it; `lines`, where given, replace those of its plan.

    The first draft of an interest makes it a bid being written. Raises Refused if it may not be edited any more.
    """
    bid = Bid.objects.select_for_update().get(pk=bid.pk)
    if not can_edit_bid(by, bid):
        raise Refused(_("What was handed in is not changed any more."))
    before = None if content.is_saved else content.copied_from
    content.bid = bid
    content.save()
    if before is not None:
        content.letters.set(before.letters.all())
        lines = list(before.lines.all()) if lines is None else lines
    if lines is not None:
        content.lines.all().delete()
        FinancingLine.objects.bulk_create(
            FinancingLine(
                content=content, place=place, kind=line.kind, amount=line.amount, state=line.state, paper=line.paper
            )
            for place, line in enumerate(lines, start=1)
        )
    if bid.state in BEING_WRITTEN:
        follow(bid, content)
    if bid.state == BidState.INTEREST:
        last = bid.steps.order_by("known_on").last()
        bid = perform(BID, "write", bid, by=by, known_on=max(present_day(), last.known_on) if last else present_day())
    return content


@transaction.atomic
def add_letter(*, bid: Bid, author: str, file: Any, kind: str, by: Any) -> BidLetter:
    """Keep an uploaded file, whose kind and size are checked already, as a letter of the draft.

    The same file is kept once. Raises Refused if there are too many, or the bid may not be edited any more.
    """
    content = save_draft(bid=bid, content=working_content(bid), by=by)
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    same: BidLetter | None = content.letters.filter(sha256=digest).first()
    if same is not None:
        return same
    if content.letters.count() >= MOST_LETTERS:
        raise Refused(_("A bid has %(most)s letters at most. Take one away first.") % {"most": MOST_LETTERS})
    letter = BidLetter.objects.create(
        bid=bid, author=author, name=file.name, kind=kind, size=len(data), sha256=digest, content=data, added_by=by
    )
    content.letters.add(letter)
    return letter


@transaction.atomic
def remove_letter(*, bid: Bid, letter: BidLetter, by: Any) -> None:
    """Take a letter out of the draft. One that was handed in stays with what was handed in."""
    content = save_draft(bid=bid, content=working_content(bid), by=by)
    content.letters.remove(letter)
    if not letter.contents.exists():
        letter.delete()
