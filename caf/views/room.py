"""The lists of this subject, side by side."""

from django.utils.translation import gettext_lazy as _

from caf.permissions import can_begin_country_record
from core.pages import Room, everyone
from network.permissions import can_read_shared

ROOM = Room(
    _("CAF"),
    "caf:home",
    (
        (_("CAF users"), "caf:organisation_list", everyone),
        (_("Imports"), "caf:import_list", can_begin_country_record),
        (_("Count of the register"), "caf:register_count", everyone),
        (_("Counting rule"), "caf:counting_rule_list", everyone),
        (_("Reported counts"), "caf:count_list", everyone),
        (_("Goal"), "caf:goal_list", everyone),
        (_("CAF events"), "caf:event_list", everyone),
        (_("External feedback (PEF)"), "caf:procedure_report_list", can_read_shared),
        (_("Pilots by country"), "caf:pilot_list", can_read_shared),
        (_("Meetings of the pilot group"), "caf:pilot_meeting_list", can_read_shared),
        (_("Contributions to the pilot"), "caf:contribution_list", can_read_shared),
    ),
)
