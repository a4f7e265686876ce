"""The records of this room that the table of permissions is tried on: rows of tests/world.py."""

from __future__ import annotations

from typing import Any

from conferences.models import BidState, PartKind, ReportState
from core.values import Text
from tests.conferences import factories

HIDDEN_WORDS, HIDDEN_REPORT = "Unspoken findings", "/sessions/hidden-1/report/"
HIDDEN_CITY, HIDDEN_ADDRESS = "Innermost", "/bids/6qc/pl/"


def build(keys: dict[str, tuple[Any, ...]], poland: Any, denmark: Any) -> None:
    """Makes them, and says what an address of each needs."""
    edition = factories.EditionFactory(number=6)
    keys["edition"] = ("6qc",)
    for relation, made in {
        "schedules": factories.EditionScheduleFactory,
        "attendances": factories.AttendanceFactory,
        "evaluations": factories.EvaluationFactory,
        "findings": factories.FindingFactory,
        "prizes": factories.PrizeFactory,
        "host_searches": factories.HostSearchReportFactory,
    }.items():
        keys[relation] = ("6qc", relation, made(edition=edition).pk)
    session = factories.SessionFactory(edition=edition, code="agora-1")
    keys["session"] = ("6qc", "agora-1")
    keys["session contributor"] = (
        *keys["session"],
        "contributors",
        factories.SessionContributorFactory(session=session).pk,
    )
    build_reports(keys, edition, session, poland)
    factories.BidCallFactory(edition=edition)
    keys["call"] = ("6qc",)
    factories.BidFactory(edition=edition, country=poland, city=Text(en=HIDDEN_CITY))
    keys["interest"] = ("6qc", "pl")
    factories.BidFactory(edition=edition, country=denmark, state=BidState.BID)
    keys["bid"] = ("6qc", "dk")


def build_reports(keys: dict[str, tuple[Any, ...]], edition: Any, session: Any, poland: Any) -> None:
    """A published report of an edition without a host; one that is being written of an edition that Poland hosts."""
    report = factories.ReportFactory(session=session, state=ReportState.PUBLISHED)
    finding = factories.ReportPartFactory(report=report, kind=PartKind.FINDING, words="Everyone can innovate.")
    keys["report"] = keys["session"]
    keys["report file"] = (*keys["session"], "report", "json")
    keys["report finding"] = (*keys["session"], finding.key)
    keys["report participant"] = (
        *keys["session"],
        "participants",
        factories.ReportParticipantFactory(report=report).pk,
    )
    hosted = factories.EditionFactory(kind="national", number=1, code="pl-1")
    factories.EditionScheduleFactory(edition=hosted, country=poland)
    hidden = factories.SessionFactory(edition=hosted, code="hidden-1")
    draft = factories.ReportFactory(session=hidden)
    finding = factories.ReportPartFactory(report=draft, kind=PartKind.FINDING, words=HIDDEN_WORDS)
    factories.SessionFactory(edition=hosted, code="without-1")
    keys["session of Poland"] = ("pl-1", "without-1")
    keys["draft report"] = ("pl-1", "hidden-1")
    keys["draft report file"] = ("pl-1", "hidden-1", "report", "json")
    keys["draft report finding"] = ("pl-1", "hidden-1", finding.key)
