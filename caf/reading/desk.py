"""The queues of the CAF desk: what waits in the register, with how many and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from caf.actions.asking import has_contact
from caf.models import (
    REMINDERS,
    Application,
    ApplicationState,
    BulkChange,
    Claim,
    Confirmation,
    ImportState,
    Label,
    LikelyPair,
    Organisation,
    Proposal,
    RegisterImport,
    RegisterState,
)
from caf.reading.bounces import bounced_contacts
from caf.reading.freshness import stale
from core.months import months_after
from network.seats import Right


@dataclass(frozen=True)
class Queue:
    """url: of the list of all that waits, as many as its number; rows: the same, where the desk names the first."""

    key: str
    label: str | Promise
    why: str | Promise
    number: int
    url: str = ""
    rows: Any = None

    @property
    def first(self) -> Any:
        """Those that the desk names."""
        return self.rows[:SHOWN] if self.number and self.rows is not None else ()

    @property
    def is_longer(self) -> bool:
        return self.number > SHOWN


def own(user: Any, field: str = "country_id") -> Q:
    """Of the CAF Resource Centre everything; of a coordinator what belongs to the own country."""
    return Q() if user.may(Right.EDIT_CAF) else Q(**{f"{field}__in": user.countries_with(Right.EDIT_CAF)})


def kept_url(**chosen: str) -> str:
    """The list of the organisations of which this reader keeps the register, narrowed."""
    return f"{reverse('caf:organisation_choose')}?{urlencode(chosen)}"


def rows_url(key: str) -> str:
    """The page of a queue that no other list shows."""
    return reverse("caf:desk_queue", args=[key])


def to_validate(user: Any, day: date) -> Queue:
    rows = Organisation.objects.filter(own(user)).standing(RegisterState.TO_VALIDATE, day)
    url = kept_url(state=RegisterState.TO_VALIDATE.value, act="validate")
    return Queue("validate", _("To validate"), _("Registered, and not yet before the public."), rows.count(), url)


def claims(user: Any, _day: date) -> Queue:
    rows = Claim.objects.waiting().filter(own(user)).order_by("confirmed_at").prefetch_related("country__names")
    why = _("Confirmed by mail, of an organisation of that name that the register has.")
    return Queue("claims", _("Registered a second time"), why, rows.count(), rows_url("claims"), rows)


def answers(user: Any, _day: date) -> Queue:
    rows = Confirmation.objects.waiting().filter(own(user, "organisation__country_id")).select_related("organisation")
    why = _("Organisations that say what has changed, or that they no longer use CAF.")
    return Queue("answers", _("Answers to act upon"), why, rows.count(), rows_url("answers"), rows)


def proposals(user: Any, _day: date) -> Queue:
    rows = Proposal.objects.waiting().filter(own(user, "organisation__country_id"))
    why = _("What contacts would have the register say; nothing changes before it is accepted.")
    url = reverse("caf:proposal_list")
    return Queue("proposals", _("Changes by contacts"), why, rows.count(), url)


def stale_records(user: Any, day: date) -> Queue:
    rows = stale(Organisation.objects.filter(own(user), has_contact(day)), day).order_by("confirmed_then", "pk")
    why = _("Confirmed by nobody for a year; there is a contact to ask.")
    url = kept_url(confirmed="stale", contact="yes")
    return Queue("stale", _("Stale, with a contact"), why, rows.count(), url, rows)


def without_contact(user: Any, day: date) -> Queue:
    rows = stale(Organisation.objects.filter(own(user), ~has_contact(day)), day).order_by("confirmed_then", "pk")
    why = _("Confirmed by nobody for a year; there is no address to ask at.")
    url = kept_url(confirmed="stale", contact="no")
    return Queue("contact", _("Stale, without a contact"), why, rows.count(), url, rows)


def bounced(user: Any, _day: date) -> Queue:
    contacts = bounced_contacts().values("organisation")
    rows = Organisation.objects.filter(own(user), pk__in=contacts).order_by("name")
    why = _("The mail to the contact could not be delivered.")
    return Queue("bounced", _("Bounced"), why, rows.count(), kept_url(contact="bounced"), rows)


def bulk_changes(user: Any, _day: date) -> Queue:
    rows = BulkChange.objects.visible_to(user).filter(undone_at__isnull=True)
    why = _("Each can be looked at and undone.")
    return Queue("changes", _("Changes of many"), why, rows.count(), reverse("caf:bulk_change_list"))


def duplicates(user: Any, _day: date) -> Queue:
    rows = LikelyPair.objects.visible_to(user).waiting()
    why = _("Pairs of records that may be one organisation.")
    return Queue("duplicates", _("Possible duplicates"), why, rows.count(), reverse("caf:likely_pair_list"))


def imports(user: Any, _day: date) -> Queue:
    rows = RegisterImport.objects.visible_to(user).filter(state=ImportState.CHECKED)
    why = _("Files that are checked, and wait to be confirmed.")
    return Queue("imports", _("Imports"), why, rows.count(), reverse("caf:import_list"))


def applications(user: Any, _day: date) -> Queue:
    rows = Application.objects.visible_to(user).filter(state=ApplicationState.SUBMITTED)
    why = _("For external feedback: submitted, and looked at by nobody yet.")
    url = f"{reverse('caf:application_list')}?state=submitted"
    return Queue("applications", _("Applications"), why, rows.count(), url)


def labels_to_end(user: Any, day: date) -> Queue:
    rows = Label.objects.in_force(day).filter(own(user), valid_until__lte=months_after(day, max(REMINDERS)))
    why = _("Labels that lapse within six months.")
    url, rows = rows_url("labels"), rows.order_by("valid_until", "pk")
    return Queue("labels", _("Labels about to lapse"), why, rows.count(), url, rows)


SHOWN = 10
QUEUES: list[Callable[[Any, date], Queue]] = [
    to_validate,
    duplicates,
    imports,
    claims,
    answers,
    proposals,
    stale_records,
    without_contact,
    bounced,
    applications,
    labels_to_end,
    bulk_changes,
]
"""In the order of the page. A further queue is a function more."""


ON_A_PAGE = {"claims": claims, "answers": answers, "labels": labels_to_end}
"""Those that have a page of their own, for no other list shows them."""


def queues(user: Any, day: date) -> Iterator[Queue]:
    return (queue(user, day) for queue in QUEUES)
