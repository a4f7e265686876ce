"""What a conference costs for each participant: worked out, never stored, and able to say how."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.values import Qualifier, Quantity
from core.written import euro, written

EACH = {
    Qualifier.EXACT: "%(euro)s",
    Qualifier.MORE_THAN: gettext_lazy("less than %(euro)s"),
    Qualifier.AT_LEAST: gettext_lazy("at most %(euro)s"),
    Qualifier.ALMOST: gettext_lazy("more than %(euro)s"),
    Qualifier.ABOUT: gettext_lazy("about %(euro)s"),
}
"""More participants, less for each. What was only planned came to nothing yet: it gives no figure."""


@dataclass(frozen=True)
class Costing:
    """A sum in whole euro and how many took part or are assumed; None for what is not in the records."""

    total: int | None
    people: Quantity | None

    @property
    def each(self) -> int | None:
        """Whole euro for a participant, half a euro rounded up; None unless both are known."""
        if self.total is None or self.people is None or not self.people.value or self.people.qualifier not in EACH:
            return None
        return (2 * self.total + self.people.value) // (2 * self.people.value)

    @property
    def each_words(self) -> str:
        """less than 700 €; "" where it is not known."""
        if self.each is None or self.people is None:
            return ""
        return str(EACH[Qualifier(self.people.qualifier)]) % {"euro": euro(self.each)}

    @property
    def explained(self) -> str:
        """How the figure comes about, or what is missing for it."""
        if self.each is not None and self.total is not None:
            words = _("%(sum)s ÷ %(people)s participants")
            return words % {"sum": euro(self.total), "people": written(self.people)}
        if self.total is None:
            return _("No cost is in the records.")
        return _("The number of participants is not in the records.")
