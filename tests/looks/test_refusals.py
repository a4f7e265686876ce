"""What is seen when something is refused, missing, mistyped or broken, and what opens at a press: in both looks."""

import logging

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from django.views.defaults import server_error

from tests.looks.eyes import NARROW, WIDE, signed_in, well
from tests.world import CONTACT, OWN, SECRETARIAT, VISITOR

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(params=[NARROW, WIDE], ids=lambda look: look.language)
def look(request):
    return request.param


@pytest.mark.parametrize(
    ("who", "name", "on", "status"),
    [
        (OWN, "network:person_list", "", 403),
        (SECRETARIAT, "caf:organisation_edit", "organisation", 403),
        (OWN, "network:person_page", "person", 404),
        (CONTACT, "network:invitation_accept", "invitation token", 410),
    ],
)
def test_refusal_is_well(who, name, on, status, look, db, eyes):
    well(eyes.flaws(who, reverse(name, args=db.keys[on]), look, status=status))


def stranger(prefix, db):
    return Client().get(f"{prefix}/", HTTP_HOST="elsewhere.example")


def form_opened_too_long_ago(prefix, db):
    return Client(enforce_csrf_checks=True).post(f"{prefix}/account/login/")


def broken(prefix, db):
    with override(prefix[1:] or settings.LANGUAGE_CODE):
        return server_error(RequestFactory().get("/"))


def maintenance(prefix, db):
    settings.MAINTENANCE_FILE.write_text("22:00")
    try:
        return Client().post(f"{prefix}/account/login/")
    finally:
        settings.MAINTENANCE_FILE.unlink()


def wrong_password(prefix, db):
    return Client().post(f"{prefix}/account/login/", {"login": "nobody@portal.test", "password": "wrong"})


def empty_form(prefix, db):
    return signed_in(db.people[SECRETARIAT]).post(f"{prefix}/conferences/new/", {})


def saved_by_two(prefix, db):
    values = {"number": 52, "half_starts_on": "2009-01-01", "known_on": "2008-06-01", "seen": "0"}
    return signed_in(db.people[SECRETARIAT]).post(f"{prefix}/network/meetings/51/edit/", values)


@pytest.mark.parametrize(
    ("made", "status", "words"),
    [
        (stranger, 400, ""),
        (form_opened_too_long_ago, 403, ""),
        (broken, 500, ""),
        (maintenance, 503, ""),
        (wrong_password, 200, "error"),
        (empty_form, 200, "govuk-error-summary"),
        (saved_by_two, 409, "card--warns"),
    ],
)
def test_answer_is_well(made, status, words, look, db, eyes):
    response = made(look.prefix, db)
    assert words in response.content.decode()
    well(eyes.flaws(VISITOR, "/", look, status=status, response=response))


@pytest.mark.parametrize("opener", [".menu-button", ".seat-button", ".filters-open"])
def test_what_opens_on_a_telephone_is_well(opener, db, eyes):
    eyes.sit(SECRETARIAT)
    eyes.resize(NARROW.widths[0])
    eyes.page.goto("/fr/caf/users/")
    eyes.page.locator(opener).click()
    well([*eyes.seen(NARROW, part="[popover]:popover-open")])
