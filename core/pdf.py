"""From HTML to a PDF that is tagged, archivable, and the same bytes every time.

The HTML names its style sheets, fonts and pictures by their addresses below `static/`
(`css/document.css`), and a word behind the page as `../watermark/DRAFT.svg`. No other address is
fetched: a document must never carry what a server or a disk happens to say.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

from core.watermark import watermark_svg

if TYPE_CHECKING:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

HOST = "https://portal.invalid"  # never asked: ".invalid" is reserved, and our fetcher opens no connection
STATIC = f"{HOST}/static/"
WATERMARK = f"{HOST}/watermark/"

rendering = Lock()  # the kept fonts are shared, and Pango's font map is not made for two threads


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
    file is `made_on`. The identification as PDF/A and PDF/UA is left out if a letter has no glyph.

    Raises PdfError, naming the address, if the HTML or its style asks for anything but the portal's
    own static files or for one that does not exist.
    """
    # WeasyPrint takes a second and 40 MB to import: only the process that renders pays, not each web worker.
    from weasyprint import Attachment
    from weasyprint.urls import FatalURLFetchingError

    from core.pdf_tags import corrected

    at = datetime.combine(made_on, time(), UTC)
    files = [
        Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            relationship=file.relationship,
            created=at,
            modified=at,
        )
        for file in attachments
    ]
    try:
        with rendering:
            document = parsed(html).render(font_config=kept_fonts())
            document.metadata.title = title
            document.metadata.lang = language
            document.metadata.created = document.metadata.modified = at.isoformat()
            written = document.write_pdf(pdf_variant="pdf/a-3a", attachments=files)
            complete = not any(font.missing for font in document.fonts.values())
    except FatalURLFetchingError as error:
        raise (error.__cause__ or PdfError(str(error))) from None
    return corrected(written, identified=complete)


def parsed(html: str) -> HTML:
    """The HTML as WeasyPrint reads it, with our fetcher in front of everything it asks for."""
    from weasyprint import HTML

    return HTML(string=html, base_url=STATIC, url_fetcher=kept_fetcher())


@cache
def kept_fonts() -> FontConfiguration:
    """The fonts of all documents, unpacked once a process.

    Made at the first rendering and never before a fork: its folder goes with the process that made it.
    """
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def static_file(address: str) -> tuple[bytes, str]:
    """What stands at an address that a document asks for: bytes and media type.

    Raises PdfError for any address but that of a static file of the portal or a watermark.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.query or parts.fragment:
        # A part of a file (#icon) is taken by the reader; a query would be a second name for the same file.
        address = address.partition("#")[0]
    if address.startswith(WATERMARK) and path.endswith(".svg"):
        word = path.removeprefix("/watermark/").removesuffix(".svg")
        try:
            return watermark_svg(word).encode(), "image/svg+xml"
        except ValueError as error:
            raise PdfError(f"The document asks for {address}: {error}") from error
    if not address.startswith(STATIC) or parts.query:
        raise PdfError(f"The document asks for {address}, which is not one of the portal's own static files.")
    try:
        found = finders.find(path.removeprefix("/static/"))
    except (SuspiciousFileOperation, ValueError) as error:
        raise PdfError(f"The document asks for {address}, which leads out of the portal's static files.") from error
    if not found or not Path(found).is_file():
        raise PdfError(f"The document asks for {address}, but the portal has no such static file.")
    return Path(found).read_bytes(), mimetypes.guess_type(found)[0] or "application/octet-stream"


@cache
def kept_fetcher() -> URLFetcher:
    """WeasyPrint's way to fetch, replaced by `static_file`; whatever that refuses ends the rendering."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            content, media_type = static_file(url)
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return StaticFetcher(fail_on_errors=True)
