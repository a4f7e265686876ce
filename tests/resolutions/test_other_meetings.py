"""The text of every other meeting is sound too."""

from __future__ import annotations

import pytest

from resolutions.text import plain
from tests.resolutions.drawing import drawn, every_wording, text_of
from tests.resolutions.soundness import assert_sound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


@pytest.mark.parametrize("number", [40, 46, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 63, 64, 69, 73, 74, 79])
def test_text_is_sound(number):
    draft = drawn(number)
    assert_sound(draft)
    assert f"{number}" in text_of(draft, "fr").subtitle


def test_the_meeting_after_recalls_what_the_51st_decided():
    words = {key: plain(wording.runs) for key, language, wording in every_wording(drawn(52)) if language == "en"}
    assert words["preamble-open"].startswith("recall these commitments of earlier meetings")
    assert (
        words["customer-focus-done"]
        == "welcome the action of Denmark and Poland to spread the principles of the Primer"
    )
    assert words["customer-focus-past-event"].endswith("which EIPA organised in April 2009")
    assert "preamble-conference" not in words
