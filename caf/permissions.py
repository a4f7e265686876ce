"""Who may do what with the records on CAF."""

from typing import Any

from caf.models import MemberRole, reads_pilot_feedback
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
    if not (user.is_authenticated and getattr(organisation, "has_accounts", True)):
        return False
    if "contacts" in getattr(organisation, "_prefetched_objects_cache", {}):
        return any(row.person_id == user.pk and row.is_in_force_today for row in organisation.contacts.all())
    return user.caf_contacts.in_force_today().filter(organisation=organisation).exists()


def can_keep_organisation(user: Any, organisation: Any) -> bool:
    """Names, profile, uses and contacts: the country and the CAF Resource Centre enter them, the organisation itself
    proposes what its country then accepts."""
    return can_edit_country_record(user, organisation) or is_contact(user, organisation)


def can_decide_proposal(user: Any, proposal: Any) -> bool:
    """A change that a contact proposes is accepted or declined by who keeps the record."""
    return can_edit_country_record(user, proposal.organisation)


def has_proposed(user: Any, proposal: Any) -> bool:
    """Who proposed a change may take it back."""
    return user.is_authenticated and proposal.by_id == user.pk


def can_run_pilot_feedback(user: Any, _record: Any = None) -> bool:
    """Asking the pilots, the findings and their steps, the checklist of the launch: the CAF Resource Centre."""
    return user.is_authenticated and user.may(Right.RUN_PILOT_FEEDBACK)


def can_read_pilot_feedback(user: Any, _record: Any = None) -> bool:
    """What the pilots said and what follows, and commenting it: the CAF expert group and the CAF Resource Centre."""
    return reads_pilot_feedback(user)


def can_organise(user: Any, country: Any) -> bool:
    """The national organiser of external feedback: who looks at the applications of this country and decides."""
    return user is not None and user.is_authenticated and user.may(Right.ORGANISE_PEF, country)


def can_begin_terms(user: Any, _record: Any = None) -> bool:
    return user.is_authenticated and user.may_for_some(Right.ORGANISE_PEF)


def can_keep_terms(user: Any, terms: Any) -> bool:
    """A country's terms of external feedback are its national organiser's to set."""
    return can_organise(user, terms.country)


def can_apply(user: Any, organisation: Any) -> bool:
    """An organisation applies by its contact, or by its country on its behalf."""
    return is_contact(user, organisation) or can_organise(user, organisation.country)


def can_write_application(user: Any, application: Any) -> bool:
    """Whose draft it is: the organisation's own, or the country's that writes it on its behalf."""
    if application.on_behalf:
        return can_apply(user, application.organisation)
    return is_contact(user, application.organisation)


def can_withdraw_application(user: Any, application: Any) -> bool:
    return can_apply(user, application.organisation)


def can_decide_application(user: Any, application: Any) -> bool:
    return can_organise(user, application.organisation.country)


def can_withdraw_label(user: Any, label: Any) -> bool:
    """The national organiser that granted it."""
    return can_organise(user, label.country)


def can_edit_procedure(user: Any, _version: Any = None) -> bool:
    """The versions of the procedure belong to no country: the CAF Resource Centre keeps them."""
    return user.is_authenticated and user.may(Right.EDIT_CAF)


def can_read_certificates(user: Any, label: Any) -> bool:
    """The files of a label's certificates: the holder, the national organiser, the CAF Resource Centre."""
    return can_apply(user, label.organisation) or (user.is_authenticated and user.may(Right.EDIT_CAF))


def can_see_applications(user: Any, _record: Any = None) -> bool:
    """The list of applications is of use to who keeps CAF records and to contacts."""
    return user.is_authenticated


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
