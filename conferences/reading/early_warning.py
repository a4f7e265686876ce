"""When an edition without a candidate is near enough to warn of it."""

from __future__ import annotations

from datetime import date

from core.values import Period

THRESHOLDS = (12, 18, 24)
"""Months before the first day, the most urgent first."""


def warning_months(period: Period | None, day: date) -> int | None:
    """The smallest of THRESHOLDS within which the edition is due; None while it is far, once it is over, without date.

    Calendar months: 24 months before 29 September 2011 is 29 September 2009. Says nothing of candidates.
    """
    if period is None or period.ends_on < day:
        return None
    return next((months for months in THRESHOLDS if begins_within(period, months, day)), None)


def begins_within(period: Period, months: int, day: date) -> bool:
    """Its first day is at most so many calendar months after the day, or has passed."""
    ahead = months_ahead(period, day)
    return ahead < months or (ahead == months and period.starts_on.day <= day.day)


def months_ahead(period: Period, day: date) -> int:
    """How many months the period's first month lies after the day's month; negative when it lies behind."""
    return (period.starts_on.year - day.year) * 12 + period.starts_on.month - day.month
