"""What each counting rule asks for, by its code."""

from __future__ import annotations

from dataclasses import dataclass

from caf.models import RegisterState, RuleCode


@dataclass(frozen=True)
class Counting:
    """What a rule asks for: one of these states, and a use that has begun on or before the day."""

    states: frozenset[str]


COUNTINGS: dict[str, Counting] = {
    RuleCode.VALIDATED: Counting(frozenset({RegisterState.VALIDATED})),
    RuleCode.REGISTERED: Counting(frozenset({RegisterState.VALIDATED, RegisterState.DORMANT})),
}
