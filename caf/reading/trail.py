"""Who changed what of an organisation, when, why and from where: the histories of all its rows, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.core.cache import caches
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caf import own_words
from caf.models import (
    BulkChangeRow,
    Confirmation,
    Contact,
    ImportRow,
    NameKind,
    Organisation,
    OrganisationLink,
    OrganisationName,
    OrganisationProfile,
    Registration,
    Use,
)
from core.languages import language_name
from core.own_words import read
from core.values import Period
from core.written import degrees, written
from network.models import Country

ROWS = (
    (OrganisationName, "organisation"),
    (OrganisationProfile, "organisation"),
    (Use, "organisation"),
    (Contact, "organisation"),
    (Confirmation, "organisation"),
    (OrganisationLink, "predecessor"),
)
ACTS = {"+": gettext_lazy("entered"), "~": gettext_lazy("mended"), "-": gettext_lazy("deleted")}
COMPLETED = gettext_lazy("completed")
REPLACES: dict[Any, Callable[[Any], Any]] = {
    OrganisationName: lambda row: row.language if row.kind == NameKind.OFFICIAL else None,
    OrganisationProfile: lambda _row: True,
    Use: lambda row: row.restates_id or row.id,
}
"""What a row has in common with those of an earlier day that it takes the place of; None where with none."""
UNSAID = {"id", "organisation", "predecessor", "state", "starts_precision", "reported_precision"}
"""The steps tell the state, and a day is told as far as it is known."""
BESIDE = {"source", "note", "confidence"}  # of a new row: they stand in columns of their own


@dataclass(frozen=True)
class Change:
    """One change. fields: (label, before, after), in words. url: of the act of which it is a part."""

    at: datetime
    by: str
    what: str
    why: str
    where: str
    fields: tuple[tuple[str, str, str], ...] = ()
    url: str = ""


def trail_of(organisation: Organisation) -> list[Change]:
    """All of it; as many queries however much it is."""
    found = [*changes(Organisation, {"id": organisation.pk})]
    for model, owner in ROWS:
        found += changes(model, {owner: organisation.pk})
    found += steps(organisation)
    return sorted(found, key=lambda change: change.at, reverse=True)


def changes(model: Any, of_it: dict[str, int]) -> Iterator[Change]:
    """The history of one kind of row."""
    versions = defaultdict(list)
    for version in model.history.filter(**of_it).select_related("history_user").order_by("history_id"):
        versions[version.id].append(version)
    earlier = Earlier(model, of_it, versions)
    for rows in versions.values():
        for before, after in zip([None, *rows], rows, strict=False):
            fields = tuple(earlier.differences(before, after)) if after.history_type != "-" else ()
            if after.history_type == "~" and before is not None and not fields:
                continue
            act = COMPLETED if before is None and getattr(after, "restates_id", None) else ACTS[after.history_type]
            yield Change(
                at=after.history_date,
                by=str(after.history_user or ""),
                what=_("%(thing)s: %(act)s") % {"thing": capfirst(str(model._meta.verbose_name)), "act": act},
                why=read(after.history_change_reason or getattr(after, "note", "")),
                where=read(getattr(after, "source", "")),
                fields=fields,
            )


class Earlier:
    """What stood before a version of a row: the version before it; of a new row, the one that it takes the place of."""

    def __init__(self, model: Any, of_it: dict[str, int], versions: Mapping[int, list[Any]]) -> None:
        self.model, self.of_it, self.versions = model, of_it, versions

    def differences(self, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
        """(label, before, after) of what is not the same; of a row that takes no other's place, what it says."""
        is_new = before is None and after.history_type == "+"
        if before is None:
            before = self.replaced(after) if is_new else self.remembered(after)
            if before is None and not is_new:
                return  # it was entered without a history: what it said is not known
        since = capfirst(str(self.model._meta.get_field("known_on").verbose_name))
        for label, old, new in differences(self.model, before, after, is_new=is_new):
            yield label, "" if is_new and label == since else old, new

    def replaced(self, after: Any) -> Any:
        """The row in whose place it stands, as that one was by then; None where it stands for itself."""
        common = REPLACES.get(self.model)
        mark = common(after) if common else None
        if common is None or mark is None:
            return None
        others = [
            row
            for row in self.rows_by(after.history_id)
            if row.id != after.id and common(row) == mark and row.known_on <= after.known_on
        ]
        return max(others, key=lambda row: (row.known_on, row.id), default=None)

    def rows_by(self, history_id: int) -> Iterator[Any]:
        """The rows as they were before that entry of the history; those that have none, as they are."""
        for rows in self.versions.values():
            last = next((row for row in reversed(rows) if row.history_id < history_id), None)
            if last is not None and last.history_type != "-":
                yield last
        yield from (row for row in self.without_history if row.id not in self.versions)

    @cached_property
    def without_history(self) -> list[Any]:
        return list(self.model._base_manager.filter(**self.of_it))

    def remembered(self, after: Any) -> Any:
        """An organisation as the import that changed it found it; None where no import did."""
        if self.model is not Organisation:
            return None
        reason = after.history_change_reason or ""
        for run, written_of_it in ImportRow.objects.filter(organisation=after.id).values_list("run", "written"):
            if "before" in written_of_it and reason.startswith(own_words.IMPORT % {"number": run, "file": ""}):
                said = {field.attname: getattr(after, field.attname) for field in self.model._meta.concrete_fields}
                found = written_of_it["before"]
                return SimpleNamespace(**{**said, **found, "country_id": found["country"]})
        return None


def differences(model: Any, before: Any, after: Any, *, is_new: bool = False) -> Iterator[tuple[str, str, str]]:
    """What is not the same in two versions of a row; without the former, what the row says."""
    for field in model._meta.concrete_fields:
        if field.name in UNSAID or not field.editable or ((before is None or is_new) and field.name in BESIDE):
            continue
        old, new = (in_words(field, version) for version in (before, after))
        if old != new:
            yield capfirst(str(field.verbose_name)), old, new


def countries() -> dict[int, str]:
    """What they are called, read once for a request or so."""
    names: Any = caches["process"].get_or_set(
        f"countries:{get_language()}", lambda: {row.pk: str(row) for row in Country.objects.named()}
    )
    return dict(names)


def in_words(field: Any, version: Any) -> str:
    if version is None:
        return ""
    value = getattr(version, field.attname)
    if field.name == "country":
        return countries().get(value, "")
    if field.name == "language":
        return language_name(value) if value else ""
    if value and (precision := getattr(version, f"{field.name.removesuffix('_on')}_precision", "")):
        return written(Period.around(value, precision))
    if field.name in ("latitude", "longitude"):
        return degrees(value)
    choices = dict(field.flatchoices)
    return str(choices[value]) if value in choices else written(value)


def steps(organisation: Organisation) -> Iterator[Change]:
    """The steps in the register, which are never mended; those of a change of many lead to it."""
    parts = dict(BulkChangeRow.objects.filter(organisation=organisation).values_list("step", "change"))
    rows = Registration.objects.filter(organisation=organisation).select_related("by")
    labels = dict(Organisation._meta.get_field("state").flatchoices)
    for step in rows:
        change = parts.get(step.pk)
        yield Change(
            at=step.entered_at,
            by=str(step.by or ""),
            what=_("Step in the register: %(state)s") % {"state": labels[step.state]},
            why=read(step.note),
            where=read(step.source),
            url=reverse("caf:bulk_change_page", args=[change]) if change else "",
        )
