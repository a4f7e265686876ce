"""The thresholds of a version, and what a finding makes of one: before and after, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from caf.models import Finding, FindingState, FindingStep, Maturity, ProcedureStep, ProcedureVersion, RollUp, Threshold

Value = int | str | None
"""A least rating, total or level (None: none is asked for), or a RollUp."""


@dataclass(frozen=True)
class ThresholdChange:
    label: str
    before: str
    after: str


def value_in(version: ProcedureVersion, threshold: str, step: ProcedureStep | None) -> Value:
    """As a version has it. step: that version's, where it is the least rating of a step."""
    match threshold:
        case Threshold.STEP:
            return step.least if step else None
        case Threshold.TOTAL:
            return version.least_total
        case Threshold.MATURITY:
            return version.least_maturity
        case _:
            return str(version.roll_up)


def value_decided(finding: Finding, day: date) -> Value:
    """As the expert group had adapted it by that day, else as proposed."""
    step: FindingStep | None = finding.decision_on(day)
    said: Any = step if step and step.state == FindingState.ADAPTED else finding
    return str(said.roll_up) if finding.threshold == Threshold.ROLL_UP else said.least


def in_words(threshold: str, value: Value) -> str:
    if value is None:
        return _("none")
    match threshold:
        case Threshold.MATURITY:
            return str(Maturity(value).label)
        case Threshold.ROLL_UP:
            return str(RollUp(str(value)).label)
        case _:
            return str(value)


def threshold_change(finding: Finding, day: date) -> ThresholdChange | None:
    """None where the finding names no threshold."""
    if not finding.threshold:
        return None
    step = finding.of_step
    named = {"number": step.number, "name": step.name} if step else {}
    return ThresholdChange(
        _("The least rating of step %(number)s, “%(name)s”") % named
        if step
        else str(Threshold(finding.threshold).label),
        in_words(finding.threshold, value_in(finding.version, finding.threshold, step)),
        in_words(finding.threshold, value_decided(finding, day)),
    )
