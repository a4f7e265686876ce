"""One change of many organisations: what each will become, the change itself, and undoing it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from caf import own_words
from caf.actions.likeness import keep_keys
from caf.actions.organisation import PROFILE_FIELDS, last
from caf.models import (
    BulkAct,
    BulkChange,
    BulkChangeRow,
    NameKind,
    Organisation,
    OrganisationName,
    OrganisationProfile,
    RegisterState,
    Registration,
)
from caf.permissions import can_begin_country_record, can_edit_country_record
from caf.tallies import recount
from caf.workflow import REGISTER
from core.clock import present_day
from core.workflow import Refused, perform_many, refusal
from core.written import written

COLUMNS = (BulkAct.SECTOR, BulkAct.LEVEL, BulkAct.SIZE, BulkAct.CITY)
MOST = 5_000
OF_A_PLACE = ("nuts", "latitude", "longitude")
SOURCE = own_words.OF_MANY
ONE_BY_ONE = gettext_noop("The register, chosen one by one")
ALL_FOUND = gettext_noop("The register, all found by: %(filters)s")
NO_FILTER = gettext_noop("no filter")


@dataclass(frozen=True)
class Planned:
    """What one organisation is and becomes, as values; refusal: why it is left as it is, in words."""

    organisation: Organisation
    before: str
    after: str
    refusal: str = ""


@dataclass(frozen=True)
class Plan:
    rows: tuple[Planned, ...]

    @property
    def changed(self) -> list[Planned]:
        return [row for row in self.rows if not row.refusal]

    @property
    def left(self) -> list[Planned]:
        return [row for row in self.rows if row.refusal]

    @property
    def seen(self) -> str:
        """The same as long as it would do the same."""
        told = sorted((row.organisation.pk, row.before, row.after) for row in self.changed)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_of(organisations: Any, act: BulkAct, value: str, *, by: Any) -> Plan:
    """What the act would do to each of a query, in a few queries."""
    rows = list(organisations.select_related("country"))
    if act in COLUMNS:
        return Plan(tuple(planned_columns(rows, act, value, by)))
    step = REGISTER.named(act)
    return Plan(tuple(Planned(row, row.state, step.target, refusal(step, row, by)) for row in rows))


def planned_columns(rows: list[Organisation], act: BulkAct, value: str, by: Any) -> Iterable[Planned]:
    later = set(
        OrganisationProfile.objects.filter(organisation__in=rows, known_on__gt=present_day()).values_list(
            "organisation", flat=True
        )
    )
    taken: set[tuple[int, str]] = set()
    if act == BulkAct.CITY:
        there = Organisation.objects.filter(
            city=value, merged_into__isnull=True, name__in={row.name for row in rows}
        ).exclude(pk__in=[row.pk for row in rows])
        taken = set(there.values_list("country_id", "name"))
        named = Counter((row.country_id, row.name) for row in rows)
        taken |= {key for key, number in named.items() if number > 1}
    for row in rows:
        before = getattr(row, act)
        reason = ""
        if not can_edit_country_record(by, row):
            reason = _("You may change organisations of your own country only.")
        elif before == value:
            reason = _("It is so already.")
        elif row.state == RegisterState.MERGED:
            reason = _("It is merged into another record.")
        elif (row.country_id, row.name) in taken:
            reason = _("Its country would have two organisations of that name in that city.")
        elif row.pk in later:
            reason = _("A profile known later is recorded: change that one.")
        yield Planned(row, before, value, reason)


@transaction.atomic
def change_many(
    organisations: Any, act: BulkAct, value: str, *, by: Any, reason: str, made_from: str, seen: str
) -> BulkChange:
    """Do what was seen on the page: all of it, or nothing.

    organisations: a query. seen: what `Plan.seen` said there. Raises PermissionDenied; Refused with the reason, also
    where it would now do something else.
    """
    if not can_begin_country_record(by):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(_("Say why: it stands with each of these organisations."))
    plan = plan_of(organisations.select_for_update(of=("self",)), act, value, by=by)
    if plan.seen != seen:
        raise Refused(_("Some of these organisations have changed since. Look at the list once more."))
    if not plan.changed:
        raise Refused(_("None of these organisations would change."))
    change = BulkChange.objects.create(
        act=act,
        value=value,
        reason=reason.strip(),
        made_from=made_from[:300],
        number=len(plan.changed),
        made_on=present_day(),
        made_by=by,
    )
    rows = {
        row.organisation.pk: BulkChangeRow(
            change=change, organisation=row.organisation, before=row.before, after=row.after
        )
        for row in plan.changed
    }
    changed = [row.organisation for row in plan.changed]
    if act in COLUMNS:
        for profile, mended in write_profiles(changed, act, value, change):
            rows[profile.organisation_id].profile, rows[profile.organisation_id].mended = profile, mended
        follow_many(rows.keys(), by=by, reason=change.reason)
    else:
        steps = perform_many(
            REGISTER, act, of_keys(rows), by=by, known_on=present_day(), source=SOURCE, note=change.reason
        )
        for step in steps:
            rows[step.organisation_id].step = step
    BulkChangeRow.objects.bulk_create(rows.values())
    return change


def of_keys(keys: Iterable[int]) -> Any:
    """The organisations, with the country that rights look at."""
    return Organisation.objects.filter(pk__in=list(keys)).select_related("country")


def write_profiles(
    organisations: list[Organisation], act: BulkAct, value: str, change: BulkChange
) -> list[tuple[OrganisationProfile, bool]]:
    """A new profile for each, or the one of that very day mended: (profile, mended)."""
    history = {"default_user": change.made_by, "default_change_reason": change.reason[:100]}
    newest = newest_rows(OrganisationProfile, organisations)
    mended, new = [], []
    for organisation in organisations:
        known = newest.get(organisation.pk)
        profile = (
            known if known is not None and known.known_on == change.made_on else profile_after(known, organisation)
        )
        setattr(profile, act, value)
        if act == BulkAct.CITY:
            profile.nuts, profile.latitude, profile.longitude = "", None, None
        if profile.pk:
            mended.append(profile)
        else:
            profile.known_on, profile.source, profile.note = change.made_on, SOURCE, change.reason
            new.append(profile)
    bulk_update_with_history(mended, OrganisationProfile, [act, *OF_A_PLACE], **history)
    made = bulk_create_with_history(new, OrganisationProfile, **history)
    return [*((row, True) for row in mended), *((row, False) for row in made)]


def profile_after(known: OrganisationProfile | None, organisation: Organisation) -> OrganisationProfile:
    """A new one that says what was known last."""
    told = {name: getattr(known or organisation, name) for name in PROFILE_FIELDS}
    if known is not None:
        told |= {name: getattr(known, name) for name in OF_A_PLACE}
    return OrganisationProfile(organisation=organisation, **told)


def newest_rows(model: Any, organisations: Iterable[Any]) -> dict[int, Any]:
    """Of each organisation the row known last."""
    by_organisation = defaultdict(list)
    for row in model.objects.filter(organisation__in=list(organisations)):
        by_organisation[row.organisation_id].append(row)
    return {key: last(rows) for key, rows in by_organisation.items()}


def follow_many(organisation_ids: Iterable[int], *, by: Any, reason: str) -> None:
    """As `follow` for one: the columns that profiles say, and since when the newest row is known."""
    organisations = list(of_keys(organisation_ids).select_for_update(of=("self",)))
    profiles = newest_rows(OrganisationProfile, organisations)
    named: dict[int, list[date]] = defaultdict(list)
    names = OrganisationName.objects.filter(organisation__in=organisations, kind=NameKind.OFFICIAL)
    languages = {row.pk: row.language for row in organisations}
    for pk, language, known_on in names.values_list("organisation", "language", "known_on"):
        if language in (languages[pk], "en"):
            named[pk].append(known_on)
    for organisation in organisations:
        profile = profiles.get(organisation.pk)
        for name in PROFILE_FIELDS:
            setattr(organisation, name, getattr(profile, name, ""))
        days = [*named[organisation.pk], *([profile.known_on] if profile else [])]
        newest = max(days, default=organisation.known_on)
        organisation.changed_on = newest if newest > organisation.known_on else None
    bulk_update_with_history(
        organisations,
        Organisation,
        [*PROFILE_FIELDS, "changed_on"],
        default_user=by,
        default_change_reason=reason[:100],
    )
    keep_keys(row.pk for row in organisations)
    recount(row.pk for row in organisations)


@transaction.atomic
def undo_change(change: BulkChange, *, by: Any) -> tuple[int, list[str]]:
    """Take it back: how many, and the names of those that have changed since and stay as they are.

    A step is answered by a step back, dated today; a profile that was never so is taken out, or mended back. Raises
    PermissionDenied; Refused with the reason.
    """
    locked = BulkChange.objects.select_for_update().get(pk=change.pk)
    rows = list(locked.rows.select_related("organisation__country", "step", "profile").order_by("organisation"))
    if not all(can_edit_country_record(by, row.organisation) for row in rows):
        raise PermissionDenied
    if locked.undone_at is not None:
        raise Refused(_("This change has been undone already."))
    reason = _("Undone: %(reason)s") % {"reason": locked.reason}
    undo = undo_profiles if locked.act in COLUMNS else undo_steps
    undone = undo(locked, rows, by=by, reason=reason[:500])
    for row in undone:
        row.undone = True
    BulkChangeRow.objects.bulk_update(undone, ["undone"])
    locked.undone_at, locked.undone_by = timezone.now(), by
    locked.save(update_fields=["undone_at", "undone_by"])
    done = {row.pk for row in undone}
    return len(undone), [str(row.organisation) for row in rows if row.pk not in done]


def undo_steps(_change: BulkChange, rows: list[BulkChangeRow], *, by: Any, reason: str) -> list[BulkChangeRow]:
    last_steps = newest_rows(Registration, [row.organisation for row in rows])
    undone = [row for row in rows if row.step is not None and last_steps[row.organisation_id].pk == row.step.pk]
    by_state = defaultdict(list)
    for row in undone:
        by_state[row.before].append(row.organisation_id)
    for state, keys in by_state.items():
        perform_many(
            REGISTER, f"undo to {state}", of_keys(keys), by=by, known_on=present_day(), source=SOURCE, note=reason
        )
    return undone


def undo_profiles(change: BulkChange, rows: list[BulkChangeRow], *, by: Any, reason: str) -> list[BulkChangeRow]:
    newest = newest_rows(OrganisationProfile, [row.organisation for row in rows])
    written = [row for row in rows if row.profile and newest[row.organisation_id].pk == row.profile.pk]
    versions = defaultdict(list)
    for version in OrganisationProfile.history.filter(id__in=[row.profile.pk for row in written if row.profile]):
        versions[version.id].append(version)
    undone, back = [], []
    for row in written:
        profile: Any = row.profile
        mine, *earlier = sorted(versions[profile.pk], key=lambda version: version.history_id, reverse=True)
        is_mine = mine.history_change_reason == change.reason[:100] and mine.history_type == (
            "~" if row.mended else "+"
        )
        if not is_mine or getattr(profile, change.act) != row.after:  # somebody has mended it since
            continue
        undone.append(row)
        if row.mended:
            for name in (change.act, *OF_A_PLACE):
                setattr(profile, name, getattr(earlier[0], name))
            back.append(profile)
        else:
            profile._change_reason = reason[:100]  # noqa: SLF001 - where simple_history looks
            profile.delete()
            row.profile = None
    history = {"default_user": by, "default_change_reason": reason[:100]}
    bulk_update_with_history(back, OrganisationProfile, [change.act, *OF_A_PLACE], **history)
    follow_many([row.organisation_id for row in undone], by=by, reason=reason)
    return undone


def said(change: BulkChange, value: str) -> str:
    """A value of its rows, as a reader sees it."""
    if change.act not in COLUMNS:
        return str(RegisterState(value).label)
    field: Any = Organisation._meta.get_field(change.act)
    return str(dict(field.flatchoices).get(value, value) or _("not known"))


def chosen_from(change: BulkChange) -> str:
    """Where its organisations were chosen, in the reader's language: kept in English, whoever made the change."""
    kept, before = change.made_from, ALL_FOUND % {"filters": ""}
    if not kept.startswith(before):
        return _(kept) if kept else ""
    filters = kept.removeprefix(before)
    return _(ALL_FOUND) % {"filters": _(NO_FILTER) if filters == NO_FILTER else filters}


def undone_in_words(number: int, kept: list[str]) -> str:
    """For the page, after undoing."""
    words = ngettext("%(n)s organisation is as it was.", "%(n)s organisations are as they were.", number) % {
        "n": number
    }
    if not kept:
        return words
    names = {"names": written(kept[:20])}
    return f"{words} {_('Changed since, and left as they are: %(names)s.') % names}"
