"""Which column of a file is which field: guessed from its name, remembered for each country, chosen by a person."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from caf.importing.resource import LABELS
from caf.importing.spelling import folded

SURE, LIKELY = 1.0, 0.88
USUAL_NAMES = {
    "name": "organisation, organization, organisation name, name of organisation, institution, nom, nom de "
    "l’organisme, organisme, "
    "nom de l’organisation, authority, public body, agency, caf user, user, original name, denomination",
    "country": "country, country code, iso, iso2, member state, ms, pays, code pays, état membre, land",
    "ref": "id, register number, caf number, numéro d’enregistrement",
    "sender_ref": "ref, reference, your reference, national reference, national id, own reference, code, "
    "référence, identifier, internal id",
    "english_name": "name_en, english name, name in english, name (en), name english, nom anglais, nom en "
    "anglais, translation",
    "language": "language, langue, lang, language of name",
    "aliases": "alias, also known as, acronym, acronyms, abbreviation, other name, other names, autres noms, sigle",
    "city": "city, town, place, locality, municipality, ville, lieu, commune, localité",
    "level": "level, government level, level of government, administrative level, niveau, niveau de gouvernement, "
    "niveau d’administration, tier",
    "sector": "sector, field, sector of activity, policy area, secteur, secteur d’activité, domaine",
    "size": "size, staff, staff band, employees, number of employees, taille, effectif, effectifs, personnel, "
    "nombre d’agents",
    "website": "website, web site, url, web, homepage, internet, site, site web, web address, adresse web, "
    "site internet",
    "nuts": "nuts, nuts code, code nuts, nuts3, region code",
    "latitude": "latitude, lat",
    "longitude": "longitude, lon, lng, long",
    "version": "version, caf version, version of caf, caf, version du caf, version utilisée, model",
    "first_use": "first use, first use of caf, first application, date of first use, première utilisation, "
    "caf since, start, begun on",
    "last_use": "last use, last use of caf, last application, date of use, use date, year of use, date of "
    "application, year, "
    "dernière utilisation, année, date d’utilisation, year of application, application date",
    "last_report": "report, last report, report date, date of report, self-assessment report, self_assessment_date, "
    "date of self-assessment, self-assessment date, date du rapport, dernier rapport, date de l’auto-évaluation",
    "contact_role": "contact role, function, role, fonction, contact function",
    "contact_name": "contact, contact person, contact name, personne de contact, nom du contact, person",
    "contact_email": "email, e-mail, mail, contact email, contact mail, contact e-mail, courriel, adresse "
    "électronique, e-mail address",
}
KEPT_BY_THE_PORTAL = (
    "url", "country_name", "uses", "times_used", "validated_by", "validated_on", "evidence_url", "pef_status",
    "label_number", "label_until", "consent_publish", "updated_on", "type", "standing", "status", "state", "origin",
    "known_on", "source", "confidence", "note", "error",
)  # fmt: skip


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Folded name of a column -> field; "" for a column of the portal's own that a file does not change."""
    found: dict[str, str] = {}
    for field, words in USUAL_NAMES.items():
        if field != "ref":  # a column of that name is the sender's own
            found[folded(field)] = field
        for word in words.split(","):
            found.setdefault(folded(word), field)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for field, label in LABELS.items():
                found.setdefault(folded(str(label)), field)
    return found | {folded(name): "" for name in KEPT_BY_THE_PORTAL if name not in LABELS}


@lru_cache(maxsize=2_000)
def guess(header: str) -> tuple[str, float]:
    """(field or "", how surely: 0 to 1)."""
    key = folded(header)
    if not key:
        return "", 0.0
    if key in names():
        return names()[key], SURE
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - memory that only who names columns pays for

    found = process.extractOne(key, names().keys(), scorer=fuzz.ratio, score_cutoff=LIKELY * 100)
    return (names()[found[0]], LIKELY) if found and len(key) > 3 else ("", 0.0)


def is_known(header: str) -> float:
    """How surely a text is the name of a column: what finds the row of the names."""
    return guess(header)[1] if len(header) < 60 else 0.0


def proposed(headers: list[str], remembered: dict[str, str]) -> dict[str, str]:
    """Place of the column, as text -> field, where one can tell. remembered: folded name -> field, as chosen before.

    No field is given twice: to the surest, of two alike to the first. In older files of the portal its own number
    is `ref`, beside `sender_ref`.
    """
    keys = [folded(header) for header in headers]
    older = {"ref": "ref"} if folded("sender_ref") in keys else {}
    known, claims = older | remembered, []
    for place, (header, key) in enumerate(zip(headers, keys, strict=True)):
        field, sure = (known[key], 2.0) if key in known else guess(header)
        if field in LABELS:
            claims.append((-sure, place, field))
    taken: dict[str, str] = {}
    for _sure, place, field in sorted(claims):
        if field not in taken.values():
            taken[str(place)] = field
    return taken


def to_remember(headers: list[str], mapping: dict[str, str]) -> dict[str, str]:
    """Folded name -> field, "" for a column that is not read."""
    return {folded(header): mapping.get(str(place), "") for place, header in enumerate(headers) if folded(header)}


def missing(mapping: dict[str, str], *, has_country: bool) -> Iterable[str]:
    """Fields without which no row can be taken."""
    chosen = set(mapping.values())
    numbered = bool(chosen & {"ref", "sender_ref"})  # files of the portal had its number in either
    if "name" not in chosen and not numbered:
        yield "name"
    if "country" not in chosen and not numbered and not has_country:
        yield "country"
