"""The results of a questionnaire on paper. It says what the network may see, whoever asks for it."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from conferences.models import Questionnaire
from conferences.reading.results import results_of
from core.pdf import html_to_pdf


def results_html(questionnaire: Questionnaire) -> str:
    """The document in the language that is spoken; `questionnaire` comes from `for_list()`."""
    return render_to_string(
        "conferences/pdf/evaluation.html",
        {
            "record": questionnaire,
            "results": results_of(questionnaire),
            "title": title_of(questionnaire),
            "language": get_language(),
        },
    )


def title_of(questionnaire: Questionnaire) -> str:
    return _("Results: %(questionnaire)s") % {"questionnaire": questionnaire}


def results_pdf(questionnaire: Questionnaire, language: str) -> bytes:
    """As PDF. Raises PdfError."""
    assert questionnaire.published_on is not None  # it is made of published results alone
    with override(language):
        return html_to_pdf(
            results_html(questionnaire),
            language=language,
            title=title_of(questionnaire),
            made_on=questionnaire.published_on,
        )
