"""The records of this room that the table of permissions is tried on: rows of tests/world.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from conferences.models import BidState, DocumentFile, EditionKind, ProgrammeEntry
from conferences.programme.slots import working_slots
from core.values import Text
from tests.conferences import factories

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
        "figures": factories.EditionFigureFactory,
        "frames": factories.EditionFrameFactory,
        "partners": factories.EditionPartnerFactory,
        "documents": factories.EditionDocumentFactory,
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
    build_programme(keys, session, poland)


def build_programme(keys: dict[str, tuple[Any, ...]], session: Any, poland: Any) -> None:
    """A released programme of 6QC, a file, and an edition that Poland hosts."""
    day = date(2008, 9, 1)
    session.held_on = day
    session.save()
    person = factories.SessionPersonFactory(session=session)
    keys["session person"] = (*keys["session"], "people", person.pk)
    keys["hall"] = ("6qc", "halls", factories.HallFactory(edition=session.edition).pk)
    version = session.edition.programme_versions.create(number=1, name="1.0", known_on=day)
    (slot,) = working_slots(session.edition, day)
    ProgrammeEntry.objects.create(version=version, session=session, data=slot.as_json())
    keys["programme version"] = ("6qc", "1.0")
    keys["programme person"] = ("6qc", slot.people[0].key)
    file = factories.EditionDocumentFactory(
        edition=session.edition, link="", file_name="plan.pdf", media_type="application/pdf"
    )
    DocumentFile.objects.create(document=file, content=b"%PDF")
    keys["file"] = ("6qc", file.pk)
    own = factories.EditionFactory(code="pl-1", kind=EditionKind.NATIONAL)
    factories.EditionScheduleFactory(edition=own, country=poland)
    draft = factories.SessionFactory(edition=own, code="draft-1", is_draft=True)
    keys["own edition"] = ("pl-1",)
    keys["own draft session"] = ("pl-1", "draft-1")
    keys["own session person"] = (
        *keys["own draft session"],
        "people",
        factories.SessionPersonFactory(session=draft).pk,
    )
    keys["own hall"] = ("pl-1", "halls", factories.HallFactory(edition=own).pk)
