"""Who changed what of an organisation, when, why and from where: the histories of all its rows, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from caf.models import (
    BulkChangeRow,
    Confirmation,
    Contact,
    Organisation,
    OrganisationLink,
    OrganisationName,
    OrganisationProfile,
    Registration,
    Use,
)
from core.written import written
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
UNSAID = {"id", "organisation", "predecessor", "state"}  # the steps tell the state

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
    for rows in versions.values():
        for before, after in zip([None, *rows], rows, strict=False):
            fields = tuple(differences(model, before, after)) if after.history_type != "-" else ()
            if after.history_type == "~" and not fields:
                continue
            words = {"thing": capfirst(str(model._meta.verbose_name)), "act": ACTS[after.history_type]}
            yield Change(
                at=after.history_date,
                by=str(after.history_user or ""),
                what=_("%(thing)s: %(act)s") % words,
                why=after.history_change_reason or getattr(after, "note", ""),
                where=getattr(after, "source", ""),
                fields=fields,
            )


def differences(model: Any, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """What is not the same in two versions of a row; of the first one, what it says."""
    for field in model._meta.concrete_fields:
        if field.name in UNSAID or not field.editable or (before is None and field.name in BESIDE):
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
            why=step.note,
            where=step.source,
            url=reverse("caf:bulk_change_page", args=[change]) if change else "",
        )
