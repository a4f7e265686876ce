"""The versions of the procedure (PEF) as the portal brings them: one file each, entered where it is not there yet.

Where no source has the items of a version, its file says of which other one it takes them (`takes_from`): they are
entered with low confidence, and say so. A version that is there stays as it is: the CAF Resource Centre keeps it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from simple_history.utils import bulk_create_with_history

from caf.models import ProcedureItem, ProcedureStep, ProcedureVersion, RatingWord
from core.models import Confidence
from core.values import Text
from network.models import Body

FOLDER = Path(__file__).parent
ORDER = ("pilot", "2009", "2013", "2024")
DETAILS = ("known_on", "source", "confidence", "note")
TAKEN = "Taken from the version “{}”: no source that was read has those of this one."

Row = Mapping[str, Any]


def read(name: str) -> Row:
    """A version's file, with the steps and words of the version that it takes them from."""
    described = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    taken_from = described.pop("takes_from", None)
    if taken_from is None:
        return described
    other = read(taken_from)
    lower = {"confidence": Confidence.LOW, "note": TAKEN.format(taken_from)}
    steps = [{**step, **lower, "items": [{**item, **lower} for item in step["items"]]} for step in other["steps"]]
    return {**described, "steps": steps, "rating_words": [{**row, **lower} for row in other["rating_words"]]}


def load_procedures() -> int:
    """Enter the versions that are not there yet; how many."""
    there = set(ProcedureVersion.objects.values_list("key", flat=True))
    missing = [name for name in ORDER if name not in there]
    for name in missing:
        enter(read(name))
    return len(missing)


@transaction.atomic
def enter(described: Row) -> ProcedureVersion:
    """Enter a version with its steps, items and words."""
    values = {name: value for name, value in described.items() if name not in ("steps", "rating_words", "decided_by")}
    values["title"] = Text(values["title"])
    version = ProcedureVersion(**values, decided_by=Body.objects.filter(key=described.get("decided_by")).first())
    version.full_clean()
    version.save()
    steps = created(
        ProcedureStep(
            version=version,
            pillar=step["pillar"],
            number=step["number"],
            name=Text(step["name"]),
            least=step.get("least"),
            **details(step, version),
        )
        for step in described["steps"]
    )
    by_place = {(step.pillar, step.number): step for step in steps}
    created(
        ProcedureItem(
            step=by_place[step["pillar"], step["number"]],
            place=place,
            number=item["number"],
            text=Text(item["text"]),
            **details(item, version),
        )
        for step in described["steps"]
        for place, item in enumerate(step["items"], start=1)
    )
    created(
        RatingWord(version=version, value=row["value"], words=Text(row["words"]), **details(row, version))
        for row in described["rating_words"]
    )
    return version


def details(row: Row, version: ProcedureVersion) -> dict[str, Any]:
    """Known since the version is."""
    return {"known_on": version.known_on} | {name: row[name] for name in DETAILS if name in row}


def created(rows: Any) -> list[Any]:
    """In two queries, with the first line of each one's history."""
    rows = list(rows)
    return list(bulk_create_with_history(rows, type(rows[0]), default_date=now()))
