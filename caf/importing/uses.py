"""What a row of a file says of uses of CAF: a new one, an earlier one, what becomes known of one on record.

Days are compared as far as both sides know them, as ISO writes it: 2007, 2007-05 and 2007-05-12 may be one day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caf.importing.spelling import first_day
from caf.models import CafVersion
from core.values import Precision

if TYPE_CHECKING:
    from caf.importing.differences import Plan

OF_A_USE = ("version", "first_use", "last_use", "last_report")
PRECISION = {len("2007"): Precision.YEAR.value, len("2007-05"): Precision.MONTH.value}
Known = dict[str, Any]
"""A use on record: its fields, and `begun` and `reported` as far as they are known; "" where they are not."""


def plan_uses(
    plan: Plan, values: dict[str, str], uses: list[Known], today: date, misread: frozenset[str] = frozenset()
) -> None:
    """A use that the register does not know is a new one; what is not known of a known one is completed, and no more.

    The version of a file is that of the last use. Of an earlier one only the day is told, and of any use perhaps its
    day alone: its version is then not known.
    """
    refused = len(plan.problems)
    refuse_days(plan, values, uses, today)
    version, first, last, report = (values.get(name, "") for name in OF_A_USE)
    if len(plan.problems) > refused or misread & {*OF_A_USE} or not (version or first or last or report):
        return
    begun = more_exact(first, last) or ("" if uses else first)
    match = matching(uses, version, begun)
    new_report = "" if any(use["reported"].startswith(report) for use in uses) else report
    if match is None:
        plan_new_use(plan, version, begun, new_report, uses)
    else:
        plan_known_use(plan, match, version if begun else "", begun, new_report)
    if first and not begun.startswith(first) and len(plan.problems) == refused:
        plan_first_use(plan, first, uses, [use for use in uses if not begun or use is not match])


def refuse_days(plan: Plan, values: dict[str, str], uses: list[Known], today: date) -> None:
    """Days to come that the register does not know already, and a first use after the last."""
    for name, its in (("first_use", "begun"), ("last_use", "begun"), ("last_report", "reported")):
        written = values.get(name, "")
        if written and first_day(written) > today and not any(use[its].startswith(written) for use in uses):
            plan.problems.append((name, "to come", {"value": written, "today": today.isoformat()}))
    first, last = values.get("first_use", ""), values.get("last_use", "")
    if first and last and first_day(first) > first_day(last) and not first.startswith(last):
        plan.problems.append(("first_use", "dates crossed", {}))


def more_exact(first: str, last: str) -> str:
    """The day of the last use; where the first one says the same day more exactly, that."""
    return first if last and first.startswith(last) else last


def only_version(begun: str) -> str:
    """The version of a use of which a file says the day alone: "" unless there was but one by the end of that year."""
    then = [version for version in CafVersion.values if version <= begun[:4]]
    return then[0] if len(then) == 1 else ""


def days(name: str, written: str) -> dict[str, Any]:
    """The fields of a day that is known as far as it is written. name: "starts" or "reported"."""
    precision = PRECISION.get(len(written), Precision.DAY.value)
    return {f"{name}_on": first_day(written) if written else None, f"{name}_precision": precision}


def begun_then(uses: list[Known], written: str, version: str) -> list[Known]:
    """Those that began then. Where there are none, those less exactly known that may have: of no other version."""
    return [use for use in uses if use["begun"].startswith(written)] or [
        use
        for use in uses
        if use["begun"] and written.startswith(use["begun"]) and (version in ("", use["version"]) or not use["version"])
    ]


def matching(uses: list[Known], version: str, begun: str) -> Known | None:
    """The use that a row speaks of: begun then, best of that version; without a day the last of it."""
    fits = begun_then(uses, begun, version) if begun else uses
    of_version = [use for use in fits if use["version"] == version]
    if of_version:
        return of_version[-1]
    return fits[-1] if fits and (begun or not version) else None


def plan_new_use(plan: Plan, version: str, begun: str, report: str, uses: list[Known]) -> None:
    """Its version: as the file says, or the only one that there was then, or not known."""
    latest = uses[-1] if uses else None
    oldest = version or CafVersion.values[0]
    if begun and begun[:4] < oldest:
        plan.problems.append(("version", "version too old", {"version": oldest, "year": begun[:4]}))
        return
    version = version or only_version(begun or report)
    plan.use = {"version": version, **days("starts", begun), **days("reported", report)}
    if not version:
        plan.change("version", "", "")  # its reader is told that it is not known
    elif latest is None or latest["version"] != version:
        plan.change("version", latest["version"] if latest else "", version)
    if begun:
        plan.change("last_use", latest["begun"] if latest else "", begun)
    if report:
        plan.change("last_report", "", report)


def plan_first_use(plan: Plan, first: str, uses: list[Known], earlier: list[Known]) -> None:
    """An earlier use of which a file says the day alone; of one on record, what it says more exactly.

    earlier: the uses but for the one that the row names as the last.
    """
    if found := begun_then(earlier, first, ""):
        complete_day(plan, found[-1], "first_use", first)
        return
    if first[:4] < CafVersion.values[0]:
        plan.problems.append(("first_use", "version too old", {"version": CafVersion.values[0], "year": first[:4]}))
        return
    plan.first_use = {"version": only_version(first), **days("starts", first)}
    plan.change("first_use", min((use["begun"] for use in uses if use["begun"]), default=""), first)


def plan_known_use(plan: Plan, use: Known, version: str, begun: str, report: str) -> None:
    """What is not known of it is completed: its version, its days as far as the file knows. What is known stands."""
    completed: dict[str, Any] = {}
    if version and use["version"] != version:
        if use["version"]:
            plan.problems.append(("version", "version differs", {"day": use["begun"], "known": use["version"]}))
        elif use["starts_on"].year < int(version):
            plan.problems.append(("version", "version too old", {"version": version, "year": use["starts_on"].year}))
        else:
            completed["version"] = version
            plan.change("version", "", version)
    if report and not report.startswith(use["reported"]):
        plan.problems.append(("last_report", "report differs", {"day": use["begun"], "known": use["reported"]}))
    elif report:
        completed |= days("reported", report)
        plan.change("last_report", use["reported"], report)
    if completed:
        plan.completed[use["pk"]] = completed
    if begun:
        complete_day(plan, use, "last_use", begun)


def complete_day(plan: Plan, use: Known, name: str, begun: str) -> None:
    if len(begun) > len(use["begun"]):
        plan.completed[use["pk"]] = plan.completed.get(use["pk"], {}) | days("starts", begun)
        plan.change(name, use["begun"], begun)
