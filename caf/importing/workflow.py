"""The steps of an import: read - columns named - checked - imported, thrown away before or undone after."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import ImportState, RegisterImport
from caf.permissions import can_begin_country_record
from core.workflow import Transition, Workflow
from network.seats import Right


def can_import(user: Any, _run: Any = None) -> bool:
    """A coordinator for the own country, the CAF Resource Centre for every country."""
    return can_begin_country_record(user)


def can_keep_import(user: Any, run: RegisterImport) -> bool:
    """One of all countries is the CAF Resource Centre's alone."""
    return user.is_authenticated and user.may(Right.EDIT_CAF, run.country)


BEFORE = (ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKED)
IMPORTING = Workflow(
    (
        Transition(
            "map",
            _("Check the rows"),
            sources=(ImportState.UPLOADED, ImportState.MAPPED, ImportState.CHECKED, ImportState.FAILED),
            target=ImportState.MAPPED,
            who=can_keep_import,
        ),
        Transition(
            "check", _("Checked"), sources=(ImportState.MAPPED,), target=ImportState.CHECKED, who=can_keep_import
        ),
        Transition(
            "confirm",
            _("Import the good rows"),
            sources=(ImportState.CHECKED,),
            target=ImportState.CONFIRMED,
            who=can_keep_import,
        ),
        Transition(
            "cancel",
            _("Throw this file away"),
            sources=(*BEFORE, ImportState.FAILED),
            target=ImportState.CANCELLED,
            who=can_keep_import,
        ),
        Transition("fail", _("Failed"), sources=BEFORE, target=ImportState.FAILED, who=can_keep_import),
        Transition(
            "undo",
            _("Undo the import"),
            sources=(ImportState.CONFIRMED,),
            target=ImportState.UNDONE,
            gives_up=True,
            who=can_keep_import,
        ),
    )
)
