"""A press release and a certificate on paper: HTML for print, PDF, DOCX."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from conferences.models import Certificate, ReleaseParagraph, ReleasePart, ReleaseState, ReleaseVersion
from conferences.press.writing import word
from core.certificates import qr_svg
from core.pdf import html_to_pdf
from core.phrases import phrases

STEPS = 12  # columns of the certificate's ornament at most: editions up to the twelfth


@dataclass(frozen=True)
class Paper:
    """A release in one language, ready to be set: words of its head, and its paragraphs by part."""

    language: str
    reference: str
    name: str
    place_and_day: str
    embargo: str
    is_draft: bool
    parts: dict[str, list[ReleaseParagraph]]

    def text(self, part: str) -> str:
        """The first paragraph of a part; "" if there is none."""
        return next((row.text for row in self.parts.get(part, [])), "")

    def word(self, name: str, *values: object) -> str:
        return word(name, self.language, *values)


def paper_of(version: ReleaseVersion, language: str, paragraphs: Sequence[ReleaseParagraph]) -> Paper:
    """The version as its paragraphs stand."""
    writer = phrases(language)
    city, edition = version.fact("city"), version.fact("edition")
    day = writer.day(version.dated_on)
    parts: dict[str, list[ReleaseParagraph]] = {}
    for row in paragraphs:
        if row.language == language:
            parts.setdefault(row.part, []).append(row)
    return Paper(
        language=language,
        reference=version.reference,
        name=writer.write(edition.value) if edition else str(version.edition),
        place_and_day=word("place_and_day", language, writer.write(city.value), day) if city else day,
        embargo=word("embargo", language, writer.day(version.embargo_until)) if version.embargo_until else "",
        is_draft=version.state != ReleaseState.RELEASED,
        parts=parts,
    )


def release_html(paper: Paper) -> str:
    """The release as HTML for print; its addresses are those of `core.pdf`."""
    context = {
        "paper": paper,
        "written": {
            name: paper.word(name)
            for name in ("release", "laureates", "prize", "about", "contact", "draft", "watermark")
        },
        "page": mark_safe(  # the words are the portal's own
            paper.word("page", '<span class="page"></span>', '<span class="pages"></span>')
        ),
        "title": paper.text(ReleasePart.TITLE),
        "lead": paper.text(ReleasePart.LEAD),
        "body": paper.parts.get(ReleasePart.BODY, []),
        "laureates": paper.parts.get(ReleasePart.LAUREATE, []),
        "after": paper.parts.get(ReleasePart.AFTER, []),
        "about": paper.parts.get(ReleasePart.ABOUT, []),
        "contact": paper.parts.get(ReleasePart.CONTACT, []),
    }
    return render_to_string("conferences/prize_release_pdf.html", context)


def release_pdf(version: ReleaseVersion, paper: Paper) -> bytes:
    """Raises PdfError."""
    return html_to_pdf(
        release_html(paper),
        language=paper.language,
        title=f"{paper.word('release')}: {paper.text(ReleasePart.TITLE)}",
        made_on=version.dated_on,
    )


def certificate_pdf(certificate: Certificate) -> bytes:
    """Raises PdfError."""
    words = certificate.words
    html = render_to_string(
        "conferences/prize_certificate_pdf.html",
        {
            "words": words,
            "language": certificate.language,
            "number": certificate.number,
            "qr": qr_svg(certificate.address, words["qr"]),
            "place": certificate.place,
            "code": certificate.code,
            "ornament": ornament_svg(words["ordinal"]),
        },
    )
    return html_to_pdf(
        html,
        language=certificate.language,
        title=f"{words['certificate']} {certificate.number}: {words['organisation']}",
        made_on=certificate.issued_on,
    )


def ornament_svg(ordinal: int) -> SafeString:
    """One column for each edition up to this one, each a point higher; the last is full. Nothing for no number."""
    if not 1 <= ordinal <= STEPS:
        return mark_safe("")
    step = 60 / STEPS
    points = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="1.05" fill="{}" stroke="#003399" stroke-width=".4"/>',
        (
            (f"{60 - (ordinal - column) * step - 1.5:.2f}", f"{36 - row * 3 - 1.5:.2f}", fill)
            for column in range(1, ordinal + 1)
            for row in range(column)
            for fill in ("#003399" if column == ordinal else "#ffffff",)
        ),
    )
    return format_html(
        '<svg class="ornament" xmlns="http://www.w3.org/2000/svg" width="60mm" height="36mm"'
        ' viewBox="0 0 60 36">{}</svg>',
        points,
    )


def release_docx(version: ReleaseVersion, paper: Paper) -> bytes:
    """The release as a Word file: real styles, headings and language, so that it can be worked on."""
    # python-docx takes its time to import, and only the worker that makes files needs it.
    from conferences.press.word_file import written  # noqa: PLC0415

    out = io.BytesIO()
    written(version, paper).save(out)
    return out.getvalue()
