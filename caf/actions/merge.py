"""Merging two records of one organisation, and undoing it at any time.

What the register rests on as of a day (names, profiles, uses) stays with the merged record, for the days before; the
survivor has rows of its own that say the same, known since the merge. Everything else that hangs on the merged record
moves: it is found from the models' relations, so a model that is added later moves too, unless it says
`stays_in_a_merge`, or `follows_organisation` because it can be made again from other rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from caf import own_words
from caf.actions.likeness import keep_keys
from caf.actions.organisation import PROFILE_FIELDS, broken_rules, follow
from caf.models import Merge, NameKind, Organisation, OrganisationName, OrganisationProfile, Registration, Use
from caf.models.use import knows_more, same_use, standing_uses
from caf.permissions import can_merge
from caf.tallies import recount
from caf.workflow import REGISTER
from core.models import Record, last_known
from core.workflow import Refused, perform

CHOSEN = ("name", "english_name", *PROFILE_FIELDS)
"""The fields that may be taken from the merged record."""
WITH_CITY = ("nuts", "latitude", "longitude")
ENTERED_AGAIN = (OrganisationName, OrganisationProfile, Use)
STAY = (Registration, Organisation)
RECORD = ("known_on", "source", "confidence", "note")
LONGEST_SOURCE = 500


# --- What hangs on a record ---------------------------------------------------------------------------


def relations() -> Iterator[tuple[type[Any], str]]:
    """(model, field) of everything that points to an organisation and moves in a merge."""
    relation: Any
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        model = relation.related_model
        if model in (*ENTERED_AGAIN, *STAY) or is_derived(model):
            continue
        yield model, relation.field.name


def is_derived(model: Any) -> bool:
    """It follows other rows, is bookkeeping of one record, or is the history of one: nothing to move."""
    marks = ("follows_organisation", "stays_in_a_merge", "history_type")
    return any(hasattr(model, mark) for mark in marks)


def hanging(organisation: Organisation) -> list[tuple[type[Any], int]]:
    """(model, how many) of what a merge would take along from this record: what is entered again, then what moves."""
    found: dict[type[Any], int] = {}
    pairs = [*((model, "organisation") for model in ENTERED_AGAIN), *relations()]
    for model, field in pairs:
        if number := model._base_manager.filter(**{field: organisation}).count():
            found[model] = found.get(model, 0) + number
    return list(found.items())


# --- Merging ------------------------------------------------------------------------------------------


@transaction.atomic
def merge_organisations(
    *, survivor: Organisation, merged: Organisation, by: Any, known_on: date, note: str, chosen: tuple[str, ...] = ()
) -> Merge:
    """Merge one record into another, which stays. chosen: fields of CHOSEN of which the merged one's value is kept.

    A field of which the survivor knows nothing is taken over anyway. Raises Refused with the reason.
    """
    kept, gone = locked(survivor, merged)
    if reason := cannot_merge(kept, gone, by, note):
        raise Refused(reason)
    merge = Merge(survivor=kept, merged=gone, by=by, known_on=known_on, note=note, state_before=gone.state)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    perform(REGISTER, "merge", gone, by=by, known_on=known_on, note=note)
    merge.entered = [
        *names_entered(kept, gone, known_on, chosen),
        *profile_entered(kept, gone, known_on, chosen),
        *uses_entered(kept, gone, known_on),
    ]
    merge.moved, merge.left = moved(gone, kept, by, own_words.MERGED % refs(gone, kept))
    follow(kept)
    merge.save()
    keep_keys([kept.pk, gone.pk])
    recount([kept.pk, gone.pk])
    return merge


def locked(first: Organisation, second: Organisation) -> tuple[Organisation, Organisation]:
    """Both under one lock, in one order whoever asks; as they were named."""
    rows = {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=(first.pk, second.pk))}
    return rows[first.pk], rows[second.pk]


def cannot_merge(survivor: Organisation, merged: Organisation, by: Any, note: str) -> str:
    """Why not; "" if nothing stands in the way."""
    if survivor.pk == merged.pk:
        return _("An organisation is not merged into itself.")
    if not (can_merge(by, survivor) and can_merge(by, merged)):
        return _("Only who keeps the register of both countries may merge these records.")
    if survivor.merged_into_id or merged.merged_into_id:
        return _("One of the two has been merged already: look at the record that it was merged into.")
    return "" if note.strip() else _("Say why, in the note.")


def source_of(row: Any, merged: Organisation) -> str:
    """Where a row that is entered again comes from."""
    if not row.source:
        return str(merged.ref)
    return (own_words.OF_MERGED % {"ref": merged.ref, "source": row.source})[:LONGEST_SOURCE]


def refs(merged: Organisation, survivor: Organisation) -> dict[str, Any]:
    return {"merged": merged.ref, "survivor": survivor.ref}


def written(model: Any, row: Any) -> dict[str, Any]:
    """A row as the merge remembers it."""
    return {"model": model._meta.label, "pk": row.pk}


def names_entered(
    survivor: Organisation, merged: Organisation, known_on: date, chosen: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The official names that were chosen, and the merged one's others as aliases, but those that the survivor has."""
    names = list(merged.names.all()) or [OrganisationName(name=merged.name, language=merged.language)]
    has = {(name.casefold(), language) for name, language in survivor.names.values_list("name", "language")}
    entered = []
    for field, language in (("name", survivor.language), ("english_name", "en")):
        value, mine = getattr(merged, field), getattr(survivor, field)
        wanted = field in chosen or (field == "english_name" and not mine)
        if not wanted or not value or value == mine or not name_may_be_taken(survivor, merged, field):
            continue
        entered += official_entered(survivor, merged, known_on, value, language)
        has |= {(value.casefold(), language), (value.casefold(), merged.language if field == "name" else "en")}
    for row in names:
        if (row.name.casefold(), row.language) in has:
            continue
        has.add((row.name.casefold(), row.language))
        kind = NameKind.ALIAS if row.kind == NameKind.OFFICIAL else row.kind
        again = survivor.names.create(
            name=row.name,
            language=row.language,
            kind=kind,
            known_on=known_on,
            source=source_of(row, merged),
            confidence=row.confidence,
        )
        entered.append({**written(OrganisationName, again), "of": row.pk})
    return entered


def official_entered(
    survivor: Organisation, merged: Organisation, known_on: date, name: str, language: str
) -> list[dict[str, Any]]:
    """A name of the merged one as the survivor's official one. Its own of that very day, which gives way, is an alias
    from then on; an earlier one stands for the days before."""
    official = {"kind": NameKind.OFFICIAL, "language": language}
    entered = []
    own = survivor.names.filter(known_on=known_on, **official).first()
    if own is not None and not survivor.names.filter(name=own.name, language=language).exclude(pk=own.pk).exists():
        said = {field: getattr(own, field) for field in RECORD}
        alias = survivor.names.create(name=own.name, language=language, kind=NameKind.ALIAS, **said)
        entered.append({**written(OrganisationName, alias), "of": None})
    of = merged.names.filter(name=name, **official).order_by("known_on", "pk").last()
    source = source_of(of or merged, merged)
    return [*entered, put(survivor.names, known_on, official, {"name": name}, source=source, of=of)]


def name_may_be_taken(survivor: Organisation, merged: Organisation, field: str) -> bool:
    """A name stands in its language: one in another stays an alias. The other record may be the one that is kept."""
    if field == "english_name":
        return survivor.language != "en"
    return merged.language in (survivor.language, "")


def profile_entered(
    survivor: Organisation, merged: Organisation, known_on: date, chosen: tuple[str, ...]
) -> list[dict[str, Any]]:
    """A profile of the survivor with what was chosen; none where it says nothing new."""
    mine, theirs = (last_known(list(one.profiles.all()), date.max) for one in (survivor, merged))
    fields = (*PROFILE_FIELDS, *WITH_CITY)
    said = {name: getattr(mine or survivor, name, None) for name in fields}
    wanted = dict(said)
    for name in PROFILE_FIELDS:
        value = getattr(theirs or merged, name)
        if value and (name in chosen or not said[name]):
            wanted[name] = value
            if name == "city":
                wanted |= {extra: getattr(theirs, extra, None) for extra in WITH_CITY}
    if wanted == said:
        return []
    values = {
        name: value if value is not None or name in ("latitude", "longitude") else "" for name, value in wanted.items()
    }
    return [put(survivor.profiles, known_on, {}, values, source=source_of(theirs or merged, merged))]


def put(
    rows: Any, known_on: date, details: dict[str, Any], values: dict[str, Any], *, source: str, of: Any = None
) -> dict[str, Any]:
    """A row known since that day; where one is recorded for that day already, that one says it, and what it said is
    kept for the undoing. of: the row of the merged record that says the same."""
    same_day = rows.filter(known_on=known_on, **details).first()
    if same_day is None:
        row = rows.create(known_on=known_on, source=source, **details, **values)
        return {**written(rows.model, row), "of": of and of.pk}
    before = {name: str(value) if value is not None else None for name, value in said_by(same_day, values).items()}
    for name, value in values.items():
        setattr(same_day, name, value)
    same_day.save()
    return {**written(rows.model, same_day), "before": before}


def said_by(row: Any, names: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def uses_entered(survivor: Organisation, merged: Organisation, known_on: date) -> list[dict[str, Any]]:
    """The merged one's uses, but those that the survivor has; of one whose day it knows less exactly, that day."""
    entered = []
    has = standing_uses(survivor.uses.all())
    for use in standing_uses(merged.uses.all()):
        same = same_use(has, use)
        if same and not knows_more(use, same):
            continue
        again = Use(**{name: getattr(same or use, name) for name in own_fields(Use)}, organisation=survivor)
        if same:  # it stands, and its day becomes known
            again.restates_id, again.starts_on = same.entered_as, use.starts_on
            again.starts_precision = use.starts_precision
        again.known_on, again.source, again.confidence, again.note = (
            known_on,
            source_of(use, merged),
            use.confidence,
            use.note,
        )
        again.save()
        entered.append({**written(Use, again), "of": use.pk})
    return entered


def own_fields(model: Any) -> list[str]:
    """What a row says, but for whose it is and since when it is known."""
    fields = (field.name for field in model._meta.concrete_fields if not field.primary_key)
    return [name for name in fields if name not in (*RECORD, "organisation", "restates")]


def moved(
    gone: Organisation, kept: Organisation, by: Any, reason: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Everything else now hangs on the other record: (what moved, what could not, for a rule of its own)."""
    went: list[dict[str, Any]] = []
    stayed: list[dict[str, Any]] = []
    for model, field in relations():
        for row in model._base_manager.filter(**{field: gone}):
            note = {**written(model, row), "field": field}
            (went if hung_on(row, field, kept, by, reason) else stayed).append(note)
    return went, stayed


def hung_on(row: Any, field: str, organisation: Organisation, by: Any, reason: str) -> bool:
    """Hang a row on that record; False where a rule of the database is against it."""
    model = type(row)
    setattr(row, field, organisation)
    try:
        with transaction.atomic():
            if hasattr(model, "history"):
                bulk_update_with_history(
                    [row], model, [field], default_user=by, default_change_reason=reason, manager=model._base_manager
                )
            else:
                model._base_manager.filter(pk=row.pk).update(**{field: organisation})
    except IntegrityError:
        return False
    return True


# --- Undoing ------------------------------------------------------------------------------------------


@transaction.atomic
def undo_merge(merge: Merge, *, by: Any, known_on: date, note: str) -> Merge:
    """Everything goes back where it was. What was added to the survivor since stays there, and is named.

    What was mended in between in a row that came with the merge is mended in the row that it came from.
    Raises Refused with the reason.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, gone = locked(merge.survivor, merge.merged)
    if reason := cannot_undo(merge, kept, gone, by):
        raise Refused(reason)
    merge.stayed = added_since(merge, kept)
    reason = own_words.MERGE_UNDONE % refs(gone, kept)
    for entry in reversed(merge.entered):
        take_back(entry)
    for entry in merge.moved:
        row = apps.get_model(entry["model"])._base_manager.filter(pk=entry["pk"]).first()
        if row is not None and getattr(row, f"{entry['field']}_id") == kept.pk:
            hung_on(row, entry["field"], gone, by, reason)
    follow(kept)  # before the other is there again: they may be called the same
    perform(REGISTER, f"unmerge to {merge.state_before}", gone, by=by, known_on=known_on, note=note)
    gone.refresh_from_db()
    gone.merged_into = None
    if reasons := broken_rules(gone):
        raise Refused(" ".join(reasons))
    gone.save(update_fields=["merged_into"])
    merge.undone_on, merge.undone_at, merge.undone_by, merge.undone_note = known_on, timezone.now(), by, note
    merge.save()
    follow(gone)
    keep_keys([kept.pk, gone.pk])
    recount([kept.pk, gone.pk])
    return merge


def cannot_undo(merge: Merge, survivor: Organisation, merged: Organisation, by: Any) -> str:
    """Why not; "" if nothing stands in the way."""
    if merge.is_undone:
        return _("This merge has been undone already.")
    if not (can_merge(by, survivor) and can_merge(by, merged)):
        return _("Only who keeps the register of both countries may undo this merge.")
    if survivor.merged_into_id:
        return _("The kept record was merged into another one since: undo that merge first.")
    return ""


def take_back(entry: Mapping[str, Any]) -> None:
    """Remove a row that came with the merge, or let it say again what it said before."""
    model: Any = apps.get_model(entry["model"])
    row = model.objects.filter(pk=entry["pk"]).first()
    if row is None:
        return
    if "before" in entry:
        for name, value in entry["before"].items():
            setattr(row, name, model._meta.get_field(name).to_python(value))
        row.save()
        return
    original = model.objects.filter(pk=entry["of"]).first() if entry["of"] else None
    if original is not None:
        same = {name for name in own_fields(model) if name != "kind" or model is not OrganisationName}
        changed = {name for name in same if getattr(row, name) != getattr(original, name)}
        if changed:
            for name in changed:
                setattr(original, name, getattr(row, name))
            original.save()
    row.delete()


def added_since(merge: Merge, survivor: Organisation) -> list[dict[str, Any]]:
    """The dated rows that were entered on the survivor after the merge."""
    came = {(entry["model"], entry["pk"]) for entry in (*merge.entered, *merge.moved)}
    found = []
    for model, field in (*((model, "organisation") for model in ENTERED_AGAIN), *relations()):
        if not issubclass(model, Record) or not hasattr(model, "history"):
            continue
        rows = set(model._base_manager.filter(**{field: survivor}).values_list("pk", flat=True))
        new = model.history.filter(history_type="+", history_date__gt=merge.entered_at, id__in=rows)
        found += [
            {"model": model._meta.label, "pk": pk}
            for pk in sorted(new.values_list("id", flat=True))
            if (model._meta.label, pk) not in came
        ]
    return found
