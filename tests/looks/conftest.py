"""The world, and eyes that see it as everyone who sits in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from playwright.sync_api import Browser

from network.models import Person
from network.seats import Seat
from tests import world as worlds
from tests.looks.doors import GUARDED, HALFWAY
from tests.looks.eyes import Eyes, signed_in
from tests.network.factories import someone

PASSWORD = "a long pass phrase for tests"


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[worlds.World]:
    """The world, committed for the module: the web server is another process.

    Named as pytest-django names what asks for a database; without such a name it would make none.
    """
    with django_db_blocker.unblock():
        world = worlds.build()
        guard(world)
        yield world
        call_command("flush", verbosity=0, interactive=False)


def guard(world: worlds.World) -> None:
    """One more person, whose account has every second factor."""
    person = world.people[GUARDED] = someone(Seat.SECRETARIAT)
    person.set_password(PASSWORD)
    person.save()
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    key = WebAuthn.add(person, "Key on my ring", credential()).instance
    world.keys["security key"] = (key.pk,)
    world.keys["password key"] = (user_pk_to_url_str(person), default_token_generator.make_token(person))
    world.keys["cut off key"] = ("1", "cut-off")
    world.keys["cut off confirmation"] = ("cut-off",)


def credential() -> dict[str, Any]:
    """What a browser would have sent of a security key."""
    point = {1: 2, 3: -7, -1: 1, -2: b"\0" * 32, -3: b"\0" * 32}
    attested = AttestedCredentialData.create(Aaguid.NONE, b"key", point)
    data = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, attested)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "https://portal.test")
    return {
        "id": websafe_encode(b"key"),
        "rawId": websafe_encode(b"key"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }


@pytest.fixture(scope="module")
def eyes(db: worlds.World, browser: Browser, web_server: str) -> Iterator[Eyes]:
    eyes = Eyes(browser, web_server)
    for who, person in db.people.items():
        eyes.know(who, signed_in(person))
    halfway = Client()
    guarded: Person = db.people[GUARDED]
    halfway.post(reverse("account_login"), {"login": guarded.email, "password": PASSWORD})
    eyes.know(HALFWAY, halfway)
    yield eyes
    eyes.context.close()
