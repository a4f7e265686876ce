"""What an import entered, taken back in bulk. What was built on since stays, and its row says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import ForeignKey

from caf.actions.organisation import FOLLOWED
from caf.importing.history import CREATED, DELETED, keep_history
from caf.importing.writing import ANSWERS, MENDED, SENDER_REF, TABLES, follow_all, reason_of, save_mended
from caf.models import ImportOutcome, ImportRow, Merge, Organisation, PairAnswer
from caf.tallies import Changes, forget
from core.among import among
from core.bulk import update

ENTERED: dict[str, Any] = {**TABLES, ANSWERS: PairAnswer}


def take_back(rows: list[ImportRow], *, by: Any, reason: str, changes: Changes) -> tuple[set[int], int]:
    """Undo these rows of an import, inside the caller's transaction.

    Returns the keys of the organisations that they entered or changed, and how many are kept.
    """
    new = [row for row in rows if row.outcome == ImportOutcome.NEW]
    others = [row for row in rows if row.outcome == ImportOutcome.CHANGED]
    kept = kept_by(rows, new, others)
    changed = {row.organisation_id for row in rows if row.organisation_id}
    remove_organisations([row for row in new if row.pk not in kept], by=by, reason=reason, changes=changes)
    restore([row for row in others if row.pk not in kept], by=by, reason=reason)
    for row in rows:
        if row.pk in kept:
            row.problems = [["", kept[row.pk], {}]]
        else:
            row.written, row.problems = {}, []
    update(ImportRow, [*map(vars, rows)], ("problems", "written", "organisation"))
    return changed, len(kept)


# --- What stays, and why ----------------------------------------------------------------------------------

CHANGED_SINCE, MORE_SINCE, MERGED_SINCE = "kept", "kept more", "kept merge"
"""Codes of `caf.importing.problems`; of several, the last one is told."""


def kept_by(rows: list[ImportRow], new: list[ImportRow], others: list[ImportRow]) -> dict[int, str]:
    """Key of each row that stays -> why. What was done since and is undone again keeps none, but for a merge, which
    stays on record."""
    named = {row.organisation_id: row.pk for row in new if row.organisation_id}
    kept = {row.pk: MORE_SINCE for row in rows_with_more(rows)}
    merged = set()
    for model, field in hanging(Organisation):
        if model in (ImportRow, PairAnswer) or follows(model):
            continue  # that it is not another one is said of a record, and goes with it
        own = written_by(new, model)
        for pk, key in model._base_manager.filter(among(field.name, named)).values_list("pk", field.attname):
            if pk not in own:
                kept[named[key]] = MORE_SINCE
                merged |= {named[key]} if model is Merge else set()
    changed = {row.organisation_id: row.pk for row in others if row.organisation_id}
    gone = Merge.objects.filter(among("merged", changed)).values_list("merged", flat=True)
    merged |= {changed[key] for key in gone}  # what it was given is entered again with the other record
    kept |= dict.fromkeys(rows_that_differ(rows), CHANGED_SINCE)
    kept |= dict.fromkeys((named[key] for key in changed_since(Organisation, named)), CHANGED_SINCE)
    kept |= dict.fromkeys(with_another_reference(others), CHANGED_SINCE)
    return kept | dict.fromkeys(merged, MERGED_SINCE)


def hanging(owner: Any) -> Iterator[tuple[Any, Any]]:
    """(model, field) of every key that points to rows of a model, but of histories, which remember what is gone."""
    relations: list[Any] = list(owner._meta.get_fields(include_hidden=True))
    for relation in relations:
        is_key = relation.auto_created and isinstance(getattr(relation, "field", None), ForeignKey)
        if is_key and not hasattr(relation.related_model, "history_type"):
            yield relation.related_model, relation.field


def follows(model: Any) -> bool:
    """Whether a table only mirrors organisations: its rows go with them, and build nothing on them."""
    return bool(getattr(model, "follows_organisation", False))


def written_by(rows: list[ImportRow], model: Any) -> dict[int, ImportRow]:
    """Key of what these rows entered into that table -> its row."""
    relation = next((name for name, table in ENTERED.items() if table is model), "")
    return {key: row for row in rows for key in row.written.get(relation, ())}


def rows_with_more(rows: list[ImportRow]) -> Iterator[ImportRow]:
    """Rows of which something that they entered has something of its own by now: a use said again, an account."""
    for entered in ENTERED.values():
        its = written_by(rows, entered)
        for model, field in hanging(entered) if its else ():
            own = written_by(rows, model)
            for pk, key in model._base_manager.filter(among(field.name, its)).values_list("pk", field.attname):
                if pk not in own:
                    yield its[key]


def rows_that_differ(rows: list[ImportRow]) -> Iterator[int]:
    """Keys of rows of which something that they entered or mended is gone by now, or says something else."""
    for model in TABLES.values():  # an answer on a pair may have gone with the other record
        its = written_by(rows, model)
        yield from (its[key].pk for key in changed_since(model, its))
    for model, (relation, _names) in MENDED.items():
        its = {int(key): row for row in rows for key in row.written.get("mended", {}).get(relation, {})}
        if its:
            said = model.history.filter(history_change_reason__startswith=reason_of(rows[0].run_id))
            yield from (its[key].pk for key in unlike(model, said, its))


def with_another_reference(rows: list[ImportRow]) -> Iterator[int]:
    """Keys of rows that gave an organisation on record the number of its sender, and it has another one by now."""
    gave = {row.organisation_id: row for row in rows if SENDER_REF in reference_given(row)}
    named = Organisation.objects.filter(among("pk", gave)).order_by()
    for key, ref in named.values_list("pk", SENDER_REF) if gave else ():
        if ref != reference_given(gave[key])[SENDER_REF]:
            yield gave[key].pk


def reference_given(row: ImportRow) -> dict[str, str]:
    return {name: new for name, _old, new in row.changes if name == SENDER_REF}


def changed_since(model: Any, keys: Iterable[int]) -> set[int]:
    """Those of these records that are gone, or say something else than they did when they were entered.

    What was changed and changed back says the same.
    """
    if getattr(model, "history", None) is None:
        return set()
    later = model.history.filter(among("id", keys)).exclude(history_type=CREATED).order_by()
    touched = set(later.values_list("id", flat=True))
    return unlike(model, model.history.filter(history_type=CREATED), touched) if touched else set()


def unlike(model: Any, entries: Any, keys: Iterable[int]) -> set[int]:
    """Those of these records that are gone, or say something else than the last of these entries of their history."""
    names = ("id", *(field.attname for field in model.history.model.tracked_fields))
    last = entries.filter(among("id", keys)).order_by("history_date", "history_id")
    said = {key: values for key, *values in last.values_list(*names)}
    says = {key: values for key, *values in model._base_manager.filter(among("pk", keys)).values_list(*names)}
    return {key for key in keys if key not in says or says[key] != said.get(key)}


# --- Taking back ------------------------------------------------------------------------------------------


def remove_organisations(rows: list[ImportRow], *, by: Any, reason: str, changes: Changes) -> None:
    """With what was entered for them; each leaves its last entry in the history."""
    keys = [row.organisation_id for row in rows if row.organisation_id]
    for model in TABLES.values():
        remove(model.objects.filter(among("organisation", keys)), by=by, reason=reason)
    for side in ("first", "second"):
        remove(PairAnswer.objects.filter(among(side, keys)), by=by, reason=reason)
    ImportRow.objects.filter(among("organisation", keys)).update(organisation=None)
    forget(keys, changes)
    for mirror, field in hanging(Organisation):
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
    gave = {row.organisation_id for row in rows if reference_given(row)}
    for organisation in organisations:
        for name in (*FOLLOWED, *((SENDER_REF,) if organisation.pk in gave else ())):
            value = before[organisation.pk][name]
            setattr(organisation, name, date.fromisoformat(value) if name == "changed_on" and value else value)
    follow_all(organisations, by=by, reason=reason)
