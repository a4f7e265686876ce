"""The page of one's own account."""

import re

import pytest

from network.seats import Seat
from tests.network.factories import someone

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_languages_stand_apart_whichever_is_read(prefix, client):
    client.force_login(someone(Seat.SECRETARIAT), backend=BACKEND)
    page = client.get(f"{prefix}/account/").content.decode()
    words = [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall("<dd>(.*?)</dd>", page)]
    assert "English, français" in words
