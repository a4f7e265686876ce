"""Drawing drafts in tests, and reading what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import now

from core.models import Job, JobState
from network.models import Meeting
from resolutions import actions
from resolutions.documents import resolution_plain
from resolutions.drafting import Draft, draw
from resolutions.models import Resolution, Version
from resolutions.text import ResolutionText, Wording, plain
from resolutions.writing import source_of_draft, written_in

TODAY = date(2026, 1, 15)
LANGUAGES = ("en", "fr")


def meeting(number: int) -> Meeting:
    return Meeting.objects.prefetch_related("schedules").get(number=number)


def drawn(number: int = 51, as_of: date | None = None, today: date = TODAY) -> Draft:
    """The draft of a meeting's resolution."""
    return draw(meeting(number), as_of=as_of, today=today)


def kept(draft: Draft) -> Version:
    """The draft as a version that is kept."""
    resolution, _created = Resolution.objects.get_or_create(meeting=draft.meeting)
    job = Job.objects.create(kind="test", subject=str(now()), state=JobState.DONE, finished_at=now())
    return actions.keep(draft, resolution=resolution, job=job)


def text_of(draft: Draft, language: str) -> ResolutionText:
    return written_in(source_of_draft(draft), language)


def mail_of(draft: Draft, language: str = "en") -> str:
    """The whole text, its lines joined."""
    return re.sub(r"\s+", " ", resolution_plain(text_of(draft, language)))


def words_of(wording: Wording) -> str:
    """A clause as one line, its points after semicolons; ordinary spaces."""
    parts = [plain(wording.runs), *(plain(point) for point in wording.points)]
    return "; ".join(parts).replace("\N{NO-BREAK SPACE}", " ")


@dataclass(frozen=True)
class Said:
    """What one clause of a draft says, and which records (by model) stand behind its facts."""

    area: str
    en: str
    fr: str
    facts: frozenset[str]
    models: frozenset[str]

    def words(self, language: str) -> str:
        return str(getattr(self, language))


def said(draft: Draft) -> dict[str, Said]:
    """Every clause of the draft by its key, in order."""
    return {
        row.clause.key: Said(
            row.clause.area,
            *(words_of(row.wordings[language]) for language in LANGUAGES),
            frozenset(row.fact_keys),
            frozenset(origin.model for key in row.fact_keys for origin in draft.book.facts[key].origins),
        )
        for row in draft.clauses
    }


def every_wording(draft: Draft) -> Iterator[tuple[str, str, Wording]]:
    """Key, language and wording of every clause."""
    for row in draft.clauses:
        for language in LANGUAGES:
            yield row.clause.key, language, row.wordings[language]
