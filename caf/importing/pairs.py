"""Records that may be one, among what an import has entered: looked for by a job of its own, when it is entered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from caf.actions.likeness import keep_pairs
from caf.importing.workflow import subject
from caf.likeness.search import likely_among
from caf.models import LikelyPair, Organisation, PairAnswer, RegisterImport
from core import jobs
from core.among import among
from core.batches import batches
from core.models import Job

LOOK_FOR_PAIRS = "find duplicates of import"
AT_ONCE = 1_000


def look_for_pairs(run: RegisterImport, *, by: Any) -> Job:
    """Have those looked for that may be the same as what the import entered or changed, or as each other."""
    return jobs.enqueue(LOOK_FOR_PAIRS, subject(run), {"run": run.pk}, by)


def search_of(run: RegisterImport) -> Job | None:
    """The last such job."""
    return Job.objects.filter(kind=LOOK_FOR_PAIRS, subject=subject(run)).order_by("-pk").first()


@jobs.handles(LOOK_FOR_PAIRS)
def find_pairs_of_import(job: Job) -> None:
    run = RegisterImport.objects.defer("content").get(pk=job.arguments["run"])
    done = 0
    for batch in batches(list(entered_by(run)), AT_ONCE):
        pairs = likely_among(batch)
        with transaction.atomic():
            # Undoing takes the same lock: what goes meanwhile is seen to be gone.
            RegisterImport.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=run.pk)
            named = {key for pair in pairs for key in (pair.first, pair.second)}
            there = set(Organisation.objects.filter(among("pk", named)).order_by().values_list("pk", flat=True))
            keep_pairs(pair for pair in pairs if {pair.first, pair.second} <= there)
        done += len(batch)
        jobs.report(job, "Organisations compared", str(done))


def pairs_of(run: RegisterImport) -> Any:
    """Of the likely pairs: those with an organisation that the import entered or changed."""
    keys = list(entered_by(run))  # told to the database, which guesses badly how many there are
    return Q(among("first", keys)) | Q(among("second", keys))


def entered_by(run: RegisterImport) -> Any:
    """Keys of the organisations that it entered or changed, in their order."""
    rows = run.rows.exclude(organisation=None).exclude(written={}).order_by("organisation")
    return rows.values_list("organisation", flat=True)


def waiting_of(run: RegisterImport, user: Any) -> int:
    """How many pairs of it wait for an answer (`LikelyPairQuerySet.waiting`), of those that this reader may see.

    Asked in parts: just after a large import the database takes its tables for small, and joins them accordingly.
    """
    found = set(LikelyPair.objects.filter(pairs_of(run)).order_by().values_list("first", "second"))
    keys = {key for pair in found for key in pair}
    if not keys:
        return 0
    standing = Organisation.objects.visible_to(user).filter(among("pk", keys), merged_into=None)
    seen = set(standing.order_by().values_list("pk", flat=True))
    return sum(seen.issuperset(pair) for pair in found - PairAnswer.objects.apart(keys))
