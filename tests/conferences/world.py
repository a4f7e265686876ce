"""The records of this room that the table of permissions is tried on: rows of tests/world.py."""

from __future__ import annotations

from functools import partial
from typing import Any

from conferences.models import BidState
from core.values import Text
from tests.conferences import evaluation_world as evaluation
from tests.conferences import factories

HIDDEN_CITY, HIDDEN_ADDRESS = "Innermost", "/bids/6qc/pl/"


def build(keys: dict[str, tuple[Any, ...]], poland: Any, denmark: Any) -> None:
    """Makes them, and says what an address of each needs."""
    edition = factories.EditionFactory(number=6)
    keys["edition"] = ("6qc",)
    for relation, made in {
        "schedules": partial(factories.EditionScheduleFactory, country=poland),
        "attendances": factories.AttendanceFactory,
        "evaluations": factories.EvaluationFactory,
        "findings": factories.FindingFactory,
        "prizes": factories.PrizeFactory,
        "host_searches": factories.HostSearchReportFactory,
    }.items():
        keys[relation] = ("6qc", relation, made(edition=edition).pk)
    evaluation.build(keys, edition)
    session = factories.SessionFactory(edition=edition, code="agora-1")
    keys["session"] = ("6qc", "agora-1")
    keys["session contributor"] = (
        *keys["session"],
        "contributors",
        factories.SessionContributorFactory(session=session).pk,
    )
    keys["session report"] = (*keys["session"], "reports", factories.SessionReportFactory(session=session).pk)
    factories.BidCallFactory(edition=edition)
    keys["call"] = ("6qc",)
    factories.BidFactory(edition=edition, country=poland, city=Text(en=HIDDEN_CITY))
    keys["interest"] = ("6qc", "pl")
    factories.BidFactory(edition=edition, country=denmark, state=BidState.BID)
    keys["bid"] = ("6qc", "dk")
