"""Every address of the subjects' records, opened and sent to as every seat, against the written table."""

import logging

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests import world as worlds
from tests.permission_table import TABLE
from tests.world import SEATS

ROOMS = ("network", "conferences", "caf", "customer_focus")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    return worlds.build()


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


def test_every_address_stands_in_the_table():
    resolver = get_resolver()
    addresses = {
        f"{room}:{name}"
        for room in ROOMS
        for name in resolver.namespace_dict[room][1].reverse_dict
        if isinstance(name, str) and not name.startswith("invitation_")
    }
    commitments = {
        f"resolutions:{name}"
        for name in resolver.namespace_dict["resolutions"][1].reverse_dict
        if isinstance(name, str) and name.startswith("commitment_")
    }
    assert addresses | commitments == {page.name for page in TABLE}


@pytest.mark.parametrize("seat", SEATS)
def test_each_seat_gets_what_the_table_says(seat, world):
    client, wrong = client_of(seat, world), []
    for page in TABLE:
        record = world.keys[page.on]
        url = reverse(page.name, args=[*record, *page.more])
        expected = page.answers[seat]
        got = client.get(url).status_code
        if got != expected:
            wrong.append(f"GET {url}: {got} instead of {expected}")
        if expected != 200 and not page.name.endswith(("_list", "_page", "home", "troika", "seat_table")):
            sent = client.post(url, {}).status_code
            if sent != expected:
                wrong.append(f"POST {url}: {sent} instead of {expected}")
    assert wrong == []
