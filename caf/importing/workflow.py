"""The steps of an import: read - columns named - checked - imported, thrown away before or undone after."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.models import ImportState, RegisterImport
from caf.permissions import can_begin_country_record
from core.models import Job
from core.workflow import Refused, Transition, Workflow
from network.seats import Right

CHECK, ENTER, TAKE_BACK = "check import", "enter import", "undo import"
KINDS = (CHECK, ENTER, TAKE_BACK)


def can_import(user: Any, _run: Any = None) -> bool:
    """A coordinator for the own country, the CAF Resource Centre for every country."""
    return can_begin_country_record(user)


def can_keep_import(user: Any, run: RegisterImport) -> bool:
    """One of all countries is the CAF Resource Centre's alone."""
    return user.is_authenticated and user.may(Right.EDIT_CAF, run.country)


def subject(run: RegisterImport) -> str:
    """Of the jobs on it."""
    return f"import {run.pk}"


def job_of(run: RegisterImport) -> Job | None:
    """The last job on it."""
    return Job.objects.filter(kind__in=KINDS, subject=subject(run)).order_by("-pk").first()


def must_be(run: RegisterImport, state: str, by: Any) -> None:
    """Raises Refused where the import stands otherwise, is not this person's, or is being worked on."""
    if not can_keep_import(by, run):
        raise Refused(gettext("You may import organisations of your own country only."))
    if run.state != state:
        raise Refused(gettext("The import stands as “%(state)s”.") % {"state": run.get_state_display()})
    job = job_of(run)
    if job is not None and job.is_open:
        raise Refused(gettext("It is being worked on already."))


def nothing_kept(run: RegisterImport) -> list[str]:
    """An import that is undone is undone again as long as rows of it were kept."""
    if run.state != ImportState.UNDONE or run.figures.get("kept"):
        return []
    return [gettext("All that it entered is taken back already.")]


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
            sources=(ImportState.CONFIRMED, ImportState.UNDONE),
            target=ImportState.UNDONE,
            missing=nothing_kept,
            gives_up=True,
            who=can_keep_import,
        ),
    )
)
