"""The records of customer focus as the portal brings them: guides, a practice, events, dissemination."""

from collections import Counter
from pathlib import Path

from core.demo import Files
from customer_focus.models import (
    DisseminationAction,
    Guide,
    GuideDevelopment,
    GuidePresentation,
    HostInterest,
    NetworkEvent,
    NetworkEventReport,
    Practice,
    PresentationContributor,
    Principle,
    PrinciplePoint,
)
from network.demo import KEYS as NETWORK_KEYS

KEYS = NETWORK_KEYS | {
    DisseminationAction: ("country", "guide", "known_on"),
    Guide: ("key",),
    GuideDevelopment: ("guide", "presidency"),
    GuidePresentation: ("guide", "known_on"),
    HostInterest: ("event", "country", "known_on"),
    NetworkEvent: ("name__en",),
    NetworkEventReport: ("event", "known_on"),
    Practice: ("slug",),
    PresentationContributor: ("presentation", "place"),
    Principle: ("guide", "place"),
    PrinciplePoint: ("principle", "kind", "place"),
}


def load() -> Counter[str]:
    """Enter or mend the records; how many there are of each kind."""
    files = Files(Path(__file__).parent, KEYS)
    files.load(Guide, "primer.toml")
    files.load(Guide, "learning_report.toml")
    files.load(Practice, "practices.toml")
    files.load(NetworkEvent, "events.toml")
    files.load(DisseminationAction, "dissemination.toml")
    return files.counts
