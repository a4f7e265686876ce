"""Words that the portal itself writes as a source, a note or a reason: kept in English, read in the reader's language.

What is kept is the same whoever was reading when it was written. An app says its sentences side by side in its
`own_words`; words of a person, and of sources outside, are read as they were written.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext

from core.written import written

PLACE = re.compile(r"%\\\((\w+)\\\)s")
"""A named place of a sentence, as `re.escape` leaves it."""
SENTENCES: dict[str, re.Pattern[str]] = {}
"""What was said to be one -> how it is recognised."""


def sentence(english: str, **patterns: str) -> str:
    """Make known a sentence that the portal writes: `IMPORTED % {"file": name}`. Returns it.

    patterns: named place -> what stands there, as a regular expression; without one, anything does.
    """
    pattern = PLACE.sub(lambda place: f"(?P<{place[1]}>{patterns.get(place[1], '.+')})", re.escape(english))
    SENTENCES[english] = re.compile(pattern, re.DOTALL)
    return english


def read(text: str) -> str:
    """The text as its reader reads it: a sentence of the portal translated, anything else as it is."""
    for english, pattern in SENTENCES.items():
        if found := pattern.fullmatch(text):
            return gettext(english) % {name: part(said) for name, said in found.groupdict().items()}
    return text


def part(said: str) -> str:
    """What stands in a sentence: a day, a sentence again, or words as they are."""
    try:
        return written(datetime.strptime(said, "%d %B %Y").date())  # noqa: DTZ007 - a day, of no time zone
    except ValueError:
        return read(said)
