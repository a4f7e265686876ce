"""A press release as a Word file (python-docx)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from conferences.models import ReleasePart, ReleaseVersion
from conferences.press.documents import Paper

LOCALES = {"en": "en-GB", "fr": "fr-BE", "nl": "nl-BE"}
FONT = "IBM Plex Sans"  # where it is not installed, Word takes a sans-serif
INK, INK_2, BLUE = RGBColor(0x14, 0x18, 0x1F), RGBColor(0x4A, 0x53, 0x61), RGBColor(0x00, 0x33, 0x99)
SIZES: dict[str, tuple[float, bool, RGBColor, float, float]] = {
    "Normal": (10.5, False, INK, 0, 6),
    "Title": (24, True, INK, 24, 10),
    "Subtitle": (12.5, True, INK, 0, 10),
    "Heading 1": (14, True, BLUE, 18, 6),
    "Heading 2": (11.5, True, INK, 12, 2),
    "Header": (9.5, False, INK_2, 0, 0),
    "Footer": (9.5, False, INK_2, 0, 0),
}
"""Style: size in pt, bold, colour, space before and after in pt."""


def written(version: ReleaseVersion, paper: Paper) -> Any:
    """The document; its own dates are the day of the release."""
    document = Document()
    set_page(document)
    set_styles(document, LOCALES.get(paper.language, paper.language))
    properties = document.core_properties
    properties.title = paper.text(ReleasePart.TITLE)
    properties.subject = paper.word("release")
    properties.author = paper.name
    properties.language = LOCALES.get(paper.language, paper.language)
    properties.created = properties.modified = datetime.combine(version.dated_on, time(), UTC)
    properties.last_modified_by = ""
    properties.comments = paper.word("draft") if paper.is_draft else ""
    add_head(document, paper)
    document.add_paragraph(paper.text(ReleasePart.TITLE), style="Title")
    if paper.text(ReleasePart.LEAD):
        document.add_paragraph(paper.text(ReleasePart.LEAD), style="Subtitle")
    add_paragraphs(document, paper, ReleasePart.BODY)
    if paper.parts.get(ReleasePart.LAUREATE):
        document.add_heading(paper.word("laureates"), level=1)
    for row in paper.parts.get(ReleasePart.LAUREATE, []):
        document.add_heading(f"{row.head['prize']} – {row.head['organisation']}", level=2)
        if row.head["government"]:
            document.add_paragraph().add_run(row.head["government"]).font.color.rgb = INK_2
        document.add_paragraph(row.text)
    add_paragraphs(document, paper, ReleasePart.AFTER)
    for part, name in ((ReleasePart.ABOUT, "about"), (ReleasePart.CONTACT, "contact")):
        if paper.parts.get(part):
            document.add_heading(paper.word(name), level=1)
            add_paragraphs(document, paper, part)
    return document


def add_paragraphs(document: Any, paper: Paper, part: str) -> None:
    for row in paper.parts.get(part, []):
        for text in row.text.splitlines():
            if text.strip():
                document.add_paragraph(text)


def add_head(document: Any, paper: Paper) -> None:
    """In the header who speaks, what it is, where and when; in the footer its reference."""
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    lines = [(paper.name, paper.word("release")), ("", paper.place_and_day)]
    lines += [("", paper.embargo)] if paper.embargo else []
    lines += [("", paper.word("draft"))] if paper.is_draft else []
    for paragraph in (header, footer):
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    for number, (left, right) in enumerate(lines):
        if number:
            header.add_run().add_break()
        header.add_run(left).bold = True
        header.add_run(f"\t{right}")
    footer.add_run(f"{paper.word('release')}, {paper.place_and_day}\t{paper.reference}")


def set_page(document: Any) -> None:
    """A4, margins as in the PDF."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(34), Mm(30)
    section.top_margin, section.bottom_margin = Mm(37), Mm(34)


def set_styles(document: Any, language: str) -> None:
    """Word's own styles, so that its outline and its reading aloud work, in the portal's looks."""
    for name, (size, bold, colour, before, after) in SIZES.items():
        style = document.styles[name]
        font, properties = style.font, style.element.get_or_add_rPr()
        font.name, font.size, font.bold, font.italic, font.color.rgb = FONT, Pt(size), bold, False, colour
        fonts = properties.get_or_add_rFonts()
        for attribute in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[attribute]  # a theme's font would win over the named one
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:
            borders.getparent().remove(borders)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), language)
