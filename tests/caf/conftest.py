"""What many of these tests begin with: two countries, a coordinator, an organisation on record."""

from datetime import date

import pytest

from caf.actions.organisation import register_organisation
from caf.models import Organisation
from caf.workflow import REGISTER
from core.workflow import perform
from network.seats import Seat
from tests.caf.factories import UseFactory
from tests.caf.import_steps import BEFORE
from tests.network.factories import CountryFactory, someone


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


@pytest.fixture
def sweden():
    return CountryFactory(iso2="SE")


@pytest.fixture
def coordinator(denmark):
    return someone(Seat.COORDINATOR, denmark)


@pytest.fixture
def known(denmark, coordinator):
    """Åby Kommune, validated, with a use of CAF 2002."""
    organisation = register_organisation(
        Organisation(
            name="Åby Kommune",
            country=denmark,
            language="da",
            city="Åby",
            size="10-49",
            sender_ref="A-1",
            known_on=BEFORE,
        ),
        by=coordinator,
    )
    UseFactory(organisation=organisation, version="2002", starts_on=date(2003, 5, 1), known_on=BEFORE)
    return perform(REGISTER, "validate", organisation, by=coordinator, known_on=BEFORE)
