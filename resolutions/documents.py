"""A resolution on paper: as HTML for print, as PDF, as plain text for mail."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.pdf import PdfAttachment, PdfError, html_to_pdf
from core.phrases import phrases
from core.phrases.base import NO_BREAK_SPACE
from resolutions.text import Clause, CommitmentLine, ResolutionText, Run, Runs, letter, plain

AFTER_ORDINAL = re.compile(r"(?<=\d)(er|re|e)\b")
SHORT_WORD = 8  # letters, its punctuation included: shorter, it must not stand alone on a last line
MAIL_WIDTH = 78


@dataclass(frozen=True)
class PrintedClause:
    """A clause as the page shows it: its words and its points, each with its letter, as HTML, punctuated."""

    number: int
    words: SafeString
    points: tuple[tuple[str, SafeString], ...]
    commitment: str


def resolution_html(text: ResolutionText) -> str:
    """The document as HTML for print; its addresses are those of `core.pdf`."""
    with override(text.language):
        return render_to_string(
            "resolutions/pdf/resolution.html",
            {
                "text": text,
                "title": " ".join(text.title),
                "subtitle": as_html((Run(text.subtitle),), text.language),
                "formula": raised(text.formula, text.language),
                "area_formula": raised(text.area_formula, text.language),
                "meeting_name": raised(text.meeting_name, text.language),
                "notice": as_html((Run(text.notice[1]),), text.language),
                "data_lines": [(label, raised(value, text.language)) for label, value in text.data_lines],
                "sections": [
                    (section, [printed(clause, text.language) for clause in section.clauses])
                    for section in text.sections
                ],
            },
        )


def resolution_pdf(text: ResolutionText, facts_json: bytes | None = None) -> bytes:
    """The document as PDF, with the facts it rests on attached as `facts.json`.

    Raises PdfError if the text does not say of which day its facts are, or the page cannot be made.
    """
    try:
        made_on = date.fromisoformat(text.made_on)
    except ValueError as error:
        raise PdfError(f"The resolution {text.reference} does not say of which day its facts are.") from error
    attachments = []
    if facts_json is not None:
        with override(text.language):
            description = _("The facts that this text was drawn from, each with its record")
        attachments.append(PdfAttachment("facts.json", facts_json, description))
    return html_to_pdf(
        resolution_html(text),
        language=text.language,
        title=phrases(text.language).labelled(text.reference, " ".join(text.title)),
        made_on=made_on,
        attachments=attachments,
    )


def resolution_plain(text: ResolutionText) -> str:
    """The document as plain text for mail: lines of 78 characters at most, ordinary spaces only."""
    with override(text.language):
        lines = [line for block in plain_blocks(text) for line in (*block, "")]
    # A no-break space has held its words together while the lines were broken; mail need not know it.
    return "\n".join(lines).replace(NO_BREAK_SPACE, " ").replace("\N{NARROW NO-BREAK SPACE}", " ").rstrip() + "\n"


def as_html(runs: Runs, language: str, end: str = "") -> SafeString:
    """The words and their final punctuation as HTML: verbs strong, French ordinals raised."""
    bound = without_lone_last_word([*runs, Run(end)] if end else list(runs))
    words = ((raised(run.text, language), run.verb) for run in bound)
    return format_html_join(
        "", "{}", ((format_html("<strong>{}</strong>", word) if verb else word,) for word, verb in words)
    )


def raised(words: str, language: str) -> str:
    """The words as they are, but French ordinals as HTML with their letters raised: 5<sup>e</sup>."""
    if language != "fr":
        return words
    pieces = AFTER_ORDINAL.split(words)  # every second piece is what the pattern has found
    return format_html_join(
        "", "{}", ((format_html("<sup>{}</sup>", piece) if place % 2 else piece,) for place, piece in enumerate(pieces))
    )


def without_lone_last_word(runs: list[Run]) -> list[Run]:
    """The runs, the last word bound to the one before it if it is so short that it would look lost alone."""
    words = plain(runs)
    place = words.rfind(" ")
    if place <= 0 or len(words) - place > SHORT_WORD:
        return runs
    bound = []
    for run in runs:
        text = run.text
        if 0 <= place < len(text):
            text = text[:place] + NO_BREAK_SPACE + text[place + 1 :]
        place -= len(run.text)
        bound.append(Run(text, run.facts, run.verb))
    return bound


def printed(clause: Clause, language: str) -> PrintedClause:
    """The clause with its punctuation where it belongs: at its own end, or at those of its points."""
    return PrintedClause(
        clause.number,
        as_html(clause.wording.runs, language, "" if clause.wording.points else clause.end),
        tuple((name, as_html(point, language, end)) for name, point, end in lettered(clause)),
        raised(owed(clause.commitment), language) if clause.commitment else "",
    )


def lettered(clause: Clause) -> Iterator[tuple[str, Runs, str]]:
    """The points with their letters and what closes each: the last one closes the whole clause."""
    points = clause.wording.points
    for place, point in enumerate(points):
        yield letter(place), point, clause.end if place == len(points) - 1 else clause.point_end


def owed(commitment: CommitmentLine) -> str:
    """Who owes it and by when; the clause above has said what."""
    return ", ".join(part for part in (commitment.owner, commitment.due) if part)


def plain_blocks(text: ResolutionText) -> Iterator[list[str]]:
    """The parts of the plain text, each as lines; an empty line goes between them."""
    yield [f"EUPAN, {_('European Public Administration Network')}", text.reference]
    if text.status:
        yield [text.status]
    yield [*text.title, *wrapped(text.subtitle)]
    yield [
        line
        for label, value in text.data_lines
        for line in wrapped(value, first=_("{label}:").format(label=label) + " ", then="  ")
    ]
    yield wrapped(text.formula)
    for section in text.sections:
        if section.title:
            heading = f"{section.numeral}. {section.title}"
            yield [heading, "-" * len(heading)]
            if text.area_formula:
                yield wrapped(text.area_formula)
        for clause in section.clauses:
            yield plain_clause(clause)
    heading, words = text.notice
    if words:
        rule = "-" * MAIL_WIDTH
        yield [rule, heading, *wrapped(words), rule]


def plain_clause(clause: Clause) -> list[str]:
    """The clause's lines: its number, its words, its points, and what it makes someone owe."""
    margin = " " * 5
    end = "" if clause.wording.points else clause.end
    lines = wrapped(plain(clause.wording.runs) + end, first=f"{clause.number:>3}. ", then=margin)
    for name, point, point_end in lettered(clause):
        lines += wrapped(plain(point) + point_end, first=f"{margin}({name}) ", then=margin + " " * 4)
    if clause.commitment:
        lines += wrapped(f"{_('Commitment.')} {owed(clause.commitment)}", first=f"{margin}| ", then=f"{margin}| ")
    return lines


def wrapped(words: str, *, first: str = "", then: str = "") -> list[str]:
    """The words in lines that fit a mail, the first line and the others behind their own margin."""
    return textwrap.wrap(
        words,
        MAIL_WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
