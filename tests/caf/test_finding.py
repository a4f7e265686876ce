"""Findings of the pilots until they are done in a version; the checklist and the plans of the launch; their facts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from caf.actions.finding import comment_finding, propose_finding
from caf.actions.procedure import begin_version
from caf.facts_pilots import SPECS, tell_pilots
from caf.finding_workflow import FINDING
from caf.models import (
    Contribution,
    ExpertRole,
    Finding,
    FindingComment,
    FindingState,
    ProcedureItem,
    ProcedureReport,
    ProcedureVersion,
)
from caf.reading.pilot_lessons import finding_line, lessons_on
from caf.work import waiting
from core.facts import FactBook, Viewpoint
from core.values import Text
from core.work import how_many, items
from core.workflow import Refused, perform
from network.seats import Seat
from tests.caf.factories import ExpertFactory
from tests.caf.pilot_factories import (
    CLOSES,
    ConsultationFactory,
    FindingFactory,
    LaunchPlanFactory,
    LaunchTaskFactory,
    LaunchTaskReportFactory,
    VersionFactory,
    asked,
    said,
    sent,
)
from tests.network.factories import CountryFactory, CountryNameFactory, someone

pytestmark = pytest.mark.django_db
DECIDED = date(2009, 3, 2)
WHY = "It was not understood"


@pytest.fixture
def eipa():
    return someone(Seat.EIPA)


@pytest.fixture
def finding():
    return FindingFactory()


def step(finding, name, eipa, day=DECIDED, **more):
    return perform(FINDING, name, finding, by=eipa, known_on=day, **more)


def accepted(finding, eipa):
    return step(step(finding, "discuss", eipa), "accept", eipa, note=WHY)


def coming(**more):
    return VersionFactory(key="coming", items=False, from_on=date(2009, 12, 31), **more)


# --- Proposing ----------------------------------------------------------------------------------------


def test_a_finding_keeps_the_figures_of_its_item_as_they_were_on_its_day(eipa):
    consultation = ConsultationFactory()
    sent(consultation, *[said(consultation, 2)] * 6)
    still_open = ConsultationFactory(closes_on=date(2009, 6, 30))
    sent(still_open, *[said(still_open, 5)] * 6)
    item = consultation.items.first().item
    made = propose_finding(
        Finding(version=consultation.version, item=item, title=Text(en="x"), proposal=Text(en="y"),
                known_on=CLOSES + timedelta(days=1)),
        by=eipa,
    )  # fmt: skip
    figures = {"answers": 6, "mean": 2.0, "spread": 0.0}
    assert made.figures == [{"audience": "organisations", "answers": 6,
                             "clarity": figures, "usefulness": figures, "fit": figures}]  # fmt: skip
    assert (made.figures_on, made.state_on(made.known_on)) == (made.known_on, FindingState.PROPOSED)
    other = VersionFactory(key="other")
    with pytest.raises(Refused, match="another version"):
        propose_finding(Finding(version=other, item=item, title=Text(en="x"), known_on=CLOSES), by=eipa)
    with pytest.raises(PermissionDenied):
        propose_finding(Finding(version=other, known_on=CLOSES), by=someone(Seat.COORDINATOR, CountryFactory()))


def test_new_words_are_those_of_an_item():
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingFactory(item=None)
    FindingFactory(item=None, kind="process")


def test_the_expert_group_and_the_centre_read_and_comment_and_nobody_else(finding, eipa):
    poland = CountryFactory(iso2="PL")
    expert = someone(Seat.ORGANISATION_CONTACT, poland)
    director, secretariat = someone(Seat.DIRECTOR_GENERAL, poland), someone(Seat.SECRETARIAT)
    coordinator = someone(Seat.COORDINATOR, poland)
    past = someone(Seat.ORGANISATION_CONTACT, poland)
    for person, to_on in ((expert, None), (past, date(2008, 1, 1))):
        ExpertFactory(country=poland, role=ExpertRole.EXPERT, email=person.email.upper(), to_on=to_on)
    readers = [
        person
        for person in (eipa, coordinator, expert, past, director, secretariat)
        if Finding.objects.visible_to(person).exists()
    ]
    assert readers == [eipa, coordinator, expert]
    comment = FindingComment(finding=finding, text="Yes", known_on=DECIDED)
    with pytest.raises(PermissionDenied):
        comment_finding(comment, by=past)
    assert comment_finding(comment, by=expert).by == expert


# --- Decided and done ---------------------------------------------------------------------------------


def test_the_expert_group_says_why_and_in_which_words(finding, eipa):
    with pytest.raises(Refused):
        step(finding, "accept", eipa, note=WHY)  # not discussed yet
    discussed = step(finding, "discuss", eipa)
    for name, more in (("accept", {}), ("decline", {}), ("adapt", {"note": WHY})):
        with pytest.raises(Refused):
            step(discussed, name, eipa, **more)
    assert Finding.objects.get().state == FindingState.DISCUSSED
    with pytest.raises(Refused, match="seat"):
        step(discussed, "accept", someone(Seat.COORDINATOR, CountryFactory()), note=WHY)
    adapted = step(discussed, "adapt", eipa, note=WHY, words=Text(en="In fewer words"))
    line = finding_line(Finding.objects.for_list().get(pk=adapted.pk), DECIDED)
    assert "".join(piece.words for piece in line.change if piece.kind == "ins").startswith("In fewer")


@pytest.mark.parametrize("prepared", [True, False])
def test_done_makes_the_changed_item_in_the_coming_version_which_continues_the_old_one(finding, eipa, prepared):
    version = coming()
    if prepared:  # the coming version has the step and the item as they were
        own = version.steps.create(pillar=1, number=1, name=Text(en="Decide"), known_on=DECIDED)
        own.items.create(place=1, number="1.1", text=finding.item.text, known_on=DECIDED)
    discussed = step(finding, "discuss", eipa)
    decided = step(discussed, "adapt", eipa, note=WHY, words=Text(en="Item 1.1 in other words"))
    done = step(decided, "done", eipa, version=version)
    (item,) = ProcedureItem.objects.filter(step__version=version)
    assert (item.continues, item.number, item.step.pillar, item.step.number) == (finding.item, "1.1", 1, 1)
    assert item.text == {"en": "Item 1.1 in other words", "fr": "Point 1.1 en clair"}
    assert finding.item.text["en"] == "Item 1.1 as piloted"
    assert done.done_on(DECIDED).item == item
    assert lessons_on(DECIDED).changes[0].done.version == version


def threshold(which, **more):
    return FindingFactory(kind="threshold", threshold=which, item=None, **more)


@pytest.mark.parametrize(
    ("which", "proposed", "adapted", "becomes"),
    [
        ("step", {"least": 3}, {"least": None}, None),
        ("step", {"least": None}, {"least": 2}, 2),
        ("total", {"least": 30}, {"least": 26}, 26),
        ("maturity", {"least": 1}, {"least": 2}, 2),
        ("roll up", {"roll_up": "lowest"}, {"roll_up": "mean"}, "mean"),
    ],
)
def test_done_carries_a_threshold_as_adapted_into_the_coming_version(eipa, which, proposed, adapted, becomes):
    piloted = VersionFactory(least_total=28, least_maturity=0)
    piloted.steps.update(least=4)
    rated = piloted.steps.get() if which == "step" else None
    version = begin_version(ProcedureVersion(key="coming", title=Text(en="x"), known_on=CLOSES), piloted, by=eipa)
    finding = step(threshold(which, of_step=rated, **proposed), "discuss", eipa)
    decided = step(finding, "adapt", eipa, note=WHY, **adapted)
    step(decided, "done", eipa, version=version, confidence="medium")
    version.refresh_from_db()
    own = version.steps.get()
    fields = {"step": (own.least, own.confidence), "total": (version.least_total, version.least_total_confidence),
              "maturity": (version.least_maturity, version.least_maturity_confidence),
              "roll up": (version.roll_up, version.roll_up_confidence)}  # fmt: skip
    assert fields[which] == (becomes, "medium")
    piloted.refresh_from_db()
    assert (piloted.least_total, piloted.least_maturity, piloted.steps.get().least) == (28, 0, 4)
    change = finding_line(Finding.objects.for_list().get(), DECIDED).threshold
    assert change.before != change.after
    other = step(step(threshold(which, of_step=rated, **proposed), "discuss", eipa), "accept", eipa, note=WHY)
    with pytest.raises(Refused, match="this threshold"):
        step(other, "done", eipa, version=version)


def test_a_threshold_is_one_on_its_scale(eipa):
    rated = VersionFactory().steps.get()
    for which, more in (("step", {"least": 3}), ("step", {"of_step": rated, "least": 6}), ("maturity", {"least": 4}),
                        ("roll up", {}), ("total", {"roll_up": "mean"}), ("total", {"of_step": rated})):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            threshold(which, **more)
    discussed = step(threshold("maturity", least=1), "discuss", eipa)
    with pytest.raises(Refused, match="0 to 3"):
        step(discussed, "adapt", eipa, note=WHY, least=4)
    unnamed = Finding(version=rated.version, kind="threshold", title=Text(en="x"), known_on=DECIDED)
    with pytest.raises(Refused, match="which threshold"):
        propose_finding(unnamed, by=eipa)
    unnamed.threshold, unnamed.of_step = "step", VersionFactory(key="other").steps.get()
    with pytest.raises(Refused, match="another version"):
        propose_finding(unnamed, by=eipa)


def test_a_version_begins_as_a_copy_of_the_one_before_whose_items_it_continues(eipa):
    before = VersionFactory(least_total=28, least_total_confidence="low")
    before.steps.update(least=3)
    before.rating_words.create(value=1, words=Text(en="Hardly"), known_on=DECIDED, confidence="low")
    version = ProcedureVersion(key="next", title=Text(en="Next"), known_on=DECIDED)
    with pytest.raises(PermissionDenied):
        begin_version(version, before, by=someone(Seat.COORDINATOR, CountryFactory()))
    begin_version(version, before, by=eipa)
    assert (version.least_total, version.least_total_confidence, version.from_on) == (28, "low", None)
    own = version.steps.get()
    assert (own.least, own.known_on, own.history.count()) == (3, DECIDED, 1)
    assert [(row.number, row.text, row.continues) for row in own.items.all()] == [
        (row.number, row.text, row) for row in before.steps.get().items.all()
    ]
    word = version.rating_words.get()
    assert (word.words["en"], word.confidence) == ("Hardly", "low")


def test_what_is_not_decided_or_has_no_coming_version_is_not_done(finding, eipa):
    for version in (finding.version, VersionFactory(key="in-force", items=False, from_on=DECIDED)):
        with pytest.raises(Refused, match="version"), transaction.atomic():
            step(accepted(FindingFactory(), eipa), "done", eipa, version=version)
    assert not ProcedureItem.objects.filter(continues__isnull=False).exists()
    assert Finding.objects.filter(state=FindingState.DONE).count() == 0
    first, second = FindingFactory(), FindingFactory()
    version = coming()
    step(accepted(first, eipa), "done", eipa, version=version)
    with pytest.raises(Refused, match="Another finding"):
        step(accepted(second, eipa), "done", eipa, version=version)


def test_the_database_ties_what_is_done_to_a_version(finding):
    for state, more in ((FindingState.DONE, {}), (FindingState.ACCEPTED, {"version": finding.version})):
        with pytest.raises(IntegrityError), transaction.atomic():
            finding.steps.create(state=state, known_on=DECIDED, **more)


# --- Until the launch ---------------------------------------------------------------------------------


def test_what_is_open_until_the_launch_as_of_any_day(finding, eipa):
    task = LaunchTaskFactory()
    LaunchTaskReportFactory(task=task, due_on=date(2008, 12, 1))
    LaunchTaskReportFactory(task=task, due_on=date(2009, 2, 1), known_on=date(2008, 12, 10), state="under way")
    LaunchTaskReportFactory(task=task, known_on=date(2009, 2, 5), state="done")
    stood = [
        (lessons_on(day).tasks[0].state, lessons_on(day).tasks[0].is_overdue)
        for day in (date(2008, 11, 26), date(2008, 12, 5), date(2008, 12, 12), date(2009, 2, 3), date(2009, 2, 6))
    ]
    assert stood == [("open", False), ("open", True), ("under way", False), ("under way", True), ("done", False)]
    accepted(finding, eipa)
    before, after = lessons_on(DECIDED - timedelta(days=1)), lessons_on(DECIDED)
    assert [len(row.open_findings) for row in (before, after)] == [1, 0]


def test_what_waits_for_whom(finding, settings):
    settings.DEMONSTRATION = True
    day = date(2008, 12, 20)
    coordinator, eipa = someone(Seat.COORDINATOR, CountryFactory()), someone(Seat.EIPA)
    consultation = ConsultationFactory(closes_on=date(2009, 1, 10))
    row = asked(consultation, coordinator.email)
    row.links.create(mailing=consultation.mailings.create(asked_on=day), mark="x")
    for due, state in ((30, "open"), (31, "open"), (1, "done")):
        LaunchTaskReportFactory(task=LaunchTaskFactory(), due_on=day + timedelta(days=due), state=state)
    own = [(item.title, item.due and item.due.ends_on) for item in items(waiting(coordinator, day))]
    assert own == [("Say what the pilot of PEF showed", date(2009, 1, 10)), ("Discuss a finding of the pilots", None)]
    comment_finding(FindingComment(finding=finding, text="Yes", known_on=day), by=coordinator)
    assert how_many(waiting(coordinator, day)) == 1
    titles = [item.title for item in items(waiting(eipa, day))]
    assert titles == ["Until the launch of PEF", "Discuss a finding of the pilots"]


# --- Facts --------------------------------------------------------------------------------------------


def told(as_of, since=date(2008, 5, 30)):
    book = FactBook({spec.key: spec for spec in SPECS})
    for fact in tell_pilots(Viewpoint(number=52, as_of=as_of, seen_from=as_of, since=since)):
        book.add(fact)
    return {key.removeprefix("caf.pef."): fact.value for key, fact in book.facts.items()}


def test_the_launch_is_planned_missed_and_made_as_of_any_meeting():
    LaunchPlanFactory()
    assert told(date(2008, 12, 31))["launch_is_missed"] is False
    late = told(date(2009, 12, 15), since=date(2009, 6, 1))
    assert (late["launch_is_missed"], late["launch_is_newly_missed"]) == (True, True)
    assert str(late["launch_planned_for"].starts_on) == "2009-10-15"
    LaunchPlanFactory(starts_on=None, ends_on=None, known_on=date(2009, 9, 1))
    assert told(date(2009, 9, 1), since=date(2009, 6, 1))["launch_is_newly_missed"] is True
    ProcedureReport.objects.create(
        stage="launched", starts_on=date(2009, 12, 1), ends_on=date(2009, 12, 31), precision="month",
        known_on=date(2009, 12, 31),
    )  # fmt: skip
    made = told(date(2010, 6, 1), since=date(2010, 1, 1))
    assert (made["is_launched"], made["launch_is_missed"], made["launch_is_newly_missed"]) == (True, True, False)


def test_a_launch_in_time_is_not_missed():
    LaunchPlanFactory()
    ProcedureReport.objects.create(
        stage="launched", starts_on=date(2009, 10, 15), ends_on=date(2009, 10, 15), known_on=date(2009, 10, 15)
    )
    assert told(date(2009, 12, 15))["launch_is_missed"] is False


def test_findings_are_counted_and_the_lessons_named_by_title(eipa):
    taken_up, declined, _open = FindingFactory(), FindingFactory(), FindingFactory()
    step(accepted(taken_up, eipa), "done", eipa, day=date(2009, 4, 1), version=coming())
    step(step(declined, "discuss", eipa), "decline", eipa, note=WHY)
    early, then = told(date(2008, 12, 31)), told(date(2009, 6, 1), since=date(2009, 1, 1))
    assert (early["findings_open"], early["findings_decided"]) == (3, 0)
    assert "lessons" not in early
    counts = [then[f"findings_{name}"] for name in ("open", "decided", "newly_decided", "done")]
    assert counts == [1, 2, 2, 1]
    assert then["lessons"] == [taken_up.title]
    later = told(date(2009, 12, 1), since=date(2009, 6, 2))
    assert (later["findings_newly_decided"], "lessons" in later) == (0, False)


def test_thanks_by_kind_where_a_source_names_it():
    for place, (iso2, kind) in enumerate((("DK", "experts"), ("BE", ""), ("SI", "experts"))):
        country = CountryNameFactory(country=CountryFactory(iso2=iso2), name=iso2).country
        Contribution.objects.create(country=country, kind=kind, place=place, known_on=date(2008, 11, 25))
    facts = told(date(2008, 12, 31))
    assert [name.key for name in facts["contributors"]] == ["DK", "BE", "SI"]
    assert [name.key for name in facts["contributed.experts"]] == ["DK", "SI"]


def test_the_facts_cost_three_queries_however_much_there_is(eipa):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            told(date(2009, 12, 31))
        return len(caught)

    FindingFactory()
    LaunchPlanFactory()
    few = queries()
    for _number in range(5):
        accepted(FindingFactory(), eipa)
        LaunchPlanFactory()
    assert queries() == few == 3
