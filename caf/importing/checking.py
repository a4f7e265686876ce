"""What each row of a file would do, before anything is saved: new, changed, unchanged, wrong, perhaps there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from caf.importing.differences import Plan, plan_for
from caf.importing.problems import Misread, Problem
from caf.importing.resource import REGISTER_NUMBER, OrganisationResource
from caf.importing.spelling import folded, is_a_name
from caf.importing.standing import Index, Standing, index_of, standing_of
from caf.importing.table import Cell, Row
from caf.importing.uses import plan_uses
from caf.importing.words import LISTED
from caf.likeness.search import Sought, find_twins
from caf.models import ImportOutcome, ImportRow, Organisation, RegisterImport, RegisterState
from core.among import among
from network.models import Country

ROWS_AT_ONCE = 1_000
MOST_TWINS = 3
MOST_WORDS = 40
MOST_NOTED = 5_000  # of them; more is no list of words


class Checker:
    """Checks the rows of one import, a thousand at a time; it remembers which organisations the file had already.

    day: as of which the register is looked at. meanings: field -> folded word -> code, as was said of words before.
    """

    def __init__(self, run: RegisterImport, day: date, meanings: dict[str, dict[str, str]] | None = None) -> None:
        self.run, self.day, self.meanings = run, day, meanings or {}
        self.allowed: int | None = run.country_id
        self.countries = {country.pk: str(country) for country in Country.objects.named()}
        resource = OrganisationResource(
            date_order=run.told.get("date_order", ""), countries=self.countries, meanings=self.meanings
        )
        self.columns = [(int(place), name, resource.fields[name].widget) for place, name in run.mapping.items()]
        self.fields = {name for _place, name, _widget in self.columns}
        self.seen: dict[int, int] = {}
        self.words: Counter[tuple[str, str, str, bool]] = Counter()
        self.spelt: dict[str, str] = {}

    # --- One batch ----------------------------------------------------------------------------------------

    def check(self, rows: list[Row]) -> list[ImportRow]:
        """In the order of the file; unsaved."""
        read = [self.cleaned(cells) for _number, cells in rows]
        index = index_of([values for values, _problems in read], self.allowed)
        matches = [self.match(values, problems, index) for values, problems in read]
        standings = standing_of({key for key in matches if key}, self.day, self.fields)
        checked = [
            self.checked(number, values, problems, standings.get(key or 0))
            for (number, _cells), (values, problems), key in zip(rows, read, matches, strict=True)
        ]
        self.ask_for_twins(checked)
        self.refuse_taken_names(checked, standings)
        return checked

    def cleaned(self, cells: list[Cell]) -> tuple[dict[str, Any], list[Problem]]:
        """(field -> value, of what is filled in; what is wrong). The country is a primary key."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for place, name, widget in self.columns:
            cell = cells[place] if place < len(cells) else None
            if cell is None or cell == "":
                continue
            try:
                value = widget.clean(cell)
            except Misread as problem:
                problems.append((name, problem.code, problem.params))
                if name == "name":
                    values[name] = str(cell)[:200]
            else:
                if value:
                    values[name] = value
        self.complete(values, problems)
        if not self.allowed or values.get("country", self.allowed) == self.allowed:
            self.note_words(cells, values, problems)
        return values, problems

    def note_words(self, cells: list[Cell], values: dict[str, Any], problems: list[Problem]) -> None:
        """Words of a list that are not known, and those of which a person has said what they mean."""
        for name, code, said in problems:
            if name in LISTED and code in ("word", "word meant"):
                self.note_word(name, said["value"], said.get("meant", ""), is_said=False)
        for place, name, _widget in self.columns:
            if name in self.meanings and name in values and folded(str(cells[place])) in self.meanings[name]:
                self.note_word(name, str(cells[place]), values[name], is_said=True)

    def note_word(self, name: str, word: str, meant: str, *, is_said: bool) -> None:
        """Counted however it is spelt; called as it was written first."""
        key, known = folded(word), (name, folded(word), meant, is_said)
        if not key or (known not in self.words and len(self.words) > MOST_NOTED):
            return  # a column of free text is not one of words: memory stays what it is
        self.spelt.setdefault(key, word)
        self.words[known] += 1

    def words_noted(self) -> list[list[Any]]:
        """[field, word, what it means or is like, rows, whether a person has said so]: those to ask about first."""
        found = sorted(self.words.items(), key=lambda item: (item[0][3], -item[1], item[0]))
        return [
            [name, self.spelt[key], meant, rows, is_said] for (name, key, meant, is_said), rows in found[:MOST_WORDS]
        ]

    def complete(self, values: dict[str, Any], problems: list[Problem]) -> None:
        """The country and the number of a row, as they are looked up."""
        if "country" in values:
            values["country"] = int(values["country"])
        elif self.allowed and not any(name == "country" for name, _code, _values in problems):
            values["country"] = self.allowed
        number, own = told_apart(values.pop("ref", ""), values.pop("sender_ref", ""), both="sender_ref" in self.fields)
        if REGISTER_NUMBER.fullmatch(number):
            values["ref"] = number.upper()
        elif number:
            problems.append(("ref", "unknown ref", {"value": number}))
        if own:
            values["sender_ref"] = own
        place = {"latitude", "longitude"}
        if ("latitude" in values) != ("longitude" in values) and not place & {problem[0] for problem in problems}:
            problems.append(("latitude", "half a place", {}))

    def match(self, values: dict[str, Any], problems: list[Problem], index: Index) -> int | None:
        """The organisation that the row names: by our number, by its sender's, by its very name and city."""
        by_ref = index.refs.get(values.get("ref", ""))
        country, own = values.get("country"), values.get("sender_ref", "")
        by_own = index.sender_refs.get((country, own)) if country and own else None
        if values.get("ref") and by_ref is None:
            problems.append(("ref", "unknown ref", {"value": values["ref"]}))
            return None
        if by_ref and by_own and by_ref != by_own:
            problems.append(("sender_ref", "two records", {"first": values["ref"], "second": f"CAF-{by_own:07}"}))
        if by_ref or by_own:
            return by_ref or by_own
        if country is None or "name" not in values:
            return None
        return index.named(country, values["name"], values.get("city", ""), own)

    # --- One row ------------------------------------------------------------------------------------------

    def checked(
        self, number: int, values: dict[str, Any], problems: list[Problem], standing: Standing | None
    ) -> ImportRow:
        row = ImportRow(
            run_id=self.run.pk, number=number, name=values.get("name", "") or (standing.row["name"] if standing else "")
        )
        its_country = standing.row["country_id"] if standing else None
        country = values.get("country") or its_country
        if self.allowed and (country or self.allowed) != self.allowed:
            return ended(
                row, ImportOutcome.FOREIGN, ("country", "not this country", {"country": self.countries[self.allowed]})
            )
        if self.allowed and its_country and its_country != self.allowed:
            # Of another country: whether there is such a record is not told.
            return ended(row, ImportOutcome.ERROR, ("ref", "unknown ref", {"value": values.get("ref", "")}))
        if standing and country != its_country:
            problems.append(
                (
                    "country",
                    "other country",
                    {"ref": standing.row["ref"], "country": self.countries[standing.row["country_id"]]},
                )
            )
        if standing is None:
            problems += self.missing(values, problems)
        misread = frozenset(problem[0] for problem in problems)
        plan = plan_for(values, standing, self.day, misread=misread) if standing else self.plan_of_new(values, misread)
        problems += plan.problems
        if standing and standing.row["state"] == RegisterState.MERGED and (plan.changes or problems):
            merged = {"ref": standing.row["ref"], "into": f"CAF-{standing.row['merged_into_id']:07}"}
            problems.append(("ref", "merged", merged))
        if first := self.first_row(values, standing, number, is_good=not problems):
            problems.append(("name", "twice", {"row": first}))
        if problems:
            return ended(row, ImportOutcome.ERROR, *problems)
        values["country"] = country
        row.organisation_id = standing.pk if standing else None
        settle(row, plan, values, standing)
        return row

    def plan_of_new(self, values: dict[str, Any], misread: frozenset[str]) -> Plan:
        """Of a new organisation everything is entered: only what it says of uses may be wrong."""
        plan = Plan()
        plan_uses(plan, values, [], self.day, misread)
        return plan

    def missing(self, values: dict[str, Any], problems: list[Problem]) -> list[Problem]:
        """What a new organisation needs; nothing is said twice of a field, nor of one that is on record."""
        wrong = {name for name, _code, _params in problems}
        if "ref" in wrong:
            return []
        found: list[Problem] = []
        if "name" not in values and "name" not in wrong:
            found.append(("name", "missing", {}))
        names = [name for name in ("name", "english_name") if name in values and name not in wrong]
        found += [(name, "no name", {"value": values[name]}) for name in names if not is_a_name(values[name])]
        if "country" not in values and "country" not in wrong:
            found.append(("country", "no country" if "country" not in self.fields else "missing", {}))
        return found

    def first_row(self, values: dict[str, Any], standing: Standing | None, number: int, *, is_good: bool) -> int | None:
        """The good row of the file that spoke of this organisation already; None for the first."""
        marks: list[Any] = [("pk", standing.pk)] if standing else []
        if not standing and "country" in values and "name" in values:
            marks.append((values["country"], folded(values["name"]), folded(values.get("city", ""))))
            if values.get("sender_ref"):
                marks.append((values["country"], values["sender_ref"]))
        for mark in map(hash, marks):
            if mark in self.seen:
                return self.seen[mark]
        if is_good:
            self.seen.update(dict.fromkeys(map(hash, marks), number))
        return None

    # --- Against the register -----------------------------------------------------------------------------

    def ask_for_twins(self, checked: list[ImportRow]) -> None:
        """New ones that may be there already: a person decides."""
        new = {row.number: row for row in checked if row.outcome == ImportOutcome.NEW}
        found = find_twins(sought(number, row.name, row.values) for number, row in new.items())
        for number, twins in found.items():
            if twins:
                row = new[int(str(number))]
                row.outcome = ImportOutcome.DUPLICATE
                row.twins = [[twin.organisation_id, twin.score, list(twin.codes)] for twin in twins[:MOST_TWINS]]
        ask(checked)

    def refuse_taken_names(self, checked: list[ImportRow], standings: dict[int, Standing]) -> None:
        """A new name that another organisation of the country has, in the same city, cannot be given."""
        renamed = {}
        for row in checked:
            if row.outcome == ImportOutcome.CHANGED and {"name", "city"} & {name for name, _old, _new in row.changes}:
                its = standings[row.organisation_id or 0].row
                city = row.values.get("city") or its["city"]
                renamed[row.number] = (row, (its["country_id"], row.values.get("name") or its["name"], city))
        for number, ref in taken(mark for _row, mark in renamed.values()).items():
            for row, mark in renamed.values():
                if mark == number and ref[0] != row.organisation_id:
                    values = {"country": self.countries[mark[0]], "ref": ref[1]}
                    ended(row, ImportOutcome.ERROR, ("name", "name taken", values))


def told_apart(number: str, own: str, *, both: bool) -> tuple[str, str]:
    """(the register's number, the sender's own) of what stands in the columns of the two: people mix them up.

    both: the file has a column of the sender's own; a number that begins as ours is then meant as ours.
    """
    ours = REGISTER_NUMBER.fullmatch(number) or (both and number.upper().startswith("CAF"))
    if number and not ours:
        number, own = "", own or number
    if not number and REGISTER_NUMBER.fullmatch(own):
        number, own = own, ""
    return number, own


def sought(number: int, name: str, values: dict[str, Any]) -> Sought:
    """A row as duplicates of it are searched for."""
    return Sought(
        key=number,
        country_id=values["country"],
        names=tuple(filter(None, (name, values.get("english_name", "")))),
        city=values.get("city", ""),
        website=values.get("website", ""),
        sender_ref=values.get("sender_ref", ""),
    )


def taken(marks: Iterable[tuple[int, str, str]]) -> dict[tuple[int, str, str], tuple[int, str]]:
    """(country, name, city) -> (key, number) of the organisation that has them."""
    wanted = set(marks)
    if not wanted:
        return {}
    rows = (
        Organisation.objects.order_by()
        .filter(
            among("country", {mark[0] for mark in wanted}),
            among("name", {mark[1] for mark in wanted}),
            merged_into__isnull=True,
        )
        .values_list("country_id", "name", "city", "pk", "ref")
    )
    return {
        (country, name, city): (key, ref) for country, name, city, key, ref in rows if (country, name, city) in wanted
    }


def ended(row: ImportRow, outcome: ImportOutcome, *problems: Problem) -> ImportRow:
    """Nothing is entered for it, and nothing of it is kept but what is wrong."""
    row.outcome, row.problems, row.values, row.changes = outcome, [list(one) for one in problems], {}, []
    row.organisation_id = None
    return row


def settle(row: ImportRow, plan: Plan, values: dict[str, Any], standing: Standing | None) -> None:
    """What a plan without problems means for the row."""
    if standing is None:
        row.outcome, row.values, row.changes = ImportOutcome.NEW, values, []
    elif not plan.changes:
        row.outcome, row.values, row.changes = ImportOutcome.UNCHANGED, {}, []
    else:
        row.outcome, row.values, row.changes = ImportOutcome.CHANGED, values, plan.changes


def ask(rows: list[ImportRow]) -> None:
    """The question that each possible duplicate puts."""
    asked = [row for row in rows if row.outcome == ImportOutcome.DUPLICATE]
    keys = {row.twins[0][0] for row in asked}
    known = {
        key: (name, ref)
        for key, name, ref in Organisation.objects.filter(among("pk", keys)).order_by().values_list("pk", "name", "ref")
    }
    for row in asked:
        key, score, _reasons = row.twins[0]
        name, ref = known.get(key, (row.name, ""))
        row.problems = [["name", "maybe twice", {"name": name, "ref": ref, "score": score}]]
