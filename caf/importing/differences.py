"""What a row of a file says that the register does not say: field by field, and what would be entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caf.importing.problems import Problem
from caf.importing.resource import disarmed
from caf.importing.spelling import is_a_name
from caf.importing.standing import Standing
from caf.importing.table import clean_text
from caf.importing.uses import plan_uses

PROFILE = ("city", "level", "sector", "size", "website", "nuts", "latitude", "longitude")
Change = list[str]
"""[field, as it stands, as the file says]; the version of a new use is "" where it is not known."""


@dataclass
class Plan:
    """changes: what a reader is shown. The others: what is entered; of what stands as it is, nothing.

    use: fields of a new use; first_use: of an earlier one; completed: fields that become known of a use, by its key.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    profile: dict[str, str] = field(default_factory=dict)
    use: dict[str, Any] | None = None
    first_use: dict[str, Any] | None = None
    completed: dict[int, dict[str, Any]] = field(default_factory=dict)
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
