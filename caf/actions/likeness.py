"""What is kept beside the register to find duplicates: keys, likely pairs, and what people said of these.

Keys follow every write of names, profiles or countries (`keep_keys`); the pairs are found for each new record, for
what an import entered (`caf.importing.pairs`), and for the whole register by a job (`find_again`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from caf.likeness.search import AT_ONCE, Likely, find_pairs, known_organisations, likely_of
from caf.models import LikelyPair, Organisation, OrganisationKey, PairAnswer, PairState
from caf.permissions import can_merge
from core import jobs
from core.among import among
from core.batches import batches
from core.bulk import insert_values
from core.models import Job, JobState
from core.workflow import Refused, wrong_day


@transaction.atomic
def keep_keys(organisation_ids: Iterable[int], *, held: bool = False) -> None:
    """Make the keys of these organisations follow what is recorded of them. Writes what has changed, and no more.

    held: the caller's transaction has made or locked them already.
    """
    for ids in batches(sorted(organisation_ids), AT_ONCE):
        if not held:  # two who keep the keys of one organisation wait for each other
            list(Organisation.objects.select_for_update().filter(among("pk", ids)).order_by("pk").values_list("pk"))
        wanted = {
            (one.pk, key)
            for one in known_organisations(Organisation.objects.filter(among("pk", ids)))
            for key in one.keys
        }
        kept = set(OrganisationKey.objects.filter(among("organisation", ids)).values_list("organisation_id", "key"))
        remove(kept - wanted)
        insert_values(OrganisationKey, ("organisation_id", "key"), sorted(wanted - kept))


def remove(gone: Iterable[tuple[int, int]]) -> None:
    by_organisation: dict[int, list[int]] = {}
    for pk, key in gone:
        by_organisation.setdefault(pk, []).append(key)
    for pk, keys in by_organisation.items():
        OrganisationKey.objects.filter(organisation=pk, key__in=keys).delete()


def keep_missing_keys(organisations: Any = None) -> int:
    """Keys for those organisations that have none yet; how many there were."""
    rows = Organisation.objects.all() if organisations is None else organisations
    kept = OrganisationKey.objects.filter(organisation=OuterRef("pk"))  # one look into its index for each, no join
    ids = list(rows.filter(~Exists(kept)).order_by("pk").values_list("pk", flat=True))
    keep_keys(ids)
    return len(ids)


# --- Likely pairs -------------------------------------------------------------------------------------

FIND, SEARCHED = "caf.find duplicates", "register"


def note_twins(organisation: Organisation) -> None:
    """Put those that may be the same as this one, inside its country, into the queue."""
    keep_pairs(likely_of(organisation))


def keep_pairs(pairs: Iterable[Likely]) -> None:
    rows = [
        LikelyPair(first_id=one.first, second_id=one.second, score=one.score, reasons=[*one.codes]) for one in pairs
    ]
    LikelyPair.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=("first", "second"),
        update_fields=("score", "reasons"),
    )


@transaction.atomic
def keep_all_pairs(pairs: list[Likely]) -> None:
    """The queue of the whole register: these, and no others."""
    keep_pairs(pairs)
    found = {(one.first, one.second) for one in pairs}
    gone = [pk for pk, *pair in LikelyPair.objects.values_list("pk", "first", "second") if tuple(pair) not in found]
    for part in batches(gone, AT_ONCE):
        LikelyPair.objects.filter(pk__in=part).delete()


@jobs.handles(FIND)
def find_again(job: Job) -> None:
    """Keys for those that have none, and the pairs of the whole register."""
    jobs.report(job, "Keys kept", str(keep_missing_keys()))
    pairs = find_pairs()
    keep_all_pairs(pairs)
    jobs.report(job, "Pairs found", str(len(pairs)))


def keep_searched() -> None:
    """Note that the whole register was gone through, by whom no job was asked for: a command."""
    Job.objects.create(kind=FIND, subject=SEARCHED, state=JobState.DONE, finished_at=timezone.now())


def searched_at() -> datetime | None:
    """When the whole register was gone through last."""
    done = Job.objects.filter(kind=FIND, subject=SEARCHED, state=JobState.DONE)
    return cast("datetime | None", done.aggregate(Max("finished_at"))["finished_at__max"])


@transaction.atomic
def answer_pair(
    first: Organisation, second: Organisation, *, state: PairState, by: Any, known_on: date, note: str
) -> PairAnswer:
    """Say that two records are not the same organisation, or that it is open again. Raises Refused with the reason."""
    one, other = sorted((first, second), key=lambda organisation: organisation.pk)
    if not (can_merge(by, one) or can_merge(by, other)):
        raise Refused(_("Only who keeps the register of one of the two countries may say so."))
    if not note.strip():
        raise Refused(_("Say why, in the note."))
    list(Organisation.objects.select_for_update().filter(pk__in=(one.pk, other.pk)).order_by("pk"))
    earlier = PairAnswer.objects.filter(first=one, second=other)
    if reason := wrong_day(earlier, known_on):
        raise Refused(reason)
    last = earlier.order_by("known_on", "pk").last()
    if last is not None and last.state == state:
        return cast("PairAnswer", last)  # said twice
    return PairAnswer.objects.create(first=one, second=other, state=state, by=by, known_on=known_on, note=note)
