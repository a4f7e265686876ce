"""The criteria of CAF and the scoring panels as they ship, a file for each version; entered by `load_criteria`.

A name that EIPA enters is a row of its own and stays; one that ships is mended where its file says otherwise.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from caf.models import Criterion, CriterionName, PanelBand
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
    written = 0
    for row in file["criteria"]:
        criterion, _new = Criterion.objects.update_or_create(
            version=file["version"], number=row["number"], defaults={"side": row["side"]}
        )
        written += load_names(file, row, criterion, None)
        for sub_row in row["subs"]:
            sub, _new = criterion.subs.get_or_create(number=sub_row["number"])
            written += load_names(file, sub_row, criterion, sub)
    return written


def load_names(file: dict[str, Any], row: dict[str, Any], criterion: Criterion, sub: Any) -> int:
    """Its name in each language; what was translated for the portal is sure to a low degree alone."""
    written = 0
    for language, _label in settings.LANGUAGES:
        is_own = language == "en"
        values = {
            "name": row[language],
            "source": row.get("source", file["source"]) if is_own else file["translated"],
            "confidence": row["confidence"] if is_own else "low",
        }
        key = {"criterion": criterion, "sub_criterion": sub, "language": language, "known_on": file["known_on"]}
        name = CriterionName.objects.filter(**key, by=None).first() or CriterionName(**key)
        written += keep(name, values)
    return written


def load_panels(file: dict[str, Any]) -> int:
    written = 0
    for group in file["rows"]:
        for row in group["rows"]:
            for (low, high), *words in zip(
                file["bands"], *(group[code] for code, _label in settings.LANGUAGES), strict=True
            ):
                key = {"panel": group["panel"], "side": group["side"], "row": row, "low": low}
                band = PanelBand.objects.filter(**key, known_on=file["known_on"]).first()
                text = Text(zip((code for code, _label in settings.LANGUAGES), words, strict=True))
                values = {"high": high, "words": text, "source": file["source"], "confidence": file["confidence"]}
                written += keep(band or PanelBand(**key, known_on=file["known_on"]), values)
    return written


def keep(row: Any, values: dict[str, Any]) -> int:
    """Write the row where it is new or says something else; 1 if it was written."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return 0
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return 1
