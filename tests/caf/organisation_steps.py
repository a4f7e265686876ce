"""An organisation entered by its country, and a person signed in, for the tests of the register."""

from datetime import date

from caf.actions.organisation import register_organisation
from caf.models import Organisation
from network.seats import Seat
from tests.network.factories import someone

ENTERED = date(2008, 2, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def registered(country, **fields):
    organisation = Organisation(
        **{"name": "Gammelby Kommune", "language": "da", "city": "Gammelby", "level": "local", "country": country}
        | {"known_on": ENTERED} | fields
    )  # fmt: skip
    return register_organisation(organisation, by=someone(Seat.COORDINATOR, country))


def signed_in(client, person):
    client.force_login(person, backend=BACKEND)
    return client
