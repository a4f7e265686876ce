"""Putting a drawn or kept draft together as a text in one language, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from core.facts import Fact
from core.phrases import phrases
from core.values import Name, Period, Text, frozen
from resolutions.drafting import Draft
from resolutions.models import Version
from resolutions.models.clause import Area
from resolutions.text import Clause, CommitmentLine, ResolutionText, Section, Wording, plain

NUMERALS = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True)
class Part:
    """A clause, drawn or kept, in every language."""

    number: int
    key: str
    area: str
    verb: str
    wordings: dict[str, Wording]
    fact_keys: tuple[str, ...]
    commitment: dict[str, CommitmentLine]
    owner_key: str


@dataclass(frozen=True)
class Source:
    """What a text is put together from. draft_number: 0 for one that was drawn but not kept."""

    meeting_number: int
    draft_number: int
    as_of: date
    facts: dict[str, Fact]
    parts: tuple[Part, ...]
    left_out: tuple[dict[str, Any], ...]

    @property
    def reference(self) -> str:
        return f"DG{self.meeting_number}/IPSG"


def source_of_draft(draft: Draft) -> Source:
    """Of a draft just drawn."""
    return Source(
        meeting_number=draft.meeting.number,
        draft_number=0,
        as_of=draft.view.as_of,
        facts=draft.book.facts,
        parts=tuple(
            Part(
                row.number,
                row.clause.key,
                row.clause.area,
                row.clause.verb,
                row.wordings,
                row.fact_keys,
                row.commitment,
                row.owner_key,
            )
            for row in draft.clauses
        ),
        left_out=tuple(row.as_json() for row in draft.left_out),
    )


def source_of_version(version: Version) -> Source:
    """Of a version that was kept: nothing but what was frozen in it."""
    return Source(
        meeting_number=version.resolution.meeting.number,
        draft_number=version.number,
        as_of=version.as_of,
        facts={key: Fact.from_json(key, data) for key, data in version.facts.items()},
        parts=tuple(
            Part(
                row.number,
                row.key,
                row.area,
                row.verb,
                {language: Wording.from_json(words) for language, words in row.wordings.items()},
                tuple(row.fact_keys),
                {
                    language: CommitmentLine(line["owner"], line["task"], line["due"])
                    for language, line in row.commitment.get("lines", {}).items()
                },
                row.commitment.get("owner_key", ""),
            )
            for row in version.clauses.all()
        ),
        left_out=tuple(version.omitted),
    )


def written_in(source: Source, language: str) -> ResolutionText:
    """The whole text in one language."""
    writer = phrases(language)
    with override(language):
        ordinal = writer.ordinal(source.meeting_number, feminine=True)
        draft_name = (
            _("Draft %(number)s") % {"number": source.draft_number}
            if source.draft_number
            else pgettext("a text", "Draft")
        )
        return ResolutionText(
            language=language,
            reference=source.reference,
            title=(_("Resolution of the"), _("Innovative Public Services Group")),
            subtitle=_("for the %(ordinal)s meeting of the Directors General responsible for public administration")
            % {"ordinal": ordinal},
            status=_("%(draft)s – not adopted") % {"draft": draft_name},
            version_name=draft_name,
            meeting_name=_("%(ordinal)s meeting of the Directors General") % {"ordinal": ordinal},
            also_in=also_in(language),
            data_lines=data_lines(source, language),
            formula=_("The Directors General, at their %(ordinal)s meeting,") % {"ordinal": ordinal},
            sections=sections(source.parts, language),
            notice=(_("Not adopted"), notice_words(source)),
            watermark=pgettext("watermark", "DRAFT"),
            made_on=source.as_of.isoformat(),
            area_formula=_("The Directors General"),
        )


def also_in(language: str) -> str:
    """In which other languages the text is made: also in French."""
    others = [str(_(str(name))) for code, name in settings.LANGUAGES if code != language]
    return _("also in %(languages)s") % {"languages": phrases(language).listed(others)}


def notice_words(source: Source) -> str:
    """What a draft is not."""
    return _(
        "This is a draft. It does not bind the member states and is not to be quoted as the position of the "
        "network. The text of record will carry the number %(reference)s, the date and place of adoption and a "
        "checksum, by which any copy can be checked."
    ) % {"reference": source.reference}


def data_lines(source: Source, language: str) -> tuple[tuple[str, str], ...]:
    """Presidency, day and place, facts as known on: what is unknown is said to be unknown."""
    writer = phrases(language)
    presidency = source.facts.get("meeting.presidency")
    half = source.facts.get("meeting.half")
    day, city = source.facts.get("meeting.day"), source.facts.get("meeting.city")
    unknown = _("Unknown: not in the network’s records")
    held = ", ".join(writer.write(fact.value) for fact in (city, day) if fact is not None)
    return (
        (
            _("Presidency"),
            _("%(country)s, %(half)s")
            % {"country": presidency.value.plain.in_language(language), "half": writer.period(half.value)}
            if presidency and half and isinstance(presidency.value, Name) and isinstance(half.value, Period)
            else unknown,
        ),
        (_("Day and place"), held or unknown),
        (_("Facts"), _("As known on %(day)s") % {"day": writer.day(source.as_of)}),
    )


def sections(parts: Iterable[Part], language: str) -> tuple[Section, ...]:
    """The parts of the text, numbered; an area without clauses is left out."""
    result: list[Section] = []
    areas = [area for area in Area if area != Area.PREAMBLE]
    for area, rows in groupby(parts, key=lambda part: part.area):
        own = list(rows)
        numeral = "" if area == Area.PREAMBLE else NUMERALS[len([row for row in result if row.numeral])]
        title = "" if area == Area.PREAMBLE else str(Area(area).label)
        result.append(Section(area, numeral, title, punctuated(own, language)))
    assert len(result) <= len(areas) + 1  # clauses stand in the order of their areas
    return tuple(result)


def punctuated(parts: Sequence[Part], language: str) -> tuple[Clause, ...]:
    """Clauses of one area: a semicolon after each, a full stop after the last."""
    semicolon = f"{phrases(language).before_semicolon};"
    return tuple(
        Clause(
            number=part.number,
            key=part.key,
            wording=part.wordings[language],
            end="." if part is parts[-1] else semicolon,
            point_end=semicolon,
            commitment=part.commitment.get(language),
        )
        for part in parts
    )


def as_json(source: Source, language: str) -> str:
    """The draft as JSON: sections, clauses with their facts and records, commitments, what was left out.

    Records are named by what they say and since when they are known, not by a row number, so the same
    records give the same bytes wherever they are kept.
    """
    text = written_in(source, language)
    facts_of = {part.number: part for part in source.parts}
    document = {
        "meeting": source.meeting_number,
        "reference": source.reference,
        "language": language,
        "as_of": source.as_of.isoformat(),
        "title": " ".join(text.title),
        "subtitle": text.subtitle,
        "formula": text.formula,
        "sections": [
            {
                "area": section.area,
                "numeral": section.numeral,
                "title": section.title,
                "clauses": [
                    clause_json(clause, facts_of[clause.number], source, language) for clause in section.clauses
                ],
            }
            for section in text.sections
        ],
        "commitments": [
            {
                "clause": part.number,
                "key": part.key,
                "owner_key": part.owner_key,
                **line_json(part.commitment[language]),
            }
            for part in source.parts
            if part.commitment
        ],
        "left_out": [
            {
                "key": row["key"],
                "area": row["area"],
                "title": Text(row["title"]).in_language(language),
                "applies_if": Text(row["because"]).in_language(language),
                "unknown_fact": row["missing"] or None,
                "who_could_supply_it": Text(row["supplier"]).in_language(language) or None,
            }
            for row in source.left_out
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def clause_json(clause: Clause, part: Part, source: Source, language: str) -> dict[str, Any]:
    """One clause with the facts it rests on."""
    return {
        "number": clause.number,
        "key": clause.key,
        "verb": part.verb,
        "text": plain(clause.wording.runs),
        "points": [plain(point) for point in clause.wording.points],
        "facts": [fact_json(source.facts[key], language) for key in part.fact_keys],
        "commitment": line_json(clause.commitment) if clause.commitment else None,
    }


def line_json(line: CommitmentLine) -> dict[str, str]:
    return {"owner": line.owner, "task": line.task, "due": line.due}


def fact_json(fact: Fact, language: str) -> dict[str, Any]:
    """A fact with its value and the records it rests on."""
    return {
        "key": fact.key,
        "value": frozen(fact.value),
        "record": [
            {
                "kind": origin.model,
                "says": origin.label.in_language(language),
                "known_since": origin.known_on.isoformat(),
                "source": origin.source,
            }
            for origin in fact.origins
        ],
        "known_since": fact.known_on.isoformat() if fact.known_on else None,
    }


def facts_as_json(source: Source, language: str) -> bytes:
    """Every fact that a clause of the text rests on, for the PDF's attachment."""
    used = sorted({key for part in source.parts for key in part.fact_keys})
    document = {"as_of": source.as_of.isoformat(), "facts": [fact_json(source.facts[key], language) for key in used]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
