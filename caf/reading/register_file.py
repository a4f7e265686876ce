"""What a file of CAF users says of each organisation as of a day, a thousand at a time.

The rows of the register are read as they stand; their steps, uses, names, profiles, labels and contacts once for each
thousand of them, which costs a tenth of asking about each row in the query. The columns are in
`caf.columns.register_file`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.db.models import FloatField, Q
from django.db.models.functions import Cast

from caf.models import (
    DATED,
    Application,
    ApplicationState,
    Contact,
    CountingRule,
    Label,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    RegisterState,
    Registration,
    Use,
)
from caf.models.application import ENDED
from caf.models.use import as_known
from caf.reading.counting_rules import COUNTINGS
from caf.reading.standing import standing
from core.among import among
from core.batches import batches
from core.values import Precision
from network.models import Country, Role
from network.seats import Right

OWN = {
    "key": "pk",
    "country_key": "country_id",
    "known_on": "known_on",
    "changed_on": "changed_on",
    "id": "ref",
    "name": "name",
    "name_en": "english_name",
    "level": "level",
    "sector": "sector",
    "staff_band": "size",
    "city": "city",
    "website": "website",
    "source": "source",
    "ref": "sender_ref",
    "language": "language",
    "origin": "origin",
    "confidence": "confidence",
    "note": "note",
}
"""What the register's own row tells: column -> field."""
DAY = Precision.DAY.value
VALIDATED = RegisterState.VALIDATED.value
UNDER_WAY = frozenset(state for state in ApplicationState.values if state not in ENDED)
NEVER: tuple[date | None, int | None] = (None, None)
NO_USE: tuple[Any, ...] = (None, 0, None, None, DAY)
NEVER_KNOWN: tuple[date | None, str] = (None, DAY)
NOWHERE: tuple[Any, ...] = ("", None, None)
NO_LABEL: tuple[Any, ...] = (None, None)
NOBODY: tuple[Any, ...] = ("", "", "", None)
Values = dict[str, Sequence[Any]]
"""Column -> its value of each row."""


def in_cell(day: date | None, precision: str) -> date | str | None:
    """A day; of one that is known to the month or year, that month or year as ISO writes it."""
    return day if day is None or precision == DAY else as_known(day, precision)


class RegisterFile:
    """The organisations of a query as a file tells them to this reader. columns: which, in their order."""

    def __init__(self, records: Any, columns: Sequence[str], user: Any, day: date, host: str) -> None:
        self.columns, self.user, self.day = (*columns, "url"), user, day
        told = records.query.annotations
        fields = (f"{name}_then" if name in DATED and f"{name}_then" in told else name for name in OWN.values())
        self.records = records.values_list(*fields)
        self.host = host

    def batches(self, size: int) -> Iterator[list[Any]]:
        return batches(self.records.iterator(chunk_size=size), size)

    def cells(self, batch: list[Any]) -> list[Sequence[Any]]:
        """Of each organisation, in the order of the columns and the address of its page."""
        told: Values = dict(zip(OWN, zip(*batch, strict=True), strict=True))
        keys: Sequence[int] = told["key"]
        touched = dict(zip(keys, told["known_on"], strict=True))
        told |= self.countries(told["country_key"])
        told |= self.steps(told, touched)
        told |= self.uses(told, touched)
        told |= self.names(told, touched)
        told |= self.profiles(keys, touched)
        told |= self.labels(keys)
        if "contact_email" in self.columns:
            told |= self.contacts(keys)
        told["updated_on"] = list(touched.values())
        before, after = self.around
        told["url"] = [f"{before}{key}{after}" for key in keys]
        return list(zip(*(told[name] for name in self.columns), strict=True))

    def rows(self, model: Any, keys: Sequence[int]) -> Any:
        """Those of these organisations that are known on the day, the one known last at the end."""
        return model.objects.filter(among("organisation", keys), known_on__lte=self.day).order_by("known_on", "pk")

    # --- Where it is --------------------------------------------------------------------------------------

    @cached_property
    def named(self) -> dict[int, tuple[str, str]]:
        """Code and name of each country, in the language of who reads."""
        return {country.pk: (country.iso2, str(country)) for country in Country.objects.named()}

    def countries(self, keys: Sequence[int]) -> Values:
        told = [self.named[key] for key in keys]
        return {"country": [code for code, _name in told], "country_name": [name for _code, name in told]}

    @cached_property
    def around(self) -> tuple[str, str]:
        """What stands before and after the number in the address of a page, in the language of who reads."""
        page: Any = SimpleNamespace(pk=0)
        before, _number, after = Organisation.get_absolute_url(page).rpartition("0")
        return self.host + before, after

    # --- How it stands ------------------------------------------------------------------------------------

    def steps(self, told: Values, touched: dict[int, date]) -> Values:
        """Its last step; the last that validated it, with the country or the seat of who did."""
        states: dict[int, str] = {}
        validated: dict[int, tuple[date, int | None]] = {}
        for key, state, known_on, by in self.rows(Registration, told["key"]).values_list(
            "organisation_id", "state", "known_on", "by_id"
        ):
            states[key] = state
            touched[key] = max(touched[key], known_on)
            if state == VALIDATED:
                validated[key] = (known_on, by)
        self.learn_seats({by for _day, by in validated.values() if by})
        days = [validated.get(key, NEVER) for key in told["key"]]
        return {
            "status": [states.get(key) for key in told["key"]],
            "validated_on": [day for day, _by in days],
            "validated_by": [
                self.seat(by, country, day) if by else ""
                for (day, by), country in zip(days, told["country_key"], strict=True)
            ],
        }

    @cached_property
    def seats(self) -> dict[int, list[Role]]:
        """Of each person that validated one so far."""
        return {}

    def learn_seats(self, people: set[int]) -> None:
        if new := people - self.seats.keys():
            self.seats.update({person: [] for person in new})
            for role in Role.objects.filter(person__in=new).order_by("pk"):
                self.seats[role.person_id].append(role)

    def seat(self, person: int, country: int, day: date | None) -> str:
        """The code of the country for which this person validated, else that of the seat; "" where none was held."""
        held = [role for role in self.seats[person] if day and role.held_on(day)]
        if any(role.country_id == country for role in held):
            return self.named[country][0]
        return next((role.seat for role in held if role.country_id is None), "")

    @cached_property
    def counting(self) -> frozenset[str]:
        """The states in which one counts."""
        return COUNTINGS[CountingRule.objects.code_on(self.day)].states

    def uses(self, told: Values, touched: dict[int, date]) -> Values:
        """Of those that had begun: how many, the first, the last, its version; the last report; whether it counts."""
        rows = self.rows(Use, told["key"]).values_list(
            "known_on", "pk", "restates_id", "organisation_id", "starts_on", "starts_precision", "reported_on",
            "reported_precision", "version", "evidence_url",
        )  # fmt: skip
        stands = {row[2] or row[1]: row for row in sorted(rows, key=itemgetter(0, 1))}
        begun: defaultdict[int, list[tuple[date, int, str, str, str]]] = defaultdict(list)
        reported: dict[int, tuple[date, str]] = {}
        for known_on, pk, _restates, key, starts_on, began, reported_on, approved, version, evidence in stands.values():
            touched[key] = max(touched[key], known_on)
            if starts_on and starts_on <= self.day:
                begun[key].append((starts_on, pk, version, evidence, began))
            if reported_on and reported_on <= self.day and (key not in reported or reported_on > reported[key][0]):
                reported[key] = reported_on, approved
        its = [begun.get(key, ()) for key in told["key"]]
        first, last = ([best(uses) if uses else NO_USE for uses in its] for best in (min, max))
        return {
            "caf_version": [use[2] for use in last],
            "first_use": [in_cell(use[0], use[4]) for use in first],
            "last_use": [in_cell(use[0], use[4]) for use in last],
            "self_assessment_date": [in_cell(*reported.get(key, NEVER_KNOWN)) for key in told["key"]],
            "times_used": [*map(len, its)],
            "standing": [
                standing(state, counts=bool(uses) and state in self.counting)
                for state, uses in zip(told["status"], its, strict=True)
            ],
            "evidence_url": [
                use[3] if self.keeps is None or country in self.keeps else ""
                for use, country in zip(last, told["country_key"], strict=True)
            ],
        }

    @cached_property
    def keeps(self) -> set[int] | None:
        """The countries whose register this reader keeps; None: of all."""
        if not self.user.is_authenticated:
            return set()
        return None if self.user.may(Right.EDIT_CAF) else set(self.user.countries_with(Right.EDIT_CAF))

    # --- What it is called, where it is -------------------------------------------------------------------

    def names(self, told: Values, touched: dict[int, date]) -> Values:
        """Its other names. Of official ones is looked at when they became known, where they have changed at all."""
        keys = told["key"]
        changed = [key for key, day in zip(keys, told["changed_on"], strict=True) if day]
        names = (
            self.rows(OrganisationName, keys)
            .filter(~Q(kind=NameKind.OFFICIAL) | Q(among("organisation", changed)))
            .order_by("pk")
        )
        others: dict[int, str] = {}
        for key, known_on, kind, name in names.values_list("organisation_id", "known_on", "kind", "name"):
            touched[key] = max(touched[key], known_on)
            if kind != NameKind.OFFICIAL:
                others[key] = f"{others[key]}; {name}" if key in others else name
        return {"aliases": [others.get(key, "") for key in keys]}

    def profiles(self, keys: Sequence[int], touched: dict[int, date]) -> Values:
        """Its place, by the profile known last."""
        places: dict[int, tuple[Any, ...]] = {}
        degrees = (Cast(name, FloatField()) for name in ("latitude", "longitude"))
        for key, known_on, *place in self.rows(OrganisationProfile, keys).values_list(
            "organisation_id", "known_on", "nuts", *degrees
        ):
            places[key] = place
            touched[key] = max(touched[key], known_on)
        its = [places.get(key, NOWHERE) for key in keys]
        return {
            "nuts": [place[0] for place in its],
            "lat": [place[1] for place in its],
            "lon": [place[2] for place in its],
        }

    # --- Its label, its contact ---------------------------------------------------------------------------

    @cached_property
    def any_pef(self) -> bool:
        """Has anybody applied for external feedback? Where nobody has, no thousand is asked about."""
        return Application.objects.exists()

    def labels(self, keys: Sequence[int]) -> Values:
        """The label granted last, and how it stands; or the application that this reader may see and that is open."""
        if not self.any_pef:
            return dict.fromkeys(("pef_status", "label_number", "label_until"), [None] * len(keys))
        labels: dict[int, tuple[str, date]] = {}
        status: dict[int, str | None] = {}
        if self.user.is_authenticated:
            seen = self.rows(Application, keys).filter(pk__in=Application.objects.visible_to(self.user).values("pk"))
            status |= dict(seen.with_state_on(self.day).values_list("organisation_id", "state_then"))
        granted = self.rows(Label, keys).with_state_on(self.day).order_by("granted_on", "pk")
        for key, number, until, state in granted.values_list("organisation_id", "number", "valid_until", "state_then"):
            if stands := Label(valid_until=until).standing(state, self.day):
                labels[key] = (number, until)
                if status.get(key) not in UNDER_WAY:
                    status[key] = stands.value
        its = [labels.get(key, NO_LABEL) for key in keys]
        return {
            "pef_status": [status.get(key) for key in keys],
            "label_number": [number for number, _until in its],
            "label_until": [until for _number, until in its],
        }

    def contacts(self, keys: Sequence[int]) -> Values:
        """Of the contact known last that this reader may see."""
        known: dict[int, tuple[str, str, str, bool]] = {}
        contacts = self.rows(Contact, keys).filter(pk__in=Contact.objects.visible_to(self.user).values("pk"))
        for key, role, name, email, consent in contacts.in_force(self.day).values_list(
            "organisation_id", "role", "name", "email", "consent"
        ):
            known[key] = (role, name, email, bool(consent))
        its = [known.get(key, NOBODY) for key in keys]
        names = ("contact_role", "contact_name", "contact_email", "consent_publish")
        return {name: [contact[place] for contact in its] for place, name in enumerate(names)}
