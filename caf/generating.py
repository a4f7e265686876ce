"""A register of organisations that do not exist: for demonstration, for measuring, and to find duplicates in.

The same number, seed and starting point make the same register. Every record says that it is generated. Names are in
the countries' own languages and alphabets (demo/generated.toml), spread as the users reported in October 2008. Some are
entered twice, with the dirt that real files have; which, `generate` tells (`Twin`).
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from typing import Any

from anyascii import anyascii
from django.db import transaction

from caf import own_words
from caf.actions.likeness import keep_keys
from caf.actions.organisation import first_rows
from caf.models import (
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    Origin,
    RegisterState,
    Registration,
    ScoringPanel,
    SizeBand,
    Use,
)
from caf.models.organisation import REF_DIGITS
from caf.tallies import Changes, recount
from core.bulk import insert, new_keys
from network.models import Country

SOURCE = own_words.GENERATED
COUNTED_IN_OCTOBER_2008 = 1620
A_BATCH = 2_000
SPANS_AT_ONCE = 50_000  # counted in together, so that memory stays as it is whatever the number
FIRST, LAST = date(2001, 5, 1), date(2010, 12, 31)
VERSION_SINCE = {"2000": date(2000, 5, 1), "2002": date(2002, 10, 1), "2006": date(2006, 9, 1)}
STATES = (
    (RegisterState.VALIDATED, 86),
    (RegisterState.TO_VALIDATE, 5),
    (RegisterState.DORMANT, 3),
    (RegisterState.WITHDRAWN, 3),
    (RegisterState.CLAIMED, 3),
)
TWICE = 0.03
OTHERWISE = 0.4  # of those entered twice: by acronym, abbreviated, in other letters or another language
SPOKEN = ("fr", "de")  # the language of the neighbour; of French-speaking ones, the other
LONG_WORD = 8
ABROAD = 0.02  # of those entered twice: under another country


@dataclass(frozen=True)
class Twin:
    """Two records of one organisation. dirt: how the second was written."""

    ref: str
    twin_ref: str
    dirt: str


@dataclass
class Made:
    """One organisation with its rows, not saved yet. twin_of: the place of the record that it doubles."""

    organisation: Organisation
    rows: list[Any]
    twin_of: Organisation | None = None
    dirt: str = ""


class Place:
    """Organisations of one country and language, one after the other: none has the same name in the same city."""

    def __init__(self, row: dict[str, Any], kinds: list[dict[str, str]], country: Country, start: int) -> None:
        self.row, self.country = row, country
        self.cities = [f"{head}{tail}" for tail in row["tails"] for head in row["heads"]]
        self.kinds = list(zip(kinds, row["kinds"], strict=True))
        self.numbers = count(start)
        self.neighbour: list[str] = row["kinds"]  # its own words, until `places` names another's

    def in_other_words(self, organisation: Organisation) -> str:
        """Called as the next country would call it: Commune de Montechiaro. "" where that is not to be told."""
        kind = next(
            (
                place
                for place, (kind, _words) in enumerate(self.kinds)
                if kind["level"] == organisation.level and kind["sector"] == organisation.sector
            ),
            None,
        )
        if kind is None or not is_latin(organisation.name):
            return ""
        return self.neighbour[kind].format(place=organisation.city) + number_of(organisation)

    def names_in(self, organisation: Organisation) -> list[str]:
        """Of all kinds, in its city and with its number."""
        more = number_of(organisation)
        return [words.format(place=organisation.city) + more for _kind, words in self.kinds]

    def next(self) -> tuple[dict[str, str], str, str, str]:
        """(kind, name, English name, city); a second school of a town has a number, as schools do."""
        number = next(self.numbers)
        turn, place = divmod(number, len(self.cities) * len(self.kinds))
        city = self.cities[place % len(self.cities)]
        kind, words = self.kinds[(place // len(self.cities) + place % len(self.cities)) % len(self.kinds)]
        more = f" {turn + 1}" if turn else ""
        return kind, words.format(place=city) + more, kind["english"].format(place=city) + more, city


def number_of(organisation: Organisation) -> str:
    """What stands behind the name of a second, third … of a town; "" behind the first."""
    number = organisation.name.split()[-1]
    return f" {number}" if number.isdigit() else ""


def places(start: int) -> tuple[list[Place], list[float]]:
    """Those of the countries on record, with the share of each."""
    with (Path(__file__).parent / "demo" / "generated.toml").open("rb") as file:
        words = tomllib.load(file)
    countries = {country.iso2: country for country in Country.objects.all()}
    rows = [row for row in words["country"] if row["iso2"] in countries]
    known = sum(row.get("share", 0) for row in words["country"])
    others = sum("share" not in row for row in words["country"])
    rest = (COUNTED_IN_OCTOBER_2008 - known) / others
    found = [Place(row, words["kind"], countries[row["iso2"]], start) for row in rows]
    for place, row in zip(found, rows, strict=True):
        place.neighbour = next(
            other["kinds"] for other in words["country"] if other["language"] == SPOKEN[row["language"] == "fr"]
        )
    return found, [row.get("share", rest) for row in rows]


# --- One organisation ---------------------------------------------------------------------------------


def some_day(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def registered(rng: random.Random, last: date) -> date:
    """More and more as the years went by."""
    return FIRST + timedelta(days=int((last - FIRST).days * rng.random() ** 0.6))


def make(place: Place, rng: random.Random, reference: str, last: date, until: date = date.max) -> Made:
    """An organisation of that country with names, profile, uses and steps."""
    kind, name, english, city = place.next()
    organisation = Organisation(
        country=place.country,
        language=place.row["language"],
        sender_ref=reference,
        origin=Origin.GENERATED,
        name=name,
        english_name=english if place.row["language"] != "en" and is_latin(city) else "",
        city=city,
        level=kind["level"],
        sector=kind["sector"] if rng.random() < 0.95 else "",
        size=rng.choice(SizeBand.values) if rng.random() < 0.9 else "",
        website=f"https://{site(city)}.example/{rng.randrange(10**6)}" if rng.random() < 0.6 else "",
        known_on=registered(rng, last),
        source=SOURCE,
    )
    return finished(organisation, place, rng, until)


def finished(organisation: Organisation, place: Place, rng: random.Random, until: date) -> Made:
    """With its rows; the state is that of its last step."""
    rows: list[Any] = [
        *first_rows(organisation),
        *steps(organisation, rng, until),
        *(row for row in uses(organisation, rng, until) if row.known_on <= until),
    ]
    for row in rows:
        if isinstance(row, OrganisationProfile) and rng.random() < 0.8:
            row.latitude, row.longitude = (Decimal(f"{at + rng.uniform(-0.8, 0.8):.4f}") for at in place.row["place"])
    if rng.random() < 0.15:
        letters = "".join(word[0] for word in organisation.name.split() if word[0].isalpha()).upper()
        if len(letters) > 1:
            rows.append(name_row(organisation, letters, NameKind.ACRONYM))
    return Made(organisation, rows)


def name_row(organisation: Organisation, name: str, kind: NameKind) -> OrganisationName:
    return OrganisationName(
        organisation=organisation,
        language=organisation.language,
        name=name,
        kind=kind,
        known_on=organisation.known_on,
        source=SOURCE,
    )


def steps(organisation: Organisation, rng: random.Random, until: date) -> list[Registration]:
    """How it went through the register until that day; sets its state."""
    last = rng.choices([state for state, _weight in STATES], [weight for _state, weight in STATES])[0]
    states: list[str] = [RegisterState.TO_VALIDATE]
    if last == RegisterState.CLAIMED:
        states = [last]
    elif last in (RegisterState.DORMANT, RegisterState.WITHDRAWN):
        states += [RegisterState.VALIDATED, last]
    elif last == RegisterState.VALIDATED:
        states += [last]
    day, rows = organisation.known_on, []
    for state in states:
        if day <= until:
            rows.append(Registration(organisation=organisation, state=state, known_on=day, source=SOURCE))
        day += timedelta(days=rng.randrange(3, 60) if state == RegisterState.TO_VALIDATE else rng.randrange(200, 1500))
    organisation.state = rows[-1].state
    return rows


def uses(organisation: Organisation, rng: random.Random, until: date) -> list[Use]:
    """One use, sometimes several, sometimes none or one whose day is not known."""
    rows, last = [], organisation.known_on
    for _turn in range(rng.choices((0, 1, 2, 3), (3, 72, 20, 5))[0]):
        begun = some_day(rng, max(VERSION_SINCE["2000"], last - timedelta(days=400)), last)
        version = max(version for version, since in VERSION_SINCE.items() if since <= begun)
        reported = begun + timedelta(days=rng.randrange(60, 240)) if rng.random() < 0.7 else None
        rows.append(
            Use(
                organisation=organisation,
                version=version,
                starts_on=begun if rng.random() < 0.97 else None,
                reported_on=reported if reported and reported <= min(LAST, until) else None,
                panel=rng.choice(("", *ScoringPanel.values)),
                in_part=rng.random() < 0.1,
                known_on=last,
                source=SOURCE,
            )
        )
        last = min(last + timedelta(days=rng.randrange(500, 900)), LAST)
    return rows


def is_latin(text: str) -> bool:
    """Readers of English can read it: not in Greek or Cyrillic letters."""
    return "LATIN" in unicodedata.name(text[0])


def site(city: str) -> str:
    """A host's name from a place's, in plain letters; of other alphabets a number."""
    plain = without_accents(city).lower()
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
    return letters or f"site-{sum(map(ord, city))}"


# --- The same one again -------------------------------------------------------------------------------


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def with_a_slip(text: str, rng: random.Random) -> str:
    """One letter typed twice or left out; no figure: the second school of a town is another than its third."""
    at = rng.choice([place for place, sign in enumerate(text) if place and sign.isalpha()])
    return text[:at] + text[at] + text[at:] if rng.random() < 0.5 else text[:at] + text[at + 1 :]


def written_otherwise(made: Made, place: Place) -> dict[str, str]:
    """The name by its acronym, abbreviated, in Latin letters, with the words of a neighbour: what suits this one.

    What would be another office of that town too (its primăria and its poliția) suits none.
    """
    first = made.organisation
    found = {**shortened(first.name, first.city), "other language": place.in_other_words(first)}
    if not is_latin(first.name):
        found["other alphabet"] = anyascii(first.name)
    others = {
        short for name in place.names_in(first) if name != first.name for short in shortened(name, first.city).values()
    }
    return {dirt: spelled for dirt, spelled in found.items() if spelled not in {"", first.name, *others}}


def shortened(name: str, city: str) -> dict[str, str]:
    """By its acronym and abbreviated, where it is long enough; a number stays."""
    words, found = name.split(), {}
    if long := next((word for word in words if len(word) >= LONG_WORD and word not in city), ""):
        found["abbreviation"] = name.replace(long, f"{long[:4]}.")
    letters = "".join(word[0] for word in words if word[0].isalpha()).upper()
    if len(letters) > 2:
        found["acronym"] = " ".join([letters, *(word for word in words if word.isdigit())])
    return found


def again(
    made: Made,
    place: Place,
    rng: random.Random,
    reference: str,
    last: date,
    abroad: Country | None,
    until: date = date.max,
) -> Made:
    """The same organisation entered a second time, written differently."""
    first = made.organisation
    dirt = rng.choice(("capitals", "no accents", "slip", "English", "words turned", "no place"))
    spelled = {
        "capitals": first.name.upper(),
        "no accents": without_accents(first.name),
        "slip": with_a_slip(first.name, rng),
        "English": first.english_name,
        "words turned": " ".join(reversed(first.name.split(" ", 1))),
        "no place": first.name,
    }[dirt]
    if spelled in ("", first.name) and dirt != "no place":
        dirt, spelled = "slip", with_a_slip(first.name, rng)
    # By chances of its own: the register that a seed makes stays the same, but for how its twins are written.
    luck = random.Random(f"{reference} {first.name}")  # noqa: S311 - chance that can be repeated, no secret
    if luck.random() < OTHERWISE and (other := written_otherwise(made, place)):
        dirt, spelled = luck.choice(sorted(other.items()))
    second = Organisation(
        country=abroad or first.country,
        language="en" if dirt == "English" else first.language,
        sender_ref=reference,
        origin=Origin.GENERATED,
        name=spelled,
        city="" if dirt == "no place" else first.city,
        level=first.level,
        sector=first.sector if rng.random() < 0.7 else "",
        size=first.size if rng.random() < 0.7 else "",
        website=first.website if rng.random() < 0.5 else "",
        known_on=some_day(rng, first.known_on, last),
        source=SOURCE,
    )
    twin = finished(second, place, rng, until)
    twin.twin_of, twin.dirt = first, f"{dirt}, abroad" if abroad else dirt
    return twin


# --- All of them --------------------------------------------------------------------------------------


def organisations(number: int, seed: int, start: int, last: date, until: date) -> Iterator[Made]:
    """So many, one after the other. start: how many were generated before; their names are not used again.

    last: the last day on which one was registered; until: of later days nothing is known, as in any register.
    """
    rng = random.Random(seed)  # noqa: S311 - chance that can be repeated, no secret
    found, shares = places(start)
    if not found:
        return
    written = 0
    while written < number:
        place = rng.choices(found, shares)[0]
        made = make(place, rng, f"G{seed}-{start + written}", last, until)
        written += 1
        yield made
        if written < number and rng.random() < TWICE:
            abroad = rng.choice(found).country if rng.random() < ABROAD else None
            abroad = None if abroad == place.country else abroad
            yield again(made, place, rng, f"G{seed}-{start + written}", last, abroad, until)
            written += 1


@transaction.atomic
def generate(number: int, seed: int, last: date = LAST, until: date = date.max) -> list[Twin]:
    """Enter so many organisations that do not exist, in batches; those that are there twice.

    last: the last day on which one was registered; until: nothing of them is known later.
    """
    start = Organisation.objects.filter(origin=Origin.GENERATED).count()
    twins: list[Twin] = []
    every, changes = organisations(number, seed, start, last, until), Changes()
    while batch := list(islice(every, A_BATCH)):
        keys = new_keys(Organisation, len(batch))
        for made, key in zip(batch, keys, strict=True):
            made.organisation.pk, made.organisation.ref = key, f"CAF-{key:0{REF_DIGITS}}"
        insert(Organisation, [vars(made.organisation) for made in batch])
        for model in (OrganisationName, OrganisationProfile, Registration, Use):
            rows: list[Any] = [row for made in batch for row in made.rows if isinstance(row, model)]
            for row in rows:
                row.organisation_id = row.organisation.pk
            insert(model, [vars(row) for row in rows])
        recount(keys, changes)
        if len(changes.spans) > SPANS_AT_ONCE:
            changes.save()
            changes = Changes()
        keep_keys(keys)
        doubles = [(made.twin_of, made) for made in batch if made.twin_of]
        twins += [Twin(str(first.ref), str(made.organisation.ref), made.dirt) for first, made in doubles]
    changes.save()
    return twins
