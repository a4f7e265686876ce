"""What a contact would have the register say, and what follows when its country accepts or declines it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf import own_words
from caf.actions.organisation import keep_row
from caf.models import NameKind, Organisation, Proposal, ProposalState, Subject
from caf.models.proposal import ROWS
from caf.permissions import is_contact
from core.clock import present_day
from core.workflow import Refused
from network.mail import queue_mail

SOURCE = own_words.REPORTED
MOST_WAITING = 20
"""Of one organisation: more is no help to anybody."""


@transaction.atomic
def propose(row: Any, *, subject: Subject, fields: Iterable[str], by: Any, note: str = "") -> Proposal:
    """Keep what a contact typed, for the country to look at; the register is not touched.

    row: unsaved, as it would be; with a key where one is mended. fields: those that were asked for. The very same, sent
    twice, is one. Raises Refused with the reason.
    """
    organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id)
    if not is_contact(by, organisation) or organisation.merged_into_id is not None:
        raise Refused(_("You may propose changes to the record of your own organisation only."))
    values = {name: as_text(row, name) for name in fields}
    if says_nothing_new(row, values, subject):
        raise Refused(_("Nothing differs from what the register says."))
    waiting = organisation.proposals.filter(state=ProposalState.WAITING)
    same = next((one for one in waiting if (one.subject, one.row, one.values) == (subject, row.pk, values)), None)
    if same is not None:
        return same
    if len(waiting) >= MOST_WAITING:
        raise Refused(_("Many changes wait already: your country looks at them first."))
    proposal: Proposal = organisation.proposals.create(
        subject=subject, row=row.pk, values=values, by=by, known_on=present_day(), source=SOURCE, note=note
    )
    proposal.steps.create(state=ProposalState.WAITING, known_on=proposal.known_on, by=by)
    return proposal


def as_text(row: Any, name: str) -> str:
    """As `Proposal.applied` reads it again; "" where nothing is known."""
    value = getattr(row, name)
    return "" if value is None else str(row._meta.get_field(name).value_to_string(row))


def says_nothing_new(row: Any, values: dict[str, str], subject: Subject) -> bool:
    """Is it what stands there: the row that would be mended, or the profile known last?"""
    if row.pk is not None:
        known = type(row).objects.filter(pk=row.pk).first()
    elif subject == Subject.PROFILES:
        known = row.organisation.profiles.order_by("known_on", "pk").last()
    else:
        return False
    return known is not None and all(as_text(known, name) == value for name, value in values.items())


def compared(proposal: Proposal) -> tuple[Any, Any]:
    """(before, after): rows as they are and as they would be; before is None where nothing was said of it.

    A new profile is held against the one known last, a new official name against the one in force.
    """
    rows = ROWS[proposal.subject].objects.filter(organisation=proposal.organisation_id).order_by("known_on", "pk")
    if proposal.row is not None:
        before = proposal.before
    elif proposal.subject == Subject.PROFILES:
        before = rows.last()
    elif proposal.subject == Subject.NAMES and proposal.values.get("kind") == NameKind.OFFICIAL:
        before = rows.filter(kind=NameKind.OFFICIAL, language=proposal.values.get("language", "")).last()
    else:
        before = None
    fresh = ROWS[proposal.subject](organisation=proposal.organisation)
    return before, proposal.applied(copy(before) if before is not None else fresh)


# --- What the steps do --------------------------------------------------------------------------------


def enter(proposal: Proposal, step: Any) -> None:
    """It was accepted: the row is entered or mended, known since the step. Raises Refused."""
    row = row_to_write(proposal, step)
    try:
        proposal.applied(row).full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row._change_reason = (proposal.note or SOURCE)[:100]  # noqa: SLF001 - where simple_history looks
    keep_row(row)
    close(proposal, step)


def row_to_write(proposal: Proposal, step: Any) -> Any:
    """The one to be mended; else a new one, or the one that was entered for the same day already. Raises Refused."""
    if proposal.row is not None:
        if proposal.before is None:
            raise Refused(_("The entry that this would mend is gone."))
        return proposal.before
    model = ROWS[proposal.subject]
    today = model.objects.filter(organisation=proposal.organisation_id, known_on=step.known_on)
    found = None
    if proposal.subject == Subject.PROFILES:
        found = today.first()
    elif proposal.subject == Subject.NAMES and proposal.values.get("kind") == NameKind.OFFICIAL:
        found = today.filter(kind=NameKind.OFFICIAL, language=proposal.values.get("language", "")).first()
    return found or model(organisation=proposal.organisation, known_on=step.known_on, source=SOURCE, note=proposal.note)


def close(proposal: Proposal, step: Any) -> None:
    """Nothing of a person stays, and the contact who proposed it is told, with the reason."""
    if proposal.subject == Subject.CONTACTS:
        proposal.values = {}
        proposal.save(update_fields=["values"])
    if step.state != ProposalState.TAKEN_BACK:
        tell_decided(proposal, step)


def tell_decided(proposal: Proposal, step: Any) -> None:
    person = proposal.by
    with override(person.language):
        words = {
            "name": proposal.organisation.name,
            "what": proposal.get_subject_display(),
            "reason": step.note,
            "address": settings.SITE_ADDRESS + proposal.get_absolute_url(),
        }
        if step.state == ProposalState.ACCEPTED:
            subject = _("Accepted: your change to the record of %(name)s") % words
            body = _("Your country has accepted what you proposed (%(what)s). It stands in the register now.") % words
        else:
            subject = _("Declined: your change to the record of %(name)s") % words
            body = _("Your country has not taken over what you proposed (%(what)s), because:") % words
        parts = [body, *([step.note] if step.note else []), words["address"]]
    queue_mail(
        to=person.email,
        subject=subject,
        body="\n\n".join(parts) + "\n",
        language=person.language,
        about=f"CAF proposal {proposal.pk}",
        by=step.by,
    )
