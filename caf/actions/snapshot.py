"""Freezing a count with its list; withdrawing a snapshot; entering it as a reported count."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from caf.models import (
    Count,
    CountingRule,
    CountingSpan,
    CountUnit,
    Organisation,
    Snapshot,
    SnapshotCount,
    SnapshotWithdrawal,
)
from caf.permissions import can_edit_counts, can_freeze_counts
from caf.reading.counting import BY
from caf.reading.register import as_on
from core.clock import present_day, viewing
from core.exports import BYTE_ORDER_MARK, without_formula
from core.values import Period, Precision
from core.workflow import Refused
from core.written import written
from network.models import Country

HEADERS = ("as_of", "rule", "ref", "name", "country", "country_name", "city", "level", "sector", "version")
CITED = (*HEADERS[2:],)


@transaction.atomic
def make_snapshot(*, day: date, by: Any, source: str = "", note: str = "") -> Snapshot:
    """Freeze the register's count of that day, with the list of those that count.

    The same list is kept once: asked for again, the snapshot that is there is returned. Raises Refused with the reason.
    """
    if not can_freeze_counts(by):
        raise Refused(_("This step is not open to your seat."))
    if day > timezone.localdate():
        raise Refused(_("%(day)s lies ahead.") % {"day": written(day)})
    rule = CountingRule.objects.on(day)
    rows = [dict(zip(HEADERS, row, strict=True)) for row in rows_on(day, rule)]
    if not rows:
        raise Refused(_("No organisation counts on %(day)s.") % {"day": written(day)})
    content = as_csv(rows)
    digest = hashlib.sha256(content).hexdigest()
    if there := Snapshot.objects.filter(sha256=digest).select_related("withdrawal").first():
        if there.is_withdrawn:
            raise Refused(
                _("The same list was frozen as snapshot %(number)s, which was withdrawn: %(why)s")
                % {"number": there.pk, "why": there.withdrawal.note}
            )
        return there
    parts = {by_: Counter(row[by_] for row in rows) for by_ in BY}
    return Snapshot.objects.create(
        day=day,
        rule=rule if rule.pk else None,
        rule_code=rule.code,
        rule_text=rule.text,
        total=len(rows),
        parts={name: dict(sorted(counter.items())) for name, counter in parts.items()},
        content=gzip.compress(content, mtime=0),
        sha256=digest,
        made_at=timezone.now(),
        made_by=by,
        known_on=max(present_day(), day),
        source=source,
        note=note,
    )


def rows_on(day: date, rule: CountingRule) -> Iterator[tuple[str, ...]]:
    """A row for each that counts, as it was called and described on that day; by country and register number."""
    spans = CountingSpan.objects.on(day, rule.code)
    with viewing(day):
        countries = {country.pk: country for country in Country.objects.named()}
        names = {pk: str(country) for pk, country in countries.items()}
    organisations = as_on(Organisation.objects.filter(pk__in=spans.values("organisation")), day).annotate(
        **{
            f"{name}_counted": Subquery(spans.filter(organisation=OuterRef("pk")).values(name)[:1])
            for name in ("level", "sector", "version")
        }
    )
    organisations = organisations.order_by("country__iso2", "ref").values_list(
        "country_id",
        "ref",
        "name_then",
        "city_then",
        *(f"{name}_counted" for name in ("level", "sector", "version")),
    )
    for country, ref, name, city, level, sector, version in organisations.iterator(chunk_size=2_000):
        place = (countries[country].iso2, names[country], city)
        yield (day.isoformat(), rule.code, ref, name, *place, level, sector, version)


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """UTF-8 with byte order mark, comma; nothing that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows([without_formula(row[name]) for name in HEADERS] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def kept_rows(snapshot: Snapshot) -> list[dict[str, str]]:
    """The list as it was kept."""
    text = snapshot.csv.decode().removeprefix(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def seen_rows(snapshot: Snapshot, user: Any) -> tuple[list[dict[str, str]], int]:
    """Of the kept list what this reader may see today, and how many others there are.

    An organisation that is not public any more stays in the snapshot, and is named to those alone who may still see it.
    """
    rows = kept_rows(snapshot)
    if Organisation.objects.all_visible_to(user):
        return rows, 0
    seen = set(Organisation.objects.visible_to(user).filter(ref__isnull=False).values_list("ref", flat=True))
    shown = [row for row in rows if row["ref"] in seen]
    return shown, len(rows) - len(shown)


def as_json(snapshot: Snapshot, rows: list[dict[str, str]], left_out: int, address: str) -> bytes:
    """The same list with what one cites it by."""
    said = {
        "snapshot": snapshot.pk,
        "url": address,
        "as_of": snapshot.day.isoformat(),
        "rule": snapshot.rule_code,
        "count": snapshot.total,
        "sha256": snapshot.sha256,
        "withdrawn": snapshot.is_withdrawn,
        "parts": snapshot.parts,
        "left_out": left_out,
        "organisations": [{name: row[name] for name in CITED} for row in rows],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


@transaction.atomic
def withdraw_snapshot(snapshot: Snapshot, *, by: Any, why: str, known_on: date) -> SnapshotWithdrawal:
    """Say that it is not to be cited any more. It stays where it is. Raises Refused with the reason."""
    if not can_freeze_counts(by):
        raise Refused(_("This step is not open to your seat."))
    if not why.strip():
        raise Refused(_("Say why it is withdrawn."))
    withdrawal, is_new = SnapshotWithdrawal.objects.get_or_create(
        snapshot=snapshot, defaults={"by": by, "note": why.strip(), "known_on": known_on}
    )
    if not is_new and withdrawal.note != why.strip():
        raise Refused(_("It was withdrawn already: %(why)s") % {"why": withdrawal.note})
    return withdrawal


@transaction.atomic
def report_snapshot(snapshot: Snapshot, *, by: Any, address: str, known_on: date) -> Count:
    """Enter it among the reported counts, so that resolutions cite it: all together, and each country.

    address: where the snapshot stands, which is their source. Entered twice, the first is returned. Raises Refused.
    """
    if not can_edit_counts(by):
        raise Refused(_("This step is not open to your seat."))
    if snapshot.is_withdrawn:
        raise Refused(_("A snapshot that was withdrawn is not reported."))
    locked = Snapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    if link := SnapshotCount.objects.filter(snapshot=locked).select_related("reported").first():
        return link.reported
    countries = Country.objects.in_bulk([code for code in snapshot.parts["country"] if code], field_name="iso2")
    common: dict[str, Any] = {"unit": CountUnit.USERS, "source": address, "known_on": known_on}
    whole = Count(
        value=snapshot.total, scope=_("Snapshot %(number)s of the register") % {"number": locked.pk}, **common
    )
    numbers = snapshot.parts["country"]
    for count in [whole, *(Count(value=numbers[code], country=one, **common) for code, one in countries.items())]:
        count.period = Period(snapshot.day, snapshot.day, Precision.DAY)
        count.save()
    SnapshotCount.objects.create(snapshot=locked, reported=whole)
    return whole


def kept_refs(snapshot: Snapshot) -> set[str]:
    """The register numbers of its list."""
    return {row["ref"] for row in kept_rows(snapshot)}


def left_out(kept: set[str], user: Any) -> int:
    """Of these register numbers, how many are in no file of this reader (`seen_rows`)."""
    if Organisation.objects.all_visible_to(user):
        return 0
    seen = Organisation.objects.visible_to(user).filter(ref__isnull=False).values_list("ref", flat=True)
    return len(kept.difference(seen))


def differs_today(snapshot: Snapshot, kept: set[str]) -> tuple[set[str], set[str]]:
    """Register numbers of those that the register counts for that day today and the snapshot does not; the reverse."""
    rule = CountingRule.objects.on(snapshot.day)
    spans = CountingSpan.objects.on(snapshot.day, rule.code).values("organisation")
    now = set(Organisation.objects.filter(pk__in=spans).values_list("ref", flat=True))
    return now - kept, kept - now
