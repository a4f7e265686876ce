"""The lists of this subject, side by side."""

from django.utils.translation import gettext_lazy as _

from conferences.permissions import can_evaluate_some
from core.pages import Room, everyone
from network.permissions import can_read_shared

ROOM = Room(
    _("Quality Conferences"),
    "conferences:home",
    (
        (_("Editions"), "conferences:edition_list", everyone),
        (_("Board"), "conferences:board", everyone),
        (_("Sessions"), "conferences:session_list", everyone),
        (_("Reports"), "conferences:report_list", everyone),
        (_("Attendance"), "conferences:attendance_list", everyone),
        (_("Prizes"), "conferences:prize_list", everyone),
        (_("Cases"), "conferences:case_list", everyone),
        (_("Calls for cases"), "conferences:case_call_list", can_read_shared),
        (_("Press releases"), "conferences:release_list", everyone),
        (_("Evaluation"), "conferences:evaluation_compare", can_read_shared),
        (_("Questionnaires"), "conferences:questionnaire_list", can_evaluate_some),
        (_("Calls for bids"), "conferences:bid_call_list", can_read_shared),
        (_("Bids"), "conferences:bid_list", can_read_shared),
        (_("Model"), "conferences:model", can_read_shared),
    ),
)
