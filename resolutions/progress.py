"""What a page says of a job: where it stands, step by step, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.models import Job, JobState

DRAFT_STEPS = (
    gettext_noop("Facts collected"),
    gettext_noop("Clauses chosen and written"),
    gettext_noop("Text kept"),
)
PATIENCE = timedelta(seconds=3)  # a queue that answers has taken the job by then


@dataclass(frozen=True)
class Step:
    """One point of the ladder: done, now, waits or next."""

    state: str
    label: str
    value: str = ""


@dataclass(frozen=True)
class Progress:
    """A job as a page shows it."""

    heading: str
    tag_kind: str
    tag_word: str
    sentence: str
    steps: tuple[Step, ...]
    done: int
    most: int
    is_open: bool
    failed: bool


def progress(job: Job) -> Progress:
    """Queued, waiting for the queue, running, done or failed; with what is done so far."""
    made = {row["step"]: row["figures"] for row in job.progress}
    now = next((step for step in DRAFT_STEPS if step not in made), None)
    waits = job.state == JobState.QUEUED and timezone.now() - job.requested_at > PATIENCE
    accepted = timezone.localtime(job.requested_at)
    steps = [Step("done", _("Accepted"), f"{accepted:%H:%M}")]
    if waits:
        steps.append(Step("waits", _("Waits for the queue"), _("since %(time)s") % {"time": f"{accepted:%H:%M}"}))
    for step in DRAFT_STEPS:
        state = "done" if step in made else "now" if step == now and job.state == JobState.RUNNING else "next"
        steps.append(Step(state, _(step), made.get(step, "")))
    heading, kind, word, sentence = words(job, waits=waits)
    return Progress(
        heading,
        kind,
        word,
        sentence,
        tuple(steps),
        done=len([step for step in DRAFT_STEPS if step in made]),
        most=len(DRAFT_STEPS),
        is_open=job.is_open,
        failed=job.state == JobState.FAILED,
    )


def words(job: Job, *, waits: bool) -> tuple[str, str, str, str]:
    """Heading, kind and word of the tag, and a sentence."""
    match job.state:
        case JobState.QUEUED if waits:
            return (
                _("The draft is accepted, and waits"),
                "look",
                _("Waits"),
                _("The job queue does not answer yet. Your request is kept, and is carried out when it does."),
            )
        case JobState.QUEUED:
            return _("The draft is accepted"), "under-way", _("Queued"), _("It starts in a moment.")
        case JobState.RUNNING:
            return _("The draft is being made"), "under-way", _("Under way"), ""
        case JobState.FAILED:
            return _("The draft was not made"), "wrong", _("Failed"), job.error
    return _("The draft is made"), "ok", _("Done"), ""
