"""The demonstration's alternatives, and a paper that the portal draws from them. It is delivered to nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date

from conferences.actions.proposal import draw_paper, request_files
from conferences.models import Alternative, ProposalPaper
from core.demo import Files
from core.values import Text
from network.models import Meeting

DAY = date(2009, 4, 15)
SOURCE = "Demonstration: an example, not a record"
INTRO = Text(
    en="The Directors General asked at their 51st meeting for proposals on the model of the Quality Conferences.\n"
    "This paper puts alternatives side by side on the four topics that they named, with what each would cost.",
    fr="À leur 51e réunion, les directeurs généraux ont demandé des propositions sur le modèle des Conférences sur la "
    "qualité.\nCe document présente côte à côte des options sur les quatre sujets qu’ils ont indiqués, avec le coût de "
    "chacune.",
)


def load(files: Files) -> Counter[str]:
    """Enters the alternatives. The paper is drawn once: it never changes."""
    files.load(Alternative, "proposal.toml")
    meeting = Meeting.objects.get(number=52)
    if not meeting.proposal_papers.exists():
        paper = ProposalPaper(meeting=meeting, intro=INTRO, known_on=DAY, source=SOURCE, confidence="low")
        draw_paper(paper, Alternative.objects.filter(source=SOURCE))
    return Counter({"conferences.ProposalPaper": meeting.proposal_papers.count()})


def ask_for_files() -> None:
    """By the next worker; those that are there are kept."""
    for paper in ProposalPaper.objects.filter(files__isnull=True):
        request_files(paper, by=None)
