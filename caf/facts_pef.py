"""What is true of the labels “Effective CAF User” as of a date: given since the meeting before, in force, lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from caf.models import Label, LabelState
from core.facts import Fact, FactSpec, Viewpoint, fact

ORGANISERS = _("the national organisers")

SPECS = (
    FactSpec("caf.labels.given", int, _("Labels “Effective CAF User” given since the meeting before"), ORGANISERS),
    FactSpec("caf.labels.are_first", bool, _("They are the first labels that were given"), ORGANISERS),
    FactSpec("caf.labels.in_force", int, _("Labels “Effective CAF User” in force"), ORGANISERS),
    FactSpec("caf.labels.lapsed", int, _("Labels that lapsed since the meeting before"), ORGANISERS),
)


def tell_labels(view: Viewpoint) -> Iterator[Fact]:
    """In one query. One that was renewed counts as given, and no more as in force; it has not lapsed."""
    labels = list(Label.objects.known(view.as_of).with_state_on(view.as_of))
    if not labels:
        return
    given = [label for label in labels if label.known_on >= view.since]
    standing = [label for label in labels if label.state_then == LabelState.GRANTED]
    in_force = [label for label in standing if label.valid_until >= view.as_of]
    meeting_before = view.since - timedelta(days=1)  # a label whose last day that was held at the meeting
    lapsed = [label for label in standing if meeting_before <= label.valid_until < view.as_of]
    if given:
        yield fact("caf.labels.given", len(given), *given)
        yield fact("caf.labels.are_first", len(given) == len(labels), *given)
    yield fact("caf.labels.in_force", len(in_force), *in_force)
    if lapsed:
        yield fact("caf.labels.lapsed", len(lapsed), *lapsed)
