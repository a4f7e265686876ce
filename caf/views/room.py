"""The lists of this subject, side by side."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views import View

from caf.permissions import (
    can_begin_country_record,
    can_read_pilot_feedback,
    can_see_applications,
    has_self_assessments,
)
from caf.permissions_feedback import sees_pool
from core.clock import PARAMETER, TODAY
from core.pages import Room, everyone
from network.permissions import can_read_shared

ROOM = Room(
    _("CAF"),
    "caf:home",
    (
        (_("CAF users"), "caf:organisation_list", everyone),
        (_("CAF desk"), "caf:desk", can_begin_country_record),
        (_("The goal"), "caf:dashboard", everyone),
        (_("Counting"), "caf:register_count", everyone),
        (_("External feedback (PEF)"), "caf:label_list", everyone),
        (_("CAF events"), "caf:event_list", everyone),
        (_("Self-assessments"), "caf:self_assessment_list", has_self_assessments),
        (_("Criteria of CAF"), "caf:criteria_home", everyone),
        (_("Expert group"), "caf:expert_group", can_read_shared),
    ),
    within={
        "caf:import_list": "caf:desk",
        "caf:proposal_list": "caf:desk",
        "caf:bulk_change_list": "caf:desk",
        "caf:country_asking_list": "caf:desk",
        "caf:organisation_choose": "caf:organisation_list",
        "caf:goal_list": "caf:dashboard",
        "caf:promise_list": "caf:dashboard",
        "caf:expert_list": "caf:expert_group",
        "caf:improvement_list": "caf:self_assessment_list",
    },
)
DUPLICATES = Room(
    _("CAF desk"),
    "caf:desk",
    (
        (_("Possible duplicates"), "caf:likely_pair_list", can_begin_country_record),
        (_("Not the same"), "caf:pair_answer_list", can_begin_country_record),
        (_("Merges"), "caf:merge_list", can_begin_country_record),
    ),
    parent=ROOM,
)
COUNTS = Room(
    _("Counting"),
    "caf:register_count",
    (
        (_("Count of the register"), "caf:register_count", everyone),
        (_("Reported counts"), "caf:count_list", everyone),
        (_("Snapshots"), "caf:snapshot_list", everyone),
        (_("How a user is counted"), "caf:counting_rule_list", everyone),
    ),
    parent=ROOM,
)
PEF = Room(
    _("External feedback (PEF)"),
    "caf:label_list",
    (
        (_("Labels"), "caf:label_list", everyone),
        (_("Applications"), "caf:application_list", can_see_applications),
        (_("Feedback actors"), "caf:feedback_actor_list", sees_pool),
        (_("Feedback teams"), "caf:assignment_list", sees_pool),
        (_("Terms by country"), "caf:organiser_setting_list", can_read_shared),
        (_("Versions"), "caf:procedure_version_list", everyone),
        (_("Pilots and launch"), "caf:procedure_report_list", can_read_shared),
    ),
    parent=ROOM,
)
PILOTS = Room(
    _("Pilots and launch"),
    "caf:procedure_report_list",
    (
        (_("How far it is"), "caf:procedure_report_list", can_read_shared),
        (_("Pilots by country"), "caf:pilot_list", can_read_shared),
        (_("Meetings of the pilot group"), "caf:pilot_meeting_list", can_read_shared),
        (_("Contributions to the pilot"), "caf:contribution_list", can_read_shared),
        (_("Lessons of the pilots"), "caf:pilot_lessons", can_read_pilot_feedback),
    ),
    within={
        "caf:consultation_list": "caf:pilot_lessons",
        "caf:finding_list": "caf:pilot_lessons",
        "caf:launch_task_list": "caf:pilot_lessons",
        "caf:launch_plan_list": "caf:pilot_lessons",
    },
    parent=PEF,
)


class KeepersAlone(View):
    """A view for who keeps the register, of one country at least; also where the list it goes by is public."""

    def dispatch(self, request, *args, **kwargs):
        if not can_begin_country_record(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AsItStands(View):
    """A workplace is read as of today, also where the installation shows demonstration records of another day."""

    def dispatch(self, request, *args, **kwargs):
        if PARAMETER not in request.GET:
            request.GET = request.GET.copy()
            request.GET[PARAMETER] = TODAY
        return super().dispatch(request, *args, **kwargs)
