"""The register as of a day: what the columns of an organisation said then.

The columns follow the newest dated rows. Read as of a day on which those were not known yet, the older rows are asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Aggregate, Case, Count, F, Max, Min, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from caf.models import DATED, Contact, NameKind, Organisation, OrganisationName, OrganisationProfile, Use


def as_on(organisations: Any, day: date) -> Any:
    """With `name_then`, `city_then` and so on: what each of DATED said on that day.

    Only of rows that have changed since does the database look at the dated rows. Where none of the register has, which
    is asked first, it is told nothing of them: they are most of what a list costs.
    """
    if not said_otherwise(day):
        return organisations.annotate(**{f"{name}_then": F(name) for name in DATED})
    return organisations.annotate(**{f"{name}_then": column_on(name, day) for name in DATED})


def said_otherwise(day: date) -> bool:
    """Has any organisation changed since that day?"""
    return day < timezone.localdate() and Organisation.objects.filter(changed_on__gt=day).exists()


def told_as_now(organisations: Any) -> Any:
    """With `name_then` and so on as they are now, where the query tells nothing of them."""
    told = organisations.query.annotations
    now = {f"{name}_then": F(name) for name in DATED if f"{name}_then" not in told}
    return organisations.annotate(**now) if now else organisations


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


def with_uses_on(organisations: Any, day: date) -> Any:
    """With `version_then`, `uses_then` (how many had begun) and `reported_then` (the last approved report)."""
    begun = uses_on(day).order_by()
    return organisations.annotate(
        version_then=version_on(day),
        uses_then=Subquery(begun.values("organisation").annotate(number=Count("pk")).values("number")),
        reported_then=Subquery(
            Use.objects.filter(organisation=OuterRef("pk"), known_on__lte=day, reported_on__lte=day)
            .order_by("-reported_on")
            .values("reported_on")[:1]
        ),
    )


class Joined(Aggregate):
    """Texts of several rows as one, parted by "; "; in the order of their keys."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, '; ' ORDER BY id)"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "%(function)s(%(expressions)s, '; ')"
        return super().as_sql(compiler, connection, function="GROUP_CONCAT", template=template, **more)


CONTACT_FIELDS = ("role", "name", "email")


def with_rows_for_file(organisations: Any, user: Any, day: date) -> Any:
    """With what a file tells besides: `first_use_then`, `last_use_then`, `aliases_then`, and of the contact known last
    `contact_role`, `contact_name`, `contact_email`, as far as this reader may see it."""
    begun = uses_on(day).order_by().values("organisation")
    names = OrganisationName.objects.filter(organisation=OuterRef("pk"), known_on__lte=day)
    aliases = names.exclude(kind=NameKind.OFFICIAL).order_by().values("organisation")
    contacts = Contact.objects.visible_to(user).filter(organisation=OuterRef("pk"), known_on__lte=day).in_force(day)
    last = contacts.order_by("-known_on", "-pk")
    return organisations.annotate(
        first_use_then=Subquery(begun.annotate(first=Min("starts_on")).values("first")),
        last_use_then=Subquery(begun.annotate(last=Max("starts_on")).values("last")),
        aliases_then=Coalesce(
            Subquery(aliases.annotate(all=Joined("name")).values("all")), Value(""), output_field=TextField()
        ),
        **{f"contact_{name}": Coalesce(Subquery(last.values(name)[:1]), Value("")) for name in CONTACT_FIELDS},
    )
