"""The sentence follows the record: what changes in the draft for the 51st meeting when a record changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from caf.models import CafEventReport, Contribution, Count, Event, Goal, ProcedureReport
from conferences.models import Attendance, Bid, BidState, Edition, Evaluation, HostSearchReport, ReleaseVersion, Session
from core.facts import FactError
from core.models import Record
from core.values import Period, Text
from customer_focus.models import HostInterest
from network.models import Conclusion, Country, CountryName, GroupMeeting, MeetingSchedule, Presidency
from network.seats import Seat
from resolutions.documents import resolution_pdf
from resolutions.drafting import Draft
from resolutions.reading import shown
from resolutions.writing import as_json, facts_as_json, source_of_draft, written_in
from tests.network.factories import someone
from tests.resolutions.drawing import LANGUAGES, drawn, every_wording, kept, mail_of, said, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("records")]

NOVEMBER_26 = date(2008, 11, 26)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
AFTER = date(2009, 1, 1)  # the first day that the draft must not know of
HOST = ("conferences-no-bid", "conferences-one-bid", "conferences-several-bids", "conferences-host-chosen")


def bid(iso2: str, state: str = BidState.BID, known: date = NOVEMBER_26) -> Bid:
    made, _created = Bid.objects.get_or_create(
        edition=Edition.objects.get(code="6qc"), country=Country.objects.get(iso2=iso2), defaults={"known_on": known}
    )
    made.steps.create(state=state, known_on=known)
    return made


def host_clauses(draft: Draft) -> list[str]:
    return [key for key in said(draft) if key in HOST or key.startswith("conferences-commit")]


def event_report(**values: object) -> CafEventReport:
    """One more report on the CAF User Event in Bucharest."""
    period = values.pop("period", Period.parse("2009-10-15/2009-10-16"))
    fields = {"stage": "planned", "city": Text(en="Bucharest", fr="Bucarest"), "known_on": NOVEMBER_26, **values}
    report = CafEventReport(event=Event.objects.get(number=4), **fields)
    report.period = period
    report.save()
    return report


def count(value: int, period: str, known: date, qualifier: str = "exact") -> Count:
    row = Count(value=value, qualifier=qualifier, unit="users", known_on=known)
    row.period = Period.parse(period)
    row.save()
    return row


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


# --- What became known later ------------------------------------------------------------------------


def output(draft: Draft) -> dict[str, object]:
    source = source_of_draft(draft)
    return {
        language: (
            mail_of(draft, language),
            as_json(source, language),
            resolution_pdf(written_in(source, language), facts_as_json(source, language)),
        )
        for language in LANGUAGES
    }


def forget_what_came_later() -> None:
    """Deletes every record that became known after the day; meetings and what stands behind them are kept."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    left = [model.objects.filter(known_on__gte=AFTER) for model in models]
    ReleaseVersion.objects.all().delete()  # no record of its own: drawn from others
    for _round in models:  # what is referred to goes after what refers to it
        for rows in left:
            for row in rows.all():
                try:
                    row.delete()
                except Exception as error:
                    if "protected" not in str(error):
                        raise
    assert {rows.model.__name__: list(rows) for rows in left if rows.exists()} == {}


def enter_much_that_came_later() -> None:
    """Everything that could change the draft, known one day too late."""
    edition = Edition.objects.get(code="5qc")
    poland = Country.objects.get(iso2="PL")
    bid("PL", known=AFTER)
    bid("DE", BidState.ACCEPTED, AFTER)
    HostSearchReport.objects.create(
        edition=Edition.objects.get(code="6qc"),
        body=Conclusion.objects.all()[0].meeting.body,
        found=True,
        known_on=AFTER,
    )
    Attendance.objects.create(edition=edition, value=9999, known_on=AFTER)
    edition.evaluations.create(title=Text(en="Late feedback"), known_on=AFTER)
    edition.schedules.create(stage="held", city=Text(en="Lyon", fr="Lyon"), country=poland, known_on=AFTER)
    edition.findings.create(subject="put forward", area="conferences", text=Text(en="a late finding"), known_on=AFTER)
    for number in range(5):
        Session.objects.create(
            edition=edition,
            kind="info-shop",
            code=f"late-{number}",
            title=Text(en="Late session"),
            known_on=AFTER,
            on_priority_theme=True,
            place=number,
        )
    edition.sessions.get(code="caf-sessions").contributors.create(country=poland, place=1, known_on=AFTER)
    count(5000, "2008-12", AFTER)
    Goal.objects.create(value=7, unit="users", by_year=2008, known_on=AFTER)
    Contribution.objects.create(country=poland, place=1, known_on=AFTER)
    ProcedureReport.objects.create(stage="launched", known_on=AFTER)
    event_report(stage="postponed", known_on=AFTER)
    HostInterest.objects.create(
        event=HostInterest.objects.get().event, country=HostInterest.objects.get().country, stands=False, known_on=AFTER
    )
    for iso2, language in (("FR", "en"), ("FR", "fr"), ("CZ", "en"), ("DK", "fr"), ("DK", "de")):
        CountryName.objects.create(
            country=Country.objects.get(iso2=iso2),
            language=language,
            name="Renamed",
            in_text="the Renamed",
            adjective="Renamed",
            known_on=AFTER,
        )
    Presidency.objects.create(country=poland, starts_on=date(2008, 7, 1), ends_on=date(2008, 12, 31), known_on=AFTER)
    ipsg = Conclusion.objects.all()[0].meeting.body
    meeting = GroupMeeting.objects.create(body=ipsg, known_on=NOVEMBER_26)
    for area, subject in (("conferences", "topic"), ("caf", "priority"), ("customer_focus", "means")):
        Conclusion.objects.create(
            meeting=meeting, area=area, subject=subject, place=9, text=Text(en="a late conclusion"), known_on=AFTER
        )


def test_draft_does_not_know_what_came_later_to_the_byte():
    as_recorded = output(drawn(as_of=AFTER - timedelta(days=1)))
    assert output(drawn()) == as_recorded
    forget_what_came_later()
    assert output(drawn()) == as_recorded
    enter_much_that_came_later()
    assert output(drawn()) == as_recorded
    assert "late" in mail_of(drawn(52))  # so it was entered where it counts


def test_days_of_the_meeting_that_became_known_later_do_not_count_on_an_earlier_day():
    meeting_day = {"starts_on": date(2008, 12, 4), "ends_on": date(2008, 12, 5), "city": Text(en="Nice", fr="Nice")}
    before = output(drawn(as_of=date(2008, 12, 31)))
    MeetingSchedule.objects.create(meeting=drawn().meeting, known_on=AFTER, **meeting_day)
    assert output(drawn(as_of=date(2008, 12, 31))) == before


def test_day_known_before_the_meeting_is_in_its_heading():
    MeetingSchedule.objects.create(
        meeting=drawn().meeting,
        known_on=NOVEMBER_26,
        city=Text(en="Nice", fr="Nice"),
        starts_on=date(2008, 12, 4),
        ends_on=date(2008, 12, 5),
    )
    draft = drawn()
    assert draft.view.as_of == date(2008, 12, 4)
    assert "Nice, 4 and 5 December 2008" in mail_of(draft)
    assert "Nice, 4 et 5 décembre 2008" in mail_of(draft, "fr")


def test_before_the_meeting_of_ipsg_nothing_of_it_is_known():
    draft = drawn(as_of=date(2008, 11, 23))
    clauses = said(draft)
    assert not [key for key in clauses if key.startswith("customer-focus")]
    assert "conferences-proposals" not in clauses
    assert "conferences-no-bid" not in clauses
    assert "participants attended" not in mail_of(draft)
    assert "network.conclusion" not in {model for clause in clauses.values() for model in clause.models}
    assert "preamble-conference" in clauses  # the conference itself was held in October


def test_day_after_the_meeting_is_refused_with_a_sentence():
    with pytest.raises(FactError, match=r"1 January 2009 lies after the 51st meeting .*, over on 31 December 2008"):
        drawn(as_of=AFTER)
    with pytest.raises(FactError, match="30 May 2008 lies after the 50th meeting"):
        drawn(50, as_of=date(2008, 5, 30))
    assert drawn(50, as_of=date(2008, 5, 29)).view.as_of == date(2008, 5, 29)


def test_without_a_presidency_the_sentence_says_what_to_enter():
    Presidency.objects.filter(starts_on=date(2008, 7, 1)).delete()
    with pytest.raises(FactError, match="has no presidency in the records: enter which member state presides"):
        drawn()


def test_presidency_that_became_known_later_is_unknown_in_the_heading():
    row = Presidency.objects.get(starts_on=date(2008, 7, 1))
    row.known_on = AFTER
    row.save()
    mail = mail_of(drawn())
    assert "Presidency: Unknown" in mail
    assert "Presidency: ," not in mail


def test_words_of_a_record_cannot_pass_for_a_point_or_a_fact():
    Conclusion.objects.filter(subject="synergy").update(
        text={"en": "  here\n- and there \ue000x\ue001y\ue002 ", "fr": "x"}
    )
    wordings = {key: words for key, language, words in every_wording(drawn()) if language == "en"}
    assert words_of(wordings["conferences-synergy"]) == "stress that more synergy is wanted here - and there x y"


def test_reading_of_the_command_is_the_same_as_of_the_day(capfdbinary):
    call_command("draft_resolution", meeting=51, as_of="2008-12-31")
    first = capfdbinary.readouterr().out
    call_command("draft_resolution", meeting=51)
    assert capfdbinary.readouterr().out == first != b""
