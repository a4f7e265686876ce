"""The steps of an alternative: draft - handed in - withdrawn. What was withdrawn is proposed anew as another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.models import AlternativeState
from conferences.permissions import can_propose
from core.workflow import Transition, Workflow

if TYPE_CHECKING:
    from conferences.models import Alternative


def missing_to_hand_in(alternative: Alternative) -> list[str]:
    """It says what it is; where it has costs, also for how many participants."""
    sentences = []
    if not alternative.description:
        sentences.append(_("Describe the alternative."))
    if alternative.participants is None and alternative.costs.exists():
        sentences.append(_("Say how many participants the costs are for."))
    return sentences


ALTERNATIVE = Workflow(
    (
        Transition(
            "hand-in",
            gettext_lazy("Hand the alternative in"),
            sources=(AlternativeState.DRAFT,),
            target=AlternativeState.HANDED_IN,
            who=can_propose,
            missing=missing_to_hand_in,
        ),
        Transition(
            "withdraw",
            gettext_lazy("Withdraw the alternative"),
            sources=(AlternativeState.HANDED_IN,),
            target=AlternativeState.WITHDRAWN,
            who=can_propose,
            gives_up=True,
        ),
    )
)
