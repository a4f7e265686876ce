"""Choosing among variants, and saying what was left out for want of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.facts import FactError
from core.values import Text
from network.models import Body
from resolutions import facts as resolution_facts
from resolutions.drafting import CannotDraft, LeftOut, draw
from resolutions.facts import SOURCES
from resolutions.models import LibraryClause
from tests.resolutions.drawing import TODAY, drawn, meeting, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


def clause(key: str, condition: str = "meeting.number", **fields: object) -> LibraryClause:
    values = {
        "area": "caf",
        "group": key,
        "place": 900,
        "verb": "notice",
        "title": Text(en=key, fr=key),
        "because": Text(en=key),
        "text": Text(en=f"{key} {{{{ meeting.number }}}}", fr=key),
    }
    return LibraryClause.objects.create(key=key, condition=condition, **{**values, **fields})


def left_out(key: str) -> LeftOut:
    return next(row for row in drawn().left_out if row.key == key)


def test_of_variants_at_most_one_applies_and_the_first_that_can_does():
    for place, (key, condition) in enumerate(
        [("a", "meeting.number > 51"), ("b", "meeting.city"), ("c", "meeting.number"), ("d", "meeting.number")]
    ):
        clause(key, condition, group="letters", place=900 + place)
    (row,) = [row for row in drawn().clauses if row.clause.group == "letters"]
    assert row.clause.key == "c"
    assert [(variant.key, variant.chosen, variant.missing) for variant in row.variants] == [
        ("a", False, ""),
        ("b", False, "meeting.city"),
        ("c", True, ""),
        ("d", False, ""),
    ]
    assert row.fact_keys == ("meeting.number",)


def test_variants_that_do_not_stand_together_are_still_variants():
    clause("a", group="letters", place=900)
    clause("between", place=901)
    clause("b", group="letters", place=902)
    assert [key for key in said(drawn()) if key in {"a", "b", "between"}] == ["a", "between"]


def test_left_out_for_want_of_a_fact_names_the_variant_that_lacks_it_and_who_could_supply_it():
    clause("a", "meeting.number > 51", group="letters", place=900)
    clause("b", "meeting.city", group="letters", place=901)
    row = left_out("b")
    assert (row.missing, str(row.missing_label["en"]), row.supplier["en"]) == (
        "meeting.city",
        "City of the meeting",
        "the secretariat",
    )
    assert row.title["en"] == "b"


def test_left_out_because_its_condition_is_not_met_lacks_nothing():
    row = left_out("conferences-slipped")
    assert (row.missing, row.supplier) == ("", {})


def test_clause_whose_words_need_what_is_unknown_is_left_out():
    clause("a", text=Text(en="x", fr="à {{ meeting.city }}"))
    assert left_out("a").missing == "meeting.city"
    clause(
        "b",
        commitment_owner="network.ipsg",
        commitment_task=Text(en="x", fr="x"),
        commitment_due=Text(en="in {{ meeting.city }}", fr="x"),
    )
    assert left_out("b").missing == "meeting.city"


def test_commitment_of_nobody_known_leaves_its_clause_out():
    Body.objects.filter(key="caf-expert-group").update(key="other")
    assert left_out("caf-pef-launch-at-event").missing == "caf.expert_group"


def test_clause_with_a_mistake_is_named():
    LibraryClause.objects.filter(key="caf-work").update(condition="network.ipsg ==")
    with pytest.raises(CannotDraft, match="The clause “caf-work” has a mistake: condition"):
        drawn()
    LibraryClause.objects.filter(key="caf-work").update(
        condition="true", text={"en": "{{ meeting.number | when }}", "fr": "x"}
    )
    with pytest.raises(CannotDraft, match=r"The clause “caf-work” has a mistake: text \(en\): "):
        drawn()


def test_clause_without_words_in_a_language_is_named():
    LibraryClause.objects.filter(key="preamble-presidency").update(text={"en": "words"})
    with pytest.raises(CannotDraft, match=r"preamble-presidency.*fr"):
        drawn()


def test_empty_library_and_no_clause_that_applies():
    LibraryClause.objects.update(condition="meeting.number > 99")
    with pytest.raises(CannotDraft, match="No clause of the library applies to 51st meeting"):
        drawn()
    LibraryClause.objects.all().delete()
    with pytest.raises(CannotDraft, match=r"library is empty: load it with “manage.py load_clauses”"):
        drawn()


def test_fact_of_the_wrong_kind_is_a_sentence(monkeypatch):
    source = SOURCES[0]
    specs = tuple(replace(spec, kind=str) if spec.key == "meeting.presidency" else spec for spec in source.specs)
    monkeypatch.setattr(resolution_facts, "SOURCES", (replace(source, specs=specs), *SOURCES[1:]))
    with pytest.raises(FactError, match=r"The fact meeting.presidency should be a str, but its records give a Name"):
        drawn()


def test_it_reports_each_step_with_its_figures():
    steps: list[tuple[str, str]] = []
    draft = draw(meeting(51), as_of=None, today=TODAY, report=lambda *step: steps.append(step))
    assert steps == [
        ("Facts collected", str(len(draft.book.facts))),
        ("Clauses chosen and written", str(len(draft.clauses))),
    ]


def test_meeting_ahead_is_seen_from_today():
    draft = drawn(51, today=date(2008, 11, 10))
    assert (draft.view.as_of, draft.view.seen_from) == (date(2008, 11, 10), date(2008, 11, 10))
