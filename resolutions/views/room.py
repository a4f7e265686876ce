"""The lists of this subject, side by side."""

from django.utils.translation import gettext_lazy as _

from core.pages import Room
from resolutions.permissions import can_read_drafts

ROOM = Room(
    _("Resolutions"),
    "resolutions:resolution_list",
    (
        (_("Resolutions"), "resolutions:resolution_list", can_read_drafts),
        (_("Commitments"), "resolutions:commitment_list", can_read_drafts),
        (_("Clause library"), "resolutions:clause_list", can_read_drafts),
    ),
)
