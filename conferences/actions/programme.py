"""Writes on the programme: a session saved with clashes that are kept on purpose, a version released."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences.models import Edition, KeptClash, ProgrammeEntry, ProgrammeVersion, Session
from conferences.permissions import can_edit_programme
from conferences.programme.changes import changes
from conferences.programme.clashes import Clash, clashes
from conferences.programme.slots import released_slots, working_slots, zone_of
from core.workflow import Refused
from core.written import written


@transaction.atomic
def keep_clashes(edition: Edition, kept: Iterable[Clash], *, by: Any) -> None:
    """Record that these clashes are meant. A second time changes nothing."""
    for clash in kept:
        KeptClash.objects.get_or_create(edition=edition, key=clash.key, defaults={"kept_by": by})


def open_clashes(edition: Edition, found: Iterable[Clash]) -> list[Clash]:
    """Those that nobody has chosen to keep."""
    kept = set(edition.kept_clashes.values_list("key", flat=True))
    return [clash for clash in found if clash.key not in kept]


@transaction.atomic
def release_programme(
    edition: Edition, *, name: str, comment: str = "", known_on: date, source: str = "", by: Any
) -> ProgrammeVersion:
    """Freeze the working programme under a name; from then on readers are shown it.

    Raises Refused if this person may not, if the name is taken, if the day lies ahead or before the version it
    follows, if there is no session or nothing has changed, or while clashes are left that nobody chose to keep.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not can_edit_programme(by, edition):
        raise Refused(_("The programme is released by the secretariat or by the host country."))
    last = edition.programme_versions.order_by("number").last()
    check_order(edition, name, known_on, last)
    slots = working_slots(edition, known_on)
    if not slots:
        raise Refused(_("There is no session to release yet."))
    if last is not None and not changes(released_slots(last, edition), slots):
        raise Refused(_("Nothing has changed since version %(name)s.") % {"name": last.name})
    if left := open_clashes(edition, clashes(slots)):
        words = ngettext(
            "%(count)s clash is neither solved nor kept: %(first)s",
            "%(count)s clashes are neither solved nor kept. The first: %(first)s",
            len(left),
        )
        raise Refused(words % {"count": len(left), "first": left[0].words})
    version = edition.programme_versions.create(
        number=last.number + 1 if last else 1,
        name=name,
        comment=comment,
        time_zone=zone_of(edition, known_on).key,
        known_on=known_on,
        source=source,
        released_by=by,
    )
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(version=version, session_id=slot.session_id, data=slot.as_json()) for slot in slots
    )
    Session.objects.filter(pk__in=[slot.session_id for slot in slots]).update(is_draft=False)
    return version


def check_order(edition: Edition, name: str, known_on: date, last: ProgrammeVersion | None) -> None:
    """Raises Refused where the name or the day does not fit the versions there are."""
    if edition.programme_versions.filter(name__iexact=name).exists():
        raise Refused(_("There is a version %(name)s already: give another name.") % {"name": name})
    if known_on > timezone.localdate():
        raise Refused(_("%(day)s lies ahead: a version is released today at the latest.") % {"day": written(known_on)})
    if last is not None and known_on < last.known_on:
        raise Refused(
            _("%(day)s lies before the release of version %(name)s, on %(last)s.")
            % {"day": written(known_on), "name": last.name, "last": written(last.known_on)}
        )
