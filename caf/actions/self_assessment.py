"""Writes on a self-assessment and its group: opening, inviting, leaving, handing in, what an approval brings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from caf import own_words
from caf.models import AssessmentState, MemberRole, SelfAssessment, SelfAssessmentMember, SelfAssessmentStep, Use
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.use import standing_uses
from caf.permissions import can_administer_self_assessment, can_lead_self_assessment, is_contact
from caf.reading.self_assessment_model import caf_model
from caf.tallies import recount
from core.values import Precision
from core.workflow import Refused
from network.actions import mail_invitation
from network.mail import queue_mail
from network.models import Invitation, Person
from network.seats import Seat

JOINABLE = (AssessmentState.PREPARING, AssessmentState.SCORING, AssessmentState.CONSENSUS)


@transaction.atomic
def open_self_assessment(assessment: SelfAssessment, *, by: Any) -> SelfAssessment:
    """Who opens it administers it for the organisation. Raises PermissionDenied for another organisation's."""
    if not is_contact(by, assessment.organisation):
        raise PermissionDenied
    assessment.state = AssessmentState.PREPARING
    assessment.save()
    assessment.steps.create(
        state=AssessmentState.PREPARING, known_on=assessment.known_on, by=by, source=assessment.source
    )
    assessment.members.create(role=MemberRole.ORGANISATION, name=by.name, email=by.email.lower(), person=by)
    return assessment


def locked(assessment: SelfAssessment) -> SelfAssessment:
    """As it stands now, until the transaction ends."""
    row: SelfAssessment = SelfAssessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    return row


# --- The group ----------------------------------------------------------------------------------------


@transaction.atomic
def invite_member(
    assessment: SelfAssessment, *, email: str, name: str, role: str, by: Any, language: str = "en", site: str = ""
) -> SelfAssessmentMember:
    """Give somebody a place in the group; the mail leads in. Whether there is an account already is not told.

    Raises PermissionDenied; Refused with the reason.
    """
    row = locked(assessment)
    may = can_administer_self_assessment if role == MemberRole.ORGANISATION else can_lead_self_assessment
    if not may(by, row):
        raise PermissionDenied
    if row.state not in JOINABLE:
        raise Refused(_("The group is complete: the consensus is approved."))
    if role == MemberRole.ASSESSOR and row.state == AssessmentState.CONSENSUS:
        raise Refused(_("The individual scoring is over: an assessor who joins now could not score alone any more."))
    email = email.strip().lower()
    if row.members.in_force_today().filter(email=email, role=role).exists():
        raise Refused(_("This address has this role in the group already."))
    member = SelfAssessmentMember(assessment=row, role=role, name=name.strip(), email=email)
    bring_in(member, by=by, language=language, site=site)
    return member


@transaction.atomic
def invite_again(member: SelfAssessmentMember, *, by: Any, language: str = "en", site: str = "") -> None:
    """A new link for somebody whose link has run out. Raises PermissionDenied; Refused."""
    if not can_lead_self_assessment(by, member.assessment):
        raise PermissionDenied
    if member.person_id or (member.invitation and member.invitation.accepted_at):
        raise Refused(_("This person has an account: signing in is enough."))
    bring_in(member, by=by, language=language, site=site)


def bring_in(member: SelfAssessmentMember, *, by: Any, language: str, site: str) -> None:
    """By the account that there is, or by an invitation; saved, and told by mail."""
    assessment = member.assessment
    member.person = Person.objects.filter(email=member.email, is_active=True).first()
    if member.person is None:
        waiting = Invitation.objects.filter(email=member.email, seat=Seat.ASSESSOR, accepted_at=None)
        member.invitation = next((row for row in waiting if row.is_open), None) or Invitation.objects.create(
            email=member.email, name=member.name, seat=Seat.ASSESSOR, country=None, invited_by=by
        )
        member.save()
        mail_invitation(member.invitation, language=language, site=site)
        return
    member.invitation = None
    member.save()
    with override(language):
        body = _(
            "You get this mail because %(inviter)s gives you a place in the self-assessment “%(title)s” of "
            "%(organisation)s: %(role)s.\n\nSign in and open it:\n\n%(address)s"
        ) % {
            "inviter": by,
            "title": assessment.title,
            "organisation": assessment.organisation.name,
            "role": member.get_role_display(),
            "address": site + assessment.get_absolute_url(),
        }
        subject = _("Self-assessment: %(title)s") % {"title": assessment.title}
    queue_mail(
        to=member.email, subject=subject, body=f"{body}\n", language=language,
        about=f"self-assessment member {member.pk}", by=by,
    )  # fmt: skip


@transaction.atomic
def end_member(member: SelfAssessmentMember, *, by: Any) -> None:
    """From now on the place is held no longer; what was handed in stays. Raises PermissionDenied; Refused."""
    assessment = locked(member.assessment)
    may = can_administer_self_assessment if member.role == MemberRole.ORGANISATION else can_lead_self_assessment
    if not may(by, assessment):
        raise PermissionDenied
    row = SelfAssessmentMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    others = assessment.members.in_force_today().filter(role=MemberRole.ORGANISATION).exclude(pk=row.pk)
    if row.role == MemberRole.ORGANISATION and not others.exists():
        raise Refused(_("This is the last organisation administrator: give the role to someone else first."))
    yesterday = timezone.localdate() - timedelta(days=1)
    if row.from_on > yesterday and not row.scores.exists():
        row.delete()
        return
    row.from_on, row.to_on = min(row.from_on, yesterday), yesterday
    row.save(update_fields=["from_on", "to_on"])


# --- Handing in ---------------------------------------------------------------------------------------


def lacking(member: SelfAssessmentMember) -> list[str]:
    """The numbers of the sub-criteria that this assessor has not valued in full."""
    assessment = member.assessment
    scores = {score.sub_criterion_id: score for score in member.scores.all()}
    return [
        sub.code
        for criterion in caf_model(assessment.version, timezone.localdate())
        for sub in criterion.subs
        if sub.pk not in scores or scores[sub.pk].parts(len(PANEL_ROWS[assessment.panel, sub.side])) is None
    ]


@transaction.atomic
def hand_in(member: SelfAssessmentMember, *, by: Any) -> None:
    """Say that one's own scores are complete. Raises Refused with what is missing."""
    if locked(member.assessment).state != AssessmentState.SCORING:
        raise Refused(_("The individual scoring is not open."))
    if missing := lacking(member):
        raise Refused(
            ngettext(
                "%(codes)s is not scored yet.", "%(codes)s are not scored yet.", len(missing)
            ) % {"codes": ", ".join(missing)}
        )  # fmt: skip
    member.handed_in_at, member.handed_in_by = timezone.now(), by
    member.save(update_fields=["handed_in_at", "handed_in_by"])


@transaction.atomic
def take_back(member: SelfAssessmentMember) -> None:
    """Go on scoring, as long as the consensus is not open. Raises Refused."""
    if locked(member.assessment).state != AssessmentState.SCORING:
        raise Refused(_("The individual scoring is not open."))
    member.handed_in_at = member.handed_in_by = None
    member.save(update_fields=["handed_in_at", "handed_in_by"])


# --- What a step brings -------------------------------------------------------------------------------


def begin_consensus(assessment: SelfAssessment, row: SelfAssessmentStep) -> None:
    """An empty sheet for each sub-criterion: two who write first write into the same."""
    for criterion in caf_model(assessment.version, timezone.localdate()):
        for sub in criterion.subs:
            assessment.consensus.get_or_create(sub_criterion_id=sub.pk, defaults={"saved_by": row.by})


def report_use(assessment: SelfAssessment, row: SelfAssessmentStep) -> None:
    """The top management approved the report: the use of CAF says so, from which the window of the PEF counts.

    A use of that version that was begun and has no report yet is taken; else there is a new one.
    """
    asked = (assessment.version, assessment.part, None)
    stand = standing_uses(assessment.organisation.uses.all())
    use = assessment.use or next(
        (use for use in reversed(stand) if (use.version, use.part, use.reported_on) == asked), None
    )
    if use is None:
        use = Use(
            organisation=assessment.organisation,
            version=assessment.version,
            starts_on=assessment.known_on,
            in_part=assessment.in_part,
            part=assessment.part,
            known_on=row.known_on,
            source=own_words.SELF_ASSESSMENT,
        )
    use.reported_on, use.reported_precision, use.panel = row.known_on, Precision.DAY, assessment.panel
    use.full_clean()
    use.save()
    assessment.use = use
    assessment.save(update_fields=["use"])
    recount([assessment.organisation_id])


def take_report_back(assessment: SelfAssessment, _row: SelfAssessmentStep) -> None:
    """The approval was taken back: so is the day of the report."""
    if assessment.use:
        assessment.use.reported_on = None
        assessment.use.save(update_fields=["reported_on"])
        recount([assessment.organisation_id])
