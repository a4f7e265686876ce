"""The rendering behind `core.pdf`: WeasyPrint, and what it may fetch."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from core.pdf import PdfAttachment, PdfError
from core.pdf_tags import corrected
from core.watermark import watermark_svg

HOST = "https://portal.invalid"  # never asked: ".invalid" is reserved, and our fetcher opens no connection
STATIC = "/static/"
WATERMARK = "/watermark/"

# The kept fonts are shared, and Pango's font map is not made for two threads.
one_at_a_time = Lock()


def rendered(html: str, language: str, title: str, made_on: date, attachments: Iterable[PdfAttachment]) -> bytes:
    """See `core.pdf.html_to_pdf`."""
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
    fetcher = StaticFetcher()
    with one_at_a_time:
        document = HTML(string=html, base_url=HOST + STATIC, url_fetcher=fetcher).render(font_config=kept_fonts())
        document.metadata.title = title
        document.metadata.lang = language
        document.metadata.created = document.metadata.modified = at.isoformat()
        written = document.write_pdf(pdf_variant="pdf/a-3a", attachments=files)
    if fetcher.refusal is not None:
        raise fetcher.refusal
    complete = not any(font.missing for font in document.fonts.values())
    return corrected(written, identified=complete)


@cache
def kept_fonts() -> FontConfiguration:
    """The fonts of all documents, unpacked once a process.

    Made at the first rendering, not at import: its folder is removed by the process that made it,
    which must not be the parent of the workers that use it.
    """
    return FontConfiguration()


class StaticFetcher(URLFetcher):
    """WeasyPrint's way to fetch, replaced by `static_file`.

    The first refusal is kept, for WeasyPrint goes on without what it cannot fetch, and within an SVG
    even after errors that are meant to end the rendering.
    """

    def __init__(self) -> None:
        super().__init__()
        self.refusal: PdfError | None = None

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        try:
            content, media_type = static_file(url)
        except PdfError as error:
            self.refusal = self.refusal or error
            raise
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


def static_file(address: str) -> tuple[bytes, str]:
    """What stands at an absolute address that a document asks for: bytes and media type.

    Raises PdfError for any address but that of a static file of the portal or of a watermark.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    if f"{parts.scheme}://{parts.netloc}" != HOST or parts.query or not path.startswith((STATIC, WATERMARK)):
        raise PdfError(f"The document asks for {address}, which is not one of the portal's own static files.")
    if path.startswith(WATERMARK):
        try:
            return watermark_svg(path.removeprefix(WATERMARK).removesuffix(".svg")).encode(), "image/svg+xml"
        except ValueError as error:
            raise PdfError(f"The document asks for {address}. {error}") from error
    try:
        found = finders.find(path.removeprefix(STATIC))
    except (SuspiciousFileOperation, ValueError) as error:
        raise PdfError(f"The document asks for {address}, which leads out of the portal's static files.") from error
    if not found or not Path(found).is_file():
        raise PdfError(f"The document asks for {address}, but the portal has no such static file.")
    return Path(found).read_bytes(), mimetypes.guess_type(found)[0] or "application/octet-stream"
