"""How the organisations that a file speaks of stand in the register: looked up for a thousand rows at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caf.models import (
    DATED,
    Contact,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    Use,
)
from caf.models.use import as_known
from caf.reading.register import as_on
from core.among import among

DAYS_OF_USE = ("starts_on", "starts_precision", "reported_on", "reported_precision")
OWN = ("pk", "ref", "sender_ref", "country_id", "language", "state", "merged_into_id", "known_on", "changed_on")


@dataclass(slots=True)
class Standing:
    """An organisation as of the day of the import. row: OWN and the columns as they were said then."""

    row: dict[str, Any]
    names: set[str] = field(default_factory=set)
    uses: list[dict[str, Any]] = field(default_factory=list)
    contacts: set[str] = field(default_factory=set)
    place: dict[str, str] = field(default_factory=dict)

    @property
    def pk(self) -> int:
        return int(self.row["pk"])


def standing_of(keys: Iterable[int], day: date, fields: set[str]) -> dict[int, Standing]:
    """By primary key. fields: those that the file has; what it says nothing of is not looked up."""
    keys = list(keys)
    found: dict[int, Standing] = {}
    if not keys:
        return found
    told = {f"{name}_then": name for name in DATED}
    rows = as_on(Organisation.objects.filter(among("pk", keys)).order_by(), day)
    for row in rows.values(*OWN, *told):
        found[row["pk"]] = Standing({told.get(name, name): value for name, value in row.items()})
    for standing in found.values():
        standing.names = {standing.row["name"], standing.row["english_name"]} - {""}
    if fields & {"name", "english_name", "aliases"}:
        for key, name in OrganisationName.objects.filter(among("organisation", keys)).values_list(
            "organisation_id", "name"
        ):
            found[key].names.add(name)
    if fields & {"version", "first_use", "last_use", "last_report"}:
        rows = Use.objects.filter(among("organisation", keys), known_on__lte=day).order_by("known_on", "pk")
        of_use = rows.values("pk", "restates_id", "organisation_id", "version", *DAYS_OF_USE)
        stands = {use["restates_id"] or use["pk"]: use for use in of_use}
        for use in sorted(stands.values(), key=lambda use: (use["starts_on"] or date.max, use["pk"])):
            use["begun"] = as_known(use["starts_on"], use["starts_precision"])
            use["reported"] = as_known(use["reported_on"], use["reported_precision"])
            found[use["organisation_id"]].uses.append(use)
    if fields & {"contact_name", "contact_email"}:
        for contact in Contact.objects.filter(among("organisation", keys)).values("organisation_id", "name", "email"):
            found[contact["organisation_id"]].contacts |= {contact["name"], contact["email"].lower()} - {""}
    if fields & {"nuts", "latitude", "longitude"}:
        profiles = OrganisationProfile.objects.filter(among("organisation", keys), known_on__lte=day)
        for profile in profiles.order_by("known_on", "pk").values("organisation_id", "nuts", "latitude", "longitude"):
            found[profile["organisation_id"]].place = {
                name: "" if profile[name] is None else str(profile[name]) for name in ("nuts", "latitude", "longitude")
            }
    return found


@dataclass
class Index:
    """Keys of organisations by what a row of a file may name them by. Numbers: over all countries; the rest: in one."""

    refs: dict[str, int] = field(default_factory=dict)
    sender_refs: dict[tuple[int, str], int] = field(default_factory=dict)
    names: dict[tuple[int, str], dict[int, tuple[str, str]]] = field(default_factory=lambda: defaultdict(dict))

    def named(self, country: int, name: str, city: str, sender_ref: str) -> int | None:
        """The one organisation of that country with that very name, in that city or where one of the two is not said.

        None where there is none or more than one, or where the two have different numbers of their sender.
        """
        fits = [
            key
            for key, (its_city, its_ref) in self.names.get((country, name), {}).items()
            if city == its_city and not (sender_ref and its_ref and its_ref != sender_ref)
        ]
        return fits[0] if len(fits) == 1 else None


def index_of(rows: list[dict[str, Any]], allowed: int | None) -> Index:
    """Of what these rows name. allowed: the key of the only country that they may speak of; None: of all."""
    index = Index()
    every = Organisation.objects.order_by()
    organisations = every if allowed is None else every.filter(country_id=allowed)
    refs = {row["ref"] for row in rows if row.get("ref")}
    if refs:
        index.refs = dict(every.filter(among("ref", refs)).values_list("ref", "pk"))
    own = {row["sender_ref"] for row in rows if row.get("sender_ref")}
    if own:
        for key, country, ref in organisations.filter(among("sender_ref", own)).values_list(
            "pk", "country_id", "sender_ref"
        ):
            index.sender_refs[country, ref] = key
    names = {row["name"] for row in rows if row.get("name")}
    if names:
        standing = organisations.filter(merged_into__isnull=True)
        columns = ("pk", "country_id", "city", "sender_ref")
        for key, country, city, ref, name in standing.filter(among("name", names)).values_list(*columns, "name"):
            index.names[country, name][key] = (city, ref)
        others = OrganisationName.objects.filter(among("name", names), organisation__in=standing).exclude(
            kind=NameKind.OFFICIAL
        )
        its = [f"organisation__{name}" for name in columns]
        for key, country, city, ref, name in others.values_list(*its, "name"):
            index.names[country, name].setdefault(key, (city, ref))
    return index
