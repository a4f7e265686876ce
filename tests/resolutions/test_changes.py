"""The sentence follows the record: what changes in the draft for the 51st meeting when a record changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from caf.models import CafEventReport, Contribution, Count
from conferences.models import Attendance, BidState, Edition, Evaluation
from core.values import Period, Text
from network.models import Conclusion, Country
from network.seats import Seat
from resolutions.drafting import Draft
from resolutions.reading import shown
from tests.network.factories import someone
from tests.resolutions.drawing import drawn, kept, mail_of, said
from tests.resolutions.entries import NOVEMBER_26, bid, count, event_report

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("records")]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
AFTER = date(2009, 1, 1)  # the first day that the draft must not know of
HOST = ("conferences-no-bid", "conferences-one-bid", "conferences-several-bids", "conferences-host-chosen")


def host_clauses(draft: Draft) -> list[str]:
    return [key for key in said(draft) if key in HOST or key.startswith("conferences-commit")]


# --- Who hosts the next conference ------------------------------------------------------------------


def test_one_bid_is_welcomed_and_nothing_is_committed():
    bid("PL")
    draft = drawn()
    assert host_clauses(draft) == ["conferences-one-bid"]
    clause = said(draft)["conferences-one-bid"]
    assert "the candidacy of Poland to host the 6th Quality Conference (6QC)" in clause.en
    assert "la candidature de la Pologne à l’accueil de la 6e Conférence sur la qualité (6QC)" in clause.fr
    assert clause.models >= {"conferences.bidstep"}
    assert [row.owner_key for row in draft.clauses if row.commitment] == ["ipsg", "caf-expert-group"]


def test_two_bids_stand_in_the_alphabet_of_each_language():
    bid("DE")
    bid("DK")
    draft = drawn()
    assert host_clauses(draft) == ["conferences-several-bids"]
    clause = said(draft)["conferences-several-bids"]
    assert "the candidacies of Denmark and Germany to host" in clause.en
    assert "des candidatures de l’Allemagne et du Danemark à l’accueil" in clause.fr


def test_a_host_that_is_confirmed_is_no_new_host():
    """The step that made it the host tells since when it is known, not what became of it later."""
    chosen = bid("PL", BidState.ACCEPTED, date(2008, 5, 1))
    assert drawn().book.facts["conferences.next.host_is_new"].value is False
    chosen.steps.create(state=BidState.CONFIRMED, known_on=NOVEMBER_26)
    told = drawn().book.facts["conferences.next.host_is_new"]
    assert told.value is False
    assert [origin.known_on for origin in told.origins] == [date(2008, 5, 1)]


def test_a_withdrawn_bid_is_not_named():
    bid("PL")
    bid("PL", BidState.WITHDRAWN, date(2008, 12, 5))
    draft = drawn()
    assert "Poland" not in mail_of(draft)
    assert host_clauses(draft) == ["conferences-no-bid", "conferences-commit"]


def test_of_two_bids_one_withdrawn_one_is_welcomed():
    bid("DE")
    bid("DK")
    bid("DE", BidState.WITHDRAWN, date(2008, 12, 5))
    draft = drawn()
    assert host_clauses(draft) == ["conferences-one-bid"]
    assert "Denmark" in said(draft)["conferences-one-bid"].en
    assert "Germany" not in mail_of(draft)


def test_an_interest_is_no_bid():
    bid("PL", BidState.INTEREST)
    assert host_clauses(drawn()) == ["conferences-no-bid", "conferences-commit"]
    assert "Poland" not in mail_of(drawn())


def test_an_accepted_bid_makes_the_host():
    bid("PL")
    bid("DE")
    bid("PL", BidState.ACCEPTED, date(2008, 12, 5))
    draft = drawn()
    assert host_clauses(draft) == ["conferences-host-chosen"]
    assert (
        "welcome that Poland hosts the 6th Quality Conference (6QC) in 2010"
        in said(draft)["conferences-host-chosen"].en
    )


# --- Attendance, and what is stale then --------------------------------------------------------------


def corrected_attendance() -> None:
    row = Attendance.objects.get(edition__code="5qc")
    row.value, row.qualifier = 1200, "exact"
    row.save()


def test_corrected_attendance_is_followed():
    corrected_attendance()
    assert "which 1 200 participants attended" in said(drawn())["preamble-conference"].en
    assert "1 000" not in mail_of(drawn())


def test_earlier_version_is_stale_where_it_writes_what_was_corrected_and_nowhere_else():
    version = kept(drawn())
    assert [clause.key for section in shown(version, "en", 1) for clause in section.clauses if clause.changes] == []
    corrected_attendance()
    stale = {
        clause.key: clause.changes for part in shown(version, "en", 1) for clause in part.clauses if clause.changes
    }
    assert list(stale) == ["preamble-conference"]
    (change,) = stale["preamble-conference"]
    assert "1\N{NO-BREAK SPACE}000" in change.old
    assert "1\N{NO-BREAK SPACE}200" in change.new
    client = Client()
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    page = client.get(version.get_absolute_url()).content.decode()
    assert page.count("clause--stale") == 1
    assert page.index('id="clause-2"') > page.index("clause--stale") > page.index('id="clause-1"')


def test_version_is_stale_where_a_condition_would_choose_otherwise():
    version = kept(drawn())
    bid("PL")
    stale = [clause.key for part in shown(version, "fr", 1) for clause in part.clauses if clause.changes]
    assert stale == ["conferences-no-bid", "conferences-commit"]


def test_version_is_stale_where_a_choice_is_another_and_says_so_in_the_language_of_the_page():
    version = kept(drawn())
    Evaluation.objects.create(edition=Edition.objects.get(code="5qc"), title=Text(en="Survey"), known_on=NOVEMBER_26)
    with translation.override("fr"):
        stale = {clause.key: clause.changes for part in shown(version, "en", 1) for clause in part.clauses}
    changes = {key: [(change.old, change.new) for change in found] for key, found in stale.items() if found}
    assert changes == {"conferences-proposals": [("attendus", "disponibles")]}


def test_version_is_not_stale_where_a_choice_is_only_worded_anew():
    version = kept(drawn())
    fact = version.facts["conferences.latest.feedback"]["value"]
    assert fact["key"] == "awaited"
    fact["words"] = {"en": "not there yet"}
    assert not any(clause.changes for part in shown(version, "en", 1) for clause in part.clauses)


def test_version_is_stale_where_only_its_commitment_names_the_day():
    version = kept(drawn())
    CafEventReport.objects.filter(event__number=4).update(starts_on=date(2009, 10, 22), ends_on=date(2009, 10, 23))
    stale = [clause.key for part in shown(version, "en", 1) for clause in part.clauses if clause.changes]
    assert stale == ["caf-event-lessons", "caf-pef-launch-at-event"]


def test_what_became_known_after_the_day_makes_nothing_stale():
    version = kept(drawn())
    Attendance.objects.create(edition=Edition.objects.get(code="5qc"), value=1500, known_on=AFTER)
    assert not any(clause.changes for part in shown(version, "en", 1) for clause in part.clauses)


# --- PEF ---------------------------------------------------------------------------------------------


def test_one_more_contribution_is_listed():
    Contribution.objects.create(country=Country.objects.get(iso2="NL"), place=5, known_on=NOVEMBER_26)
    clause = said(drawn())["caf-pef-contributions"]
    assert "thank Denmark, Luxembourg, Belgium, Slovenia and the Netherlands for their contributions" in clause.en
    assert "la Belgique, la Slovénie et les Pays-Bas de leurs contributions" in clause.fr


def test_a_single_contribution_is_one():
    Contribution.objects.exclude(country__iso2="LU").delete()
    clause = said(drawn())["caf-pef-contributions"]
    assert "thank Luxembourg for its contribution to the pilot" in clause.en
    assert "remercient le Luxembourg de sa contribution au pilote" in clause.fr


# --- The goal ----------------------------------------------------------------------------------------


def goal_clauses(draft: Draft) -> list[str]:
    return [key for key in said(draft) if key.startswith("caf-goal")]


def test_goal_reached_before_its_date_is_welcomed_with_count_and_date():
    count(2034, "2008-12-01", date(2008, 12, 2))
    draft = drawn()
    assert goal_clauses(draft) == ["caf-goal-reached"]
    clause = said(draft)["caf-goal-reached"]
    assert "the goal of 2010 users in 2010 is reached: 2 034 users were counted on 1 December 2008" in clause.en
    assert "2 034 utilisateurs ont été comptés le 1er décembre 2008" in clause.fr


@pytest.mark.parametrize(
    ("value", "qualifier", "key"),
    [
        (2000, "more than", "caf-goal-recalled"),
        (2010, "almost", "caf-goal-recalled"),
        (3000, "planned", "caf-goal-recalled"),
        (2009, "exact", "caf-goal-recalled"),
        (2010, "exact", "caf-goal-reached"),
        (2010, "at least", "caf-goal-reached"),
        (2009, "more than", "caf-goal-reached"),
    ],
)
def test_goal_is_reached_only_where_that_is_sure(value, qualifier, key):
    count(value, "2008-12", date(2008, 12, 2), qualifier)
    assert goal_clauses(drawn()) == [key]


def test_goal_passed_after_its_date_is_said_to_be_late():
    draft = drawn(57)
    assert goal_clauses(draft) == ["caf-goal-reached-late"]
    clause = said(draft)["caf-goal-reached-late"]
    assert "2 382 users were counted on 7 September 2011, which passes the goal of 2010 users in 2010" in clause.en
    assert "ce qui dépasse l’objectif de 2010 utilisateurs en 2010" in clause.fr


def test_goal_not_surely_reached_is_said_at_the_first_meeting_after_its_year_and_not_again():
    assert goal_clauses(drawn(55)) == ["caf-goal-recalled"]  # the last day of the year: more than 2 000
    draft = drawn(56)
    assert goal_clauses(draft) == ["caf-goal-missed"]
    assert (
        "more than 2 000 users were counted in 2010, against the goal of 2010 in 2010"
        in said(draft)["caf-goal-missed"].en
    )
    Count.objects.filter(value=2382).delete()
    assert goal_clauses(drawn(57)) == []


# --- The CAF User Event ------------------------------------------------------------------------------


def test_event_before_the_meeting_is_looked_back_on_and_not_announced():
    event_report(
        stage="held",
        period=Period.parse("2008-12-11/2008-12-12"),
        attendance=250,
        attendance_qualifier="about",
        known_on=date(2008, 12, 12),
    )
    draft = drawn()
    clauses = said(draft)
    clause = clauses["caf-event-held"]
    assert "took place in Bucharest on 11 and 12 December 2008, which about 250 participants attended" in clause.en
    assert "a eu lieu à Bucarest les 11 et 12 décembre 2008, auquel environ 250 participants ont pris part" in clause.fr
    assert not {"caf-event-lessons", "caf-event-coming", "caf-pef-launch-at-event"} & set(clauses)
    assert clauses["caf-pef-launch"].en.endswith("to keep working, so that PEF is launched")
    assert "takes place in Bucharest" not in mail_of(draft)
    assert "that CAF User Event" not in mail_of(draft)
    assert "cet événement" not in mail_of(draft, "fr")


def test_event_planned_for_a_day_before_the_meeting_lies_behind():
    event_report(period=Period.parse("2008-12-11/2008-12-12"))
    assert "caf-event-held" in said(drawn())
    assert "caf-event-lessons" not in said(drawn())


def test_postponed_event_is_neither_announced_nor_looked_back_on():
    event_report(stage="postponed", known_on=date(2008, 12, 10))
    draft = drawn()
    clauses = said(draft)
    assert clauses["caf-event-postponed"].en == (
        "notice that the CAF User Event, planned on 15 and 16 October 2009, is postponed"
    )
    assert clauses["caf-event-postponed"].fr == (
        "constatent que l’événement des utilisateurs du CAF, prévu les 15 et 16 octobre 2009, est reporté"
    )
    assert not {"caf-event-lessons", "caf-event-coming", "caf-event-held", "caf-pef-launch-at-event"} & set(clauses)
    assert "that CAF User Event" not in mail_of(draft)


def test_event_put_off_to_another_day_is_announced_for_that_day():
    event_report(period=Period.parse("2010-03-01/2010-03-03"), known_on=date(2008, 12, 10))
    draft = drawn()
    assert "in Bucharest from 1 to 3 March 2010" in said(draft)["caf-event-lessons"].en
    assert "à Bucarest du 1er au 3 mars 2010" in said(draft)["caf-event-lessons"].fr
    assert "2009" not in next(row.commitment["en"].due for row in draft.clauses if row.owner_key == "caf-expert-group")


# --- Nothing that dangles ----------------------------------------------------------------------------


def test_sessions_are_named_with_their_conference_where_its_attendance_is_unknown():
    Attendance.objects.all().delete()
    clauses = said(drawn())
    assert "conferences-key-events" not in clauses
    assert clauses["preamble-conference"].en.endswith("in October 2008")
    assert "the sessions of 5QC on" in clauses["conferences-info-shops"].en


def test_what_a_conference_put_forward_names_it_where_nobody_is_thanked():
    Edition.objects.get(code="5qc").schedules.update(country=None)
    clauses = said(drawn())
    assert "preamble-conference" not in clauses
    assert clauses["preamble-put-forward"].en.startswith("notice that 5QC put forward")
    assert clauses["preamble-put-forward"].fr.startswith("constatent que la 5QC a mis en avant")


def test_feedback_that_has_come_is_no_longer_coming():
    Edition.objects.get(code="5qc").evaluations.create(title=Text(en="Study"), known_on=NOVEMBER_26)
    clause = said(drawn())["conferences-proposals"]
    assert "the first four conferences and that of 5QC, on:" in clause.en
    assert "et de ceux de la 5QC, des propositions sur :" in clause.fr


def test_two_priorities_are_both_governed_in_both_languages():
    first = Conclusion.objects.get(subject="priority")
    Conclusion.objects.create(
        meeting=first.meeting,
        area="caf",
        subject="priority",
        place=2,
        known_on=first.known_on,
        text=Text(en="widen the circle of users", fr="élargir le cercle des utilisateurs"),
    )
    clause = said(drawn())["caf-priorities"]
    assert "(PEF) and to widen the circle" in clause.en
    assert "(PEF) et d’élargir le cercle" in clause.fr
