"""The sandbox of the clause library: what it writes, and all that it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from core.facts import Fact, FactBook, FactSpec
from core.values import Choice, Name, Period, Quantity, Text
from resolutions.checking import check
from resolutions.language import ClauseMistake, UnknownFact, holds, written
from resolutions.text import Run, plain

pytestmark = pytest.mark.once

FRANCE = Name(
    "FR", Text(en="France", fr="France"), Text(en="France", fr="la France"), Text(en="French", fr="française")
)
DENMARK = Name("DK", Text(en="Denmark", fr="Danemark"), Text(en="Denmark", fr="le Danemark"), Text())
GERMANY = Name("DE", Text(en="Germany", fr="Allemagne"), Text(en="Germany", fr="l’Allemagne"), Text())
VALUES = {
    "meeting.number": 51,
    "meeting.host": FRANCE,
    "meeting.day": Period.parse("2008-10-20/2008-10-22"),
    "meeting.is_near": True,
    "meeting.attendance": Quantity(1000, "more than"),
    "meeting.topics": [Text(en="Human resources", fr="Ressources humaines"), Text(en="CAF", fr="CAF")],
    "meeting.lessons": [Text(en="use them", fr="utiliser cela"), Text(en="go on", fr="poursuivre")],
    "meeting.bids": [GERMANY, DENMARK],
    "meeting.none": [],
    "meeting.feedback": Choice("awaited", Text(en="to come", fr="attendus")),
}
SPECS = {key: FactSpec(key, type(value), key) for key, value in VALUES.items()} | {
    key: FactSpec(key, str, key) for key in ("meeting.city", "caf.count")
}


@pytest.fixture
def book() -> FactBook:
    return FactBook(SPECS, {key: Fact(key, value) for key, value in VALUES.items()})


def words(template: str, book: FactBook, language: str = "en") -> str:
    wording = written(template, language, book, set())
    return "; ".join(plain(part) for part in (wording.runs, *wording.points))


# --- What it writes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "english", "french"),
    [
        ("{{ meeting.number | ordinal }}", "51st", "51e"),
        ("{{ meeting.number | feminine_ordinal }}", "51st", "51e"),
        ("{{ meeting.number | plain }}", "51", "51"),
        ("{{ meeting.bids | length | in_words }}", "two", "deux"),
        ("{{ meeting.attendance }}", "more than 1\u00a0000", "plus de 1\u00a0000"),
        ("{{ meeting.feedback }}", "to come", "attendus"),
        ("{% if meeting.feedback == 'awaited' %}yes{% endif %}", "yes", "yes"),
        ("{{ meeting.host | of }}", "of France", "de la France"),
        ("{{ meeting.host | to }}", "to France", "à la France"),
        ("{{ meeting.host | within }}", "in France", "en France"),
        ("{{ meeting.host | adjective }}", "French", "française"),
        ("{{ meeting.bids | adjective }}", "Germany and Denmark", "Allemagne et Danemark"),
        ("{{ meeting.bids | as_recorded }}", "Germany and Denmark", "l’Allemagne et le Danemark"),
        ("{{ meeting.bids | alphabetical }}", "Denmark and Germany", "l’Allemagne et le Danemark"),
        ("{{ meeting.bids | alphabetical | of }}", "of Denmark and Germany", "de l’Allemagne et du Danemark"),
        ("{{ meeting.bids | without_article }}", "Germany and Denmark", "Allemagne et Danemark"),
        ("{{ meeting.host | without_article }}", "France", "France"),
        ("{{ meeting.day | when }}", "from 20 to 22 October 2008", "du 20 au 22 octobre 2008"),
        ("{{ meeting.day | month | when }}", "in October 2008", "en octobre 2008"),
        ("{{ meeting.day | year }}", "2008", "2008"),
        ("{{ meeting.topics | inside }}", "human resources and CAF", "ressources humaines et CAF"),
        ("{{ meeting.lessons | to_do }}", "to use them and to go on", "d’utiliser cela et de poursuivre"),
        ("{{ meeting.lessons | that }}", "that use them and that go on", "qu’utiliser cela et que poursuivre"),
        ("a:{{ meeting.topics | points }}", "a:; Human resources; CAF", "a:; Ressources humaines; CAF"),
        ("« a » b ; c", "« a » b ; c", "«\u00a0a\u00a0» b\u00a0; c"),
        ("  a\n   b  ", "a b", "a b"),
    ],
)
def test_helper_writes_in_both_languages(book, template, english, french):
    assert words(template, book) in (english, english.replace(" ;", "\u00a0;"))
    assert words(template, book, "fr") == french


def test_words_remember_their_facts_and_the_verb(book):
    used: set[str] = set()
    wording = written("{{ verb('thank') }} {{ meeting.host | of }} for:{{ meeting.topics | points }}", "en", book, used)
    assert wording.runs == (Run("thank", verb=True), Run(" "), Run("of France", ("meeting.host",)), Run(" for:"))
    assert wording.points == (
        (Run("Human resources", ("meeting.topics",)),),
        (Run("CAF", ("meeting.topics",)),),
    )
    assert used == {"meeting.host", "meeting.topics"}


@pytest.mark.parametrize(
    ("condition", "result"),
    [
        ("meeting.is_near", True),
        ("not meeting.is_near", False),
        ("meeting.bids", True),
        ("meeting.none", False),
        ("meeting.none | length == 0", True),
        ("meeting.bids | length > 1 and meeting.number >= 51", True),
        ("meeting.number < 51", False),
        ("meeting.number <= 50", False),
        ("meeting.number > 50", True),
        ("meeting.feedback == 'awaited'", True),
        ("meeting.feedback != 'awaited'", False),
        ("meeting.feedback == 'to come'", False),
        ("meeting.feedback in ['available', 'awaited']", True),
        ("meeting.city is defined", False),
        ("meeting.city is so", False),
        ("meeting.none is so", False),
        ("meeting.none is defined", True),
        ("meeting.bids is so", True),
    ],
)
def test_condition(book, condition, result):
    check(condition, "en", SPECS, expression=True)
    assert holds(condition, book, set()) is result


def test_unknown_fact_stops_and_says_which(book):
    used: set[str] = set()
    for ask in (
        lambda: holds("meeting.is_near and meeting.city", book, used),
        lambda: holds("meeting.city == 'Paris'", book, used),
        lambda: holds("meeting.city | length > 0", book, used),
        lambda: written("in {{ meeting.city }}", "en", book, used),
        lambda: written("in {{ meeting.city | to }}", "fr", book, used),
        lambda: written("in {{ meeting.city | points }}", "en", book, used),
        lambda: written("{% for one in meeting.city %}x{% endfor %}", "en", book, used),
    ):
        with pytest.raises(UnknownFact) as stopped:
            ask()
        assert stopped.value.key == "meeting.city"
    assert "meeting.city" in used


# --- What it refuses before it is ever kept ------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("a\n{{ meeting.nmber }}", "line 2: no subject tells a fact “meeting.nmber”"),
        ("{{ meeting }}", "no subject tells a fact “meeting”"),
        ("{{ meeting['number'] }}", "a fact is named with dots"),
        ("{{ meeting['__class__'] }}", "a fact is named with dots"),
        ("{{ meeting.topics[0] }}", "a fact is named with dots"),
        ("{{ meeting.number.real }}", "no subject tells a fact “meeting.number.real”"),
        ("{{ meeting.feedback.upper() }}", "no subject tells a fact"),
        ("{{ ''.__class__ }}", "no subject tells a fact"),
        ("{{ verb.__globals__ }}", "no subject tells a fact"),
        ("{{ verb('x').value }}", "no subject tells a fact"),
        ("{{ weather.today }}", "there is no “weather” to name here"),
        ("{{ range(3) }}", "there is no “range” to name here"),
        ("{% for one in meeting.topics %}{{ loop.index }}{% endfor %}", "there is no “loop” to name here"),
        ("{{ lipsum() }}", "there is no “lipsum” to name here"),
        ("{{ cycler }}", "there is no “cycler” to name here"),
        ("{{ self }}", "there is no “self” to name here"),
        ("{% include '/etc/passwd' %}", "cannot draw in other templates"),
        ("{% include 'https://example.org/' %}", "cannot draw in other templates"),
        ("{% import 'a' as b %}", "cannot draw in other templates"),
        ("{% from 'a' import b %}", "cannot draw in other templates"),
        ("{% extends 'base.html' %}", "cannot draw in other templates"),
        ("{% macro a() %}{% endmacro %}", "cannot draw in other templates"),
        ("a\nb {{ meeting.number | ordnal }}", "line 2: .*ordnal"),
        ("{% if meeting.is_near %}{{ meeting.number | ordnal }}{% endif %}", "there is no helper “ordnal”"),
        ("{% if meeting.number is odd %}a{% endif %}", "there is no helper “odd”"),
        ("{{ meeting.number | attr('real') }}", "attr"),
        ("{{ meeting.topics | map('upper') }}", "map"),
        ("a\n\n{{ meeting.number", "line 3"),
        ("{% if meeting.is_near %}a", "line 1"),
    ],
)
def test_check_refuses_with_reason_and_line(template, reason):
    with pytest.raises(ClauseMistake, match=reason):
        check(template, "en", SPECS)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "meeting.number ==",
        "meeting.nmber",
        "true) }}{{ (true",
        "true) }}{% include 'a' %}{{ (true",
        "meeting",
        "open('/x')",
    ],
)
def test_check_refuses_a_condition(condition):
    with pytest.raises(ClauseMistake):
        check(condition, "en", SPECS, expression=True)


# --- And what gets past it all the same does no harm ---------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        "{{ 2 ** 99999999 }}",
        "{{ 'a' * 99999999 }}",
        "{{ meeting.number + 1 }}",
        "{{ meeting.number - 1 }}",
        "{{ meeting.number % 2 }}",
        "{{ meeting['number'].value }}",
        "{{ ''['__class__'] }}",
        "{{ meeting.number.real }}",
        "{{ verb.__globals__ }}",
        "{{ verb.__call__('x') }}",
        "{{ meeting.feedback.upper() }}",
        "{{ meeting.feedback() }}",
        "{% for one in meeting.topics recursive %}{{ loop(meeting.topics) }}{% endfor %}",
        "{{ range(3) }}",
        "{% include '/etc/passwd' %}",
        "{% include 'file:///etc/passwd' %}",
        "{% import 'a' as b %}",
        "{{ meeting }}",
        "{{ meeting.nmber }}",
        "{{ verb }}",
        "{{ meeting.is_near }}",
        "{{ meeting.number == 51 }}",
        "{{ none }}",
        "{{ [1, 2] }}",
        "{{ meeting.number | when }}",
        "{{ meeting.day | ordinal }}",
        "{{ meeting.number | adjective }}",
        "{{ meeting.number | points }}",
        "{{ meeting.host | inside }}",
    ],
)
def test_written_is_a_mistake_with_its_place_never_a_crash(book, template):
    with pytest.raises(ClauseMistake, match=r"^text \(en\): ."):
        written(template, "en", book, set())


@pytest.mark.parametrize(
    "condition",
    [
        "meeting.number > 'a'",
        "meeting.host < 3",
        "meeting.number | length",
        "meeting.number | year",
        "1 // 0",
        "meeting.number + 1",
    ],
)
def test_condition_that_cannot_be_answered_is_a_mistake(book, condition):
    with pytest.raises(ClauseMistake, match=r"^condition “"):
        holds(condition, book, set())


def test_facts_cannot_be_changed(book):
    with pytest.raises(ClauseMistake):
        written("{% set meeting.number = 52 %}{{ meeting.number }}", "en", book, set())
    with pytest.raises(ClauseMistake):
        written("{{ meeting.topics.append(1) }}", "en", book, set())
    assert book.facts["meeting.number"].value == 51


def test_words_of_a_record_are_no_template(book):
    book.facts["meeting.feedback"] = Fact("meeting.feedback", "{{ meeting.number }} {% include 'a' %}")
    assert words("{{ meeting.feedback }}", book) == "{{ meeting.number }} {% include 'a' %}"


def test_a_day_is_written(book):
    book.facts["caf.count"] = Fact("caf.count", date(2009, 10, 1))
    assert words("{{ caf.count }}", book, "fr") == "1er octobre 2009"
