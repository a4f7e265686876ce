"""A paper of proposals on A4: what it froze on its day, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from conferences.models import ProposalPaper
from conferences.reading.proposals import Proposals
from core.clock import viewing
from core.pdf import html_to_pdf
from core.phrases import labelled, phrases
from core.values import Text
from core.written import written

NUMERALS = ("I", "II", "III", "IV")


def title_of_paper() -> tuple[str, str]:
    """Its two lines, broken by sense."""
    return _("The model of the"), _("Quality Conferences")


def data_lines(paper: ProposalPaper, said: Proposals) -> Iterable[tuple[str, str]]:
    """The lines under the title."""
    yield _("Meeting"), str(paper.meeting)
    yield _("Day and place"), str(Text(paper.said["held"])) or _("Unknown: not in the network’s records")
    proposers = dict.fromkeys(str(side.proposer) for part in said.topics for side in part.sides)
    yield _("Proposed by"), written(list(proposers))
    yield _("As handed in by"), written(paper.known_on)
    if paper.source:
        yield _("Source"), paper.source


def paper_html(paper: ProposalPaper, language: str) -> str:
    """The paper as HTML for print; its addresses are those of `core.pdf`."""
    said = Proposals.from_json(paper.said)
    with override(language), viewing(paper.known_on):
        return render_to_string(
            "conferences/pdf/proposal.html",
            {
                "paper": paper,
                "language": language,
                "title_lines": title_of_paper(),
                "title": " ".join(title_of_paper()),
                "lines": list(data_lines(paper, said)),
                "intro": [words for words in str(paper.intro).splitlines() if words.strip()],
                "topics": list(zip(NUMERALS, said.topics, strict=True)),
                "covered": len(said.covered),
                "covered_words": phrases(language).count_word(len(said.covered)),
                "editions": said.editions,
            },
        )


def paper_pdf(paper: ProposalPaper, language: str) -> bytes:
    """Raises PdfError."""
    html = paper_html(paper, language)
    with override(language):
        title = labelled(paper.reference, " ".join(title_of_paper()))
    return html_to_pdf(html, language=language, title=title, made_on=paper.known_on)
