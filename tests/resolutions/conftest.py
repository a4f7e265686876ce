"""The demonstration records and the clause library, loaded once for all tests of a module that ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from tests.resolutions.drawing import load_records


@pytest.fixture(scope="module")
def records(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Committed for the module and taken away after it; what a test changes is rolled back as ever.

    Not for tests of transactions (`transactional_db`), which empty the tables: they call `load_records`.
    """
    with django_db_blocker.unblock():
        load_records()
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)
