"""From HTML to a PDF that is tagged, archivable, and the same bytes every time.

The HTML names its style sheets, fonts and pictures by their addresses below `static/`
(`css/document.css`), and a word behind the page as `../watermark/DRAFT.svg`. No other address is
fetched: a document must never carry what a server or a disk happens to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class PdfError(Exception):
    """Why no PDF was made, in a sentence."""


@dataclass(frozen=True)
class PdfAttachment:
    """A file carried inside the PDF. `relationship`: Source, Data, Alternative, Supplement (ISO 32000-2)."""

    name: str
    content: bytes
    description: str
    relationship: str = "Data"


def html_to_pdf(
    html: str, *, language: str, title: str, made_on: date, attachments: Iterable[PdfAttachment] = ()
) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1, with its files attached.

    The same arguments give the same bytes, in another process and on another day: every date in the
    file is `made_on`. The file does not call itself PDF/A and PDF/UA if one of its letters has no glyph.

    Raises PdfError, naming the address, if the HTML or its style asks for anything but the portal's
    own static files, or for one that does not exist.
    """
    # WeasyPrint takes a second and 40 MB to import: the process that renders pays, not every web worker.
    from core.pdf_rendering import rendered  # noqa: PLC0415

    return rendered(html, language, title, made_on, attachments)
