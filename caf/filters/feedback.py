"""What the pool of feedback actors and their teams can be narrowed by."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from caf.models import Assignment, AssignmentState, FeedbackActor
from core.clock import viewed_on
from core.filters import RecordFilters
from core.languages import language_choices
from network.filters import CountryFilter


class FeedbackActorFilters(RecordFilters):
    country = CountryFilter()
    speaks = django_filters.ChoiceFilter(
        label=_("Speaks"), choices=language_choices, method=lambda actors, _name, code: speaking(actors, code)
    )

    class Meta:
        model = FeedbackActor
        fields = ()


def speaking(actors: Any, code: str) -> Any:
    """By the profile known last; the pool is small enough to be looked at one by one."""
    day = viewed_on()
    profiles = ((actor.pk, actor.profile_on(day)) for actor in actors)
    return actors.filter(pk__in=[pk for pk, profile in profiles if profile and code in profile.languages])


class AssignmentFilters(RecordFilters):
    state = django_filters.ChoiceFilter(label=_("State"), choices=AssignmentState)

    class Meta:
        model = Assignment
        fields = ()
