"""The records of this room that the table of permissions is tried on: rows of tests/world.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from conferences.actions.prize import draw_release
from conferences.models import BidState, Certificate, EditionKind, ReleaseVersion
from conferences.models.release import fingerprint
from core.values import Text
from tests.conferences import factories

HIDDEN_CITY, HIDDEN_ADDRESS = "Innermost", "/bids/6qc/pl/"
HIDDEN_LAUREATE = "Bureau of Surprises"  # of a national edition; decided, not announced


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
    keys["session report"] = (*keys["session"], "reports", factories.SessionReportFactory(session=session).pk)
    factories.BidCallFactory(edition=edition)
    keys["call"] = ("6qc",)
    factories.BidFactory(edition=edition, country=poland, city=Text(en=HIDDEN_CITY))
    keys["interest"] = ("6qc", "pl")
    factories.BidFactory(edition=edition, country=denmark, state=BidState.BID)
    keys["bid"] = ("6qc", "dk")
    build_prizes(keys, poland)


def build_prizes(keys: dict[str, tuple[Any, ...]], poland: Any) -> None:
    """A national edition of Poland: a laureate to be announced, a draft of the press release; another announced."""
    edition = factories.EditionFactory(code="pl-1", number=1, kind=EditionKind.NATIONAL)
    factories.EditionScheduleFactory(edition=edition, country=poland)
    keys["national edition"] = ("pl-1",)
    hidden = factories.LaureateFactory(
        edition=edition, nominee=factories.NomineeFactory(edition=edition, organisation=HIDDEN_LAUREATE)
    )
    keys["hidden laureate"] = (hidden.pk,)
    keys["hidden nominee"] = ("pl-1", "nominees", hidden.nominee_id)
    keys["linked laureate"] = ("pl-1", "laureates", hidden.pk)
    keys["national prize"] = ("pl-1", "prizes", hidden.prize_id)
    keys["jury"] = ("pl-1", "jury", factories.JuryMemberFactory(edition=edition).pk)
    keys["press note"] = ("pl-1", "press_notes", factories.PressNoteFactory(edition=edition).pk)
    known = factories.LaureateFactory(edition=edition, announced_on=date(2008, 11, 1))
    keys["laureate"] = (known.pk,)
    certificate = Certificate.objects.create(
        laureate=known, language="en", number="PL-1-001-en", content=b"%PDF", sha256="0" * 64
    )
    keys["certificate"] = (certificate.code,)
    keys["linked certificate"] = (known.pk, "certificates", certificate.pk)
    version = draw_release(
        ReleaseVersion(edition=edition, as_of=date(2008, 11, 1), dated_on=date(2008, 11, 1)), by=None
    )
    keys["release"] = ("pl-1", 1)
    paragraphs = list(version.paragraphs.filter(language="en"))
    version.files.create(
        language="en",
        format="pdf",
        fingerprint=fingerprint(version, "en", paragraphs),
        content=b"%PDF",
        sha256="0" * 64,
    )
    keys["paragraph"] = ("pl-1", 1, "paragraphs", paragraphs[0].pk)
    keys["drawn paragraph"] = ("pl-1", 1, paragraphs[0].pk)
