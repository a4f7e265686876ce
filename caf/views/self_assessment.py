"""Self-assessments: the list, opening one, its page with its steps, its group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caf.actions.self_assessment import end_member, invite_again, invite_member, open_self_assessment
from caf.columns import self_assessment as columns
from caf.forms import self_assessment as forms
from caf.models import AssessmentState, MemberRole, SelfAssessment, SelfAssessmentMember
from caf.permissions import (
    can_administer_self_assessment,
    can_lead_self_assessment,
    can_open_self_assessment,
    can_score,
    is_in_group,
)
from caf.reading.self_assessment_model import caf_model
from caf.views.room import ROOM, AsItStands
from caf.workflow_self_assessment import SELF_ASSESSMENT
from core.clock import present_day
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, Step
from core.workflow import Refused
from network.permissions import can_read_shared


class SelfAssessmentList(AsItStands, RecordList):
    model = SelfAssessment
    columns = columns.SELF_ASSESSMENT
    room = ROOM
    address = "caf:self_assessment_list"
    title = _("Self-assessments")
    lead = _("An organisation’s own; what is scored stays private until the organisation releases it.")
    known_since = False  # a workplace: it is looked at as it stands
    new = "caf:self_assessment_new"
    new_label = _("Open a self-assessment")
    may_add = staticmethod(can_open_self_assessment)
    empty_why = _("The contact of an organisation opens one; those invited find theirs here.")
    template = "caf/self_assessment_list.html"

    def more(self, request, page, read):
        return {"sees_statistics": can_read_shared(request.user)}


class SelfAssessmentPage(AsItStands, RecordPage):
    """Its state and days for whoever may know of it; its group, and where to go on, for the group."""

    listing = SelfAssessmentList
    may_edit = staticmethod(can_lead_self_assessment)
    workflow = SELF_ASSESSMENT
    template = "caf/self_assessment_page.html"
    rows = (
        DatedRows(
            "steps",
            _("Steps"),
            columns.STEP,
            empty=_("No step is recorded."),
            address=lambda _row: None,
        ),
    )

    def more(self, request, record, read):
        user = request.user
        if not is_in_group(user, record):
            return {"readable": SelfAssessment.objects.read_by(user).filter(pk=record.pk).exists()}
        members = list(record.members.visible_to(user).select_related("person", "invitation__accepted_by"))
        assessors = [member for member in members if member.role == MemberRole.ASSESSOR]
        own = next((member for member in assessors if is_of(member, user)), None)
        subs = sum(len(criterion.subs) for criterion in caf_model(record.version, timezone.localdate()))
        done = dict(record.consensus.visible_to(user).order_by().values_list("assessment").annotate(
            n=Count("pk", filter=Q(agreed_at__isnull=False)))) if record.is_open_to_group else {}  # fmt: skip
        leads = can_lead_self_assessment(user, record)
        return {
            "in_group": True,
            "readable": record.is_open_to_group,
            "members": [(member, member_state(member)) for member in members if member.is_in_force],
            "past_members": [member for member in members if not member.is_in_force],
            "own": own if can_score(user, record) else None,
            "leads": leads,
            "may_invite": leads and record.state in (
                AssessmentState.PREPARING, AssessmentState.SCORING, AssessmentState.CONSENSUS),
            "may_end": {member.pk for member in members if may_end(user, record, member)},
            "subs": subs,
            "agreed": done.get(record.pk, 0),
            "handed_in": sum(bool(member.handed_in_at) for member in assessors),
            "assessors": sum(member.is_in_force or bool(member.handed_in_at) for member in assessors),
        }  # fmt: skip


def is_of(member, user):
    accepted = member.invitation.accepted_by_id if member.invitation else None
    return member.is_in_force and user.pk in (member.person_id, accepted)


def may_end(user, assessment, member):
    administers = can_administer_self_assessment(user, assessment)
    return member.is_in_force and (
        administers or (member.role != "organisation" and can_lead_self_assessment(user, assessment))
    )


def member_state(member):
    """(kind of tag, word, whether a new link may be sent)."""
    if member.handed_in_at:
        return "ok", gettext("Handed in"), False
    if member.person_id or (member.invitation and member.invitation.accepted_at):
        if member.role == MemberRole.ASSESSOR and member.assessment.state == AssessmentState.SCORING:
            return "under-way", gettext("Scoring"), False
        return "plain", gettext("Has an account"), False
    if member.invitation.is_open:
        return "off", gettext("Invited"), True
    return "look", gettext("The link has run out"), True


class SelfAssessmentForm(RecordForm):
    page = SelfAssessmentPage
    form = forms.OpenForm
    new_lead = _(
        "You administer it for your organisation: you invite the group, and you alone release what it comes to."
    )

    def allows(self, user, record):
        return record.pk is None or can_lead_self_assessment(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is not None:
            return form.save()
        return open_self_assessment(form.save(commit=False), by=form.user)


class SelfAssessmentStepView(Step):
    """Its first day is never before the step it follows."""

    page = SelfAssessmentPage
    forms = {"approve": forms.ApprovedForm, "release": forms.ReleasedForm}

    def get(self, request, **kwargs):
        record, _step = self.found(request, kwargs)
        last = record.steps.order_by("known_on", "pk").last()
        first_day = max(present_day(), last.known_on) if last else present_day()
        return self.show(request, kwargs, self.form_of(kwargs)(initial={"known_on": first_day}))


def joined(request, pk):
    """The self-assessment, if this person belongs to its group. Raises Http404."""
    rows = SelfAssessment.objects.joined_by(request.user).for_list()
    return get_object_or_404(rows, pk=pk)


# right: a place in the group that leads it
@require_http_methods(["GET", "HEAD", "POST"])
def member_new(request, pk):
    assessment = joined(request, pk)
    if not can_lead_self_assessment(request.user, assessment):
        raise PermissionDenied
    form = forms.MemberForm(request.POST or None, user=request.user, assessment=assessment)
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(assessment, by=request.user, site=site_of(request), **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("%(email)s is invited; the mail is on its way.") % form.cleaned_data)
            return redirect(assessment)
    title = gettext("Invite into the group")
    context = {
        "title": title,
        "lead": assessment.title,
        "form": form,
        "submit_label": gettext("Invite"),
        "cancel_url": assessment.get_absolute_url(),
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)


def site_of(request):
    return f"{request.scheme}://{request.get_host()}"


# right: a place in the group that leads it
def member_act(request, pk, member, act):
    """`end`: the place is held no longer. `again`: a new link."""
    assessment = joined(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = get_object_or_404(SelfAssessmentMember.objects.visible_to(request.user), pk=member, assessment=assessment)
    row.assessment = assessment
    try:
        if act == "end":
            end_member(row, by=request.user)
        else:
            invite_again(row, by=request.user, site=site_of(request), language=(get_language() or "en")[:2])
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(
            request, gettext("The place is given up.") if act == "end" else gettext("A new link is on its way.")
        )
    here = SelfAssessment.objects.visible_to(request.user).filter(pk=pk).exists()
    return HttpResponseRedirect(assessment.get_absolute_url() if here else reverse("caf:self_assessment_list"))
