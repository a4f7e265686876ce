"""The criteria of CAF and the scoring panels as they ship, a file for each version; entered by `load_criteria`.

A name that EIPA enters is a row of its own and stays; one that ships is mended where its file says otherwise.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from caf.models import Criterion, CriterionName, PanelBand, SubCriterion
from core.values import Text

FOLDER = Path(__file__).parent
VERSIONS = ("2006", "2013", "2020")


@transaction.atomic
def load() -> tuple[int, int]:
    """Enter or mend them; how many names and how many bands were written. Doing it again writes nothing."""
    return sum(load_version(told(f"{version}.toml")) for version in VERSIONS), load_panels(told("panels.toml"))


def told(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def load_version(file: dict[str, Any]) -> int:
    version = file["version"]
    Criterion.objects.bulk_create(
        (Criterion(version=version, number=row["number"], side=row["side"]) for row in file["criteria"]),
        ignore_conflicts=True,
    )
    criteria = {row.number: row for row in Criterion.objects.filter(version=version)}
    SubCriterion.objects.bulk_create(
        (
            SubCriterion(criterion=criteria[row["number"]], number=sub["number"])
            for row in file["criteria"]
            for sub in row["subs"]
        ),
        ignore_conflicts=True,
    )
    subs = {(sub.criterion_id, sub.number): sub for sub in SubCriterion.objects.filter(criterion__version=version)}
    rows: list[CriterionName] = []
    for row in file["criteria"]:
        criterion = criteria[row["number"]]
        rows += names_of(file, row, criterion, None)
        for sub in row["subs"]:
            rows += names_of(file, sub, criterion, subs[criterion.pk, sub["number"]])
    shipped = CriterionName.objects.filter(criterion__version=version, known_on=file["known_on"], by=None)
    return keep(rows, shipped, ("criterion_id", "sub_criterion_id", "language"), ("name", "source", "confidence"))


def names_of(file: dict[str, Any], row: dict[str, Any], criterion: Criterion, sub: Any) -> Iterator[CriterionName]:
    """Its name in each language; what was translated for the portal is sure to a low degree alone."""
    for language, _label in settings.LANGUAGES:
        is_own = language == "en"
        yield CriterionName(
            criterion=criterion,
            sub_criterion=sub,
            language=language,
            name=row[language],
            known_on=file["known_on"],
            source=row.get("source", file["source"]) if is_own else file["translated"],
            confidence=row["confidence"] if is_own else "low",
        )


def load_panels(file: dict[str, Any]) -> int:
    codes = [code for code, _label in settings.LANGUAGES]
    rows = [
        PanelBand(
            panel=group["panel"],
            side=group["side"],
            row=row,
            low=low,
            high=high,
            words=Text(zip(codes, words, strict=True)),
            **{name: file[name] for name in ("known_on", "source", "confidence")},
        )
        for group in file["rows"]
        for row in group["rows"]
        for (low, high), *words in zip(file["bands"], *(group[code] for code in codes), strict=True)
    ]
    shipped = PanelBand.objects.filter(known_on=file["known_on"])
    return keep(rows, shipped, ("panel", "side", "row", "low"), ("high", "words", "source", "confidence"))


def keep(rows: list[Any], shipped: QuerySet[Any], key: tuple[str, ...], fields: tuple[str, ...]) -> int:
    """Write those that are new or say something else than the row of the same key; how many."""
    there = {tuple(getattr(row, name) for name in key): row for row in shipped}
    new, mended = [], []
    for row in rows:
        found = there.get(tuple(getattr(row, name) for name in key))
        if found is None:
            new.append(row)
        elif any(getattr(found, name) != getattr(row, name) for name in fields):
            row.pk = found.pk
            mended.append(row)
    model = shipped.model
    model.objects.bulk_create(new)
    if mended:
        model.objects.bulk_update(mended, fields)
    return len(new) + len(mended)
