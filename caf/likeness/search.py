"""Organisations of the register that may be the same: the one place that is asked, by forms, imports and pages.

`find_twins` compares what is to be entered with the register, by keys kept beside it: a few queries for a thousand of
them. `find_pairs` goes through the whole register. Both look for the same keys (`resemblance.keys_of`), compare by
the same rule (`resemblance.likeness`), leave out what was merged, and what a person found not to be the same.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from caf.likeness.resemblance import Known, known, likeness, worth_comparing
from caf.models import Organisation, OrganisationKey, OrganisationName, PairAnswer
from core.among import among
from core.batches import batches

LEAST_SCORE = 75
AT_ONCE = 5_000
COMMON = 250  # a key that more organisations have tells nothing
MOST_COMPARED = 24


@dataclass(frozen=True)
class Sought:
    """What is looked for. key: whatever the caller knows it by. The first of the names is what it is called."""

    key: Hashable
    country_id: int
    names: tuple[str, ...]
    city: str = ""
    website: str = ""
    sender_ref: str = ""


@dataclass(frozen=True)
class Twin:
    """An organisation on record that may be the same. reasons: sentences in the language now spoken, of the codes."""

    organisation_id: int
    score: int
    reasons: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likely:
    """Two organisations on record that may be one. first < second: their keys. codes: the reasons."""

    first: int
    second: int
    score: int
    codes: tuple[str, ...]


def sentences(codes: Iterable[str]) -> tuple[str, ...]:
    """Reasons said in the language now spoken."""
    said = {
        "name": _("the same name, but for spelling and accents"),
        "order": _("the same words in another order"),
        "language": _("the same name in other words or another language"),
        "slip": _("the same name but for a letter or two"),
        "short": _("the same name, abbreviated"),
        "spacing": _("the same name, written in one word or in two"),
        "words": _("most words of the name are the same"),
        "acronym": _("one is the acronym of the other"),
        "alias": _("by another or a former name"),
        "city": _("the same city"),
        "other city": _("another city"),
        "abroad": _("another country"),
        "site": _("the same web site"),
        "domain": _("the same web domain"),
        "sender_ref": _("the same reference of the sender"),
    }
    return tuple(said[code] for code in codes if code in said)


def compare(one: Organisation, other: Organisation) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """(score, reasons as sentences, as codes) of two organisations on record, whether merged or not."""
    rows = Organisation.objects.filter(pk__in=(one.pk, other.pk))
    found = {known.pk: known for known in known_organisations(rows, merged=True)}
    score, codes = likeness(found[one.pk], found[other.pk])
    return score, sentences(codes), codes


# --- What is on record --------------------------------------------------------------------------------


def known_organisations(organisations: Any, *, merged: bool = False) -> Iterator[Known]:
    """The organisations made comparable, with every name on record; merged: those merged into others too."""
    rows = (organisations if merged else organisations.filter(merged_into__isnull=True)).order_by("pk")
    fields = ("pk", "country_id", "name", "english_name", "city", "website", "level", "sector")
    for batch in batches(rows.values_list(*fields).iterator(chunk_size=AT_ONCE), AT_ONCE):
        others: dict[int, list[str]] = defaultdict(list)
        first, last = batch[0][0], batch[-1][0]
        names = OrganisationName.objects.filter(organisation__gte=first, organisation__lte=last)
        if len(batch) < (last - first) // 2:
            names = OrganisationName.objects.filter(among("organisation", [row[0] for row in batch]))
        for pk, name in names.order_by().values_list("organisation_id", "name"):
            others[pk].append(name)
        for pk, country, name, english, city, website, level, sector in batch:
            yield known(pk, country, (name, english, *others[pk]), city, website, level, sector)


# --- What is to be entered ----------------------------------------------------------------------------


def find_twins(
    sought: Iterable[Sought], *, least: int = LEAST_SCORE, across: bool = False
) -> dict[Hashable, list[Twin]]:
    """By the key of each: the organisations on record that may be the same, most alike first; [] where there is none.

    across: in other countries too. Who calls it sees to it that its reader may see them (`visible_to`).
    """
    asked = list(sought)
    comparable = {
        place: known(-1 - place, one.country_id, one.names, one.city, one.website) for place, one in enumerate(asked)
    }
    found = alike(comparable, least, across)
    for place, pk in by_reference(asked):
        twin = next((twin for twin in found[place] if twin[0] == pk), (pk, 0, ()))
        found[place] = [(pk, 100, ("sender_ref", *twin[2])), *(one for one in found[place] if one[0] != pk)]
    return {
        one.key: [Twin(pk, score, sentences(codes), codes) for pk, score, codes in found[place]]
        for place, one in enumerate(asked)
    }


def likely_of(organisation: Organisation, *, least: int = LEAST_SCORE, across: bool = False) -> list[Likely]:
    """The pairs of one on record with those that may be the same, most alike first; without those found not to be."""
    if organisation.merged_into_id is not None:
        return []
    names = (organisation.name, organisation.english_name, *(row.name for row in organisation.names.all()))
    said = (organisation.city, organisation.website, organisation.level, organisation.sector)
    return likely([known(organisation.pk, organisation.country_id, names, *said)], least, across)


def likely_among(keys: Iterable[int], *, least: int = LEAST_SCORE, across: bool = False) -> list[Likely]:
    """The same for many on record, in a few queries; two of them that may be the same are one pair."""
    return likely(known_organisations(Organisation.objects.filter(among("pk", keys))), least, across)


def likely(organisations: Iterable[Known], least: int, across: bool) -> list[Likely]:
    found = alike({one.pk: one for one in organisations}, least, across)
    pairs = {(min(one, pk), max(one, pk)): (score, codes) for one, twins in found.items() for pk, score, codes in twins}
    apart = PairAnswer.objects.apart(found) if pairs else ()
    return [Likely(*pair, *how) for pair, how in pairs.items() if pair not in apart]


def twins_of(organisation: Organisation, *, least: int = LEAST_SCORE, across: bool = False) -> list[Twin]:
    """Those that may be the same as one on record, most alike first; without those found not to be."""
    return [
        Twin(pair.second if pair.first == organisation.pk else pair.first, pair.score, sentences(pair.codes))
        for pair in likely_of(organisation, least=least, across=across)
    ]


def by_reference(asked: list[Sought]) -> Iterator[tuple[int, int]]:
    """(place, organisation) of those whose country knows one by that reference."""
    refs = {one.sender_ref for one in asked if one.sender_ref}
    if not refs:
        return
    on_record: dict[tuple[int, str], int] = {}
    for part in batches(refs, AT_ONCE):
        rows = Organisation.objects.filter(among("sender_ref", part)).select_related("merged_into")
        on_record |= {(row.country_id, row.sender_ref): row.final.pk for row in rows}
    for place, one in enumerate(asked):
        if one.sender_ref and (pk := on_record.get((one.country_id, one.sender_ref))):
            yield place, pk


def alike(comparable: dict[int, Known], least: int, across: bool) -> dict[int, list[tuple[int, int, tuple[str, ...]]]]:
    """(organisation, score, reasons) of those on record that are as much alike, for each; most alike first."""
    candidates = candidates_of(comparable)
    wanted = {pk for some in candidates.values() for pk in some}
    on_record: dict[int, Known] = {}
    for ids in batches(sorted(wanted), AT_ONCE):
        on_record |= {one.pk: one for one in known_organisations(Organisation.objects.filter(among("pk", ids)))}
    found = {}
    for place, one in comparable.items():
        rows = []
        for pk in candidates[place]:
            other = on_record.get(pk)
            if other is None or (other.country != one.country and not across):
                continue
            score, codes = likeness(one, other)
            if score >= least:
                rows.append((pk, score, codes))
        found[place] = sorted(rows, key=lambda row: (-row[1], row[0]))
    return found


def candidates_of(comparable: dict[int, Known]) -> dict[int, list[int]]:
    """The other organisations on record that have telling keys in common with each; of many, those with most."""
    keys = {key for one in comparable.values() for key in one.keys}
    having: dict[int, list[int]] = defaultdict(list)
    for part in batches(keys, AT_ONCE):
        rows = OrganisationKey.objects.filter(among("key", part)).order_by()
        telling = rows.values("key").annotate(number=Count("organisation_id")).filter(number__lte=COMMON)
        for key, pk in rows.filter(key__in=telling.values("key")).values_list("key", "organisation_id"):
            having[key].append(pk)
    found = {}
    for place, one in comparable.items():
        shared: dict[int, float] = defaultdict(float)
        for key in one.keys:
            same = having.get(key, [])
            for pk in same:
                if pk != one.pk:
                    shared[pk] += 1 / (1 + len(same))
        found[place] = sorted(shared, key=lambda pk: (-shared[pk], pk))[:MOST_COMPARED]
    return found


# --- The whole register -------------------------------------------------------------------------------


def find_pairs(*, least: int = LEAST_SCORE, country_id: int | None = None) -> list[Likely]:
    """Every two organisations on record that may be one, most alike first; country: with one at least of it."""
    gc.disable()  # millions of small things, none of which is in a circle: looking for circles takes half the time
    try:
        return sorted(pairs_found(least, country_id), key=lambda pair: (-pair.score, pair.first, pair.second))
    finally:
        gc.enable()


def pairs_found(least: int, country_id: int | None) -> list[Likely]:
    register = list(known_organisations(Organisation.objects.all()))
    apart, found = PairAnswer.objects.apart(), []
    for place, turn in compared(register):
        one, other = register[place], register[turn]
        if country_id and country_id not in (one.country, other.country):
            continue
        score, codes = likeness(one, other)
        if score >= least and (one.pk, other.pk) not in apart:
            found.append(Likely(one.pk, other.pk, score, codes))
    return found


def compared(register: list[Known]) -> Iterator[tuple[int, int]]:
    """The places of every two that have a telling key in common, each pair once."""
    whole: dict[int, list[int]] = defaultdict(list)
    parts: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(register):
        for key in one.keys:
            (whole if key in one.whole else parts)[key].append(place)
    done: set[int] = set()
    for blocks, pick in ((whole, None), (parts, worth_comparing)):
        for places in blocks.values():
            if not 1 < len(places) <= COMMON:
                continue
            for place, turn in combinations(places, 2):
                if pick is not None and not pick(register[place], register[turn]):
                    continue
                pair = place * len(register) + turn
                if pair not in done:
                    done.add(pair)
                    yield place, turn
