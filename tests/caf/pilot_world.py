"""What the table of permissions needs of the pilots of PEF: who is asked in Poland, and what few may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.links import recipient_mark
from network.models import Country
from tests.caf import pilot_factories as made

TOKEN = "the-token-of-a-pilot"
HIDDEN_WORDS = "Words of the pilots that are undisclosed"


def build(keys: dict[str, tuple[Any, ...]], country: Country, email: str) -> None:
    """email: of the organisation contact, who is asked."""
    closed = made.ConsultationFactory(opens_on=date(2008, 6, 2), closes_on=date(2008, 6, 30))
    made.sent(closed, *[made.said(closed, 2, wording=HIDDEN_WORDS, hours=12.5)] * 6)
    keys["consultation"] = (closed.pk,)
    named = made.ConsultationFactory(anonymous=False, closes_on=date(2100, 12, 31))
    keys["named consultation"] = (named.pk,)
    row = made.asked(named, "answered@undisclosed.test", country.iso2, answered=1, answered_on=date(2008, 11, 4))
    content = made.said(named, 2, wording=HIDDEN_WORDS)
    named.answers.create(key="sent", content=content, is_sent=True, invitation=row, place=1, sent_on=date(2008, 11, 4))
    asked = made.asked(named, email, country.iso2)
    mailing = named.mailings.create(asked_on=date(2008, 11, 3))
    asked.links.create(mailing=mailing, mark=recipient_mark(TOKEN))
    keys["pilot token"] = (TOKEN,)
    keys["asked pilot"] = (asked.pk,)
    keys["unasked pilot"] = (named.pk, made.asked(named, "unasked@undisclosed.test", country.iso2).pk)
    finding = made.FindingFactory(known_on=date(2008, 11, 10))
    keys["finding of the pilots"] = (finding.pk,)
    keys["finding comment"] = (
        finding.pk,
        "comments",
        finding.comments.create(text="Yes", known_on=date(2008, 11, 11)).pk,
    )
    report = made.LaunchTaskReportFactory()
    keys["launch task"] = (report.task_id,)
    keys["launch task report"] = (report.task_id, "reports", report.pk)
    keys["launch plan"] = (made.LaunchPlanFactory().pk,)
