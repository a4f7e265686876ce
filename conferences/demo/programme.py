"""The demonstration's programme: what else is known of the editions, and the versions of one programme."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from conferences.models import Edition, Hall, ProgrammeEntry, ProgrammeVersion
from conferences.programme.slots import Slot, working_slots, zone_of
from core.demo import Files, Keys

FILE = "programme.toml"


def load(folder: Path, keys: Keys) -> Counter[str]:
    """Enter or mend the records; how many there are of each kind, editions apart: they are counted already."""
    files = Files(folder, keys)
    files.load(Edition, FILE)
    for number, row in enumerate(tomllib.loads((folder / FILE).read_text(encoding="utf-8"))["version"], start=1):
        release(number, row)
        files.counts[ProgrammeVersion._meta.label] += 1
    del files.counts[Edition._meta.label]
    return files.counts


def release(number: int, row: Mapping[str, Any]) -> None:
    """A version as the file describes it, once: a version never changes."""
    edition = Edition.objects.get(code=row["edition"])
    if edition.programme_versions.filter(name=row["name"]).exists():
        return
    halls = {hall.name: hall for hall in edition.halls.all()}
    slots = [
        said_before(slot, row.get("before", {}).get(slot.code, {}), halls)
        for slot in working_slots(edition, row["known_on"])
        if slot.code not in row.get("absent", ())
    ]
    version = edition.programme_versions.create(
        number=number,
        name=row["name"],
        comment=row["comment"],
        time_zone=zone_of(edition, row["known_on"]).key,
        known_on=row["known_on"],
        source="Demonstration",
    )
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(version=version, session_id=slot.session_id, data=slot.as_json()) for slot in slots
    )


def said_before(slot: Slot, before: Mapping[str, Any], halls: Mapping[str, Hall]) -> Slot:
    """The session as an earlier version had it."""
    changes: dict[str, Any] = {name: before[name] for name in ("starts", "ends", "cancelled") if name in before}
    if "hall" in before:
        changes |= {"hall": before["hall"], "capacity": halls[before["hall"]].capacity}
    if "without" in before:
        changes["people"] = tuple(person for person in slot.people if person.role not in before["without"])
    return replace(slot, **changes)
