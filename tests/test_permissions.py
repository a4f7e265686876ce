"""Every address of the portal, opened and sent to as every seat, against the written table."""

import io
import json
import logging
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

import pytest
from allauth import urls as allauth_urls
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from caf.models import Organisation
from conferences.models import Bid, Edition
from core.exports import FORMATS
from core.pages import RecordList
from network.models import Country
from network.seats import Seat
from tests import world as worlds
from tests.caf.factories import OrganisationFactory
from tests.conferences.world import (
    HIDDEN_ADDRESS,
    HIDDEN_CITY,
    HIDDEN_LAUREATE,
    HIDDEN_REMARK,
    HIDDEN_REPORT,
    HIDDEN_WORDS,
)
from tests.network.factories import someone
from tests.permission_table import TABLE
from tests.short_refusals import WHOLE
from tests.world import (
    ADMINISTRATOR,
    CONTACT,
    EIPA,
    HIDDEN_NAME,
    OTHER,
    OWN,
    SEATS,
    SECRETARIAT,
    VISITOR,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# After each act the masthead counts anew what waits: here it may stand.
COUNTS_ANEW = "ipsg_portal.work.CountAnewMiddleware"
PUBLIC_LISTS = {page.name for page in TABLE if page.name.endswith("_list") and page.answers[VISITOR] == 200}
HIDDEN = (HIDDEN_NAME, HIDDEN_CITY, HIDDEN_ADDRESS, HIDDEN_LAUREATE, HIDDEN_REPORT)
OWN_LISTS = ("/conferences/bids/", "/conferences/reports/", "/conferences/prizes/", "/caf/users/")
# Who may see neither Poland's interest nor its organisation to validate; EIPA keeps the register of every country.
KEPT_OUT = {
    VISITOR: (*HIDDEN, HIDDEN_WORDS),
    CONTACT: (*HIDDEN, HIDDEN_WORDS),
    OTHER: (*HIDDEN, HIDDEN_WORDS),
    ADMINISTRATOR: (*HIDDEN, HIDDEN_WORDS),
    EIPA: (HIDDEN_CITY, HIDDEN_ADDRESS, HIDDEN_LAUREATE, HIDDEN_REPORT, HIDDEN_WORDS),
    "director general of Denmark": (*HIDDEN, HIDDEN_WORDS),
}


@pytest.fixture(scope="module")
def committed(django_db_setup, django_db_blocker):
    """The world, made once for the module: to make it takes as long as to ask for a hundred pages."""
    with django_db_blocker.unblock():
        made = worlds.build()
        made.people["director general of Denmark"] = someone(Seat.DIRECTOR_GENERAL, Country.objects.get(iso2="DK"))
        yield made
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def world(committed, db):
    """What a test writes in it is gone after the test."""
    return committed


@pytest.fixture(autouse=True)
def quiet():
    """Hundreds of refusals are meant here: none is worth a traceback in the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def client_of(seat, world):
    client = Client()
    if world.people[seat] is not None:
        client.force_login(world.people[seat], backend=BACKEND)
    return client


# --- The table ----------------------------------------------------------------------------------------


def own_addresses(resolver, namespace="") -> Iterator[tuple[str, URLPattern]]:
    """Every address but those of the library that signs people in and of the support pages, which keep their own."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        elif pattern.urlconf_name is not allauth_urls and pattern.app_name != "admin":
            yield from own_addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)


def test_every_address_stands_in_the_table():
    assert {name for name, _pattern in own_addresses(get_resolver())} == {page.name for page in TABLE}


# Each goes round on one of the databases, half and half: rights are worked out in the same Python, and whose rows are
# selected is tested on both by each subject.
IN_PRODUCTION = (SECRETARIAT, OTHER, EIPA, CONTACT)
# Who is shown the whole page of the first refusal at each record; it is read too.
REFUSED_BY_A_PAGE = OTHER


def seats(*, named):
    return [pytest.param(seat, marks=database_of(seat)) for seat in named]


def database_of(seat):
    return pytest.mark.production if seat in IN_PRODUCTION else pytest.mark.once


@pytest.mark.parametrize("seat", seats(named=SEATS))
def test_each_seat_gets_what_the_table_says(seat, world, settings):
    """And on no page, nor in the choices of a form, another country's unpublished record."""
    settings.ROOT_URLCONF = "tests.short_refusals"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != COUNTS_ANEW]
    client, wrong, refused, led_to = client_of(seat, world), [], set(), {}

    def compare(method, url, expected):
        is_first = seat == REFUSED_BY_A_PAGE and (page.on, expected) not in refused
        refused.add((page.on, expected))
        response = getattr(client, method)(url, headers=WHOLE if is_first else None)
        status = response.status_code
        if is_led_on(response) and response.url in led_to:
            status = led_to[response.url]
        elif is_led_on(response):
            target, response = response.url, client.get(response.url)
            status = led_to[target] = response.status_code
        if status != expected:
            wrong.append(f"{method} {url}: {status} instead of {expected}")
        wrong.extend(told(url, response, seat))

    for page in TABLE:
        url, expected = url_of(page, world), page.answers[seat]
        compare("post" if page.is_act else "get", url, expected)
        if page.is_act:
            compare("get", url, page.by_get if expected == 200 else expected)
        if page.is_form and expected != 200:
            compare("post", url, expected)
    assert wrong == []


def url_of(page, world):
    return reverse(page.name, args=[*world.keys[page.on], *page.more])


def is_led_on(response):
    """To a page that counts for it; not where one is asked to sign in."""
    return response.status_code == 302 and not response.url.startswith(reverse("account_login"))


def told(url, response, seat):
    """What a page or file says that is hidden from this seat; not that it has heard its own address."""
    words = words_of(response).replace(url, "")
    hidden = (*KEPT_OUT[seat], HIDDEN_REMARK) if seat in KEPT_OUT else ()
    return [f"{url}: {word}" for word in hidden if word in words]


# --- What is shared, and what is a country's own ------------------------------------------------------


def test_a_list_that_asks_to_sign_in_holds_nothing_outside_the_network(world):
    """Not by the page alone: the rows themselves say so, whichever door asks for them."""
    leaks = [
        name
        for name, pattern in own_addresses(get_resolver())
        if name.endswith("_list")
        and issubclass(view := getattr(pattern.callback, "view_class", object), RecordList)
        and name not in PUBLIC_LISTS
        and any(view.visible(reader).exists() for reader in (AnonymousUser(), world.people[CONTACT]))
    ]
    assert leaks == []


@pytest.mark.parametrize("seat", seats(named=[*KEPT_OUT]))
def test_no_list_and_no_file_tells_another_countrys_unpublished_record(seat, world):
    """Each filter that would find it, and every format of each list."""
    client, leaks = client_of(seat, world), []
    for page in TABLE:
        url = url_of(page, world)
        if page.name.endswith("_list") and page.answers.get(seat, 200) == 200:
            queries = ["country=pl", "q=undisclosed", "state=to+validate", *(f"format={name}" for name in FORMATS)]
            doors = [url] * (seat not in page.answers) + [f"{url}?{query}" for query in queries]
            for door in doors:
                leaks += told(door, client.get(door), seat)
    assert leaks == []


@pytest.mark.parametrize("name", FORMATS)
def test_its_own_country_has_it_in_every_file(name, world):
    """So that the test above can fail."""
    client = client_of(OWN, world)
    found = "".join(words_of(client.get(f"{url}?format={name}")) for url in OWN_LISTS)
    assert [word for word in HIDDEN if word not in found] == []


def words_of(response):
    """What a page or file says, a refusal too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response["Content-Type"].startswith("application/vnd.openxmlformats-officedocument.spreadsheetml"):
        return sheets_of(content)
    if response["Content-Type"].startswith("application/json"):
        return json.dumps(json.loads(content), ensure_ascii=False)
    return content.decode(errors="replace")


def sheets_of(content):
    """The words of a spreadsheet as they stand in its file: to open it as one takes ten times as long."""
    with ZipFile(io.BytesIO(content)) as parts:
        return " ".join(unescape(parts.read(name).decode()) for name in parts.namelist() if name.endswith(".xml"))


def test_another_country_in_a_hidden_field_is_refused_and_told_nothing(world):
    """Not even that there is an interest, or an organisation of that name, already."""
    client, poland = client_of(OTHER, world), Country.objects.get(iso2="PL")
    there = lambda: (Bid.objects.count(), Organisation.objects.filter(country=poland).count())  # noqa: E731
    before = there()
    own = OrganisationFactory(country=Country.objects.get(iso2="DK"))
    organisation = {"name": HIDDEN_NAME, "country": poland.pk, "known_on": "2008-11-01"}
    seen = client.get(f"/caf/users/{own.pk}/edit/").context["form"]["seen"].value()
    for url, data in {
        "/conferences/bids/new/": {
            "edition": Edition.objects.get(code="6qc").pk,
            "country": poland.pk,
            "known_on": "2008-11-01",
        },
        "/caf/users/new/": organisation,
        f"/caf/users/{own.pk}/edit/": organisation | {"seen": seen},
    }.items():
        response = client.post(url, data)
        errors = response.context["form"].errors
        assert "country" in errors
        assert "already" not in str(errors)
    assert there() == before
