"""The lists of this subject, side by side."""

from django.utils.translation import gettext_lazy as _

from core.pages import Room, everyone
from network.permissions import can_read_shared

ROOM = Room(
    _("Customer focus"),
    "customer_focus:home",
    (
        (_("Primer and guides"), "customer_focus:guide_list", everyone),
        (_("Principles"), "customer_focus:principle_list", everyone),
        (_("Good practices"), "customer_focus:practice_list", everyone),
        (_("Dissemination"), "customer_focus:action_list", can_read_shared),
        (_("Network events"), "customer_focus:event_list", can_read_shared),
    ),
)
