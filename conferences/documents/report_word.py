"""A report of a session as a Word file, for those who go on in Word."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from conferences.documents.report import ReportDocument
from conferences.models import PartKind
from conferences.reading.reports import Passage

BLUE, SECOND = RGBColor(0x00, 0x33, 0x99), RGBColor(0x4A, 0x53, 0x61)


def report_docx(paper: ReportDocument) -> bytes:
    """With Word's own headings and lists, and its language set for the spelling checker."""
    file = Document()
    prepare(file, paper)
    with override(paper.speaks):
        file.add_paragraph("EUPAN · " + _("Innovative Public Services Group"), style="Subtitle")
        file.add_heading(paper.title, level=0)
        for words in paper.notices:
            file.add_paragraph(words, style="Intense Quote" if paper.is_draft else "Quote")
        table = file.add_table(rows=0, cols=2)
        for label, value in paper.data_lines:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
        for group in paper.groups:
            if group.is_findings:
                file.add_heading(_("Findings"), level=1)
                add_list(file, [" ".join(shown.first.paragraphs) for shown in group.parts], numbered=False)
                continue
            shown = group.parts[0]
            if heading := shown.first.heading or shown.title:
                file.add_heading(heading, level=1)
            add_passage(file, shown.first, numbered=group.kind == PartKind.LIST)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def prepare(file: DocumentFile, paper: ReportDocument) -> None:
    """Fonts, colours, language, and what the file says of itself."""
    for style in file.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name.startswith(("Heading", "Title", "Subtitle")):
            style.font.color.rgb = SECOND if style.name == "Subtitle" else BLUE
            style.font.name = "Calibri"
            fonts = style.element.rPr.rFonts
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    spoken = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    spoken.set(qn("w:val"), paper.language)
    properties = file.core_properties
    properties.title, properties.language, properties.author = paper.title, paper.language, "EUPAN"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.combine(paper.made_on, time(), UTC)


def add_passage(file: DocumentFile, shown: Passage, *, numbered: bool) -> None:
    for words in shown.paragraphs:
        file.add_paragraph(words)
    add_list(file, shown.items, numbered=numbered)


def add_list(file: DocumentFile, items: Iterable[str], *, numbered: bool) -> None:
    """A list of its own: each numbered one begins again at 1, which Word would not do by itself."""
    number = new_numbering(file) if numbered else None
    for item in items:
        paragraph = file.add_paragraph(item, style="List Number" if numbered else "List Bullet")
        if number is not None:
            # python-docx has no other door to a paragraph's numbering
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number


def new_numbering(file: DocumentFile) -> int:
    """A numbering that looks like that of the style "List Number", and begins at 1."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    pattern = next(num for num in numbering.num_lst if num.numId == style).abstractNumId.val
    number = numbering.add_num(pattern)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)
