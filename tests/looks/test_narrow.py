"""Every page in French on a telephone: axe finds nothing, and nothing sticks out."""

import pytest

from tests.looks.doors import LIBRARY_DOORS, TABLE_DOORS
from tests.looks.eyes import NARROW, well

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("door", [door for door in TABLE_DOORS + LIBRARY_DOORS if NARROW in door.looks], ids=str)
def test_page_is_well(door, db, eyes):
    well(eyes.flaws(door.who, door.path(db), door.look(NARROW), status=door.status))
