"""Keeping the keys by which likely twins are found: after every write of names, profiles or countries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from caf.likeness import AT_ONCE, known_organisations
from caf.models import Organisation, OrganisationKey
from core.batches import batches


@transaction.atomic
def keep_keys(organisation_ids: Iterable[int]) -> None:
    """Make the keys of these organisations follow what is recorded of them. Writes what has changed, and no more."""
    for ids in batches(organisation_ids, AT_ONCE):
        wanted = {
            (one.pk, key) for one in known_organisations(Organisation.objects.filter(pk__in=ids)) for key in one.keys
        }
        kept = set(OrganisationKey.objects.filter(organisation__in=ids).values_list("organisation_id", "key"))
        remove(kept - wanted)
        OrganisationKey.objects.bulk_create(
            [OrganisationKey(organisation_id=pk, key=key) for pk, key in wanted - kept],
            batch_size=AT_ONCE,
            ignore_conflicts=True,
        )


def remove(gone: Iterable[tuple[int, int]]) -> None:
    by_organisation: dict[int, list[int]] = {}
    for pk, key in gone:
        by_organisation.setdefault(pk, []).append(key)
    for pk, keys in by_organisation.items():
        OrganisationKey.objects.filter(organisation=pk, key__in=keys).delete()


def keep_missing_keys(organisations: Any = None) -> int:
    """Keys for those organisations that have none yet; how many there were."""
    rows = Organisation.objects.all() if organisations is None else organisations
    ids = list(rows.filter(likeness_keys=None).order_by("pk").values_list("pk", flat=True))
    keep_keys(ids)
    return len(ids)
