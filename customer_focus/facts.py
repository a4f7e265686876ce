"""What is true of customer focus as of a date: the primer, its spread, the network's events."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from core.facts import Fact, FactSource, FactSpec, Viewpoint, fact
from core.values import Name, Period, Quantity, Text
from customer_focus.models import (
    DisseminationAction,
    Guide,
    GuideDevelopment,
    GuideKind,
    HostInterest,
    NetworkEvent,
    NetworkEventReport,
    PresentationContributor,
)
from network.facts import events_seen
from network.models import Subject, WorkingArea

IPSG = _("IPSG")
EIPA = _("EIPA")

SPECS = (
    FactSpec("customer_focus.insight", list, _("What better services depend on"), IPSG),
    FactSpec("customer_focus.means", list, _("Means to spread the principles"), IPSG),
    FactSpec("customer_focus.guidelines", list, _("Guidelines and exchange wanted"), IPSG),
    FactSpec("customer_focus.primer.title", Text, _("The primer"), EIPA),
    FactSpec("customer_focus.primer.developed_in", list, _("Presidencies that developed the primer"), EIPA),
    FactSpec("customer_focus.primer.presented_at", Text, _("Where the primer was presented"), EIPA),
    FactSpec("customer_focus.primer.with_cases", bool, _("The primer was presented with practical cases"), EIPA),
    FactSpec("customer_focus.primer.contributors", list, _("Who presented the primer"), EIPA),
    FactSpec("customer_focus.dissemination.countries", list, _("Who spread the principles"), _("the coordinators")),
    FactSpec("customer_focus.coming.name", Text, _("The next event"), EIPA),
    FactSpec("customer_focus.coming.period", Period, _("When the next event takes place"), EIPA),
    FactSpec("customer_focus.coming.city", Text, _("City of the next event"), EIPA),
    FactSpec("customer_focus.coming.organiser", Name, _("Who organises the next event"), EIPA),
    FactSpec("customer_focus.coming.host", Name, _("Host of the next event"), EIPA),
    FactSpec("customer_focus.coming.interested", list, _("Interest in hosting the next event"), EIPA),
    FactSpec("customer_focus.past.name", Text, _("The latest event"), EIPA),
    FactSpec("customer_focus.past.period", Period, _("When the latest event took place"), EIPA),
    FactSpec("customer_focus.past.city", Text, _("City of the latest event"), EIPA),
    FactSpec("customer_focus.past.organiser", Name, _("Who organised the latest event"), EIPA),
    FactSpec("customer_focus.past.host", Name, _("Host of the latest event"), EIPA),
    FactSpec("customer_focus.past.attendance", Quantity, _("Attendance of the latest event"), EIPA),
)


def tell(view: Viewpoint) -> Iterator[Fact]:
    """The primer, who spread it, and the events behind and ahead."""
    yield from tell_primer(view)
    yield from tell_dissemination(view)
    yield from tell_events(view)


def tell_primer(view: Viewpoint) -> Iterator[Fact]:
    """The primer; who developed it; its presentation, if that is new to this meeting."""
    primer = (
        Guide.objects.known(view.as_of)
        .filter(kind=GuideKind.PRIMER)
        .prefetch_related(
            Prefetch("developments", GuideDevelopment.objects.select_related("presidency__country")),
            Prefetch("presentations__contributors", PresentationContributor.objects.select_related("country", "body")),
        )
        .first()
    )
    if primer is None:
        return
    yield fact("customer_focus.primer.title", primer.title, primer)
    developments = sorted(
        (row for row in primer.developments.all() if row.known_on <= view.as_of),
        key=lambda row: row.presidency.starts_on,
    )
    if developments:
        names = [row.presidency.country.name_on(view.as_of) for row in developments]
        yield fact("customer_focus.primer.developed_in", names, *developments)
    new = [row for row in primer.presentations.all() if view.since <= row.known_on <= view.as_of]
    if new:
        presentation = max(new, key=lambda row: (row.known_on, row.pk))
        yield fact("customer_focus.primer.presented_at", presentation.occasion, presentation)
        yield fact("customer_focus.primer.with_cases", presentation.with_cases, presentation)
        contributors = [row.name_on(view.as_of) for row in presentation.contributors.all()]
        if contributors:
            yield fact("customer_focus.primer.contributors", contributors, presentation)


def tell_dissemination(view: Viewpoint) -> Iterator[Fact]:
    """The countries that spread the principles since the meeting before, each once, as they became known."""
    rows = (
        DisseminationAction.objects.known(view.as_of)
        .filter(known_on__gte=view.since, guide__kind=GuideKind.PRIMER)
        .select_related("country")
    )
    first = {row.country_id: row for row in reversed(rows)}
    if first:
        chosen = sorted(first.values(), key=lambda row: (row.known_on, row.pk))
        names = [row.country.name_on(view.as_of) for row in chosen]
        yield fact("customer_focus.dissemination.countries", names, *chosen)


def tell_events(view: Viewpoint) -> Iterator[Fact]:
    """The next event ahead of the meeting, and the latest one behind it that is new to it."""
    seen = events_seen(
        NetworkEvent.objects.known(view.as_of)
        .select_related("organiser")
        .prefetch_related(
            Prefetch("reports", NetworkEventReport.objects.select_related("country")),
            Prefetch("interests", HostInterest.objects.select_related("country")),
        ),
        view,
    )
    if seen.ahead:
        event, report = seen.ahead[0]
        yield from tell_event("coming", event, report, view)
        yield from tell_interest(event, view)
    if seen.behind:
        event, report = seen.behind[-1]
        yield from tell_event("past", event, report, view)
        if report.attendance_quantity is not None:
            yield fact("customer_focus.past.attendance", report.attendance_quantity, report)


def tell_event(which: str, event: NetworkEvent, report: NetworkEventReport, view: Viewpoint) -> Iterator[Fact]:
    """An event as its last report has it; `which`: coming or past."""
    key = f"customer_focus.{which}"
    yield fact(f"{key}.name", event.name, event)
    yield fact(f"{key}.period", report.period, report)  # type: ignore[arg-type] # only with a period
    if report.city:
        yield fact(f"{key}.city", report.city, report)
    if event.organiser is not None:
        yield fact(f"{key}.organiser", event.organiser.as_name, event)
    if report.country is not None:
        yield fact(f"{key}.host", report.country.name_on(view.as_of), report)


def tell_interest(event: NetworkEvent, view: Viewpoint) -> Iterator[Fact]:
    """The countries whose interest in hosting stands on the day."""
    latest = {}
    for row in sorted(event.interests.all(), key=lambda row: (row.known_on, row.pk)):
        if row.known_on <= view.as_of:
            latest[row.country_id] = row
    standing = [row for row in latest.values() if row.stands]
    if standing:
        names = [row.country.name_on(view.as_of) for row in standing]
        yield fact("customer_focus.coming.interested", names, *standing)


CONCLUDED = {
    "customer_focus.insight": (WorkingArea.CUSTOMER_FOCUS, Subject.INSIGHT),
    "customer_focus.means": (WorkingArea.CUSTOMER_FOCUS, Subject.MEANS),
    "customer_focus.guidelines": (WorkingArea.CUSTOMER_FOCUS, Subject.GUIDELINES),
}
"""What groups concluded, told by the facts of the same name (`network.facts.concluded`)."""

SOURCE = FactSource(SPECS, tell)
