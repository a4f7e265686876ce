"""A row of a file beside the organisations that it may be: field by field, with what the answer “the same” changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caf.importing.differences import Plan, bare, is_same, plan_for
from caf.importing.problems import sentence
from caf.importing.resource import LABELS
from caf.importing.showing import label
from caf.importing.standing import Standing, standing_of
from caf.importing.words import DAYS, in_words
from caf.likeness.search import sentences
from caf.models import ImportRow, Organisation, RegisterImport, RowAnswer
from core.clock import present_day
from network.models import Country

ALWAYS = ("name", "english_name", "city", "level", "sector", "size", "website", "sender_ref")
"""Fields that are shown where one of those compared says something; the others where the file does."""
LEFT_OUT = ("ref",)


@dataclass
class Candidate:
    """An organisation that a row may be. wrong: why the answer "the same" would make the row an error."""

    organisation: Organisation
    score: int
    reasons: list[str]
    wrong: list[str]


@dataclass
class There:
    """What the register says in one field of the organisation of that number.

    mark: what "the same" makes of it where the file says something else.
    """

    ref: str
    text: str
    mark: str = ""
    changes: bool = False


@dataclass
class Compared:
    """One field: what the file says, and what each candidate does."""

    label: str
    here: str
    there: list[There]


@dataclass
class Question:
    """A row that may be there already, with those it is like. chosen: key of the one it is by its answer, or may be."""

    number: int
    name: str
    answer: str
    chosen: int | None
    candidates: list[Candidate]
    fields: list[Compared]


def questions(rows: list[ImportRow], run: RegisterImport) -> list[Question]:
    """Of those rows that ask one."""
    asked = [row for row in rows if row.twins]
    keys = {twin[0] for row in asked for twin in row.twins}
    organisations = {one.pk: one for one in Organisation.objects.filter(pk__in=keys)}
    standings = standing_of(organisations, present_day(), set(run.mapping.values()))
    countries = {one.pk: str(one) for one in Country.objects.named()} if asked else {}
    return [question(row, organisations, standings, countries) for row in asked]


def question(
    row: ImportRow, organisations: dict[int, Organisation], standings: dict[int, Standing], countries: dict[int, str]
) -> Question:
    twins = [twin for twin in row.twins if twin[0] in organisations]
    its = [standings[key] for key, _score, _codes in twins]
    plans = [plan_for(row.values, standing, present_day(), same_by_answer=True) for standing in its]
    return Question(
        number=row.number,
        name=row.name,
        answer=str(RowAnswer(row.answer).label) if row.answer else "",
        chosen=row.organisation_id or next((key for key, _score, _codes in twins), None),
        candidates=[
            Candidate(organisations[key], score, [*sentences(codes)], [sentence(one) for one in plan.problems])
            for (key, score, codes), plan in zip(twins, plans, strict=True)
        ],
        fields=list(compared(row.values, its, plans, countries)),
    )


def compared(values: dict[str, Any], its: list[Standing], plans: list[Plan], countries: dict[int, str]) -> Any:
    """Each field of which one of them says something."""
    changes = [{name: (old, new) for name, old, new in plan.changes} for plan in plans]
    for name in LABELS:
        if name in LEFT_OUT:
            continue
        here = str(values.get(name, "") or next((one[name][1] for one in changes if name in one), ""))
        there = [said(standing, name) for standing in its]
        if not here and not (name in ALWAYS and any(there)):
            continue
        if name == "country":
            if {str(standing.row["country_id"]) for standing in its} == {here}:
                continue  # the same, as it nearly always is
            here, there = countries.get(values["country"], ""), [countries[int(one)] for one in there]
        cells = []
        refs = [standing.row["ref"] for standing in its]
        for ref, text, plan, changed in zip(refs, there, plans, changes, strict=True):
            will_change = name in changed or (name == "contact_role" and bool(plan.contact))
            old = changed[name][0] if name in changed else text
            cells.append(There(ref, in_words(name, old), marked(name, old, here, will_change=will_change), will_change))
        yield Compared(label(name), in_words(name, here), cells)


def marked(name: str, there: str, here: str, *, will_change: bool) -> str:
    """In words; "" where the two say the same, or the file nothing."""
    if will_change:
        return _("would change") if there else _("would be added")
    if not here or is_same(here, there) or (name == "website" and bare(here) == bare(there)):
        return ""
    if name in DAYS and there.startswith(here):
        return ""  # the same, told less exactly
    return _("stays") if there else ""


def said(standing: Standing, name: str) -> str:
    """What the register says in a field of a file, as a file would write it."""
    row = standing.row
    if name == "country":
        return str(row["country_id"])
    if name in row:
        return str(row[name])
    if name == "aliases":
        return "; ".join(sorted(standing.names - {row["name"], row["english_name"]}))
    if name in ("contact_email", "contact_name"):
        return "; ".join(sorted(one for one in standing.contacts if ("@" in one) == (name == "contact_email")))
    if name == "version":
        return str(standing.uses[-1]["version"]) if standing.uses else ""
    if name in DAYS:
        known = sorted(filter(None, (use["reported" if name == "last_report" else "begun"] for use in standing.uses)))
        return (known[0] if name == "first_use" else known[-1]) if known else ""
    return standing.place.get(name, "")
