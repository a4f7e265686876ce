"""Writes on organisations of the register: entering one, and every dated row that its columns follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from caf import own_words
from caf.actions.likeness import answer_pair, keep_keys, note_twins
from caf.models import (
    CafVersion,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    Origin,
    PairState,
    RegisterState,
    Use,
)
from caf.permissions import can_edit_country_record, is_of_country
from caf.tallies import recount
from core.clock import present_day
from core.models import Record
from core.workflow import Refused

PROFILE_FIELDS = ("city", "level", "sector", "size", "website")
FOLLOWED = (*PROFILE_FIELDS, "name", "english_name", "changed_on")
DETAILS = ("known_on", "source", "confidence", "note")


@transaction.atomic
def register_organisation(
    organisation: Organisation, *, by: Any, version: str = "", unlike: Iterable[Organisation] = (), **begun: Any
) -> Organisation:
    """Enter a new organisation, to be validated by its country or by the CAF Resource Centre.

    What its columns say becomes its first names and profile; version: of its first use of CAF, if one is known;
    begun: the days of that use. unlike: those on record that it is not, as its sender said when asked: nobody is asked
    again.
    Raises Refused if this person may not act for the country.
    """
    if not can_edit_country_record(by, organisation):
        raise Refused(_("You may register organisations of your own country only."))
    organisation.state = RegisterState.TO_VALIDATE
    organisation.origin = Origin.COUNTRY if is_of_country(by, organisation.country) else Origin.EIPA
    organisation.save()
    organisation.steps.create(
        state=RegisterState.TO_VALIDATE, known_on=organisation.known_on, by=by, source=organisation.source
    )
    for row in first_rows(organisation):
        row.save()
    if version:
        use = Use(organisation=organisation, version=CafVersion(version), **begun, **details(organisation))
        use.full_clean()
        use.save()
    keep_keys([organisation.pk])
    recount([organisation.pk])
    for other in unlike:
        note = own_words.SAID_OF_ENTRY % {"organisation": organisation.ref}
        answer_pair(organisation, other, state=PairState.APART, by=by, known_on=present_day(), note=note)
    note_twins(organisation)
    return organisation


def details(organisation: Organisation) -> dict[str, Any]:
    """Since when what was entered with it is known, and from where."""
    return {name: getattr(organisation, name) for name in DETAILS}


def first_rows(organisation: Organisation) -> list[Record]:
    """The names and the profile that its columns describe; unsaved, for one that has none yet."""
    rows: list[Record] = [
        OrganisationName(
            organisation=organisation, language=language, name=name, kind=NameKind.OFFICIAL, **details(organisation)
        )
        for language, name in {"en": organisation.english_name, organisation.language: organisation.name}.items()
        if name
    ]
    profile = {name: getattr(organisation, name) for name in PROFILE_FIELDS}
    if any(profile.values()):
        rows.append(OrganisationProfile(organisation=organisation, **profile, **details(organisation)))
    return rows


@transaction.atomic
def keep_row(row: Any, *, save: Any = None) -> Any:
    """Enter or mend a name, a profile, a use, a contact or a successor; the organisation's columns follow.

    save: what saves it, where that is a form. Raises Refused where the columns would break a rule of the register.
    """
    saved = save() if save else row.save() or row
    if isinstance(saved, OrganisationName | OrganisationProfile):
        follow(Organisation.objects.select_for_update().get(pk=saved.organisation_id))
        keep_keys([saved.organisation_id])
    elif isinstance(saved, Organisation):
        keep_keys([saved.pk])
    if isinstance(saved, OrganisationProfile | Use):
        recount([saved.organisation_id])
    elif isinstance(saved, Organisation):  # its country may have been mended
        recount([saved.pk])
    return saved


def follow(organisation: Organisation) -> None:
    """Keep the columns that lists show equal to the newest dated rows. Raises Refused."""
    before = {name: getattr(organisation, name) for name in FOLLOWED}
    take_over(organisation, organisation.names.filter(kind=NameKind.OFFICIAL), organisation.profiles.all())
    if before != {name: getattr(organisation, name) for name in before}:
        if reasons := broken_rules(organisation):
            raise Refused(" ".join(reasons))
        organisation.save(update_fields=[*before])


def take_over(organisation: Organisation, official_names: Iterable[Any], profiles: Iterable[Any]) -> None:
    """Set its columns to what the newest of these rows say; unsaved. What no row says stays as it is."""
    names = list(official_names)
    followed = [last(row for row in names if row.language == organisation.language)]
    if followed[0]:
        organisation.name = followed[0].name
    if organisation.language != "en":
        followed.append(last(row for row in names if row.language == "en"))
        if followed[-1]:
            organisation.english_name = followed[-1].name
    followed.append(last(profiles))
    if followed[-1]:
        for name in PROFILE_FIELDS:
            setattr(organisation, name, getattr(followed[-1], name))
    newest = max((row.known_on for row in followed if row), default=organisation.known_on)
    organisation.changed_on = newest if newest > organisation.known_on else None


def last(rows: Iterable[Any]) -> Any:
    """The row known last; None without one."""
    return max(rows, key=lambda row: (row.known_on, row.pk), default=None)


def broken_rules(organisation: Organisation) -> list[str]:
    """What the database would refuse."""
    try:
        organisation.validate_constraints()
    except ValidationError as error:
        return error.messages
    return []
