"""What the table of permissions needs of registrations, answers and changes of many: all of it Poland's, but for
one organisation that is public."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from caf.actions.snapshot_job import FREEZE
from caf.actions.telling import new_link
from caf.links import CLAIM, stop_token
from caf.models import (
    Answer,
    BulkAct,
    BulkChange,
    Claim,
    Confirmation,
    CountryAsking,
    Organisation,
    Purpose,
    RegisterState,
)
from core.jobs import enqueue
from core.links import mark_of
from network.seats import Seat
from tests.caf.factories import ContactFactory, ProposalFactory
from tests.network.factories import CountryFactory, someone

TOKEN = "a-token-of-a-claim"
KNOWN_ON = date(2008, 11, 1)


def build(keys: dict[str, tuple[Any, ...]], organisation: Organisation) -> None:
    """Beside the organisation to validate."""
    country = organisation.country
    fields = {
        "country": country, "city": "Warszawa", "level": "local", "sector": "culture", "version": "2006",
        "role": "quality manager", "email": "quality@office.example", "consent": "2008-11",
    }  # fmt: skip
    Claim.objects.create(name="An office in public", mark=mark_of(TOKEN, CLAIM), **fields)
    keys["claim token"] = (TOKEN,)
    confirmed = {"confirmed_at": timezone.now(), "confirmed_on": KNOWN_ON, "organisation": organisation}
    keys["claim"] = (Claim.objects.create(name=organisation.name, mark="0" * 64, **fields, **confirmed).pk,)
    answer = Confirmation.objects.create(organisation=organisation, answer=Answer.CHANGE, known_on=KNOWN_ON)
    keys["answer"] = (answer.pk,)
    asked = Organisation.objects.create(
        country=CountryFactory(iso2="DK"),
        name="An office that is asked",
        state=RegisterState.VALIDATED,
        known_on=KNOWN_ON,
    )
    asked.steps.create(state=RegisterState.VALIDATED, known_on=KNOWN_ON)
    contact = ContactFactory(organisation=asked)
    _link, address = new_link(asked, Purpose.ASK, contact=contact, language="en")
    keys["answer token"] = (address.split("/")[-2],)
    keys["snapshot job"] = (enqueue(FREEZE, KNOWN_ON.isoformat(), {}).pk,)
    keys["stop token"] = (stop_token(contact.pk),)
    keys["contact and organisation"] = (organisation.pk, organisation.contacts.first().pk)
    proposal = ProposalFactory(organisation=organisation)
    keys["proposal"] = (proposal.pk,)
    keys["country asking"] = (CountryAsking.objects.create(country=country, known_on=KNOWN_ON).pk,)
    by = someone(Seat.COORDINATOR, country)
    change = BulkChange.objects.create(
        act=BulkAct.LEVEL, value="local", reason="As it was reported", number=1, made_on=KNOWN_ON, made_by=by,
        made_from="The register, chosen one by one",
    )  # fmt: skip
    change.rows.create(organisation=organisation, before="", after="local")
    keys["bulk change"] = (change.pk,)
    keys["desk queue"] = ("answers",)
