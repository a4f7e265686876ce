"""The pages of the model: comparison, alternatives with their costs, papers with their files and deliveries."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from conferences.models import Alternative, AlternativeCost, ProposalDelivery, ProposalPaper
from core.values import Text
from network.seats import Seat
from tests.conferences import factories, proposal_factories
from tests.network.factories import BodyFactory, CountryFactory, MeetingFactory, someone
from tests.resolutions.commitment_factories import CommitmentFactory

# The walk over the table of permissions asks each of these pages of the second database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOME = "/conferences/model/"
SPRING = date(2009, 4, 1)


def signed_in(client, seat, country=None):
    person = someone(seat, CountryFactory(iso2=country) if country else None)
    client.force_login(person, backend=BACKEND)
    return person


def spaced(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_compares_and_says_what_is_not_in_the_records(client):
    signed_in(client, Seat.COORDINATOR, "DK")
    handed_in = proposal_factories.AlternativeFactory(state="handed in")
    proposal_factories.AlternativeCostFactory(alternative=handed_in)
    proposal_factories.AlternativeFactory(title=Text(en="Unspoken"))
    edition = factories.EditionFactory(number=5)
    factories.EditionScheduleFactory(edition=edition, stage="held", starts_on=SPRING, ends_on=SPRING)
    page = spaced(client.get(HOME))
    assert "420 000 € ÷ 600 participants" in page
    assert "Unspoken" not in page
    assert page.count("None is handed in on this topic.") == 3
    assert page.count("Not in the records") >= 3
    early = spaced(client.get(f"{HOME}?as-of=2008-01-01"))
    assert "1 alternative became known later" in early
    assert "÷" not in early
    book = load_workbook(BytesIO(b"".join(client.get(f"{HOME}?format=xlsx").streaming_content)))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    [row] = [dict(zip(head, row, strict=True)) for row in rows]
    assert (row["cost"], row["cost_of_participant"], row["cost_host"], row["cost_fees"]) == (
        420_000,
        700,
        420_000,
        None,
    )
    text = b"".join(client.get(f"{HOME}?format=csv").streaming_content).decode("utf-8-sig")
    assert [row["state"] for row in csv.DictReader(StringIO(text))] == ["handed in"]
    assert client.get(f"{HOME}?format=exe").status_code == 404


def test_lists_cost_the_same_for_one_and_three(client):
    signed_in(client, Seat.SECRETARIAT)

    def more():
        alternative = proposal_factories.AlternativeFactory(state="handed in")
        proposal_factories.AlternativeCostFactory(alternative=alternative)
        paper = proposal_factories.ProposalPaperFactory(alternatives=[alternative])
        proposal_factories.ProposalDeliveryFactory(paper=paper)

    def counts():
        found = []
        for url in (HOME, f"{HOME}alternatives/", f"{HOME}papers/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found.append(len(queries))
        return found

    more()
    counts()
    one = counts()
    more()
    more()
    assert counts() == one


def test_a_coordinator_proposes_adds_costs_and_hands_in(client):
    signed_in(client, Seat.COORDINATOR, "DK")
    form = client.get(f"{HOME}alternatives/new/").context["form"]
    assert "body" not in form.fields
    assert [str(country) for country in form.fields["country"].queryset] == ["DK"]
    sent = {
        "topic": "format", "country": form.fields["country"].queryset.get().pk, "title_en": "Smaller", "title_fr": "",
        "description_en": "Two days", "description_fr": "", "participants": "0",
        "assumptions_en": "", "assumptions_fr": "", "known_on": "2009-04-01", "confidence": "high",
    }  # fmt: skip
    wrong = client.post(f"{HOME}alternatives/new/", sent)
    assert wrong.context["form"].errors["participants"] == [
        "Give one participant at least. Leave it empty if it is not known."
    ]
    assert "Two days" in wrong.content.decode()
    for _time in range(2):
        page = client.post(f"{HOME}alternatives/new/", sent | {"participants": "4 50"}).url
    alternative = Alternative.objects.get()
    assert (alternative.participants, alternative.state, page) == (450, "draft", alternative.get_absolute_url())
    cost = {"what_en": "Halls", "what_fr": "", "amount": "0", "borne_by": "host"}
    wrong = client.post(f"{page}costs/new/", cost)
    assert wrong.context["form"].errors["amount"] == ["Give an amount above 0. What is not known is left out."]
    wrong = client.post(f"{page}costs/new/", cost | {"amount": "1.5"})
    assert "whole number" in wrong.context["form"].errors["amount"][0]
    for amount in ("90 000", "9000"):
        assert client.post(f"{page}costs/new/", cost | {"amount": amount}).url == page
    first, second = AlternativeCost.objects.all()
    assert (first.place, second.place) == (1, 2)
    for _time in range(2):
        assert client.post(f"{page}costs/{second.pk}/remove/").url == page
    assert "90 000 € ÷ 450 participants" in spaced(client.get(page))
    assert client.post(f"{page}do/hand-in/", {"known_on": "2009-04-02"}).url == page
    assert client.get(f"{page}edit/").status_code == 403
    assert client.post(f"{page}costs/{first.pk}/edit/", cost | {"amount": "1"}).status_code == 403
    assert client.post(f"{page}costs/{first.pk}/remove/").status_code == 403


def test_staff_of_eipa_propose_for_their_body_alone(client):
    signed_in(client, Seat.EIPA)
    own, other = BodyFactory(key="eipa"), BodyFactory(key="ipsg")
    form = client.get(f"{HOME}alternatives/new/").context["form"]
    assert "country" not in form.fields
    assert list(form.fields["body"].queryset) == [own]
    sent = {"topic": "partners", "title_en": "Support", "known_on": "2009-04-01", "confidence": "high"}
    assert client.post(f"{HOME}alternatives/new/", sent | {"body": other.pk}).context["form"].errors["body"]
    assert client.post(f"{HOME}alternatives/new/", sent | {"body": own.pk}).status_code == 302
    assert client.post(f"{HOME}alternatives/new/", sent).context["form"].errors["body"]


def test_the_secretariat_says_either_a_country_or_an_institution(client):
    signed_in(client, Seat.SECRETARIAT)
    sent = {"topic": "partners", "title_en": "Support", "known_on": "2009-04-01", "confidence": "high"}
    form = client.post(f"{HOME}alternatives/new/", sent).context["form"]
    assert form.non_field_errors() == ["Give either a country or an institution."]


def test_the_secretariat_writes_a_paper_and_delivers_it_and_is_told_what_that_fulfils(client):
    signed_in(client, Seat.SECRETARIAT)
    asked, meeting = MeetingFactory(number=151), MeetingFactory(number=152)
    owed = CommitmentFactory(
        meeting=asked, due_meeting=meeting, clause_key="conferences-proposals", country=None, body=BodyFactory()
    )
    alternative = proposal_factories.AlternativeFactory(state="handed in")
    url = f"{HOME}papers/new/"
    sent = {
        "meeting": meeting.pk, "alternatives": [alternative.pk], "intro_en": "Four topics", "intro_fr": "",
        "known_on": "2008-01-01", "confidence": "high",
    }  # fmt: skip
    wrong = client.post(url, sent)
    assert "Not handed in on that day" in wrong.context["form"].non_field_errors()[0]
    assert "Four topics" in wrong.content.decode()
    for _time in range(2):
        page = client.post(url, sent | {"known_on": "2009-04-01"}).url
    assert page == ProposalPaper.objects.get().get_absolute_url()
    assert "Four topics" in client.get(page).content.decode()
    delivery = {"meeting": meeting.pk, "known_on": "2009-03-01", "confidence": "high"}
    assert client.post(f"{page}deliveries/new/", delivery).context["form"].non_field_errors()
    response = client.post(f"{page}deliveries/new/", delivery | {"known_on": "2009-05-01"}, follow=True)
    told = response.content.decode()
    assert "It fulfils 1 commitment: 151st meeting" in told
    assert f'href="/resolutions/commitments/{owed.pk}/"' in told
    assert owed.reports.get().state == "delivered"
    again = client.post(f"{page}deliveries/new/", delivery | {"known_on": "2009-05-01"})
    assert again.context["form"].non_field_errors() == ["This paper has been delivered to this meeting already."]
    assert ProposalDelivery.objects.count() == 1
    assert owed.reports.count() == 1
    later = {"meeting": MeetingFactory(number=153).pk, "known_on": "2009-06-01", "confidence": "high"}
    told = client.post(f"{page}deliveries/new/", later, follow=True).content.decode()
    assert "No open commitment of an earlier meeting asked for these proposals." in told


def test_a_file_is_handed_out_as_it_was_made(client):
    signed_in(client, Seat.COORDINATOR, "DK")
    paper = proposal_factories.ProposalPaperFactory(
        meeting=MeetingFactory(number=152), alternatives=[proposal_factories.AlternativeFactory(state="handed in")]
    )
    paper.files.create(language="fr", content=b"%PDF kept", sha256="1" * 64)
    answer = client.get(f"{HOME}papers/152/1/fr.pdf")
    assert (answer.content, answer["ETag"]) == (b"%PDF kept", f'"{"1" * 64}"')
    assert "DG152-IPSG-model-1-fr.pdf" in answer["Content-Disposition"]
    assert client.get(f"{HOME}papers/152/1/en.pdf").status_code == 404


def test_the_page_of_an_edition_says_what_it_cost(client):
    signed_in(client, Seat.SECRETARIAT)
    edition = factories.EditionFactory(number=5)
    page = "/conferences/5qc/"
    assert "Not in the records" in client.get(page).content.decode()
    factories.AttendanceFactory(edition=edition)
    sent = {
        "amount": "600 000",
        "covers_en": "everything",
        "covers_fr": "",
        "known_on": "2008-11-01",
        "confidence": "high",
    }
    assert client.post(f"{page}costs/new/", sent | {"amount": "-5"}).context["form"].errors["amount"]
    assert client.post(f"{page}costs/new/", sent).url == page
    assert "less than 600 € for a participant (600 000 € ÷ more than 1 000 participants)" in spaced(client.get(page))
    assert "less than" not in spaced(client.get(f"{page}?as-of=2008-10-31"))
