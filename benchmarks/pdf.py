"""A resolution as PDF/A-3a and PDF/UA-1, against WeasyPrint alone on the same HTML."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.frame import Row, median_ms, memory_mib
from core.pdf_rendering import HOST, STATIC, StaticFetcher
from resolutions.documents import resolution_html, resolution_pdf
from tests.resolutions.test_documents import resolution

DATABASES = ("sqlite",)
NEEDS_RECORDS = False


def measure() -> Iterator[Row]:
    text = resolution()
    html = resolution_html(text)
    facts = b"{}"

    fonts = FontConfiguration()

    def alone(kept: FontConfiguration | None = None) -> None:
        HTML(string=html, base_url=HOST + STATIC, url_fetcher=StaticFetcher()).write_pdf(
            pdf_variant="pdf/a-3a", font_config=kept
        )

    ours, plain, kept = median_ms(lambda: resolution_pdf(text, facts), alone, lambda: alone(fonts), times=9)
    what = "a resolution of 25 clauses as PDF, warm worker"
    yield Row(what, ours, "ms", plain, "WeasyPrint alone, same HTML", 1.2)
    yield Row(what, ours, "ms", kept, "WeasyPrint alone, its fonts kept as ours are", 1.2)
    yield Row("memory of the process that rendered it", memory_mib(), "MiB", 200, "fixed bound", 1.0,
              "job worker, after 33 documents")  # fmt: skip
