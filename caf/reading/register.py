"""The register as of a day: what the columns of an organisation said then.

The columns follow the newest dated rows. Read as of a day on which those were not known yet, the older rows are asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, Subquery, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from caf.models import DATED, NameKind, Organisation, OrganisationName, OrganisationProfile, Use


def as_on(organisations: Any, day: date) -> Any:
    """With `name_then`, `city_then` and so on: what each of DATED said on that day.

    Only of rows that have changed since does the database look at the dated rows. Where none of the register has, which
    is asked first, it is told nothing of them: they are most of what a list costs.
    """
    if not said_otherwise(day):
        return organisations.annotate(**{f"{name}_then": F(name) for name in DATED})
    return organisations.annotate(**{f"{name}_then": column_on(name, day) for name in DATED})


def say_as_on(organisation: Any, day: date) -> Any:
    """As `as_on`, of one: its names and profiles are asked only where it has changed since."""
    if day < timezone.localdate() and organisation.changed_on and organisation.changed_on > day:
        prefetch_related_objects([organisation], "names", "profiles")
        for name in DATED:
            setattr(organisation, f"{name}_then", said_by_rows(organisation, name, day))
    return organisation


def said_by_rows(organisation: Any, name: str, day: date) -> str:
    """As `said_on`."""
    if name in ("name", "english_name"):
        language = "en" if name == "english_name" else organisation.language
        official = (row for row in organisation.names.all() if row.kind == NameKind.OFFICIAL)
        rows, field = [row for row in official if row.language == language], "name"
    else:
        rows, field = list(organisation.profiles.all()), name
    rows.sort(key=lambda row: (row.known_on, row.pk))
    known = [row for row in rows if row.known_on <= day] or rows[:1]
    return str(getattr(known[-1], field) if known else getattr(organisation, name))


def said_otherwise(day: date) -> bool:
    """Has any organisation changed since that day?"""
    return day < timezone.localdate() and Organisation.objects.filter(changed_on__gt=day).exists()


def column_on(name: str, day: date) -> Any:
    """What a column of DATED said on that day, as an expression; the earliest known where nothing was known yet."""
    if day >= timezone.localdate():
        return F(name)
    return Case(When(changed_on__gt=day, then=said_on(name, day)), default=F(name))


def said_on(name: str, day: date) -> Any:
    """What the dated rows of the organisation said."""
    if name in ("name", "english_name"):
        language = Value("en") if name == "english_name" else OuterRef("language")
        rows: Any = OrganisationName.objects.filter(kind=NameKind.OFFICIAL, language=language)
        field = "name"
    else:
        rows, field = OrganisationProfile.objects.all(), name
    rows = rows.filter(organisation=OuterRef("pk"))
    latest = rows.filter(known_on__lte=day).order_by("-known_on", "-pk").values(field)[:1]
    earliest = rows.order_by("known_on", "pk").values(field)[:1]
    return Coalesce(Subquery(latest), Subquery(earliest), F(name))


def uses_on(day: date) -> Any:
    """The uses of the organisation of the outer query that had begun by that day, as known on it."""
    return Use.objects.filter(organisation=OuterRef("pk"), known_on__lte=day, starts_on__lte=day)


def version_on(day: date) -> Subquery:
    """The version of the use begun last, as known on that day; None without one."""
    return Subquery(uses_on(day).order_by("-starts_on", "-pk").values("version")[:1])
