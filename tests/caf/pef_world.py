"""What the table of permissions needs of external feedback: Poland's applications, and a label that is public."""

from __future__ import annotations

from datetime import date
from typing import Any

from caf.actions.certificate import issue_certificates
from caf.models import ApplicationState, Organisation, RegisterState
from core.values import Text
from tests.caf.factories import OrganisationFactory, UseFactory
from tests.caf.pef_factories import (
    ApplicationFactory,
    DocumentFactory,
    LabelFactory,
    OrganiserSettingFactory,
    ProcedureVersionFactory,
)

KNOWN_ON = date(2008, 11, 1)


def build(keys: dict[str, tuple[Any, ...]], organisation: Organisation) -> None:
    """Beside the organisation to validate."""
    unused = ProcedureVersionFactory(key="unused")
    keys["unused procedure version"] = (unused.key,)
    version = ProcedureVersionFactory(key="used")
    keys["procedure version"] = (version.key,)
    step = version.steps.first()
    keys["procedure step"] = (version.key, "steps", step.pk)
    keys["procedure item"] = (version.key, "items", step.items.get().pk)
    word = version.rating_words.create(value=4, words=Text(en="In a satisfying way"), known_on=KNOWN_ON)
    keys["rating word"] = (version.key, "rating_words", word.pk)
    own = {"organisation": organisation, "version": version, "known_on": KNOWN_ON}
    draft = ApplicationFactory(use=UseFactory(organisation=organisation), on_behalf=True, **own)
    keys["application"] = (draft.pk,)
    keys["document"] = (draft.pk, DocumentFactory(application=draft).pk)
    reported = ApplicationFactory(use=UseFactory(organisation=organisation), state=ApplicationState.REPORTED, **own)
    keys["reported application"] = (reported.pk,)
    keys["terms"] = (OrganiserSettingFactory(country=organisation.country).pk,)
    holder = OrganisationFactory(country=organisation.country, name="A labelled office", state=RegisterState.VALIDATED)
    label = LabelFactory(
        application=ApplicationFactory(
            organisation=holder, version=version, state=ApplicationState.AWARDED, known_on=KNOWN_ON
        ),
        granted_on=KNOWN_ON,
        valid_until=date(2010, 11, 1),
    )
    keys["label"] = (label.number,)
    certificate = issue_certificates(label, by=None)[0]
    keys["label code"] = (certificate.code,)
    keys["label certificate"] = (label.number, certificate.language)
