"""What drafts, the work list and the desk are told of applications and labels."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.facts_pilots import tell_pilots
from caf.models import ApplicationState
from caf.reading.desk import applications, labels_to_end
from caf.work_pef import waiting
from caf.workflow_application import LABEL
from core.facts import Viewpoint
from core.workflow import perform
from network.seats import Seat
from tests.caf.factories import ContactFactory, ProcedureReportFactory
from tests.caf.pef_factories import ApplicationFactory, LabelFactory
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db

DAY = date(2012, 5, 1)


def told(as_of, since):
    view = Viewpoint(number=60, as_of=as_of, seen_from=as_of, since=since)
    return {row.key: row.value for row in tell_pilots(view) if row.key.startswith("caf.labels")}


class TestFacts:
    def test_the_first_labels_are_the_first(self):
        LabelFactory(), LabelFactory()
        assert told(date(2010, 6, 17), date(2010, 1, 1)) == {}
        assert told(date(2010, 6, 18), date(2010, 6, 1)) == {
            "caf.labels.given": 2,
            "caf.labels.are_first": True,
            "caf.labels.in_force": 2,
        }
        assert told(date(2010, 12, 1), date(2010, 7, 1)) == {"caf.labels.in_force": 2}
        LabelFactory(granted_on=date(2010, 12, 6), valid_until=date(2012, 12, 6))
        assert told(date(2010, 12, 10), date(2010, 12, 2)) == {
            "caf.labels.given": 1,
            "caf.labels.are_first": False,
            "caf.labels.in_force": 3,
        }

    def test_one_has_newly_lapsed_at_the_first_meeting_after_its_last_day(self):
        LabelFactory()  # until 18 June 2012
        assert told(date(2012, 6, 18), date(2012, 1, 1)) == {"caf.labels.in_force": 1}
        assert told(date(2012, 6, 19), date(2012, 6, 19)) == {"caf.labels.in_force": 0, "caf.labels.lapsed": 1}
        assert told(date(2012, 12, 4), date(2012, 6, 20)) == {"caf.labels.in_force": 0}

    def test_a_withdrawn_one_is_neither_in_force_nor_lapsed(self):
        label = LabelFactory()
        organiser = someone(Seat.COORDINATOR, label.country)
        perform(LABEL, "withdraw", label, by=organiser, known_on=date(2011, 3, 1), note="It asked for it")
        assert told(date(2011, 2, 28), date(2011, 1, 1)) == {"caf.labels.in_force": 1}
        assert told(date(2011, 3, 1), date(2011, 1, 1)) == {"caf.labels.in_force": 0}
        assert told(date(2012, 7, 1), date(2012, 6, 1)) == {"caf.labels.in_force": 0}

    def test_they_cost_one_query_and_none_without_a_label(self):
        ProcedureReportFactory()

        def queries():
            with CaptureQueriesContext(connection) as context:
                told(DAY, date(2012, 1, 1))
            return len(context)

        before = queries()
        LabelFactory(), LabelFactory()
        assert queries() == before + 1


class TestWork:
    def items(self, person, day=DAY):
        return {entry.kind: [entry.describe(row) for row in entry.rows] for entry in waiting(person, day)}

    def test_the_organiser_has_what_is_submitted_reported_and_about_to_end(self):
        label = LabelFactory()
        country = label.country
        submitted = ApplicationFactory(organisation__country=country, state=ApplicationState.SUBMITTED)
        ApplicationFactory(organisation__country=country, state=ApplicationState.REPORTED)
        ApplicationFactory(organisation__country=country)
        found = self.items(someone(Seat.COORDINATOR, country))
        assert [item.url for item in found["application"]] == [submitted.get_absolute_url()]
        assert len(found["label decision"]) == 1
        assert [item.due.ends_on for item in found["label"]] == [date(2012, 6, 18)]
        other = self.items(someone(Seat.COORDINATOR, CountryFactory()))
        assert {kind: len(rows) for kind, rows in other.items()} == {
            "application": 0,
            "label decision": 0,
            "label": 0,
        }

    def test_a_label_waits_in_its_last_six_months_for_its_holder_too(self):
        label = LabelFactory()
        person = someone(Seat.ORGANISATION_CONTACT, label.country)
        assert self.items(person)["own label"] == []
        ContactFactory(organisation=label.organisation, person=person)
        assert len(self.items(person)["own label"]) == 1
        assert self.items(person, date(2011, 12, 17))["own label"] == []
        assert self.items(person, date(2012, 6, 19))["own label"] == []

    def test_the_desk_counts_both(self):
        label = LabelFactory()
        ApplicationFactory(organisation__country=label.country, state=ApplicationState.SUBMITTED)
        for person, number in (
            (someone(Seat.COORDINATOR, label.country), 1),
            (someone(Seat.EIPA), 1),
            (someone(Seat.COORDINATOR, CountryFactory()), 0),
        ):
            assert applications(person, DAY).number == number
            assert labels_to_end(person, DAY).number == number
