"""A report as it stood on a day, for every way of reading it: page, side by side, PDF, DOCX, JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.models import ParticipantKind, PartKind, PartText, Report, ReportPart, Session
from core.columns import Tag
from core.languages import direction, language_name, own_name

ORIGINAL, CURRENT, BEHIND, MISSING = "original", "current", "behind", "missing"
HEADED = {PartKind.INTRODUCTION, PartKind.CONCLUSION}
SHORT_CODE = re.compile(r"[a-z]{1,8}-?\d{1,4}")
BLANK_LINE = re.compile(r"\n\s*\n")


def session_name(session: Session) -> str:
    """What it is called besides its title: by its code where that is one (SOU 24), else by what it is (Info-shop)."""
    return session.code.upper().replace("-", " ") if SHORT_CODE.fullmatch(session.code) else session.get_kind_display()


@dataclass(frozen=True)
class Passage:
    """A part in one language. state: the original, a translation that follows it, one that is behind, or missing;
    since: the day on which the original was changed under a translation that is behind."""

    language: str
    state: str
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    row: PartText | None = None
    since: date | None = None

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True)
class ShownPart:
    """passages: one for each language asked for, in that order. title: what stands above it where no passage has a
    heading of its own. marked: it is put before the Directors General."""

    part: ReportPart
    passages: tuple[Passage, ...]
    title: str
    marked: bool

    @property
    def first(self) -> Passage:
        return self.passages[0]


@dataclass(frozen=True)
class Group:
    """Parts that stand under one heading: findings that follow each other, or one part alone."""

    kind: str
    parts: tuple[ShownPart, ...]

    @property
    def is_findings(self) -> bool:
        return self.kind == PartKind.FINDING


@dataclass(frozen=True)
class Standing:
    """How a language stands: how many parts it lacks, and in how many it is behind the original."""

    code: str
    name: str
    own_name: str
    is_original: bool
    parts: int
    missing: int
    behind: int

    @property
    def tag(self) -> Tag:
        """The worst of it, as a tag."""
        if self.is_original:
            return Tag("plain", _("Original"))
        if self.parts and self.missing == self.parts:
            return Tag("off", _("Not written yet"))
        if self.missing:
            words = ngettext("%(n)s part missing", "%(n)s parts missing", self.missing) % {"n": self.missing}
            return Tag("look", words)
        if self.behind:
            words = ngettext("Behind in %(n)s part", "Behind in %(n)s parts", self.behind) % {"n": self.behind}
            return Tag("look", words)
        return Tag("ok", _("Follows the original"))


def passage(part: ReportPart, language: str, day: date) -> Passage:
    """The part's words in that language as known on that day, and how they stand to the original."""
    original_language = part.report.original_language
    row, original = part.text_on(day, language), part.text_on(day, original_language)
    if row is None or not (row.heading or row.text or row.items):
        return Passage(language, MISSING)
    state, since = ORIGINAL, None
    if language != original_language:
        state = CURRENT
        if original is not None and row.of_revision != original.revision:
            state, since = BEHIND, first_change_after(part, row.of_revision, day)
    paragraphs = tuple(" ".join(words.split("\n")) for words in BLANK_LINE.split(row.text.strip()) if words)
    return Passage(language, state, row.heading, paragraphs, tuple(row.items), row, since)


def first_change_after(part: ReportPart, revision: int | None, day: date) -> date | None:
    """Since when a translation of that version of the original is behind."""
    later = [
        row.known_on
        for row in part.texts.all()
        if row.language == part.report.original_language and row.revision > (revision or 0) and row.known_on <= day
    ]
    return min(later, default=None)


def shown_parts(report: Report, languages: Iterable[str], day: date) -> list[ShownPart]:
    """The parts that have words in one of these languages, in their order."""
    languages = list(languages)
    shown = []
    for part in report.parts_on(day):
        passages = tuple(passage(part, language, day) for language in languages)
        is_written = any(row.state != MISSING for row in passages)
        is_due = passage(part, report.original_language, day).state != MISSING
        if is_written or is_due:
            title = part.get_kind_display() if part.kind in HEADED else ""
            shown.append(ShownPart(part, passages, title, part.mark_on(day) is not None))
    return shown


def grouped(parts: Iterable[ShownPart]) -> list[Group]:
    """Findings that follow each other in one group, every other part in one of its own."""
    groups: list[Group] = []
    for shown in parts:
        if groups and shown.part.kind == PartKind.FINDING and groups[-1].is_findings:
            groups[-1] = Group(PartKind.FINDING, (*groups[-1].parts, shown))
        else:
            groups.append(Group(shown.part.kind, (shown,)))
    return groups


def standings(report: Report, day: date, *more: str) -> list[Standing]:
    """How each language stands on that day; `more`: languages that somebody is about to begin."""
    rows = []
    for language in dict.fromkeys([*report.languages_on(day), *more]):
        states = [
            passage(part, language, day).state
            for part in report.parts_on(day)
            if passage(part, report.original_language, day).state != MISSING
        ]
        rows.append(
            Standing(
                language,
                language_name(language),
                own_name(language),
                language == report.original_language,
                len(states),
                states.count(MISSING),
                states.count(BEHIND),
            )
        )
    return rows


def participants(report: Report, day: date) -> list[tuple[str, list[str]]]:
    """Who took part, by what they took part as, in the reader's language."""
    known = [row for row in report.participants.all() if row.known_on <= day]
    return [
        (str(kind.label), [str(row) for row in sorted(known, key=lambda row: (row.place, row.pk)) if row.kind == kind])
        for kind in ParticipantKind
        if any(row.kind == kind for row in known)
    ]


def as_data(report: Report, day: date) -> dict[str, Any]:
    """The report for machines: every language side by side, with the version that each translation follows."""
    session, languages = report.session, report.languages_on(day)
    step = report.step_on(day)
    return {
        "as_of": day.isoformat(),
        "edition": session.edition.code,
        "session": {
            "code": session.code,
            "title": dict(session.title),
            "held_on": session.held_on.isoformat() if session.held_on else None,
            "hall": str(session.hall) if session.hall else None,
        },
        "state": step.state if step else None,
        "state_known_on": step.known_on.isoformat() if step else None,
        "original_language": report.original_language,
        "languages": languages,
        "participants": [
            {"kind": row.kind, "role": dict(row.role), "organisation": dict(row.organisation)}
            for row in sorted(report.participants.all(), key=lambda row: (row.kind, row.place, row.pk))
            if row.known_on <= day
        ],
        "parts": [
            {
                "key": shown.part.key,
                "kind": shown.part.kind,
                "texts": {row.language: passage_as_data(row) for row in shown.passages if row.row is not None},
            }
            for shown in shown_parts(report, languages, day)
        ],
        "source": report.source,
    }


def passage_as_data(row: Passage) -> dict[str, Any]:
    assert row.row is not None  # asked for before
    return {
        "heading": row.heading or None,
        "paragraphs": list(row.paragraphs),
        "items": list(row.items),
        "state": row.state,
        "version": row.row.revision,
        "follows_version": row.row.of_revision,
        "known_on": row.row.known_on.isoformat(),
    }
