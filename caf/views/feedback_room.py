"""What the pages on the feedback on one application share: the way to them, their tabs, who finds them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from caf.models import Application
from caf.permissions_feedback import feedback_seen_by, gives_feedback, is_in_team, ratings_seen_by
from caf.views.room import PEF

TEAM, VISIT, AGREED, VERDICT, REPORT = (
    "caf:feedback_team",
    "caf:feedback_visit",
    "caf:feedback_agree",
    "caf:feedback_verdict",
    "caf:feedback_report",
)


def whole(applications):
    return applications.select_related("organisation__country", "version").prefetch_related(
        "organisation__country__names"
    )


def application_at(request, pk, *, rated=False):
    """The application of which this person knows the team; rated: whose ratings and report too. Raises Http404."""
    seen = ratings_seen_by(request.user) if rated else feedback_seen_by(request.user)
    return get_object_or_404(whole(Application.objects.filter(pk__in=seen.values("pk"))), pk=pk)


def of_the_team(request, pk, *, organiser=False):
    """The same for the team, and for the organiser where `organiser` says so: to others it is not there."""
    application = application_at(request, pk)
    may = gives_feedback if organiser else is_in_team
    if not may(request.user, application):
        raise Http404
    return application


def crumbs(application, *more):
    """The way to the feedback on the application, and further; the last is the page itself."""
    steps = [
        *PEF.way,
        (gettext("Feedback teams"), reverse("caf:assignment_list")),
        (str(application.organisation), reverse(TEAM, args=[application.pk])),
        *((words, None) for words in more),
    ]
    return [*steps[:-1], (steps[-1][0], None)]


def tabs(request, application, here):
    """(label, address, is this one) of the pages that this person reads."""
    pages = [(gettext("Team"), TEAM), (gettext("Visit"), VISIT)]
    if ratings_seen_by(request.user).filter(pk=application.pk).exists():
        pages += [(gettext("Verdict, line by line"), VERDICT), (gettext("Feedback report"), REPORT)]
    return [(label, reverse(name, args=[application.pk]), name == here) for label, name in pages]


def frame(request, application, here, title, **more):
    """What every page of the room is given."""
    return {
        "title": title,
        "second": f"{application.organisation} · {application.organisation.country}",
        "crumbs": crumbs(application, title),
        "lists": tabs(request, application, here),
        "application": application,
        "organisation": application.organisation,
        **more,
    }
