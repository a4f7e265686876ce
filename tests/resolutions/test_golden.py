"""The first real case: what the draft for the 51st meeting must say, where, and from which records."""

# ruff: noqa: ISC004, E501 - a table: a fact, its words in English, its words in French

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import gettext, override

from network.models import Conclusion, Presidency
from tests.resolutions.drawing import Said, drawn, mail_of, said, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

# (what it is, part of the resolution, words in English, words in French, model of a record behind the clause)
GOLDEN = [
    ("F3", "preamble", "appreciate the work and results of the French Presidency",
     "saluent les travaux et les résultats de la présidence française", "network.presidency"),
    ("F4", "preamble", "thank France and IPSG for organising the 5th Quality Conference (5QC) in Paris in October 2008",
     "remercient la France et l’IPSG d’avoir organisé la 5e Conférence sur la qualité (5QC) à Paris en octobre 2008",
     "conferences.editionschedule"),
    ("F5", "preamble", "which more than 1 000 participants attended",
     "à laquelle plus de 1 000 participants ont pris part", "conferences.attendance"),
    ("F6", "preamble", "the conference put forward the work of EUPAN and of the member states",
     "la conférence a mis en avant le travail de l’EUPAN et des États membres", "conferences.finding"),
    ("F7", "preamble", "the three working areas in which they decide, in accordance with the Medium-Term Programme",
     "les trois domaines de travail dans lesquels ils prennent leurs décisions, conformément au Programme à moyen terme",
     "network.programme"),
    ("F7 areas", "preamble", "(MTP): Quality Conferences, Customer focus and Common Assessment Framework", "(MTP) :",
     "network.programme"),
    ("F8", "conferences", "the attendance at 5QC confirms Quality Conferences as key events of the network",
     "la participation à la 5QC confirme que les conférences sur la qualité sont des temps forts de la vie du réseau",
     "conferences.attendance"),
    ("F9", "conferences", "info-shops on human resources, customer focus, management of quality in public "
     "administrations and facing the demographic challenge",
     "ressources humaines, orientation vers l’usager, gestion de la qualité dans les administrations publiques et "
     "réponses au défi démographique", "conferences.session"),
    ("F9 themes", "conferences", "welcome the sessions of 5QC on the network’s priority themes",
     "se félicitent des sessions de la 5QC sur les thèmes prioritaires du réseau", "conferences.session"),
    ("F10", "conferences", "more synergy is wanted between the conferences and the network’s overall activities",
     "davantage de synergie entre les conférences et l’ensemble des activités du réseau", "network.conclusion"),
    ("F11", "conferences", "ask IPSG, with the other working groups, to submit proposals by the 52nd meeting",
     "demandent à l’IPSG, avec les autres groupes de travail, de soumettre d’ici à la 52e réunion", "network.meeting"),
    ("F12", "conferences", "based on the feedback of the first four conferences and the coming feedback of 5QC",
     "sur la base des retours des quatre premières conférences et des retours à venir de la 5QC",
     "conferences.evaluation"),
    ("F13", "conferences", "on:; the financial and organisational model; partnership with other institutions; "
     "the target groups; the size of the event and the format of its sessions",
     "sur :; le modèle financier et organisationnel; le partenariat avec d’autres institutions; "
     "les publics visés; l’ampleur de la manifestation et la forme de ses séances", "network.conclusion"),
    ("F14", "conferences", "going by 5QC and the conferences before it, that continuity",
     "à la lumière de l’expérience de la 5QC et des conférences précédentes, que la continuité", "network.conclusion"),
    ("F15", "conferences", "the ministers reassert the principles of 1998 that established the 1st Quality Conference",
     "les ministres réaffirment les principes de 1998 sur lesquels a été fondée la 1re Conférence sur la qualité",
     "network.decision"),
    ("F16", "conferences", "notice that no member state is candidate for the 6th Quality Conference (6QC)",
     "constatent qu’aucun État membre n’est candidat à la 6e Conférence sur la qualité (6QC)", "conferences.edition"),
    ("F17", "conferences", "the efforts of IPSG have not brought a bid so far",
     "les efforts de l’IPSG n’ont pas encore suscité de candidature", "conferences.hostsearchreport"),
    ("F18", "conferences", "commit themselves, the date being near, to bring about a candidacy for 6QC in 2010",
     "s’engagent, l’échéance étant proche, à susciter une candidature pour la 6QC en 2010",
     "conferences.editionschedule"),
    ("F19", "customer_focus", "customer insight is an essential condition for services of better quality and higher",
     "la connaissance des usagers (« customer insight ») est une condition essentielle", "network.conclusion"),
    ("F20", "customer_focus", "aim to spread the principles of the Primer, which was developed in the Portuguese and "
     "Slovenian Presidencies", "diffuser les principes du Primer, élaboré sous les présidences portugaise et slovène",
     "customer_focus.guidedevelopment"),
    ("F21", "customer_focus", "its presentation, with practical cases, in the customer focus info-shop at 5QC",
     "sa présentation, avec des cas pratiques, dans l’info-shop de la 5QC consacré à l’orientation vers l’usager",
     "customer_focus.guidepresentation"),
    ("F22", "customer_focus", "and thank France and EIPA for it", "et en remercient la France et l’EIPA",
     "customer_focus.guidepresentation"),
    ("F23", "customer_focus", "promote the principles of the Primer by means that suit them, such as translation and "
     "training", "promeuvent les principes du Primer par les moyens qui leur conviennent, notamment la traduction et "
     "la formation", "network.conclusion"),
    ("F24", "customer_focus", "the EUPAN event on citizens’ involvement in the public sector, which EIPA organises in "
     "April 2009", "l’événement EUPAN sur la participation des citoyens dans le secteur public, que l’EIPA organise en "
     "avril 2009", "customer_focus.networkeventreport"),
    ("F25", "customer_focus", "welcome the interest of the Czech Republic in hosting that event",
     "se félicitent de l’intérêt de la République tchèque pour son accueil", "customer_focus.hostinterest"),
    ("F26", "customer_focus", "guidelines together and exchange best practice on some of the principles",
     "lignes directrices et à échanger leurs meilleures pratiques sur certains des principes", "network.conclusion"),
    ("F27", "caf", "appreciate the development and promotion of CAF under the steering of IPSG",
     "saluent le développement et la promotion du CAF sous la conduite de l’IPSG", "caf.procedurereport"),
    ("F28", "caf", "welcome the success of the CAF sessions at 5QC", "se félicitent du succès des sessions CAF de la 5QC",
     "conferences.finding"),
    ("F29", "caf", "thank France, the CAF Resource Centre at EIPA and the CAF expert group for them",
     "en remercient la France, le Centre de ressources CAF de l’EIPA et le groupe d’experts CAF",
     "conferences.sessioncontributor"),
    ("F30", "caf", "notice progress on the Procedure on External Feedback (PEF)",
     "prennent acte des progrès de la procédure de feedback externe (PEF)", "caf.procedurereport"),
    ("F31", "caf", "thank Italy and EIPA for organising the meetings of the pilot group",
     "remercient l’Italie et l’EIPA d’avoir organisé les réunions du groupe pilote", "caf.pilotmeeting"),
    ("F32", "caf", "thank Denmark, Luxembourg, Belgium and Slovenia for their contributions to the pilot of PEF",
     "remercient le Danemark, le Luxembourg, la Belgique et la Slovénie de leurs contributions au pilote de la PEF",
     "caf.contribution"),
    ("F33", "caf", "the goal of 2010 users in 2010, set to spread CAF further",
     "l’objectif de 2010 utilisateurs en 2010, fixé en vue d’une plus large diffusion du CAF", "caf.goal"),
    ("F34", "caf", "set the priority to use the lessons of 5QC for the CAF User Event",
     "se fixent pour priorité de tirer parti des enseignements de la 5QC pour l’événement des utilisateurs du CAF",
     "network.conclusion"),
    ("F35", "caf", "which takes place in Bucharest on 15 and 16 October 2009",
     "qui a lieu à Bucarest les 15 et 16 octobre 2009", "caf.cafeventreport"),
    ("F36", "caf", "set the priority to progress further on the Procedure on External Feedback (PEF)",
     "se fixent pour priorité de poursuivre les progrès de la procédure de feedback externe (PEF)",
     "network.conclusion"),
    ("F37", "caf", "ask the CAF expert group to keep working",
     "demandent au groupe d’experts CAF de poursuivre ses travaux", "caf.procedurereport"),
    ("F38", "caf", "so that PEF is launched at that CAF User Event",
     "afin que la PEF soit lancée lors de cet événement des utilisateurs du CAF", "caf.cafeventreport"),
]  # fmt: skip


@pytest.fixture(scope="module")
def clauses(records, django_db_blocker) -> dict[str, Said]:
    with django_db_blocker.unblock():
        return said(drawn())


@pytest.mark.parametrize(
    ("area", "english", "french", "model"), [row[1:] for row in GOLDEN], ids=[r[0] for r in GOLDEN]
)
def test_fact_stands_in_its_part_in_both_languages_from_its_record(clauses, area, english, french, model):
    holding = [clause for clause in clauses.values() if english in clause.en]
    assert [clause.area for clause in holding] == [area]
    (clause,) = holding
    assert french in clause.fr
    assert model in clause.models


@pytest.mark.parametrize("language", ["en", "fr"])
def test_heading_names_group_and_meeting_and_says_that_day_and_place_are_unknown(language):
    text = text_of(drawn(), language)
    with override(language):
        unknown = gettext("Unknown: not in the network’s records")
    lines = dict(text.data_lines)
    assert unknown in lines.values()
    presidency = {"en": "France, second half of 2008", "fr": "France, second semestre 2008"}
    assert presidency[language] in lines.values()
    assert {"en": "51st meeting", "fr": "51e"}[language] in text.subtitle
    assert text.reference == "DG51/IPSG"


def test_english_heading_in_words():
    mail = mail_of(drawn())
    assert "Resolution of the Innovative Public Services Group for the 51st meeting of the Directors General" in mail
    assert "Day and place: Unknown: not in the network’s records" in mail


def test_french_heading_in_words():
    mail = mail_of(drawn(), "fr")
    assert "Résolution" in mail
    assert "51e réunion des directeurs généraux" in mail
    english = ("Resolution of", "Unknown", "Quality Conferences", "Customer focus", "The Directors", "Commitment.")
    assert [words for words in english if words in mail] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_count_of_users_is_named(language):
    assert "620" not in mail_of(drawn(), language)


def test_three_commitments_with_owner_and_time():
    draft = drawn()
    lines = {row.owner_key: row.commitment["en"] for row in draft.clauses if row.commitment}
    assert {owner: line.due for owner, line in lines.items()} == {
        "ipsg": "due at the 52nd meeting",
        "directors-general": "for 6QC in 2010",
        "caf-expert-group": "due at the CAF User Event, 15 and 16 October 2009",
    }
    assert lines["ipsg"].task == (
        "proposals on the financial and organisational model, partnership with other institutions, the target groups "
        "and the size of the event and the format of its sessions"
    )


def test_facts_are_those_of_the_end_of_the_half_year_seen_from_there():
    draft = drawn()
    assert (draft.view.as_of, draft.view.seen_from) == (date(2008, 12, 31), date(2008, 12, 31))
    assert draft.view.since == date(2008, 5, 30)  # the 50th meeting ended the day before


def test_a_sentence_changes_with_its_record():
    Conclusion.objects.filter(subject="synergy").update(text={"en": "everywhere", "fr": "partout"})
    presidency = Presidency.objects.get(starts_on=date(2008, 7, 1))
    presidency.country = Presidency.objects.get(starts_on=date(2009, 1, 1)).country
    presidency.save()
    clauses = said(drawn())
    assert clauses["conferences-synergy"].en == "stress that more synergy is wanted everywhere"
    assert clauses["preamble-presidency"].fr.endswith("la présidence tchèque")
