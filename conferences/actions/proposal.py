"""Writes on alternatives, and on the papers that put them to a meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from conferences.documents.proposal import paper_pdf
from conferences.models import (
    Alternative,
    AlternativeCost,
    AlternativeState,
    PaperFile,
    ProposalDelivery,
    ProposalPaper,
)
from conferences.permissions import can_edit_alternative, can_edit_editions, can_propose
from conferences.reading.proposals import proposals
from conferences.signals import proposals_delivered
from core import jobs
from core.facts import in_every_language
from core.models import Job
from core.pdf import PdfError
from core.values import Text
from core.workflow import Refused
from network.models import Meeting

FILES = "render paper of proposals"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@transaction.atomic
def begin_alternative(alternative: Alternative, *, by: Any) -> Alternative:
    """Enter a new alternative as a draft. The same sent twice is entered once.

    Raises Refused if this person may not propose for the country or body.
    """
    if not can_propose(by, alternative):
        raise Refused(_("You may propose for your own country or institution only."))
    owner = {"country": alternative.country, "body": alternative.body, "topic": alternative.topic}
    same = Alternative.objects.filter(**owner, title=alternative.title, state=AlternativeState.DRAFT).first()
    if same is not None:
        return same
    alternative.state = AlternativeState.DRAFT
    alternative.save()
    alternative.steps.create(
        state=AlternativeState.DRAFT, known_on=alternative.known_on, by=by, source=alternative.source
    )
    return alternative


@transaction.atomic
def keep_cost(line: AlternativeCost, *, by: Any) -> AlternativeCost:
    """Enter or mend a cost of a draft. Raises Refused once the alternative is handed in."""
    _locked_draft(line.alternative_id, by)
    line.save()
    return line


@transaction.atomic
def remove_cost(line: AlternativeCost, *, by: Any) -> None:
    """Take a cost out of a draft. Raises Refused once the alternative is handed in."""
    _locked_draft(line.alternative_id, by)
    line.delete()


def _locked_draft(pk: int, by: Any) -> Alternative:
    alternative: Alternative = Alternative.objects.select_for_update().get(pk=pk)
    if not can_edit_alternative(by, alternative):
        raise Refused(_("The alternative is handed in: its figures stand still. Withdraw it and propose another one."))
    return alternative


@transaction.atomic
def write_paper(paper: ProposalPaper, alternatives: Iterable[Alternative], *, by: Any) -> ProposalPaper:
    """Draw a paper and ask for its files. Raises Refused."""
    if not can_edit_editions(by):
        raise Refused(_("The secretariat puts papers to a meeting."))
    drawn = draw_paper(paper, alternatives)
    request_files(drawn, by=by)
    return drawn


@transaction.atomic
def draw_paper(paper: ProposalPaper, alternatives: Iterable[Alternative]) -> ProposalPaper:
    """Keep the next paper for its meeting, its words frozen. The same sent twice is one paper.

    Raises Refused if an alternative was not handed in on the paper's day.
    """
    meeting = Meeting.objects.select_for_update().get(pk=paper.meeting_id)
    chosen = list(alternatives)
    rows = list(Alternative.objects.handed_in_on(paper.known_on).filter(pk__in=[row.pk for row in chosen]).for_list())
    if missing := [str(row) for row in chosen if row not in rows]:
        words = _("Not handed in on that day: %(alternatives)s.")
        raise Refused(words % {"alternatives": ", ".join(missing)})
    if not rows:
        raise Refused(_("Choose at least one alternative."))
    said = proposals(rows, paper.known_on).as_json() | {"held": held(meeting, paper.known_on)}
    last = meeting.proposal_papers.order_by("-number").first()
    if last is not None and (last.said, last.intro, last.known_on) == (said, paper.intro, paper.known_on):
        return last
    paper.number = (meeting.proposal_papers.aggregate(last=Max("number"))["last"] or 0) + 1
    paper.said = said
    paper.save()
    paper.alternatives.set(rows)
    return paper


def held(meeting: Meeting, day: date) -> Text:
    """The day and place of the meeting as known on the day; empty where neither is."""
    schedule = meeting.schedule_on(day)
    return in_every_language(lambda: str(schedule)) if schedule else Text()


def request_files(paper: ProposalPaper, *, by: Any) -> Job:
    """Ask for its files, or again for those that could not be made."""
    return jobs.enqueue(FILES, str(paper.pk), {"paper": paper.pk}, by)


@jobs.handles(FILES)
def make_files(job: Job) -> None:
    """Make the PDF in every language, unless it is made: an issued file is kept, never made again."""
    paper = ProposalPaper.objects.select_related("meeting").get(pk=job.arguments["paper"])
    made = set(paper.files.values_list("language", flat=True))
    for language in LANGUAGES:
        if language in made:
            continue
        try:
            content = paper_pdf(paper, language)
        except PdfError as reason:
            raise jobs.JobRefused(str(reason)) from reason
        PaperFile.objects.get_or_create(
            paper=paper,
            language=language,
            defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()},
        )
        jobs.report(job, "PDF made", language)


@transaction.atomic
def deliver_paper(delivery: ProposalDelivery, *, by: Any) -> ProposalDelivery:
    """Put a paper before a meeting, and let those who asked for it know, in one transaction (`signals`).

    Sent twice, it is delivered once. Raises Refused if the paper is of a later day.
    """
    if not can_edit_editions(by):
        raise Refused(_("The secretariat puts papers to a meeting."))
    paper = ProposalPaper.objects.select_for_update(of=("self",)).get(pk=delivery.paper_id)
    if same := paper.deliveries.filter(meeting=delivery.meeting_id).first():
        return same
    if delivery.known_on < paper.known_on:
        raise Refused(_("It cannot be delivered before the paper was written."))
    delivery.by = by
    delivery.save()
    answers: list[tuple[Any, Any]] = proposals_delivered.send(sender=ProposalDelivery, delivery=delivery)
    delivery.closed = [closed.as_json() for _receiver, answer in answers for closed in answer]
    if delivery.closed:
        delivery.save(update_fields=["closed"])
    return delivery
