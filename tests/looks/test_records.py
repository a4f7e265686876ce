"""The demonstration records, as long and as many as records are: each list, a record of it, and the draft they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse

from network.models import Country
from network.seats import Seat
from tests.kept_records import load_records
from tests.looks import eyes as looks
from tests.looks.doors import LISTS
from tests.looks.eyes import Eyes, signed_in, well
from tests.network.factories import someone
from tests.resolutions.drawing import drawn, kept
from tests.world import ADMINISTRATOR, EIPA, OTHER, SECRETARIAT, VISITOR

pytestmark = [pytest.mark.browser, pytest.mark.once]

# Tables are what may stick out, at widths between as well. What axe looks at is the same when it is narrow.
NARROW = replace(looks.NARROW, widths=(360, 768), axe=False)
WIDE = replace(looks.WIDE, widths=(1440, 1280))
# A list is fetched once, in the language of the longer words, and its window made narrower step by step.
LIST = replace(looks.NARROW, widths=(1440, 1280, 768, 360))
PAGES = (
    "/",
    "/work/",
    "/network/seats/",
    "/resolutions/51/",
    "/resolutions/51/draft/1/?clause=2",
    "/resolutions/51/facts/",
    "/resolutions/clauses/conferences-no-bid/",
)


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        load_records()
        kept(drawn())
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def eyes(db, browser, web_server):
    eyes = Eyes(browser, web_server)
    eyes.know(VISITOR, signed_in(None))
    eyes.know(SECRETARIAT, signed_in(someone(Seat.SECRETARIAT)))
    eyes.know(EIPA, signed_in(someone(Seat.EIPA)))
    eyes.know(ADMINISTRATOR, signed_in(someone(Seat.ADMINISTRATOR)))
    eyes.know(OTHER, signed_in(someone(Seat.COORDINATOR, Country.objects.get(iso2="DK"))))
    yield eyes
    eyes.context.close()


@pytest.mark.parametrize("name", LISTS)
def test_list_and_its_first_record_are_well(name, eyes):
    who, path = LISTS[name], reverse(name)
    flaws = eyes.flaws(who, path, LIST)
    record = eyes.page.locator("tbody th a").first
    if record.count():
        flaws += eyes.flaws(who, record.get_attribute("href").removeprefix(NARROW.prefix), NARROW)
    well(flaws)


@pytest.mark.parametrize("path", PAGES)
def test_what_is_made_of_them_is_well(path, eyes):
    well(eyes.flaws(SECRETARIAT, path, NARROW) + eyes.flaws(SECRETARIAT, path, WIDE))


@pytest.mark.parametrize("who", [VISITOR, OTHER])
def test_home_is_well_for_others(who, eyes):
    well(eyes.flaws(who, "/", NARROW) + eyes.flaws(who, "/", WIDE))
