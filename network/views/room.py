"""The lists of this subject, side by side."""

from django.utils.translation import gettext_lazy as _

from core.pages import Room, everyone
from network.permissions import can_manage_people, can_read_shared

ROOM = Room(
    _("Network"),
    "network:home",
    (
        (_("Countries"), "network:country_list", everyone),
        (_("Presidencies"), "network:presidency_list", everyone),
        (_("Meetings of the Directors General"), "network:meeting_list", everyone),
        (_("Institutions and groups"), "network:body_list", everyone),
        (_("Meetings of groups"), "network:group_meeting_list", can_read_shared),
        (_("Conclusions"), "network:conclusion_list", can_read_shared),
        (_("Programmes"), "network:programme_list", can_read_shared),
        (_("Decisions"), "network:decision_list", can_read_shared),
        (_("People"), "network:person_list", can_manage_people),
        (_("Invitations"), "network:invitation_list", can_manage_people),
    ),
)
