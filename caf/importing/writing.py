"""Checked rows, entered in bulk: new organisations, and new dated rows of those on record. Nothing is overwritten.

What has changed since the check is not entered: the row comes back with a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from caf import own_words
from caf.actions.likeness import keep_keys
from caf.actions.organisation import FOLLOWED, PROFILE_FIELDS, take_over
from caf.importing.checking import ended, taken
from caf.importing.differences import Plan, plan_for
from caf.importing.history import CHANGED, CREATED, keep_history
from caf.importing.standing import Standing, index_of, standing_of
from caf.models import (
    Contact,
    ImportOutcome,
    ImportRow,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    Origin,
    PairAnswer,
    PairState,
    RegisterImport,
    RegisterState,
    Registration,
    RowAnswer,
    Use,
)
from caf.tallies import Changes, recount
from core.among import among
from core.bulk import Said, insert, new_keys, update
from core.models import Confidence

TABLES: dict[str, Any] = {
    "names": OrganisationName,
    "profiles": OrganisationProfile,
    "uses": Use,
    "contacts": Contact,
    "steps": Registration,
}
"""Relation of an organisation -> its model, in the order in which they are written."""
ANSWERS = "answers"
Made = defaultdict[Any, list[Said]]
"""Model -> its new rows."""
USE_FIELDS = (
    "version", "sector_version", "starts_on", "starts_precision", "ends_on", "in_part", "part", "reported_on",
    "reported_precision", "panel", "evidence", "evidence_url",
)  # fmt: skip
SENDER_REF = "sender_ref"
OWN_COLUMNS = (SENDER_REF, *FOLLOWED)


class Writer:
    """Enters the rows of one import, a batch at a time, in the caller's transaction. entered: how many."""

    def __init__(self, run: RegisterImport, day: date, by: Any) -> None:
        self.run, self.day, self.by = run, day, by
        self.fields = set(run.mapping.values())
        self.source = own_words.FILE % {"file": run.file_name}
        self.reason = reason_of(run.pk, run.file_name)
        self.details = {"known_on": day, "source": self.source}
        self.by_id = by and by.pk
        self.entered = 0

    def enter(self, rows: list[ImportRow]) -> list[int]:
        """Rows that are new or change something; each is saved with what was written for it, or with why not.

        Returns the keys of the organisations that were entered or changed.
        """
        new = [row for row in rows if row.outcome == ImportOutcome.NEW]
        others = [row for row in rows if row.outcome == ImportOutcome.CHANGED]
        self.enter_new(self.still_new(new))
        self.enter_changed(others)
        entered = [row for row in new if row.outcome == ImportOutcome.NEW]
        update(ImportRow, [*map(vars, entered)], ("organisation", "written"))
        rest = [vars(row) for row in rows if row.outcome != ImportOutcome.NEW]
        update(ImportRow, rest, ("outcome", "organisation", "problems", "values", "changes", "written"))
        keys = [row.organisation_id for row in rows if row.organisation_id]
        self.entered += len(keys)
        return keys

    # --- New ones -----------------------------------------------------------------------------------------

    def still_new(self, rows: list[ImportRow]) -> list[ImportRow]:
        """Without those whose name and city, or number of the sender, another organisation has by now."""
        marks = {row.number: mark_of(row.values) for row in rows}
        names = taken(marks.values())
        refs = index_of([{"sender_ref": row.values.get("sender_ref", "")} for row in rows], None).sender_refs
        good = []
        for row in rows:
            own = (row.values["country"], row.values.get("sender_ref", ""))
            if marks[row.number] in names or own in refs:
                ended(row, ImportOutcome.ERROR, ("name", "there meanwhile", {}))
            else:
                good.append(row)
        return good

    def enter_new(self, rows: list[ImportRow]) -> None:
        organisations = [self.organisation(row.values) for row in rows]
        for row, said, key in zip(rows, organisations, new_keys(Organisation, len(rows)), strict=True):
            row.organisation_id = said["id"] = key
            said["ref"] = f"CAF-{key:07}"
        insert(Organisation, organisations)
        keep_history(Organisation, organisations, CREATED, by=self.by, reason=self.reason)
        made: Made = defaultdict(list)
        for row, said in zip(rows, organisations, strict=True):
            self.make_rows_of_new(made, said, row.values)
        self.save(made, rows)
        self.keep_apart([row for row in rows if row.answer == RowAnswer.NEW])

    def keep_apart(self, rows: list[ImportRow]) -> None:
        """Who said that a row is none of those it is like, is not asked again of the records."""
        if not rows:
            return
        named = Organisation.objects.filter(among("pk", {twin[0] for row in rows for twin in row.twins}))
        there = set(named.order_by().values_list("pk", flat=True))
        for row in rows:
            answers: list[Said] = [
                {
                    "first_id": twin[0],
                    "second_id": row.organisation_id,
                    "state": PairState.APART.value,
                    "by_id": row.answered_by_id,
                    "note": own_words.SAID_OF_ROW % {"row": row.number},
                    **self.details,
                }
                for twin in row.twins
                if twin[0] in there
            ]
            insert(PairAnswer, answers)
            keep_history(PairAnswer, answers, CREATED, by=self.by, reason=self.reason)
            row.written[ANSWERS] = [answer["id"] for answer in answers]

    def organisation(self, values: Said) -> Said:
        language = values.get("language", "")
        return {
            "country_id": values["country"],
            "language": language,
            "origin": Origin.IMPORTED.value,
            "state": self.run.new_state,
            "name": values["name"],
            "english_name": "" if language == "en" else values.get("english_name", ""),
            "sender_ref": values.get("sender_ref", ""),
            **{name: values.get(name, "") for name in PROFILE_FIELDS},
            **self.details,
        }

    def make_rows_of_new(self, made: Made, organisation: Said, values: Said) -> None:
        """Its names, profile, uses, contact and steps."""
        plan, details = plan_for(values, None, self.day), {"organisation_id": organisation["id"], **self.details}
        names = {"en": organisation["english_name"], organisation["language"]: organisation["name"]}
        made[OrganisationName] += [
            {"language": language, "name": name, **details} for language, name in names.items() if name
        ]
        if plan.profile:
            made[OrganisationProfile].append(self.profile({}, plan.profile) | details)
        made[Registration].append({"state": RegisterState.TO_VALIDATE.value, "by_id": self.by_id, **details})
        if self.run.new_state == RegisterState.VALIDATED:
            made[Registration].append({"state": RegisterState.VALIDATED.value, "by_id": self.by_id, **details})
        self.add_rows(made, organisation["id"], plan)

    def add_rows(self, made: Made, key: int, plan: Plan) -> None:
        """Other names, uses and the contact of a plan."""
        details = {"organisation_id": key, **self.details}
        made[OrganisationName] += [
            {"language": "", "name": name, "kind": NameKind.ALIAS.value, **details} for name in plan.aliases
        ]
        if plan.first_use:
            unsure = {"confidence": Confidence.LOW.value, "note": own_words.EARLIER_USE}
            made[Use].append({**plan.first_use, **unsure, **details})
        if plan.use:
            made[Use].append({**plan.use, **details})
        if plan.contact:
            role = plan.contact["role"] or gettext("contact for CAF")
            made[Contact].append({**plan.contact, "role": role, **details})

    def profile(self, known: Said, said: dict[str, str]) -> Said:
        """The organisation as a whole: as it is known, with what the file says."""
        fields: Said = known | said
        for name in ("latitude", "longitude"):
            fields[name] = Decimal(fields[name]) if fields.get(name) not in (None, "") else None
        return fields

    def save(self, made: Made, rows: list[ImportRow]) -> None:
        """Save the rows made, with their history, and note at each row of the file what was entered for it."""
        by_organisation = {row.organisation_id: row for row in rows}
        for relation, model in TABLES.items():
            its = made[model]
            insert(model, its)
            keep_history(model, its, CREATED, by=self.by, reason=self.reason)
            for one in its:
                by_organisation[one["organisation_id"]].written.setdefault(relation, []).append(one["id"])

    # --- Those on record ----------------------------------------------------------------------------------

    def enter_changed(self, rows: list[ImportRow]) -> None:
        """New dated rows; where one of that very day is there already, it is mended, and what it said is kept."""
        keys = [row.organisation_id for row in rows if row.organisation_id]
        locked = Organisation.objects.select_for_update(of=("self",)).filter(among("pk", keys)).order_by("pk")
        if self.run.country_id:
            locked = locked.filter(country_id=self.run.country_id)
        organisations = {one.pk: one for one in locked}
        standings = standing_of(organisations, self.day, self.fields)
        plans = self.still_as_checked(rows, organisations, standings)
        if not plans:
            return
        profiles = newest(
            OrganisationProfile.objects.filter(among("organisation", organisations), known_on__lte=self.day)
        )
        of_the_day = self.rows_of_the_day(list(organisations))
        made: Made = defaultdict(list)
        mended: list[Any] = []
        for row, plan in plans:
            key = row.organisation_id or 0
            organisation, standing = organisations[key], standings[key]
            row.written = {"before": columns(organisation)}
            for model, said in self.rows_replacing(organisation, standing, plan, profiles.get(organisation.pk)):
                there = of_the_day.get(mark_of_row(model, said))
                if there is None:
                    made[model].append(said)
                else:
                    note_mended(row, there)
                    take_words(there, said)
                    mended.append(there)
            self.add_rows(made, key, plan)
            for name, value in plan.own.items():
                setattr(organisation, name, value)
        made[Use] += self.restated(plans)
        entered = [row for row, _plan in plans]
        self.save(made, entered)
        save_mended(mended, by=self.by, reason=self.reason)
        follow_all([organisations[row.organisation_id or 0] for row in entered], by=self.by, reason=self.reason)

    def still_as_checked(
        self, rows: list[ImportRow], organisations: dict[int, Any], standings: dict[int, Standing]
    ) -> list[tuple[ImportRow, Plan]]:
        """Rows that would still change what their reader was shown. The others come back."""
        plans = []
        for row in rows:
            standing = standings.get(row.organisation_id or 0)
            if standing is None:
                ended(row, ImportOutcome.ERROR, ("ref", "gone meanwhile", {}))
                continue
            plan = plan_for(row.values, standing, self.day, same_by_answer=bool(row.answer))
            if plan.problems or plan.changes != row.changes or standing.row["state"] == RegisterState.MERGED:
                ended(row, ImportOutcome.ERROR, ("name", "changed meanwhile", {}))
            else:
                plans.append((row, plan))
        wanted = {
            mark_of({**columns(organisations[row.organisation_id or 0]), **row.values}): row for row, _plan in plans
        }
        for mark, (key, _ref) in taken(wanted).items():
            if wanted[mark].organisation_id != key:
                ended(wanted[mark], ImportOutcome.ERROR, ("name", "there meanwhile", {}))
        return [(row, plan) for row, plan in plans if row.outcome == ImportOutcome.CHANGED]

    def rows_of_the_day(self, keys: list[int]) -> dict[Any, Any]:
        """Official names and profiles that are known since the very day of the import."""
        found: list[Any] = [
            *OrganisationName.objects.filter(among("organisation", keys), known_on=self.day, kind=NameKind.OFFICIAL),
            *OrganisationProfile.objects.filter(among("organisation", keys), known_on=self.day),
        ]
        return {mark_of_row(type(row), vars(row)): row for row in found}

    def rows_replacing(
        self, organisation: Organisation, standing: Standing, plan: Plan, profile: OrganisationProfile | None
    ) -> list[tuple[Any, Said]]:
        """(model, row) of the new names and profile that a plan comes to."""
        details = {"organisation_id": organisation.pk, **self.details}
        rows: list[tuple[Any, Said]] = [
            (
                OrganisationName,
                {"language": "en" if field == "english_name" else organisation.language, "name": name, **details},
            )
            for field, name in plan.names.items()
        ]
        if plan.profile:
            known = {name: standing.row[name] for name in PROFILE_FIELDS}
            if profile is not None:
                known |= {name: getattr(profile, name) for name in ("nuts", "latitude", "longitude")}
            rows.append((OrganisationProfile, self.profile(known, plan.profile) | details))
        return rows

    def restated(self, plans: list[tuple[ImportRow, Plan]]) -> list[Said]:
        """Uses of which something becomes known, the version or the day of the report: said again, from this day on."""
        known = {key: fields for _row, plan in plans for key, fields in plan.completed.items()}
        return [
            {name: getattr(use, name) for name in USE_FIELDS}
            | {"organisation_id": use.organisation_id, "restates_id": use.entered_as}
            | self.details
            | known[use.pk]
            for use in Use.objects.filter(among("pk", known)).order_by("pk")
        ]


# --- What is shared with taking back ----------------------------------------------------------------------


def reason_of(key: int, file: str = "") -> str:
    """The reason that the history has for what an import wrote. Without a file: how such reasons begin."""
    return own_words.IMPORT % {"number": key, "file": file}


def columns(organisation: Organisation) -> dict[str, Any]:
    """Its own columns as JSON keeps them."""
    said = {name: getattr(organisation, name) for name in OWN_COLUMNS}
    return {
        **said,
        "country": organisation.country_id,
        "changed_on": said["changed_on"] and said["changed_on"].isoformat(),
    }


def mark_of(values: dict[str, Any]) -> tuple[int, str, str]:
    """What no two organisations may share."""
    return values["country"], values["name"], values.get("city", "")


def mark_of_row(model: Any, said: Said) -> Any:
    """What no two official names, and no two profiles, of one day may share."""
    key = said["organisation_id"]
    return (key, said["language"]) if model is OrganisationName else key


def newest(rows: Any) -> dict[int, Any]:
    """The row known last, for each organisation."""
    return {row.organisation_id: row for row in rows.order_by("known_on", "pk")}


MENDED: dict[Any, tuple[str, tuple[str, ...]]] = {
    OrganisationName: ("names", ("name", "source")),
    OrganisationProfile: ("profiles", (*PROFILE_FIELDS, "nuts", "latitude", "longitude", "source")),
}


def note_mended(row: ImportRow, record: Any) -> None:
    """Keep what the record said before it is mended."""
    relation, names = MENDED[type(record)]
    said = {name: None if getattr(record, name) is None else str(getattr(record, name)) for name in names}
    row.written.setdefault("mended", {}).setdefault(relation, {})[str(record.pk)] = said


def take_words(record: Any, said: Said) -> None:
    """Make it say this. What a row does not say is empty there."""
    for name in MENDED[type(record)][1]:
        setattr(record, name, said[name] if name in said else record._meta.get_field(name).get_default())


def save_mended(records: list[Any], *, by: Any, reason: str) -> None:
    for model, (_relation, names) in MENDED.items():
        its = [vars(record) for record in records if isinstance(record, model)]
        if its:
            update(model, its, names)
            keep_history(model, its, CHANGED, by=by, reason=reason)


def follow_all(organisations: list[Organisation], *, by: Any, reason: str) -> None:
    """Keep the columns of many organisations equal to their newest dated rows, and what was set of their own."""
    keys = [one.pk for one in organisations]
    names, profiles = defaultdict(list), defaultdict(list)
    for name in OrganisationName.objects.filter(among("organisation", keys), kind=NameKind.OFFICIAL):
        names[name.organisation_id].append(name)
    for profile in OrganisationProfile.objects.filter(among("organisation", keys)):
        profiles[profile.organisation_id].append(profile)
    for one in organisations:
        take_over(one, names[one.pk], profiles[one.pk])
    rows = [*map(vars, organisations)]
    update(Organisation, rows, OWN_COLUMNS)
    keep_history(Organisation, rows, CHANGED, by=by, reason=reason)


def follow_register(keys: Iterable[int], changes: Changes, *, held: bool = False) -> None:
    """What is kept beside the register for its organisations follows them. Who calls it saves the changes, last.

    held: the caller's transaction has made or locked them already.
    """
    keys = list(keys)
    keep_keys(keys, held=held)
    recount(keys, changes, held=held)
