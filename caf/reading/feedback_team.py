"""Who may be asked to give feedback on an application: the pool, with what speaks against each and how busy they are.

What the portal refuses (`refusals`): a tie to the organisation, the country's rule, what has lapsed. What the
organiser only should know (`remarks`): languages, sectors, where an actor is available. No person is ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caf.models import Application, Assignment, FeedbackActor, OrganisationName, OrganiserSetting, TieKind
from caf.models.assignment import OPEN
from caf.models.feedback_actor import spelt
from caf.models.organisation import Sector
from core.languages import language_name
from core.written import written

ENGLISH_SPOKEN = ("GB", "IE", "MT")


@dataclass(frozen=True)
class TeamRules:
    """What a country has set: size of a team; days from the visit to the report; whether its own actors may be asked.

    As long as a country has set nothing, what stands here.
    """

    size: int = 2
    report_days: int = 30
    own_actors: bool = True


def rules_of(application: Application, day: date) -> TeamRules:
    """By the terms of the organisation's country, as known on that day."""
    terms = OrganiserSetting.objects.on(application.organisation.country_id, day)
    if terms is None:
        return TeamRules()
    return TeamRules(
        size=terms.team_size or TeamRules.size,
        report_days=terms.report_days or TeamRules.report_days,
        own_actors=terms.own_actors,
    )


@dataclass(frozen=True)
class Suggestion:
    """workload: open places in other teams. conflicts: why the portal refuses; remarks: what else to know."""

    actor: FeedbackActor
    conflicts: tuple[str, ...]
    remarks: tuple[str, ...]
    reasons: tuple[str, ...]
    workload: int


def suggestions(application: Application, user: Any, day: date) -> list[Suggestion]:
    """Those without a conflict first, then by country and name."""
    asked = set(application.assignments.open().values_list("actor", flat=True))
    busy = Counter(Assignment.objects.filter(state__in=OPEN).values_list("actor", flat=True))
    wanted = spoken_in(application, day)
    asking = who_asks(application, day)
    found = []
    for actor in candidates(application, user, day):
        if actor.pk in asked:
            continue
        found.append(
            Suggestion(
                actor=actor,
                conflicts=tuple(refusals(actor, application, day, asking)),
                remarks=tuple(remarks(actor, application, day, wanted)),
                reasons=tuple(reasons(actor, application, day, wanted)),
                workload=busy[actor.pk],
            )
        )
    return sorted(found, key=lambda row: bool(row.conflicts))


def candidates(application: Application, user: Any, day: date) -> list[FeedbackActor]:
    """The pool that this organiser keeps, and the actors of other countries who offer to come to this one: by offering
    it they agree that its organiser sees their names."""
    kept = set(FeedbackActor.objects.visible_to(user).values_list("pk", flat=True))
    code = application.organisation.country.iso2
    actors = FeedbackActor.objects.known(day).with_rows().order_by("country__iso2", "name", "pk")
    return [
        actor
        for actor in actors
        if (actor.ends_on is None or actor.ends_on > day)
        and (actor.pk in kept or code in getattr(actor.profile_on(day), "countries", ()))
    ]


@dataclass(frozen=True)
class Asking:
    """What an actor is held against. contacts: accounts of the organisation's own contacts. organisations: its record
    and those of its predecessors; names: all names of these, as `spelt`."""

    rules: TeamRules
    contacts: frozenset[int]
    organisations: frozenset[int]
    names: frozenset[str]


def who_asks(application: Application, day: date) -> Asking:
    """As known on that day; by every name in the register, in use or not any more."""
    organisation = application.organisation
    predecessors = [link.predecessor for link in organisation.predecessors.known(day).select_related("predecessor")]
    records = [organisation, *predecessors]
    names = [name for record in records for name in (record.name, record.english_name)]
    others = OrganisationName.objects.known(day).filter(organisation__in=[record.pk for record in records])
    contacts = organisation.contacts.in_force(day).exclude(person=None)
    return Asking(
        rules=rules_of(application, day),
        contacts=frozenset(contacts.values_list("person", flat=True)),
        organisations=frozenset(record.pk for record in records),
        names=frozenset(map(spelt, (*names, *others.values_list("name", flat=True)))) - {""},
    )


def refusals(actor: FeedbackActor, application: Application, day: date, asking: Asking | None = None) -> list[str]:
    """Why this actor may not be in the team on that day: sentences, none if nothing stands in the way."""
    asking = asking or who_asks(application, day)
    sentences = conflicts(actor, asking, day)
    if actor.person_id in asking.contacts:
        sentences.append(_("Is a contact of this organisation."))
    if not asking.rules.own_actors and actor.country_id == application.organisation.country_id:
        sentences.append(_("The country asks for actors of another country."))
    return sentences + actor.lapsed(day, joins=actor.person_id is None)


def conflicts(actor: FeedbackActor, asking: Asking, day: date) -> list[str]:
    """What ties the actor to the organisation on that day."""
    told = {
        TieKind.WORKS_FOR: _("Works for this organisation."),
        TieKind.SUPERVISED_BY: _("Works for a body that this organisation supervises."),
        TieKind.SUPERVISES: _("Works for the body that supervises it."),
        TieKind.ADVISES: _("Advises it, or has advised it."),
    }
    return [
        told[TieKind(tie.kind)]
        for tie in actor.ties.all()
        if tie.holds_on(day) and tie.concerns(asking.organisations, asking.names)
    ]


def spoken_in(application: Application, day: date) -> set[str]:
    """The languages in which the organisation is named in the register; empty where none is known. English, in which
    many give a name for foreigners, counts where there is no other, or where it is spoken."""
    names = application.organisation.names.filter(known_on__lte=day).exclude(language="")
    found = {language[:2] for language in names.values_list("language", flat=True)}
    if application.organisation.country.iso2 in ENGLISH_SPOKEN:
        return found
    return found - {"en"} or found


def remarks(actor: FeedbackActor, application: Application, day: date, wanted: Collection[str]) -> list[str]:
    """What speaks against asking, and is left to the organiser."""
    profile, sentences = actor.profile_on(day), []
    if actor.person_id is None:
        sentences.append(_("Has no account in the portal yet: the mail leads to one, then to the answer."))
    if profile is None:
        return [*sentences, _("Languages and sectors are not known.")]
    if wanted and not set(wanted) & set(profile.languages):
        sentences.append(_("Speaks none of the languages: %(languages)s.") % {"languages": listed(wanted)})
    place = application.organisation.country
    offered = profile.countries or [actor.country.iso2]
    if place.iso2 not in offered:
        sentences.append(_("Does not offer to come to this country: %(country)s.") % {"country": place})
    return sentences


def reasons(actor: FeedbackActor, application: Application, day: date, wanted: Collection[str]) -> list[str]:
    """What speaks for asking."""
    profile, sentences = actor.profile_on(day), []
    until = actor.trained_until(day)
    if until is not None and until >= day:
        sentences.append(_("Trained, until %(day)s.") % {"day": written(until)})
    if profile is None:
        return sentences
    if spoken := set(wanted) & set(profile.languages):
        sentences.append(_("Speaks %(languages)s.") % {"languages": listed(spoken)})
    if application.organisation.sector in profile.sectors:
        sector = Sector(application.organisation.sector).label
        sentences.append(_("Knows the sector: %(sector)s.") % {"sector": sector})
    return sentences


def listed(codes: Collection[str]) -> str:
    return written([language_name(code) for code in sorted(codes)])


def busy_in_words(number: int) -> str:
    """How many open places in teams."""
    if not number:
        return _("no other team")
    return ngettext("%(number)s team", "%(number)s teams", number) % {"number": number}
