"""What a row of a file says that the register does not say: field by field, and what would be entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caf.importing.problems import Problem
from caf.importing.resource import disarmed
from caf.importing.spelling import first_day, is_a_name
from caf.importing.standing import Standing
from caf.importing.table import clean_text
from caf.models import CafVersion

PROFILE = ("city", "level", "sector", "size", "website", "nuts", "latitude", "longitude")
OF_A_USE = ("version", "first_use", "last_use", "last_report")
Change = list[str]
"""[field, as it stands, as the file says]; the version of a new use is "" where it is not known."""


@dataclass
class Plan:
    """changes: what a reader is shown. The others: what is entered; of what stands as it is, nothing.

    use: fields of a new use; first_use: of an earlier one; completed: (key of a use, fields) that become known of it.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    profile: dict[str, str] = field(default_factory=dict)
    use: dict[str, Any] | None = None
    first_use: dict[str, Any] | None = None
    completed: tuple[int, dict[str, Any]] | None = None
    contact: dict[str, str] = field(default_factory=dict)

    def change(self, name: str, old: str, new: str) -> None:
        self.changes.append([name, old, new])


def is_same(new: str, old: str) -> bool:
    """Whether a cell says what stands there: also where the register holds what no cell keeps."""
    return new == old or new == disarmed(clean_text(old))


def bare(address: str) -> str:
    """A web address without what people leave out."""
    return address.partition("://")[2].rstrip("/").casefold()


def plan_for(
    values: dict[str, str],
    standing: Standing | None,
    today: date,
    *,
    same_by_answer: bool = False,
    misread: frozenset[str] = frozenset(),
) -> Plan:
    """What entering this row would change; for a new organisation everything it says.

    today: what lies after it is refused. same_by_answer: a person said that it is this one; what the file calls it is
    then another name of it. misread: fields of the row that were not understood.
    """
    plan = Plan()
    row = standing.row if standing else {}
    known = standing.names if standing else set()
    plan_names(plan, values, row, known, same_by_answer=same_by_answer)
    if (ref := values.get("sender_ref", "")) and not is_same(ref, row.get("sender_ref", "")):
        plan.own["sender_ref"] = ref
        plan.change("sender_ref", row.get("sender_ref", ""), ref)
    place = standing.place if standing else {}
    for name in PROFILE:
        new, old = values.get(name, ""), str(row[name] if name in row else place.get(name, ""))
        if new and not is_same(new, old) and not (name == "website" and bare(new) == bare(old)):
            plan.profile[name] = new
            plan.change(name, old, new)
    plan_uses(plan, values, standing.uses if standing else [], today, misread)
    plan_contact(plan, values, standing.contacts if standing else set())
    return plan


def plan_names(
    plan: Plan, values: dict[str, str], row: dict[str, Any], known: set[str], *, same_by_answer: bool
) -> None:
    """Its official name and that in English; a name that it has already, of whatever kind, changes nothing."""
    for name in ("name", "english_name"):
        new, old = values.get(name, ""), str(row.get(name, ""))
        if name == "english_name" and (row.get("language") or values.get("language")) == "en":
            continue  # its name is the English one
        if not new or is_same(new, old) or any(is_same(new, one) for one in known):
            continue
        if same_by_answer and name == "name":
            plan.aliases.append(new)
        elif not is_a_name(new):
            plan.problems.append((name, "no name", {"value": new}))
        else:
            plan.names[name] = new
            plan.change(name, old, new)
    for alias in filter(None, map(clean_text, values.get("aliases", "").split(";"))):
        if alias not in plan.aliases and not any(is_same(alias, one) for one in known | {values.get("name", "")}):
            plan.aliases.append(alias[:200])
    if plan.aliases:
        plan.change("aliases", "", "; ".join(plan.aliases))


def plan_contact(plan: Plan, values: dict[str, str], known: set[str]) -> None:
    email, person = values.get("contact_email", ""), values.get("contact_name", "")
    if not (email or person) or (email or person) in known:
        return
    plan.contact = {"role": values.get("contact_role", ""), "name": person, "email": email}
    plan.change("contact_email" if email else "contact_name", "", email or person)


def begins(use: dict[str, Any], name: str, written: str) -> bool:
    """Whether a day of a use lies in the day, month or year that a file says."""
    return bool(use[name]) and use[name].isoformat().startswith(written)


def plan_uses(
    plan: Plan,
    values: dict[str, str],
    uses: list[dict[str, Any]],
    today: date,
    misread: frozenset[str] = frozenset(),
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
    new_report = bool(report) and not any(begins(use, "reported_on", report) for use in uses)
    if match is None:
        plan_new_use(plan, version, begun, report if new_report else "", uses)
    else:
        plan_known_use(plan, match, version if begun else "", report if new_report else "")
    if (
        first
        and not begun.startswith(first)
        and not any(begins(use, "starts_on", first) for use in uses)
        and len(plan.problems) == refused
    ):
        if first[:4] < CafVersion.values[0]:
            plan.problems.append(("first_use", "version too old", {"version": CafVersion.values[0], "year": first[:4]}))
            return
        plan.first_use = {"version": only_version(first), "starts_on": first_day(first)}
        plan.change(
            "first_use", written_day(min((use["starts_on"] for use in uses if use["starts_on"]), default=None)), first
        )


def refuse_days(plan: Plan, values: dict[str, str], uses: list[dict[str, Any]], today: date) -> None:
    """Days to come that the register does not know already, and a first use after the last."""
    for name, its in (("first_use", "starts_on"), ("last_use", "starts_on"), ("last_report", "reported_on")):
        written = values.get(name, "")
        if written and first_day(written) > today and not any(begins(use, its, written) for use in uses):
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


def matching(uses: list[dict[str, Any]], version: str, begun: str) -> dict[str, Any] | None:
    """The use that a row speaks of: begun then, best of that version; without a day the last of it."""
    fits = [use for use in uses if begins(use, "starts_on", begun)] if begun else uses
    of_version = [use for use in fits if use["version"] == version]
    if of_version:
        return of_version[-1]
    return fits[-1] if fits and (begun or not version) else None


def plan_new_use(plan: Plan, version: str, begun: str, report: str, uses: list[dict[str, Any]]) -> None:
    """Its version: as the file says, or the only one that there was then, or not known."""
    latest = uses[-1] if uses else None
    oldest = version or CafVersion.values[0]
    if begun and begun[:4] < oldest:
        plan.problems.append(("version", "version too old", {"version": oldest, "year": begun[:4]}))
        return
    version = version or only_version(begun or report)
    plan.use = {
        "version": version,
        "starts_on": first_day(begun) if begun else None,
        "reported_on": first_day(report) if report else None,
    }
    if not version:
        plan.change("version", "", "")  # its reader is told that it is not known
    elif latest is None or latest["version"] != version:
        plan.change("version", latest["version"] if latest else "", version)
    if begun:
        plan.change("last_use", written_day(latest["starts_on"] if latest else None), begun)
    if report:
        plan.change("last_report", "", report)


def plan_known_use(plan: Plan, use: dict[str, Any], version: str, report: str) -> None:
    """What is not known of it is completed: its version, the day of its report. What is known stands."""
    day = written_day(use["starts_on"])
    completed: dict[str, Any] = {}
    if version and use["version"] != version:
        if use["version"]:
            plan.problems.append(("version", "version differs", {"day": day, "known": use["version"]}))
        elif use["starts_on"].year < int(version):
            plan.problems.append(("version", "version too old", {"version": version, "year": use["starts_on"].year}))
        else:
            completed["version"] = version
            plan.change("version", "", version)
    if report and use["reported_on"]:
        plan.problems.append(("last_report", "report differs", {"day": day, "known": written_day(use["reported_on"])}))
    elif report:
        completed["reported_on"] = first_day(report)
        plan.change("last_report", "", report)
    if completed:
        plan.completed = (use["pk"], completed)


def written_day(day: date | None) -> str:
    return day.isoformat() if day else ""
