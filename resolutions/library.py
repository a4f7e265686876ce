"""The clause library: shipped as one readable file an app, loaded into the database, edited there by people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from core.facts import FactSpec
from core.values import Name, Text
from resolutions.checking import check
from resolutions.facts import specs
from resolutions.language import ClauseMistake
from resolutions.models import LibraryClause
from resolutions.models.clause import Area, Verb

FILE = "clauses.toml"
APPS = ("resolutions", "conferences", "customer_focus", "caf")


def shipped() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every clause as the portal ships it, with the file it stands in. Raises ClauseMistake for a file
    that is no TOML."""
    for app in APPS:
        path = Path(apps.get_app_config(app).path) / FILE
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8")).get("clause", [])
        except tomllib.TOMLDecodeError as error:
            raise ClauseMistake(f"{app}/{FILE}: {error}") from error
        for entry in entries:
            yield path, entry


def fields_of(entry: dict[str, Any]) -> dict[str, Any]:
    """A shipped clause as the columns of LibraryClause. Raises ClauseMistake if a part is missing."""
    try:
        commitment = entry.get("commitment", {})
        return {
            "key": entry["key"],
            "area": entry["area"],
            "group": entry.get("group", entry["key"]),
            "place": entry["place"],
            "verb": entry["verb"],
            "condition": entry["condition"].strip(),
            "title": Text(entry["title"]),
            "because": Text(entry.get("because", {})),
            "text": Text({language: text.strip() for language, text in entry["text"].items()}),
            "commitment_owner": commitment.get("owner", ""),
            "commitment_task": Text(commitment.get("task", {})),
            "commitment_due": Text(commitment.get("due", {})),
        }
    except (KeyError, AttributeError, TypeError) as error:
        raise ClauseMistake(f"clause {entry.get('key', '?')}: {error} is missing or of the wrong kind.") from error


def check_clause(fields: Mapping[str, Any], known: Mapping[str, FactSpec]) -> None:
    """Refuse a clause that cannot be rendered, or that rests on a fact whose records are one country's own: drafts
    are shared. Raises ClauseMistake with the clause, the part and the line."""
    key = fields["key"]
    if fields["area"] not in Area.values:
        raise ClauseMistake(f"clause {key}: “{fields['area']}” is not a part of a resolution.")
    if fields["verb"] not in Verb.values:
        raise ClauseMistake(f"clause {key}: “{fields['verb']}” is not an operative verb of the library.")
    owner = fields["commitment_owner"]
    if owner and (owner not in known or known[owner].kind is not Name):
        raise ClauseMistake(f"clause {key}: the owner of its commitment, “{owner}”, is not the name of anyone.")
    parts = [("condition", fields["condition"], "en", True)]
    for language, _name in settings.LANGUAGES:
        if not fields["text"].get(language):
            raise ClauseMistake(f"clause {key}: it has no text in “{language}”.")
        parts += [
            (f"{part} ({language})", fields[part].get(language, ""), language, False)
            for part in ("text", "commitment_task", "commitment_due")
        ]
    shared = {name: spec for name, spec in known.items() if not spec.confidential}
    for part, template, language, expression in parts:
        try:
            check(template, language, shared, expression=expression)
        except ClauseMistake as mistake:
            raise ClauseMistake(f"clause {key}, {part}, {mistake}") from mistake


@transaction.atomic
def load() -> tuple[int, int]:
    """Load what ships. A clause that people have changed keeps their words; (loaded, kept as changed).

    Raises ClauseMistake, and loads nothing, if any clause cannot be used.
    """
    known = specs()
    loaded = kept = 0
    seen: set[str] = set()
    present = {clause.key: clause for clause in LibraryClause.objects.all()}
    for path, entry in shipped():
        fields = fields_of(entry)
        try:
            check_clause(fields, known)
        except ClauseMistake as mistake:
            raise ClauseMistake(f"{path.parent.name}/{FILE}: {mistake}") from mistake
        if fields["key"] in seen:
            raise ClauseMistake(f"{path.parent.name}/{FILE}: clause {fields['key']} is there twice.")
        seen.add(fields["key"])
        clause = present.pop(fields["key"], None)
        if clause is None:
            LibraryClause.objects.create(**fields, shipped=fields)
            loaded += 1
        elif is_changed(clause):
            kept += 1
            if clause.shipped != fields:
                LibraryClause.objects.filter(pk=clause.pk).update(shipped=fields)
        elif clause.shipped != fields:
            for name, value in fields.items():
                setattr(clause, name, value)
            clause.shipped = fields
            clause.save()
            loaded += 1
    for clause in present.values():
        if not is_changed(clause) and clause.shipped:
            clause.delete()  # it no longer ships, and nobody made it their own
    return loaded, kept


def is_changed(clause: LibraryClause) -> bool:
    """Whether people have changed it since it was shipped (one they wrote themselves is changed)."""
    return any(getattr(clause, name) != value for name, value in clause.shipped.items()) or not clause.shipped
