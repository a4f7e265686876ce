"""Who may do what with the records on CAF."""

from typing import Any

from caf.models import MemberRole
from network.seats import Right


def can_edit_counts(user: Any, _record: Any = None) -> bool:
    """Counts, goals, CAF events and the reports on PEF are the CAF Resource Centre's to keep."""
    return user.is_authenticated and user.may(Right.EDIT_CAF_COUNTS)


def can_freeze_counts(user: Any, _record: Any = None) -> bool:
    """A snapshot of the count is made, and withdrawn, by the CAF Resource Centre or the secretariat."""
    return user.is_authenticated and user.may(Right.FREEZE_COUNTS)


def can_edit_pilot(user: Any, _meeting: Any = None) -> bool:
    """The pilot group's meetings belong to no country: the CAF Resource Centre keeps them."""
    return user.is_authenticated and user.may(Right.EDIT_CAF)


def can_begin_country_record(user: Any, _record: Any = None) -> bool:
    """A coordinator enters what belongs to the own country; the CAF Resource Centre for every country."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_CAF)


def can_edit_country_record(user: Any, record: Any) -> bool:
    """An organisation, a pilot or a contribution belongs to its country. Nobody writes into a merged record."""
    return can_merge(user, record) and getattr(record, "merged_into_id", None) is None


def can_merge(user: Any, record: Any) -> bool:
    """Merging a record into another, and undoing it: who keeps the register of its country."""
    return user.is_authenticated and user.may(Right.EDIT_CAF, record.country)


def is_the_portal(user: Any, _record: Any = None) -> bool:
    """What follows from an answer by mail, or from none, is nobody's act."""
    return user is None


def is_of_country(user: Any, country: Any) -> bool:
    """Does this person keep the register for this country alone?"""
    return user.is_authenticated and country.pk in user.countries_with(Right.EDIT_CAF)


def is_contact(user: Any, organisation: Any) -> bool:
    """A contact of the organisation, with an account, who is still one today."""
    return user.is_authenticated and user.caf_contacts.in_force_today().filter(organisation=organisation).exists()


def can_keep_organisation(user: Any, organisation: Any) -> bool:
    """Names, profile, uses and contacts: the country, the CAF Resource Centre, and the organisation itself."""
    return can_edit_country_record(user, organisation) or is_contact(user, organisation)


def can_open_self_assessment(user: Any, _record: Any = None) -> bool:
    """A contact of some organisation, who is still one today."""
    return user.is_authenticated and user.caf_contacts.in_force_today().exists()


def can_administer_self_assessment(user: Any, assessment: Any) -> bool:
    """Its approval and its release are the organisation's."""
    return user.is_authenticated and MemberRole.ORGANISATION in assessment.roles_of(user)


def can_lead_self_assessment(user: Any, assessment: Any) -> bool:
    """The group, the consensus and the improvement plan: the administrators of the group and of the organisation."""
    return user.is_authenticated and bool({MemberRole.ORGANISATION, MemberRole.GROUP} & assessment.roles_of(user))


def can_score(user: Any, assessment: Any) -> bool:
    return user.is_authenticated and MemberRole.ASSESSOR in assessment.roles_of(user)


def is_in_group(user: Any, assessment: Any) -> bool:
    return user.is_authenticated and bool(assessment.roles_of(user))


def can_name_criteria(user: Any, _record: Any = None) -> bool:
    """The wording of CAF is the CAF Resource Centre's."""
    return user.is_authenticated and user.may(Right.EDIT_CAF_COUNTS)


def has_self_assessments(user: Any, _record: Any = None) -> bool:
    """Whose list may hold one: of the own organisation, of the own country, of a group that one was invited to."""
    return bool(user.is_authenticated)
