"""How values are written in each language."""

# ruff: noqa: E501 - tables of words in both languages

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phrases import LANGUAGES, phrases
from core.values import Choice, Name, Period, Quantity, Text

pytestmark = pytest.mark.once

ENGLISH, FRENCH = phrases("en"), phrases("fr")


def name(english: str, french: str, with_article: str) -> Name:
    return Name(english, Text(en=english, fr=french), Text(en=english, fr=with_article), Text())


AUSTRIA = name("Austria", "Autriche", "l’Autriche")
DENMARK = name("Denmark", "Danemark", "le Danemark")
FRANCE = name("France", "France", "la France")
GREECE = name("Greece", "Grèce", "la Grèce")
MALTA = name("Malta", "Malte", "Malte")
NETHERLANDS = name("the Netherlands", "Pays-Bas", "les Pays-Bas")
ESTONIA = name("Estonia", "Estonie", "l’Estonie")
ICELAND = name("Island", "Île", "Île")


@pytest.mark.parametrize(
    ("number", "english", "french", "feminine"),
    [
        (1, "1st", "1er", "1re"), (2, "2nd", "2e", "2e"), (3, "3rd", "3e", "3e"), (4, "4th", "4e", "4e"),
        (11, "11th", "11e", "11e"), (12, "12th", "12e", "12e"), (13, "13th", "13e", "13e"), (21, "21st", "21e", "21e"),
        (51, "51st", "51e", "51e"), (52, "52nd", "52e", "52e"), (53, "53rd", "53e", "53e"), (111, "111th", "111e", "111e"),
        (101, "101st", "101e", "101e"),
    ],
)  # fmt: skip
def test_ordinal(number, english, french, feminine):
    assert (ENGLISH.ordinal(number), FRENCH.ordinal(number)) == (english, french)
    assert (ENGLISH.ordinal(number, feminine=True), FRENCH.ordinal(number, feminine=True)) == (english, feminine)


@pytest.mark.parametrize(
    ("names", "english", "french"),
    [
        ([], "", ""),
        ([DENMARK], "Denmark", "le Danemark"),
        ([DENMARK, FRANCE], "Denmark and France", "le Danemark et la France"),
        ([DENMARK, FRANCE, MALTA], "Denmark, France and Malta", "le Danemark, la France et Malte"),
    ],
)
def test_list(names, english, french):
    assert (ENGLISH.listed(names), FRENCH.listed(names)) == (english, french)


def test_alphabet_of_each_language_without_accents():
    names = [MALTA, GREECE, ESTONIA, NETHERLANDS, DENMARK, AUSTRIA, FRANCE]
    assert [row.plain["en"] for row in ENGLISH.alphabetical(names)] == [
        "Austria", "Denmark", "Estonia", "France", "Greece", "Malta", "the Netherlands",
    ]  # fmt: skip
    assert [row.plain["fr"] for row in FRENCH.alphabetical(names)] == [
        "Autriche", "Danemark", "Estonie", "France", "Grèce", "Malte", "Pays-Bas",
    ]  # fmt: skip
    accented = [name("z", "Équateur", ""), name("a", "Estonie", ""), name("e", "égypte", ""), name("f", "Zambie", "")]
    assert [row.plain["fr"] for row in FRENCH.alphabetical(accented)] == ["égypte", "Équateur", "Estonie", "Zambie"]


@pytest.mark.parametrize(
    ("names", "of", "to", "within"),
    [
        (DENMARK, "du Danemark", "au Danemark", "au Danemark"),
        (NETHERLANDS, "des Pays-Bas", "aux Pays-Bas", "aux Pays-Bas"),
        (FRANCE, "de la France", "à la France", "en France"),
        (AUSTRIA, "de l’Autriche", "à l’Autriche", "en Autriche"),
        (MALTA, "de Malte", "à Malte", "à Malte"),
        (ICELAND, "d’Île", "à Île", "à Île"),
    ],
)
def test_french_articles_contract(names, of, to, within):
    assert (FRENCH.of(names), FRENCH.to(names), FRENCH.written_in(names)) == (of, to, within)


def test_prepositions_before_each_of_several_names():
    assert FRENCH.of([DENMARK, FRANCE, NETHERLANDS]) == "du Danemark, de la France et des Pays-Bas"
    assert FRENCH.to([AUSTRIA, DENMARK]) == "à l’Autriche et au Danemark"
    assert ENGLISH.of([DENMARK, FRANCE]) == "of Denmark and France"
    assert ENGLISH.to(DENMARK) == "to Denmark"
    assert ENGLISH.written_in(NETHERLANDS) == "in the Netherlands"


def test_french_elision():
    assert FRENCH.that("il faut") == "qu’il faut"
    assert FRENCH.that("Élargir") == "qu’Élargir"
    assert FRENCH.that("la continuité") == "que la continuité"
    assert FRENCH.to_do("utiliser") == "d’utiliser"
    assert FRENCH.to_do("poursuivre") == "de poursuivre"
    assert (ENGLISH.that("it is"), ENGLISH.to_do("use")) == ("that it is", "to use")


@pytest.mark.parametrize(
    ("words", "english", "french", "when", "quand"),
    [
        ("2009-10-15", "15 October 2009", "15 octobre 2009", "on 15 October 2009", "le 15 octobre 2009"),
        ("2009-10-01", "1 October 2009", "1er octobre 2009", "on 1 October 2009", "le 1er octobre 2009"),
        ("2009-10-15/2009-10-16", "15 and 16 October 2009", "15 et 16 octobre 2009", "on 15 and 16 October 2009",
         "les 15 et 16 octobre 2009"),
        ("2008-10-01/2008-10-03", "1–3 October 2008", "1er–3 octobre 2008", "from 1 to 3 October 2008",
         "du 1er au 3 octobre 2008"),
        ("2009-05-31/2009-06-01", "31 May to 1 June 2009", "31 mai au 1er juin 2009", "from 31 May to 1 June 2009",
         "du 31 mai au 1er juin 2009"),
        ("2010-12-31/2011-01-01", "31 December 2010 to 1 January 2011", "31 décembre 2010 au 1er janvier 2011",
         "from 31 December 2010 to 1 January 2011", "du 31 décembre 2010 au 1er janvier 2011"),
        ("2009-04", "April 2009", "avril 2009", "in April 2009", "en avril 2009"),
        ("2009-H1", "first half of 2009", "premier semestre 2009", "in the first half of 2009", "au premier semestre 2009"),
        ("2009-H2", "second half of 2009", "second semestre 2009", "in the second half of 2009", "au second semestre 2009"),
        ("2010", "2010", "2010", "in 2010", "en 2010"),
        ("2008-10 2009-03", "October 2008 to March 2009", "octobre 2008 à mars 2009", "from October 2008 to March 2009",
         "d’octobre 2008 à mars 2009"),
        ("2008-H2 2009-H1", "second half of 2008 to first half of 2009", "second semestre 2008 au premier semestre 2009",
         "from the second half of 2008 to the first half of 2009", "du second semestre 2008 au premier semestre 2009"),
        ("2008 2009", "2008 to 2009", "2008 à 2009", "from 2008 to 2009", "de 2008 à 2009"),
    ],
)  # fmt: skip
def test_period(words, english, french, when, quand):
    first, last = (Period.parse(words.split()[place]) for place in (0, -1))
    period = Period(first.starts_on, last.ends_on, first.precision)
    assert (ENGLISH.period(period), FRENCH.period(period)) == (english, french)
    assert (ENGLISH.when(period), FRENCH.when(period)) == (when, quand)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 40))
def test_every_span_of_days_reads_as_a_phrase(day, more):
    period = Period(day, date.fromordinal(day.toordinal() + more))
    assert re.fullmatch(r"(on \d+( and \d+)?|from \d+.* to \d+) .*\d{4}", ENGLISH.when(period))
    assert re.fullmatch(r"(le \d+|les \d+(er)? et \d+|du \d+.* au \d+)(er)? .*\d{4}", FRENCH.when(period))


@pytest.mark.parametrize(
    ("qualifier", "english", "french"),
    [
        ("exact", "1 620", "1 620"), ("more than", "more than 1 620", "plus de 1 620"),
        ("at least", "at least 1 620", "au moins 1 620"), ("almost", "almost 1 620", "près de 1 620"),
        ("about", "about 1 620", "environ 1 620"), ("planned", "a planned 1 620", "1 620 prévus"),
    ],
)  # fmt: skip
def test_quantity(qualifier, english, french):
    written = [writer.quantity(Quantity(1620, qualifier)) for writer in (ENGLISH, FRENCH)]
    assert written == [words.replace("1 620", "1\u00a0620") for words in (english, french)]


def test_numbers_in_words_and_figures():
    assert [ENGLISH.count_word(number) for number in (0, 4, 12, 13, 1300)] == [
        "none",
        "four",
        "twelve",
        "13",
        "1\u00a0300",
    ]
    assert [FRENCH.count_word(number) for number in (0, 4, 12, 13)] == ["aucun", "quatre", "douze", "13"]
    assert ENGLISH.number(1234567) == "1\u00a0234\u00a0567"
    assert ENGLISH.number(999) == "999"


def test_french_spaces_before_double_signs_are_bound():
    assert FRENCH.spaced("un : « deux » ; trois !") == "un\u00a0: «\u00a0deux\u00a0»\u00a0; trois\u00a0!"
    assert ENGLISH.spaced("one : two") == "one : two"


@pytest.mark.parametrize("writer", LANGUAGES.values(), ids=LANGUAGES)
def test_what_no_sentence_can_hold_is_refused(writer):
    for value in (True, 1.5, None, object()):
        with pytest.raises(TypeError):
            writer.write(value)


def test_every_kind_is_written():
    values = [
        3,
        "words",
        Text(en="a", fr="b"),
        Choice("a", Text(en="an a")),
        DENMARK,
        Quantity(3),
        Period.parse("2009-04"),
        date(2009, 4, 2),
        [3, 4],
    ]
    assert [ENGLISH.write(value) for value in values] == [
        "3", "words", "a", "an a", "Denmark", "3", "April 2009", "2 April 2009", "3 and 4",
    ]  # fmt: skip


def test_language_by_its_code():
    assert phrases("fr-be") is FRENCH
    with pytest.raises(KeyError):
        phrases("de")
