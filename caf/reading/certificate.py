"""What the certificate of a label says, in its own language: frozen when it is issued; and its paper."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from caf.models import Label, LabelCertificate
from core.certificates import qr_svg
from core.pdf import html_to_pdf
from core.phrases import phrases
from core.values import Period

WORDS = {
    "en": {
        "certificate": "Certificate",
        "number": "Certificate number",
        "procedure": "Procedure on External Feedback",
        "label": "Effective CAF User",
        "said": "This label is given to",
        "reason": "for its effective use of the Common Assessment Framework ({}), after external feedback",
        "granted": "Granted {}",
        "until": "Valid until {}",
        "renews": "Renews {}",
        "organiser": "For the national organiser",
        "management": "For the organisation",
        "check": "Check this certificate",
        "with_code": "or type the code there",
        "qr": "QR code that leads to the page on which this certificate can be checked",
        "demonstration": "Demonstration, not a valid certificate",
    },
    "fr": {
        "certificate": "Certificat",
        "number": "Numéro du certificat",
        "procedure": "Procédure de feedback externe",
        "label": "Effective CAF User",
        "said": "Ce label est attribué à",
        "reason": "pour son utilisation effective du cadre d’auto-évaluation ({}), après un feedback externe",
        "granted": "Attribué {}",
        "until": "Valable jusqu’au {}",
        "renews": "Renouvelle {}",
        "organiser": "Pour l’organisateur national",
        "management": "Pour l’organisation",
        "check": "Vérifier ce certificat",
        "with_code": "ou y saisir le code",
        "qr": "Code QR qui mène à la page où ce certificat se vérifie",
        "demonstration": "Démonstration, certificat non valable",
    },
}
FIXED = (
    "certificate", "number", "procedure", "label", "said", "organiser", "management", "check", "with_code", "qr",
)  # fmt: skip


def words_of(label: Label, language: str, *, demonstration: bool) -> dict[str, Any]:
    """Every word of the certificate, in its language."""
    writer, words = phrases(language), WORDS[language]
    organisation, application = label.organisation, label.decision.application
    about = [organisation.city, label.country.name_on(label.granted_on).plain.in_language(language)]
    english = organisation.english_name if language == "en" and organisation.english_name != label.holder else ""
    return {
        **{name: words[name] for name in FIXED},
        "holder": label.holder,
        "english": english,
        "about": ", ".join(part for part in about if part),
        "reason": words["reason"].format(f"CAF {application.use.version}"),
        "granted_on": words["granted"].format(writer.when(Period(label.granted_on, label.granted_on))),
        "valid_until": words["until"].format(writer.day(label.valid_until)),
        "renews": words["renews"].format(label.renews.number) if label.renews else "",
        "label_number": label.number,
        "demonstration": words["demonstration"] if demonstration else "",
    }


def certificate_pdf(certificate: LabelCertificate) -> bytes:
    """Raises PdfError."""
    words = certificate.words
    html = render_to_string(
        "caf/label_certificate_pdf.html",
        {
            "words": words,
            "language": certificate.language,
            "number": certificate.number,
            "qr": qr_svg(certificate.address, words["qr"]),
            "place": certificate.place,
            "code": certificate.code,
        },
    )
    return html_to_pdf(
        html,
        language=certificate.language,
        title=f"{words['certificate']} {certificate.number}: {words['holder']}",
        made_on=certificate.issued_on,
    )
