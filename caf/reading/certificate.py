"""What the certificate of a label says, in its own language: frozen when it is issued; and its paper."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from caf.models import CafVersion, Label, LabelCertificate
from core.certificates import qr_svg
from core.pdf import html_to_pdf
from core.phrases import phrases

WORDS = {
    "en": {
        "certificate": "Certificate",
        "number": "Label number",
        "procedure": "Common Assessment Framework, Procedure on External Feedback",
        "the_label": "The label",
        "label": "Effective CAF User",
        "said": "is awarded to",
        "reason": "It assessed itself with {}, set about improving, and was given external feedback on both.",
        "holds": "Valid from {} to {}",
        "renews": "Renews {}",
        "organiser": "For the national organiser",
        "centre": "For the CAF Resource Centre",
        "criteria": "CAF: nine criteria, twenty-eight sub-criteria",
        "check": "Check this certificate",
        "with_code": "or type the code there",
        "qr": "QR code that leads to the page on which this certificate can be checked",
        "demonstration": "Demonstration, not a valid certificate",
    },
    "fr": {
        "certificate": "Certificat",
        "number": "Numéro du label",
        "procedure": "Cadre d’auto-évaluation de la fonction publique (CAF), procédure de feedback externe",
        "the_label": "Le label",
        "label": "Effective CAF User",
        "said": "est attribué à",
        "reason": "Elle s’est auto-évaluée à l’aide du {}, a engagé ses améliorations et a reçu un feedback externe "
        "sur les deux.",
        "holds": "Valable du {} au {}",
        "renews": "Renouvelle {}",
        "organiser": "Pour l’organisateur national",
        "centre": "Pour le centre de ressources CAF",
        "criteria": "CAF : neuf critères, vingt-huit sous-critères",
        "check": "Vérifier ce certificat",
        "with_code": "ou y saisir le code",
        "qr": "Code QR qui mène à la page où ce certificat se vérifie",
        "demonstration": "Démonstration, certificat non valable",
    },
}
OF_28_SUB_CRITERIA = (CafVersion.V2006, CafVersion.V2013, CafVersion.V2020)
ENABLERS, RESULTS = (4, 4, 3, 6, 3), (2, 2, 2, 2)
"""Sub-criteria of each criterion of those versions."""
FIXED = (
    "certificate", "number", "procedure", "the_label", "label", "said", "organiser", "centre", "check", "with_code",
    "qr",
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
        "reason": words["reason"].format(f"CAF {application.use.version}".strip()),
        "country": label.country.name_on(label.granted_on).plain.in_language(language),
        "holds": words["holds"].format(writer.day(label.granted_on), writer.day(label.valid_until)),
        "criteria": words["criteria"] if application.use.version in OF_28_SUB_CRITERIA else "",
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
            "ornament": ornament_svg() if words["criteria"] else "",
        },
    )
    return html_to_pdf(
        html,
        language=certificate.language,
        title=f"{words['certificate']} {certificate.number}: {words['holder']}",
        made_on=certificate.issued_on,
    )


def ornament_svg() -> SafeString:
    """A column for each criterion, a point for each sub-criterion: enablers full, results open."""
    columns = [*((2 + 7 * place, number, "#003399") for place, number in enumerate(ENABLERS))]
    columns += [(41 + 7 * place, number, "#ffffff") for place, number in enumerate(RESULTS)]
    points = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="1.05" fill="{}" stroke="#003399" stroke-width=".4"/>',
        ((x, 18 - 3 * row, fill) for x, number, fill in columns for row in range(number)),
    )
    return format_html(
        '<svg class="ornament" xmlns="http://www.w3.org/2000/svg" width="66mm" height="20mm"'
        ' viewBox="0 0 66 20">{}</svg>',
        points,
    )
