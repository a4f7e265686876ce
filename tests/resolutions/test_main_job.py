"""The main job, in a real browser with a real worker: the 51st resolution is drafted, read, and its files taken."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from network.models import Person, Role
from network.seats import Seat
from resolutions.models import Version
from tests.kept_records import load_records
from tests.pdf_reader import opened, read_aloud

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.once]

MAIL, PASSWORD = "secretariat@example.eu", "a long pass phrase for tests"
PATIENCE = 45_000  # milliseconds: the worker may share its processor with another suite


@pytest.fixture
def secretariat(transactional_db: None) -> Person:
    load_records()
    person = Person.objects.create_user(MAIL, PASSWORD, name="Secretariat")
    Role.objects.create(person=person, seat=Seat.SECRETARIAT, from_on="2008-07-01")
    return person


def sign_in(page: Page) -> None:
    page.goto("/resolutions/51/")
    page.locator("input[name=login]").fill(MAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/resolutions/51/$"))


def test_secretariat_drafts_reads_where_a_clause_comes_from_and_takes_both_files(secretariat, portal, worker, page):
    worker.start()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    sign_in(page)
    page.get_by_role("button", name="Draft the resolution").click()
    expect(page).to_have_url(re.compile("/resolutions/51/draft/1/$"), timeout=PATIENCE)
    expect(page.locator("#clause-2")).to_contain_text("more than 1\N{NO-BREAK SPACE}000")
    assert Version.objects.get().made_by == secretariat

    page.get_by_role("link", name="Clause 2: where it comes from").click()
    panel = page.get_by_role("complementary", name="Where clause 2 comes from")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Attendance of the latest conference")
    record = panel.get_by_role("link", name=re.compile("5QC: more than 1.000"))
    expect(record).to_be_visible()

    files = page.locator("#files")
    expect(files).to_contain_text("ready", timeout=PATIENCE)
    for language, words in (("EN", "participants attended"), ("FR", "participants ont pris part")):
        address = files.get_by_role("link", name=language, exact=True).get_attribute("href")
        first, second = (page.request.get(urljoin(portal, address)) for _ in range(2))
        assert first.status == 200
        assert first.headers["content-type"] == "application/pdf"
        assert first.body() == second.body()
        assert words in read_aloud(opened(first.body()))

    record.click()
    expect(page).to_have_url(re.compile("/conferences/5qc/"))
    expect(page.locator("h1")).to_contain_text("5")
    assert problems == []
