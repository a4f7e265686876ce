"""What a consultation of the pilots asks: of each item of the procedure the same four things, then of the whole.

Answers are kept under these keys: they never change their meaning.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ASPECTS = (
    ("clarity", _("Clarity")),
    ("usefulness", _("Usefulness")),
    ("fit", _("Fit with our practice")),
)
"""Each rated from 1 to 5."""
RATINGS = (
    (1, _("1: very poor")),
    (2, _("2: poor")),
    (3, _("3: fair")),
    (4, _("4: good")),
    (5, _("5: very good")),
)
WORDING = "wording"
HOURS = "hours"
MOST_HOURS = 2000
"""About a person's year."""
TEXTS = (
    ("obstacles", _("What stood in the way?")),
    ("added_value", _("What did external feedback add?")),
    ("words", _("Anything else?")),
)


def is_answered(content: dict[str, Any]) -> bool:
    """Whether anything was said at all."""
    return any(content.get("items", {}).values()) or bool(content.get("general"))
