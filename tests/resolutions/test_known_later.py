"""A draft knows what was known on its day, and nothing that became known later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import ProtectedError

from caf.models import Contribution, Goal, LabelCertificate, ProcedureReport
from conferences.models import Attendance, BidState, Edition, HostSearchReport, ReleaseVersion, Session
from core.facts import FactError
from core.models import Record
from core.values import Text
from customer_focus.models import HostInterest
from network.models import Conclusion, Country, CountryName, GroupMeeting, MeetingSchedule, Presidency
from resolutions.documents import resolution_pdf
from resolutions.drafting import Draft
from resolutions.writing import as_json, facts_as_json, source_of_draft, written_in
from tests.resolutions.drawing import LANGUAGES, drawn, every_wording, mail_of, said, words_of
from tests.resolutions.entries import NOVEMBER_26, bid, count, event_report

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("records")]

AFTER = date(2009, 1, 1)  # the first day that the draft must not know of


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
    for drawn_from_others in (ReleaseVersion, LabelCertificate):  # no records of their own
        drawn_from_others.objects.all().delete()
    went = True
    while went:  # what is referred to goes after what refers to it
        went = False
        for rows in left:
            for row in rows.all():
                try:
                    row.delete()
                    went = True
                except ProtectedError:
                    pass
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
