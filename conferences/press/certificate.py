"""What a certificate says, in its own language: frozen when it is issued."""

from __future__ import annotations

from typing import Any

from conferences.models import Laureate
from core.phrases import phrases
from core.values import Period

WORDS = {
    "en": {
        "certificate": "Certificate",
        "number": "Certificate number",
        "prize": "The prize",
        "awarded": "is awarded to",
        "project": "for the project “{}”",
        "decided": "Decided by the jury {}",
        "held": "at the conference {}",
        "jury": "For the jury",
        "organisers": "For the organisers",
        "check": "Check this certificate",
        "with_code": "or type the code there",
        "qr": "QR code that leads to the page on which this certificate can be checked",
        "edition": "{} edition",
        "demonstration": "Demonstration, not a valid certificate",
    },
    "fr": {
        "certificate": "Certificat",
        "number": "Numéro du certificat",
        "prize": "Le prix",
        "awarded": "est décerné à",
        "project": "pour le projet « {} »",
        "decided": "Décision du jury {}",
        "held": "à la conférence tenue {}",
        "jury": "Pour le jury",
        "organisers": "Pour les organisateurs",
        "check": "Vérifier ce certificat",
        "with_code": "ou y saisir le code",
        "qr": "Code QR qui mène à la page où ce certificat se vérifie",
        "edition": "{} édition",
        "demonstration": "Démonstration, certificat non valable",
    },
    "nl": {
        "certificate": "Certificaat",
        "number": "Certificaatnummer",
        "prize": "De prijs",
        "awarded": "wordt toegekend aan",
        "project": "voor het project “{}”",
        "decided": "Beslissing van de jury {}",
        "held": "op de conferentie {}",
        "jury": "Voor de jury",
        "organisers": "Voor de organisatoren",
        "check": "Dit certificaat controleren",
        "with_code": "of de code daar intypen",
        "qr": "QR-code naar de pagina waar dit certificaat kan worden gecontroleerd",
        "edition": "{} editie",
        "demonstration": "Demonstratie, geen geldig certificaat",
    },
}


def words_of(laureate: Laureate, language: str, *, demonstration: bool) -> dict[str, Any]:
    """Every word of the certificate, in its language. `ordinal`: the edition's number, 0 for none."""
    writer, words = phrases(language), WORDS[language]
    edition, nominee = laureate.edition, laureate.nominee
    schedule = edition.schedule_on(laureate.known_on)
    period = schedule.period if schedule else None
    about = [nominee.government.in_language(language)]
    if nominee.country is not None:
        about.append(nominee.country.name_on(laureate.known_on).plain.in_language(language))
    decided = laureate.decided_on
    held = writer.when(period) if period else ""
    if schedule is not None and schedule.city and held:
        held = f"{held}, {schedule.city.in_language(language)}"
    title = nominee.title.in_language(language)
    number = edition.number or 0
    return {
        **{
            name: words[name]
            for name in ("certificate", "number", "prize", "awarded", "jury", "organisers", "check", "with_code", "qr")
        },
        "edition": edition.name.in_language(language),
        "edition_number": words["edition"].format(writer.ordinal(number, feminine=True)) if number else "",
        "prize_name": laureate.prize.name.in_language(language),
        "organisation": nominee.full_name,
        "about": ", ".join(part for part in about if part),
        "project": writer.spaced(words["project"].format(title)) if title else "",
        "held": words["held"].format(held) if held else "",
        "decided": words["decided"].format(writer.when(Period(decided, decided))) if decided else "",
        "ordinal": number,
        "demonstration": words["demonstration"] if demonstration else "",
    }
