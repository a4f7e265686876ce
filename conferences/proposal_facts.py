"""What is true of the proposals that the Directors General asked for: delivered since the meeting before, on what.

That they are late is told of the commitment (`commitments.open`), which knows by when they were due.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conferences.models import ProposalDelivery
from conferences.reading.proposals import Proposals
from core.facts import Fact, FactSpec, Viewpoint, fact

IPSG = _("IPSG")

SPECS = (
    FactSpec(
        "conferences.proposals.delivered",
        list,
        _("Papers of proposals on the model, delivered since the meeting before"),
        IPSG,
    ),
    FactSpec("conferences.proposals.topics_covered", list, _("Topics that the delivered proposals cover"), IPSG),
)


def tell(view: Viewpoint) -> Iterator[Fact]:
    """The papers put to this meeting or an earlier one since the meeting before; one query."""
    rows = list(
        ProposalDelivery.objects.known(view.as_of)
        .filter(known_on__gte=view.since, meeting__number__lte=view.number)
        .select_related("paper__meeting", "meeting")
    )
    if not rows:
        return
    papers = list(dict.fromkeys(row.paper for row in rows))
    yield fact("conferences.proposals.delivered", [paper.reference for paper in papers], *rows)
    parts = {part.key: part for paper in papers for part in Proposals.from_json(paper.said).covered}
    yield fact("conferences.proposals.topics_covered", [part.in_text for part in parts.values()], *rows)
