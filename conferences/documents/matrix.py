"""The matrix of bids as a PDF: what its reader sees on the page, and no remark."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.reading.matrix import Matrix
from core.clock import viewing
from core.phrases import labelled, phrases
from core.prints import Sheet


def rule() -> str:
    """How the result comes about, in words: the same on the page and in the files."""
    return _(
        "The mean of a criterion is that of the scores that count. The result is the sum of weight × mean ÷ 5 over "
        "all criteria, out of 100. Scores advise; the Directors General choose."
    )


def matrix_html(matrix: Matrix, language: str) -> str:
    """The matrix for print; its addresses are those of `core.pdf`."""
    with override(language), viewing(matrix.day):
        return render_to_string(
            "conferences/pdf/matrix.html",
            {
                "matrix": matrix,
                "near": matrix.near(),
                "near_words": matrix.said_of(matrix.near()),
                "rule": rule(),
                "language": language,
                "title": _("Hosting bids, side by side"),
                "as_of": phrases(language).day(matrix.day),
            },
        )


def matrix_sheet(matrix: Matrix, language: str) -> Sheet:
    """What its PDF is made of."""
    with override(language):
        title = labelled(matrix.edition.short_name, _("Hosting bids, side by side"))
    return Sheet(matrix_html(matrix, language), language, title, matrix.day)
