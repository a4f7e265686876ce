"""From a finding in a rapporteurs' report to the clause of a resolution."""

from __future__ import annotations

from datetime import date

import pytest

from conferences.actions.report import Change, Words, mark_finding, write
from conferences.models import FindingMark, Report
from conferences.workflow.report import REPORT
from core.workflow import perform
from network.seats import Seat
from tests.kept_records import load_records
from tests.network.factories import someone
from tests.resolutions.drawing import drawn, said

pytestmark = pytest.mark.django_db
CLAUSE = "conferences-findings"


def report_of_5qc() -> Report:
    return Report.objects.for_reading().get(session__edition__code="5qc")


def test_a_marked_finding_stands_in_the_draft_of_the_meeting_that_it_is_new_to():
    load_records()
    secretariat = someone(Seat.SECRETARIAT)
    assert CLAUSE not in said(drawn())  # a report that is being written tells nothing
    part = report_of_5qc().parts.get(key="finding-primer")
    perform(REPORT, "publish", report_of_5qc(), by=secretariat, known_on=date(2008, 12, 1))
    mark = {"area": "customer_focus", "known_on": date(2008, 12, 10)}
    mark_finding(FindingMark(part=part, **mark), by=secretariat)

    assert CLAUSE not in said(drawn(as_of=date(2008, 12, 9)))
    clause = said(drawn())[CLAUSE]
    assert clause.en == (
        "take note of what the sessions of 5QC found:; "
        "Practical cases help administrations to make the principles of the Primer their own"
    )
    assert clause.fr.startswith("prennent note de ce que les sessions de la 5QC ont constaté :")
    assert clause.models == {"conferences.findingmark", "conferences.parttext", "conferences.edition"}
    assert CLAUSE not in said(drawn(52))  # the 51st has had it

    words = Change(part, "fr", Words(text="Des cas pratiques aident les administrations."), of_revision=1)
    write(report_of_5qc(), [words], by=secretariat, known_on=date(2008, 12, 15))
    assert said(drawn())[CLAUSE].fr.endswith("Des cas pratiques aident les administrations")
    assert "Des cas" not in said(drawn(as_of=date(2008, 12, 14)))[CLAUSE].fr

    mark_finding(FindingMark(part=part, marked=False, known_on=date(2008, 12, 20)), by=secretariat)
    assert CLAUSE not in said(drawn())
    assert CLAUSE in said(drawn(as_of=date(2008, 12, 19)))
