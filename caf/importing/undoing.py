"""What an import entered, taken back in bulk. What was built on since stays, and its row says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import ForeignKey

from caf import own_words
from caf.importing.history import DELETED, keep_history
from caf.importing.writing import ANSWERS, MENDED, OWN_COLUMNS, TABLES, follow_all, save_mended
from caf.models import ImportOutcome, ImportRow, Organisation, PairAnswer
from caf.tallies import Changes, forget
from core.among import among
from core.bulk import update

ENTERED: dict[str, Any] = {**TABLES, ANSWERS: PairAnswer}


def take_back(rows: list[ImportRow], *, by: Any, reason: str, changes: Changes) -> tuple[set[int], int]:
    """Undo these rows of an import, inside the caller's transaction.

    Returns the keys of the organisations that they entered or changed, and how many are kept.
    """
    touched = mended_since(rows)
    new = [row for row in rows if row.outcome == ImportOutcome.NEW]
    others = [row for row in rows if row.outcome == ImportOutcome.CHANGED]
    kept = built_on(new, touched) | {row.pk for row in others if is_touched(row, touched)}
    changed = {row.organisation_id for row in rows if row.organisation_id}
    remove_organisations([row for row in new if row.pk not in kept], by=by, reason=reason, changes=changes)
    restore([row for row in others if row.pk not in kept], by=by, reason=reason)
    for row in rows:
        if row.pk in kept:
            row.problems = [["", "kept", {}]]
        else:
            row.written = {}
    update(ImportRow, [*map(vars, rows)], ("problems", "written", "organisation"))
    return changed, len(kept)


def hanging() -> Iterator[tuple[Any, Any]]:
    """(model, field) of every key that points to an organisation, but of histories, which remember what is gone."""
    relations: list[Any] = list(Organisation._meta.get_fields(include_hidden=True))
    for relation in relations:
        is_key = relation.auto_created and isinstance(getattr(relation, "field", None), ForeignKey)
        if is_key and not hasattr(relation.related_model, "history_type"):
            yield relation.related_model, relation.field


def follows(model: Any) -> bool:
    """Whether a table only mirrors organisations: its rows go with them, and build nothing on them."""
    return bool(getattr(model, "follows_organisation", False))


def mended_since(rows: list[ImportRow]) -> dict[str, set[int]]:
    """Relation -> keys of what these rows entered that somebody has mended or deleted since."""
    touched: dict[str, set[int]] = {}
    for relation, model in ENTERED.items():
        history: Any = getattr(model, "history", None)
        keys = [key for row in rows for key in row.written.get(relation, [])]
        if history is not None and keys:
            entries = history.filter(among("id", keys)).exclude(history_type="+")
            touched[relation] = set(entries.values_list("id", flat=True))
    return touched


def is_touched(row: ImportRow, touched: dict[str, set[int]]) -> bool:
    """Was a row that was entered for it changed since; or one that it mended, by a later hand?"""
    if any(touched.get(relation, set()) & set(row.written.get(relation, [])) for relation in ENTERED):
        return True
    for model, (relation, _names) in MENDED.items():
        history: Any = model.history
        for key in row.written.get("mended", {}).get(relation, {}):
            last = history.filter(id=int(key)).order_by("-history_date", "-history_id").first()
            if last is None or last.history_type == "-" or not is_of_run(last, row):
                return True
    return False


def is_of_run(entry: Any, row: ImportRow) -> bool:
    return str(entry.history_change_reason or "").startswith(own_words.IMPORT % {"number": row.run_id, "file": ""})


def built_on(rows: list[ImportRow], touched: dict[str, set[int]]) -> set[int]:
    """Keys of rows whose organisation has by now what this import did not enter: a use, a step, a merge."""
    by_organisation = {row.organisation_id: row for row in rows if row.organisation_id}
    found = {row.pk for row in rows if is_touched(row, touched)}
    edited = Organisation.history.filter(among("id", by_organisation)).exclude(history_type="+")
    found |= {by_organisation[key].pk for key in edited.values_list("id", flat=True)}
    for model, field in hanging():
        if model is ImportRow or follows(model):
            continue
        name = next((name for name, table in ENTERED.items() if table is model), "")
        for pk, key in model._base_manager.filter(among(field.name, by_organisation)).values_list("pk", field.attname):
            if pk not in by_organisation[key].written.get(name, ()):
                found.add(by_organisation[key].pk)
    return found


def remove_organisations(rows: list[ImportRow], *, by: Any, reason: str, changes: Changes) -> None:
    """With what was entered for them; each leaves its last entry in the history."""
    keys = [row.organisation_id for row in rows if row.organisation_id]
    for model in TABLES.values():
        remove(model.objects.filter(among("organisation", keys)), by=by, reason=reason)
    if answers := [key for row in rows for key in row.written.get(ANSWERS, ())]:
        remove(PairAnswer.objects.filter(among("pk", answers)), by=by, reason=reason)
    ImportRow.objects.filter(among("organisation", keys)).update(organisation=None)
    forget(keys, changes)
    for mirror, field in hanging():
        if follows(mirror):
            rows_of_it = mirror._base_manager.filter(among(field.name, keys))
            rows_of_it._raw_delete(rows_of_it.db)  # noqa: SLF001 - nothing hangs on them: no look at what cascades
    remove(Organisation.objects.filter(among("pk", keys)), by=by, reason=reason)
    for row in rows:
        row.organisation_id = None


def remove(records: Any, *, by: Any, reason: str) -> None:
    """Delete them at once: nothing hangs on them any more."""
    keep_history(records.model, map(vars, records), DELETED, by=by, reason=reason)
    records._raw_delete(records.db)  # noqa: SLF001 - in one statement


def restore(rows: list[ImportRow], *, by: Any, reason: str) -> None:
    """Rows added to organisations on record go, mended ones say again what they said, and the columns follow."""
    for relation, model in TABLES.items():
        keys = [key for row in rows for key in row.written.get(relation, [])]
        if keys:
            remove(model.objects.filter(among("pk", keys)), by=by, reason=reason)
    said: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        for relation, records in row.written.get("mended", {}).items():
            said[relation] |= {int(key): values for key, values in records.items()}
    mended = []
    for model, (relation, _names) in MENDED.items():
        for record in model._default_manager.filter(among("pk", said[relation])):
            for name, value in said[relation][record.pk].items():
                setattr(record, name, model._meta.get_field(name).to_python(value))
            mended.append(record)
    save_mended(mended, by=by, reason=reason)
    before = {row.organisation_id: row.written["before"] for row in rows if row.organisation_id}
    organisations = list(
        Organisation.objects.select_for_update(of=("self",)).filter(among("pk", before)).order_by("pk")
    )
    for organisation in organisations:
        for name in OWN_COLUMNS:
            value = before[organisation.pk][name]
            setattr(organisation, name, date.fromisoformat(value) if name == "changed_on" and value else value)
    follow_all(organisations, by=by, reason=reason)
