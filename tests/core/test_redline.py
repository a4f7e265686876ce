"""Redlines, and two changes of one text brought together."""

import pytest

from core.redline import DELETED, INSERTED, SAME, joined, redline

pytestmark = pytest.mark.once

BASE = "commit themselves to bring about a candidacy for 6QC in 2010."


def test_redline_names_what_goes_and_what_comes_in_reading_order():
    new = "commit themselves to find a host country for 6QC in 2010."
    assert [(piece.kind, piece.words) for piece in redline(BASE, new)] == [
        (SAME, "commit themselves to "),
        (DELETED, "bring about a candidacy"),
        (INSERTED, "find a host country"),
        (SAME, " for 6QC in 2010."),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("", "a b"), ("a b", ""), ("one, two", "one two"), ("a\n\nb", "a b")]
)
def test_redline_holds_both_texts_whole(old, new):
    pieces = redline(old, new)
    assert "".join(piece.words for piece in pieces if piece.kind != INSERTED) == old
    assert "".join(piece.words for piece in pieces if piece.kind != DELETED) == new


def test_changes_of_different_words_come_together():
    first = BASE.replace("bring about a candidacy", "find a host country")
    second = BASE.replace("2010.", "2010, and to report on it.")
    both = "commit themselves to find a host country for 6QC in 2010, and to report on it."
    assert joined(BASE, first, second) == joined(BASE, second, first) == both
    assert joined(BASE, first, BASE) == joined(BASE, first, first) == first


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BASE.replace("candidacy", "bid"), BASE.replace("candidacy", "host")),
        (BASE.replace("a candidacy", "two bids"), BASE.replace("bring about a", "find one")),
        (BASE + " Soon.", BASE + " Later."),
        ("", BASE.replace("2010", "2011")),
    ],
)
def test_changes_of_the_same_words_do_not(first, second):
    assert joined(BASE, first, second) is None
