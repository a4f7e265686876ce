"""The steps of a laureate and of a press release, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import LaureateState, ReleaseState
from conferences.permissions import can_edit_laureate, can_release
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from conferences.models import ReleaseVersion


def missing_to_release(version: ReleaseVersion) -> list[str]:
    """What a release says must be announced, and be the last word on it."""
    unannounced = version.edition.laureates.filter(state=LaureateState.AWARDED, announced_on__isnull=True)
    sentences = [
        _("Say on which day this is announced: %(laureate)s.") % {"laureate": laureate}
        for laureate in unannounced.select_related("prize", "nominee")
    ]
    newest = version.edition.releases.order_by("-number").first()
    if newest is not None and newest.pk != version.pk:
        sentences.append(_("There is a later one: %(version)s. Release that one.") % {"version": newest})
    return sentences


LAUREATE = Workflow(
    (
        Transition(
            "withdraw",
            gettext_lazy("Withdraw the prize"),
            sources=(LaureateState.AWARDED,),
            target=LaureateState.WITHDRAWN,
            who=can_edit_laureate,
            gives_up=True,
        ),
    )
)
RELEASE = Workflow(
    (
        Transition(
            "release",
            gettext_lazy("Release"),
            sources=(ReleaseState.DRAFT,),
            target=ReleaseState.RELEASED,
            who=can_release,
            missing=missing_to_release,
        ),
        Transition(
            "withdraw",
            gettext_lazy("Withdraw the release"),
            sources=(ReleaseState.RELEASED,),
            target=ReleaseState.WITHDRAWN,
            who=can_release,
            gives_up=True,
        ),
    )
)
