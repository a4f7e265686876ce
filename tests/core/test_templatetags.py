"""What is drawn in Python for its speed: it escapes as a template does."""

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from core.addresses import numbered
from core.columns import Cell, Tag
from core.pages.parts import Action, Head, Row
from core.templatetags.portal import icon, table_rows, tag

pytestmark = pytest.mark.once

EVIL = '<b>"&'
ESCAPED = "&lt;b&gt;&quot;&amp;"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def drawn(row, heads=("First", EVIL)):
    return table_rows([Head(label, label, numeric=False) for label in heads], [row])


def test_a_row_escapes_whatever_stands_in_it():
    html = drawn(Row(f"/?q={EVIL}", [Cell(EVIL, second=EVIL), Cell(EVIL, second=EVIL, tag=Tag("ok", EVIL))]))
    assert "<b>" not in html
    assert html.count(ESCAPED) == 6
    assert "<b>" not in drawn(Row(None, [Cell(EVIL), Cell(EVIL)]))


def test_a_row_is_marked_up_as_the_table_is():
    day = drawn(Row("/a/", [Cell("5th"), Cell("1 May", in_one_line=True)]), ("First", "Day"))
    assert '<td role="cell" data-label="Day" class="in-one-line"><div>1 May</div></td>' in day
    row = Row("/a/", [Cell("5th", second="below"), Cell("", numeric=True)])
    assert drawn(row, ("First", "Second")) == (
        '<tr role="row"><th scope="row" role="rowheader"><a href="/a/">5th</a><span class="second">below</span></th>'
        '<td role="cell" data-label="Second" class="numeric"><div><span class="unknown">not known</span></div></td>'
        "</tr>"
    )


@pytest.mark.parametrize(("language", "words"), [("en", "Submit:"), ("fr", "Submit\N{NO-BREAK SPACE}:")])
def test_a_colon_is_spaced_as_the_language_wants(language, words):
    action = Action("Submit", "", refusal="the city is missing.")
    with translation.override(language):
        assert f"<b>{words}</b> the city" in render_to_string("components/act.html", {"action": action})


def test_a_tag_of_a_safe_word_lends_its_safety_to_no_other():
    assert "<i>x</i>" in tag("ok", mark_safe("<i>x</i>"))
    assert "<i>x</i>" not in tag("ok", "<i>x</i>")
    assert "<i>x</i>" in tag("ok", mark_safe("<i>x</i>"))


def test_an_icon_is_drawn_once_for_each_size():
    page = engines["django"].from_string('{% icon "up" 12 %}{% icon "up" %}{% icon "up" 12 %}')
    small, large = icon("up", 12), icon("up")
    assert page.render() == small + large + small
    assert 'width="12"' in small
    assert 'width="16"' in large


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("number", [0, 10, 2010])
def test_a_numbered_address_is_the_one_that_django_makes(language, number):
    with translation.override(language):
        assert numbered("caf:organisation_page", number) == reverse("caf:organisation_page", args=[number])
