"""Two teams to try with: one whose report is released, one that agreed on a 3 in step 9. All of it is made up."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from caf import own_words
from caf.models import (
    Application,
    Assignment,
    AssignmentState,
    FeedbackActor,
    FeedbackReport,
    Pillar,
    ProcedureStep,
    ReportState,
)
from core.values import Text

SOURCE = own_words.DEMONSTRATION
ZONE = ZoneInfo("Europe/Brussels")
STRENGTHS = Text(
    en="Made up: the team was drawn from every unit, and its evidence can be traced.",
    fr="Inventé : l’équipe réunissait tous les services, et ses preuves peuvent être retrouvées.",
)
SUGGESTIONS = Text(
    en="Made up: tell staff more often how far the actions are.",
    fr="Inventé : informer plus souvent le personnel de l’avancement des actions.",
)
OF_STEP_9 = Text(
    en="Made up: results of the plan are not measured yet; choose three figures to follow.",
    fr="Inventé : les résultats du plan ne sont pas encore mesurés ; choisir trois indicateurs à suivre.",
)


def load_teams() -> Counter[str]:
    """Made once: a later load leaves them as they are, with what people have made of them."""
    reported = Application.objects.get(organisation__name="Občina Primerovo")
    running = Application.objects.get(organisation__name="Kommunen Eksempelby")
    if not Assignment.objects.filter(application=reported).exists():
        team_of(reported, ("SI", 1), ("DK", 1), invited=date(2008, 8, 4), handed_in=date(2008, 10, 24), step_9=4)
        declined(reported, "SI", 3, date(2008, 8, 4))
        visit(reported, date(2008, 10, 21), "Primerovo", planned=date(2008, 9, 1))
        agreed(reported, date(2008, 10, 27), step_9=4)
        report(reported, date(2008, 10, 28), handed_in=date(2008, 11, 10), released=date(2008, 11, 17))
    if not Assignment.objects.filter(application=running).exists():
        team_of(running, ("DK", 2), ("SI", 3), invited=date(2008, 9, 22), handed_in=date(2008, 11, 17), step_9=3)
        visit(running, date(2008, 11, 12), "Eksempelby", planned=date(2008, 10, 6))
        agreed(running, date(2008, 11, 19), step_9=3)
        report(running, date(2008, 11, 20))
    teams = Assignment.objects.filter(application__in=(reported, running))
    return Counter({"caf.Assignment": teams.count()})


def actor_named(country: str, number: int) -> FeedbackActor:
    found: FeedbackActor = FeedbackActor.objects.get(
        country__iso2=country, email=f"feedback-actor-{number}.{country.lower()}@pool.example"
    )
    return found


def asked(application: Application, country: str, number: int, state: str, invited: date) -> Assignment:
    place = Assignment.objects.create(
        application=application, actor=actor_named(country, number), state=state, known_on=invited, source=SOURCE
    )
    place.steps.create(state=AssignmentState.INVITED, known_on=invited, source=SOURCE)
    return place


def declined(application: Application, country: str, number: int, invited: date) -> None:
    place = asked(application, country, number, AssignmentState.DECLINED, invited)
    place.steps.create(state=AssignmentState.DECLINED, known_on=invited, source=SOURCE, note="No time in October")


def team_of(application: Application, *actors: tuple[str, int], invited: date, handed_in: date, step_9: int) -> None:
    """The first rates a point higher in the even steps: there is something to agree on."""
    for higher, (country, number) in enumerate(actors):
        place = asked(application, country, number, AssignmentState.HANDED_IN, invited)
        place.steps.create(state=AssignmentState.ACCEPTED, known_on=invited + timedelta(days=4), source=SOURCE)
        place.steps.create(state=AssignmentState.HANDED_IN, known_on=handed_in, source=SOURCE)
        for step in application.version.steps.all():
            for item in step.items.all():
                value = usual(step, step_9)
                if step.pillar != Pillar.MATURITY and not higher and step.number % 2 == 0:
                    value += 1
                place.ratings.create(item=item, pillar=step.pillar, value=value)


def usual(step: ProcedureStep, step_9: int) -> int:
    """4 in the steps that ask for it, 3 in the others, realisation for the principles; step 9 as told."""
    if step.pillar == Pillar.MATURITY:
        return 2
    if step.number == 9:
        return step_9
    return 4 if step.least or step.number == 2 else 3


def agreed(application: Application, day: date, *, step_9: int) -> None:
    for step in application.version.steps.all():
        for item in step.items.all():
            value = usual(step, step_9)
            application.agreed.create(item=item, pillar=step.pillar, value=value, known_on=day, source=SOURCE)


def visit(application: Application, day: date, place: str, *, planned: date) -> None:
    """A day with three slots, the second of them moved once."""
    known = {"known_on": planned, "source": SOURCE}
    application.visit_plans.create(starts_on=day, ends_on=day, place=place, **known)
    slots = (
        ("Opening with the management", "Management", 9),
        ("Talk with staff of the self-assessment group", "Six staff", 11),
        ("First impressions", "Management and staff", 15),
    )
    for number, (title, whom, hour) in enumerate(slots, start=1):
        at = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
        row = {"slot": number, "title": title, "with_whom": whom, "place": "Town hall"}
        application.agenda.create(**row, **known, starts_at=at, ends_at=at + timedelta(minutes=90))
        if number == 2:
            later = at + timedelta(hours=1)
            moved = known | {"known_on": planned + timedelta(days=14)}
            application.agenda.create(**row, **moved, starts_at=later, ends_at=later + timedelta(minutes=90))


def report(application: Application, begun: date, handed_in: date | None = None, released: date | None = None) -> None:
    state = ReportState.RELEASED if released else ReportState.WRITING
    made = FeedbackReport.objects.create(application=application, state=state, known_on=begun, source=SOURCE)
    for name, day in (
        (ReportState.WRITING, begun),
        (ReportState.HANDED_IN, handed_in),
        (ReportState.RELEASED, released),
    ):
        if day:
            made.steps.create(state=name, known_on=day, source=SOURCE)
    for step in application.version.steps.all():
        if released or step.pillar != Pillar.MATURITY:
            suggestions = OF_STEP_9 if step.number == 9 and not released else SUGGESTIONS
            made.texts.create(step=step, strengths=STRENGTHS, suggestions=suggestions)
