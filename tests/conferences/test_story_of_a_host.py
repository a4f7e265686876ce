"""From interest to host, through the pages as each seat has them: the draft of the next resolution at each step."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from conferences.models import BidState
from core.values import Period
from network.models import BodyKind
from network.seats import Seat
from resolutions import library
from tests.conferences.factories import (
    AssessorFactory,
    BidCallFactory,
    BidCriterionFactory,
    EditionFactory,
    EditionScheduleFactory,
)
from tests.network.factories import (
    BodyFactory,
    CountryFactory,
    CountryNameFactory,
    MeetingFactory,
    MeetingScheduleFactory,
    PresidencyFactory,
    someone,
)
from tests.resolutions.drawing import LANGUAGES, drawn, mail_of, said

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LONG_AGO = date(2007, 1, 1)
DAYS = {50: "2008-06-04", 51: "2008-12-10", 52: "2009-06-10", 53: "2009-12-09", 54: "2010-06-09", 55: "2010-12-08"}
NAMES = {
    "PL": ("Poland", "la Pologne"), "DK": ("Denmark", "le Danemark"), "FR": ("France", "la France"),
}  # fmt: skip
BIDS = "/conferences/bids/"


class Story:
    """Six meetings, 6QC without a host, its call; the people, each signed in."""

    def __init__(self):
        library.load()
        BodyFactory(key="directors-general", kind=BodyKind.LEVEL)
        for iso2, names in NAMES.items():
            for language, in_text in zip(LANGUAGES, names, strict=True):
                row = {"name": in_text.split()[-1], "in_text": in_text, "known_on": LONG_AGO}
                CountryNameFactory(country=CountryFactory(iso2=iso2), language=language, **row)
        for place, (number, day) in enumerate(DAYS.items()):
            starts_on = date(2008 + place // 2, 1 + 6 * (place % 2), 1)
            PresidencyFactory(country=CountryFactory(iso2="FR"), starts_on=starts_on, known_on=LONG_AGO)
            meeting = MeetingFactory(number=number, half_starts_on=starts_on, known_on=LONG_AGO)
            MeetingScheduleFactory(meeting=meeting, period=Period.parse(day), known_on=LONG_AGO)
            setattr(self, f"meeting_{number}", meeting)
        self.edition = EditionFactory(number=6)
        EditionScheduleFactory(edition=self.edition, country=None, stage="expected", period=Period.parse("2010"))
        self.call = BidCallFactory(edition=self.edition, closes_on=date(2009, 3, 31), required=[])
        self.criterion = BidCriterionFactory(call=self.call, weight=100)
        eipa = someone(Seat.EIPA)
        AssessorFactory(call=self.call, person=eipa)
        self.eipa = self.signed_in(eipa)
        self.secretariat = self.signed_in(someone(Seat.SECRETARIAT))
        self.poland = self.signed_in(someone(Seat.COORDINATOR, CountryFactory(iso2="PL")))
        self.denmark = self.signed_in(someone(Seat.COORDINATOR, CountryFactory(iso2="DK")))

    @staticmethod
    def signed_in(person):
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    def interest(self, who, iso2, day):
        country = CountryFactory(iso2=iso2)
        data = {"edition": self.edition.pk, "country": country.pk, "known_on": day, "precision": "day"}
        assert who.post(f"{BIDS}new/", data).status_code == 302
        return f"{BIDS}6qc/{iso2.lower()}/"

    def write(self, who, url, **data):
        page = f"{url}write/dates/"
        data["seen"] = who.get(page).context["form"]["seen"].value()
        assert who.post(page, {"precision": "day", **data}).status_code == 302

    def step(self, who, url, name, day, **data):
        answer = who.post(f"{url}do/{name}/", {"known_on": day, **data})
        assert answer.status_code == 302, answer.context["form"].errors

    def choose(self, **data):
        answer = self.secretariat.post(f"{BIDS}6qc/matrix/choose/", {"reason_en": "One hall for all", **data})
        assert answer.status_code == 302, answer.context["form"].errors


@pytest.fixture
def story(settings):
    settings.DEMONSTRATION = True  # so that it is 26 November 2008, and the call is open
    return Story()


def about_the_host(number, as_of=None):
    """The clauses on the next conference's host in the draft of a meeting: key -> English, French."""
    clauses = said(drawn(number, as_of=as_of))
    found = {key: (row.en, row.fr) for key, row in clauses.items() if re.match("conferences-(?!key|principles)", key)}
    return {key.removeprefix("conferences-"): words for key, words in found.items()}


def test_from_interest_to_host(story):
    for_6qc = "host the 6th Quality Conference (6QC)"
    before = {language: mail_of(drawn(51), language) for language in LANGUAGES}
    assert list(about_the_host(51)) == ["no-bid", "commit"]

    # Interest: the own country and the secretariat know it; in the draft nobody can tell.
    poland = story.interest(story.poland, "PL", "2008-11-27")
    story.write(story.poland, poland, city_en="Warsaw", city_fr="Varsovie",
                starts_on="2010-10-04", ends_on="2010-10-05")  # fmt: skip
    assert {language: mail_of(drawn(51), language) for language in LANGUAGES} == before
    assert story.denmark.get(poland).status_code == 404
    assert story.secretariat.get(poland).status_code == 200

    # The bid, a question and its answer.
    story.step(story.poland, poland, "submit", "2008-12-01")
    one_bid = {
        "one-bid": (
            f"welcome the candidacy of Poland to {for_6qc}",
            "se félicitent de la candidature de la Pologne à l’accueil de la 6e Conférence sur la qualité (6QC)",
        )
    }
    assert about_the_host(51) == one_bid
    story.step(story.secretariat, poland, "ask", "2008-12-02", words="How many seats?")
    assert about_the_host(51) == one_bid
    inside, outside = (who.get(poland, {"as-of": "2008-12-05"}).content.decode()
                       for who in (story.poland, story.denmark))  # fmt: skip
    assert "How many seats?" in inside
    assert "How many seats?" not in outside
    assert "Under consideration" in outside
    story.step(story.poland, poland, "clarify", "2008-12-03", words="Twelve hundred.")
    assert about_the_host(51) == one_bid

    # A second bid, withdrawn after the meeting that welcomed both.
    denmark = story.interest(story.denmark, "DK", "2009-02-01")
    story.write(story.denmark, denmark, city_en="Aarhus", starts_on="2010-09-06", ends_on="2010-09-07")
    assert about_the_host(52) == one_bid
    story.step(story.denmark, denmark, "submit", "2009-02-02")
    assert about_the_host(52) == {
        "several-bids": (
            f"welcome the candidacies of Denmark and Poland to {for_6qc}",
            (
                "se félicitent des candidatures du Danemark et de la Pologne à l’accueil de la 6e Conférence sur la "
                "qualité (6QC)"
            ),
        )
    }
    assert about_the_host(51) == one_bid  # what came later is not known to the 51st
    story.step(story.denmark, denmark, "withdraw", "2009-09-01", note="No hall in these days")
    assert about_the_host(53) == {
        "withdrawn": (
            f"take note of the withdrawal of the candidacy of Denmark to {for_6qc}",
            (
                "prennent note du retrait de la candidature du Danemark à l’accueil de la 6e Conférence sur la qualité "
                "(6QC)"
            ),
        ),
        **one_bid,
    }

    # Assessed, closed; the scores are nobody's business in a draft.
    score = f"{BIDS}6qc/assess/pl/"
    data = {f"value_{story.criterion.pk}": 4, "seen": story.eipa.get(score).context["seen"]}
    assert story.eipa.post(score, data).status_code == 302
    assert story.secretariat.post(f"{BIDS}6qc/matrix/close/", {"known_on": "2009-11-01"}).status_code == 200
    story.eipa.post(f"{BIDS}6qc/assess/hand-in/")
    assert story.secretariat.post(f"{BIDS}6qc/matrix/close/", {"known_on": "2009-11-01"}).status_code == 302
    assert list(about_the_host(53)) == ["withdrawn", "one-bid"]

    # Chosen at the 53rd meeting, to be confirmed by a day.
    bid = story.edition.bids.get(state=BidState.ASSESSED)
    story.choose(
        choice=bid.pk, meeting=story.meeting_53.pk, known_on="2009-12-09", confirmation_due_on="2010-03-31"
    )  # fmt: skip
    chosen = about_the_host(53)
    assert list(chosen) == ["withdrawn", "host-chosen", "confirmation-due"]
    assert chosen["host-chosen"][0] == "welcome that Poland hosts the 6th Quality Conference (6QC) in 2010"
    assert chosen["confirmation-due"] == (
        "ask Poland to confirm by 31 March 2010 that 6QC takes place there",
        "demandent à la Pologne de confirmer au plus tard le 31 mars 2010 la tenue de la 6QC dans le pays",
    )
    assert list(about_the_host(53, date(2009, 12, 8))) == ["withdrawn", "one-bid"]
    late = about_the_host(54)
    assert late["confirmation-late"] == (
        "notice that the confirmation of Poland as host of 6QC, due on 31 March 2010, is still awaited",
        (
            "constatent que la confirmation de la Pologne comme pays hôte de la 6QC, prévue le 31 mars 2010, est "
            "toujours attendue"
        ),
    )

    # Confirmed: the edition has its days and place from the bid.
    story.step(story.secretariat, poland, "confirm", "2010-05-03", source="Letter of the ministry")
    confirmed = about_the_host(54)
    assert confirmed["host-confirmed"] == (
        (
            "welcome the confirmation of Poland as host of the 6th Quality Conference (6QC) in Warsaw on 4 and 5 "
            "October 2010"
        ),
        (
            "se félicitent de la confirmation de la Pologne comme pays hôte de la 6e Conférence sur la qualité (6QC) "
            "à Varsovie les 4 et 5 octobre 2010"
        ),
    )
    assert "confirmation-late" not in confirmed
    assert "Warsaw" in Client().get("/conferences/6qc/", {"as-of": "2010-05-03"}).content.decode()

    # It slips, to days that nobody knows yet.
    story.step(story.secretariat, poland, "slip", "2010-06-20", note="The hall is not free")
    assert about_the_host(55)["slipped"][0] == (
        "notice that the 6th Quality Conference (6QC), first expected in 2010, is postponed, and that its new date is "
        "not known yet"
    )

    # New days are found, and it is held on them.
    story.step(story.secretariat, poland, "confirm", "2010-07-01")
    assert "slipped" not in about_the_host(55)
    story.step(story.secretariat, poland, "hold", "2010-10-06")
    assert story.edition.schedule_on(date(2010, 10, 6)).stage == "held"


def test_chosen_and_confirmed_between_two_meetings_is_said_in_one_sentence(story):
    poland = story.interest(story.poland, "PL", "2008-11-27")
    story.write(story.poland, poland, city_en="Warsaw", starts_on="2010-10-04", ends_on="2010-10-05")
    story.step(story.poland, poland, "submit", "2008-12-01")
    story.call.assessors.all().delete()
    bid = story.edition.bids.get()
    story.choose(choice=bid.pk, meeting=story.meeting_51.pk, known_on="2008-12-02")
    story.step(story.secretariat, poland, "confirm", "2008-12-03")
    assert about_the_host(51)["host-chosen"][0] == (
        "welcome that Poland hosts the 6th Quality Conference (6QC) in Warsaw on 4 and 5 October 2010, and that this "
        "is confirmed"
    )
