"""The primer and other guides, what is done to spread them, events, good practices."""

from customer_focus.models.dissemination import DisseminationAction, DisseminationKind
from customer_focus.models.event import HostInterest, NetworkEvent, NetworkEventReport
from customer_focus.models.guide import (
    Guide,
    GuideDevelopment,
    GuideKind,
    GuidePresentation,
    PresentationContributor,
    Principle,
    PrinciplePoint,
)
from customer_focus.models.practice import Practice

__all__ = [
    "DisseminationAction",
    "DisseminationKind",
    "Guide",
    "GuideDevelopment",
    "GuideKind",
    "GuidePresentation",
    "HostInterest",
    "NetworkEvent",
    "NetworkEventReport",
    "Practice",
    "PresentationContributor",
    "Principle",
    "PrinciplePoint",
]
