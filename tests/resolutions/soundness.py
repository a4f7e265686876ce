"""What is asked of every draft, whatever it is drawn from: no hole, no loose stop, no word that leans on nothing."""

from __future__ import annotations

import json
import re

from resolutions.drafting import Draft
from resolutions.text import plain
from resolutions.writing import as_json, source_of_draft
from tests.resolutions.drawing import LANGUAGES, every_wording, text_of

UNSOUND = re.compile(r"  |None|Undefined|[{}<>]|\(\)|, *[,.;:]|\b(and|et|of|de|in|à) [,.;:]|,,|\.\.|^[ ,;.]|[ ,;.]$")
BEFORE_STOP = {"en": re.compile(r"[ \u00a0][,.;:)!?]"), "fr": re.compile(r"[ \u00a0][,.)]| [;:!?]")}
LEANS_ON = (  # words that lean on an earlier clause, and the clauses of which one must stand before
    ("that event", {"customer-focus-event"}),
    ("its presentation", {"customer-focus-spread"}),
    ("that CAF User Event", {"caf-event-lessons", "caf-event-coming"}),
    ("the conference put forward", {"preamble-conference"}),
)


def assert_sound(draft: Draft) -> None:
    groups = [row.clause.group for row in draft.clauses]
    assert len(groups) == len(set(groups))
    assert [row.number for row in draft.clauses] == list(range(1, len(groups) + 1))
    for key, language, wording in every_wording(draft):
        for words in (plain(wording.runs), *map(plain, wording.points)):
            assert words.strip(), (key, language)
            assert not UNSOUND.search(words), (key, language, words)
            assert not BEFORE_STOP[language].search(words), (key, language, words)
        assert plain(wording.runs).endswith(":") == bool(wording.points), (key, language)
        assert wording.runs[0].verb, (key, language)
        for runs in (wording.runs, *wording.points):
            assert {fact for run in runs for fact in run.facts} <= set(draft.book.facts), (key, language)
    for row in draft.clauses:
        assert set(row.fact_keys) <= set(draft.book.facts)
        assert bool(row.commitment) == bool(row.clause.commitment_owner)
        for line in row.commitment.values():
            assert line.owner
            assert line.task
            assert not UNSOUND.search(f"{line.owner}, {line.task}, {line.due}")
    before: set[str] = set()
    for row in draft.clauses:
        words = plain(row.wordings["en"].runs)
        for leaning, on in LEANS_ON:
            assert leaning not in words or on & before, (row.clause.key, words)
        before.add(row.clause.key)
    keys = []
    for language in LANGUAGES:
        text = text_of(draft, language)
        assert all(section.clauses for section in text.sections)
        assert all(value.strip(" ,") for _label, value in text.data_lines)
        document = json.loads(as_json(source_of_draft(draft), language))
        keys.append([clause["key"] for section in document["sections"] for clause in section["clauses"]])
    assert keys[0] == keys[1] == [row.clause.key for row in draft.clauses]
    for row in draft.left_out:
        assert bool(row.missing) == bool(row.missing_label)
