"""From interest to submitted bid in a real browser, as the coordinator of Poland: what is missing, sums, a letter."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conferences.models import Bid, BidState
from network.models import Country
from network.seats import Seat
from tests.conferences.factories import BidCallFactory, EditionFactory
from tests.network.factories import CountryNameFactory, someone

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.processes]

PASSWORD = "a long pass phrase for tests"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FORM = "/conferences/bids/6qc/pl/write/"


@pytest.fixture
def coordinator(transactional_db):
    edition = EditionFactory(number=6)
    required = ["capacity", "financing", "letter", "contact"]
    BidCallFactory(edition=edition, closes_on=date(2009, 3, 31), closes_time=time(18, 0), required=required)
    CountryNameFactory(country__iso2="PL", name="Poland")
    person = someone(Seat.COORDINATOR, Country.objects.get())
    person.set_password(PASSWORD)
    person.save()
    return person


def test_from_interest_to_submitted_bid(coordinator, portal, page):
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.set_default_timeout(20_000)
    page.goto("/conferences/bids/6qc/")
    page.locator("input[name=login]").fill(coordinator.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()

    page.get_by_role("link", name="Begin a bid of your country").click()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_role("link", name="Go on writing the bid").press("Enter")
    expect(page).to_have_url(re.compile(f"{FORM}dates/$"))

    page.get_by_label("First day").fill("2010-10-06")
    page.get_by_label("Last day").fill("2010-10-04")
    page.get_by_label("English").fill("Warsaw")
    page.get_by_role("button", name="Save and go on: Venue and capacity").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Swap the two dates").press("Space")
    page.get_by_role("button", name="Save and go on: Venue and capacity").press("Enter")

    page.get_by_label("Seats in the largest hall").fill("0")
    page.get_by_role("button", name="Save and go on: Financing plan").press("Enter")
    expect(page.locator("#id_capacity_error")).to_contain_text("one seat at least")
    page.get_by_label("Seats in the largest hall").fill("1 200")
    scripts = []
    page.route("**/js/bid*.js", lambda route: scripts.append(route))  # noqa: PLW0108 - none that is built in
    page.get_by_role("button", name="Save and go on: Financing plan").press("Enter")

    page.get_by_label("Total cost").fill("450 000")
    page.get_by_label("Amount 1, euro").fill("410 000")
    scripts.pop().continue_()  # it comes after what was typed, as on a slow line
    page.unroute("**/js/bid*.js")
    together = page.locator("output[data-sum=to-find]")
    expect(together).to_have_text("40\N{NO-BREAK SPACE}000")  # before it is saved
    expect(page.get_by_text("Less than the total cost")).to_be_visible()
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("button", name="Save and go on: Letters of support").press("Enter")

    page.get_by_label("Letter of").fill("The minister")
    page.get_by_label("File").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"<html>"})
    page.get_by_role("button", name="Add the letter").press("Enter")
    expect(page.locator("#id_file_error")).to_contain_text("The name says PDF, but the file is none")
    expect(page.get_by_label("Letter of")).to_have_value("The minister")
    page.get_by_label("File").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.get_by_role("button", name="Add the letter").press("Enter")
    expect(page.get_by_role("link", name="The minister")).to_be_visible()
    page.get_by_role("link", name="Go on: Check and send").click()

    page.get_by_label("Role of the contact").fill("Head of the host team")
    page.get_by_label("Mail of the contact").fill("quality@example.eu")
    page.get_by_role("button", name="Check and send the bid").press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("One thing is missing, so nothing was sent")
    summary.get_by_role("link").press("Enter")
    expect(page).to_have_url(re.compile(f"{FORM}financing/#id_total_cost$"))
    page.get_by_label("Source 2").select_option("Participants’ fees")
    page.get_by_label("Amount 2, euro").fill("40 000")
    page.get_by_role("button", name="Save and go on: Letters of support").press("Enter")
    page.get_by_role("link", name="Go on: Check and send").click()
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("button", name="Check and send the bid").press("Enter")

    expect(page).to_have_url(re.compile("/conferences/bids/6qc/pl/$"))
    expect(page.get_by_text("The bid is handed in.")).to_be_visible()
    bid = Bid.objects.get()
    content = bid.contents.get()
    assert (bid.state, bid.city["en"], content.is_draft, content.capacity) == (BidState.BID, "Warsaw", False, 1200)
    assert (content.period.starts_on, content.plan.adds_up, content.letters.count()) == (date(2010, 10, 4), True, 1)
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert problems == []
