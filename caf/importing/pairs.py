"""Records that may be one, among what an import has entered: looked for by a job of its own, when it is entered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from caf.actions.likeness import keep_pairs
from caf.importing.workflow import subject
from caf.likeness.search import likely_among
from caf.models import ImportState, LikelyPair, Organisation, RegisterImport
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
    keys = run.rows.exclude(organisation=None).exclude(written={}).order_by("organisation")
    done = 0
    for batch in batches(list(keys.values_list("organisation", flat=True)), AT_ONCE):
        pairs = likely_among(batch)
        with transaction.atomic():
            # Undoing takes the same lock: a pair never names what is about to go.
            locked = RegisterImport.objects.select_for_update(of=("self",), no_key=True).only("state").get(pk=run.pk)
            if locked.state != ImportState.CONFIRMED:
                return
            named = {key for pair in pairs for key in (pair.first, pair.second)}
            there = set(Organisation.objects.filter(among("pk", named)).order_by().values_list("pk", flat=True))
            keep_pairs(pair for pair in pairs if {pair.first, pair.second} <= there)
        done += len(batch)
        jobs.report(job, "Organisations compared", str(done))


def pairs_of(run: RegisterImport) -> Q:
    """Of the likely pairs: those with an organisation that the import entered or changed."""
    keys = run.rows.exclude(organisation=None).exclude(written={}).order_by().values("organisation")
    return Q(first__in=keys) | Q(second__in=keys)


def waiting_of(run: RegisterImport, user: Any) -> int:
    """How many pairs of it wait for an answer, of those that this reader may see."""
    return int(LikelyPair.objects.visible_to(user).waiting().filter(pairs_of(run)).count())
