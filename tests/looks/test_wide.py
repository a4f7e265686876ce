"""Every page in English on a desk: axe finds nothing, and nothing sticks out. And that it is every page."""

import pytest
from allauth import urls as allauth_urls
from django.urls import URLPattern

from tests.looks.doors import LIBRARY_DOORS, NOT_LOOKED_AT, TABLE_DOORS
from tests.looks.eyes import WIDE, well

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("door", [door for door in TABLE_DOORS + LIBRARY_DOORS if WIDE in door.looks], ids=str)
def test_page_is_well(door, db, eyes):
    well(eyes.flaws(door.who, door.path(db), door.look(WIDE), status=door.status))


def test_every_page_of_the_library_is_looked_at():
    def names(patterns):
        for pattern in patterns:
            yield from [pattern.name] if isinstance(pattern, URLPattern) else names(pattern.url_patterns)

    assert {*filter(None, names(allauth_urls.urlpatterns))} == {door.name for door in LIBRARY_DOORS} | NOT_LOOKED_AT
