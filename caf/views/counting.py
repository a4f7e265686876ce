"""The counting rule in its versions, and the register's own count: as of a day, and what has changed between two."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import TextChoices
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caf.columns import organisation as columns
from caf.forms import organisation as forms
from caf.models import CafVersion, CountingRule, Level, Organisation, Sector
from caf.permissions import can_edit_counts
from caf.reading.counting import BY, UNKNOWN, Moved, count_on, difference, moved
from caf.reading.dashboard_words import moved_url, users_url
from caf.reading.goal import goal_standing
from caf.reading.register import as_on
from caf.reading.unnamed import unnamed, unnamed_sentence
from caf.views.room import COUNTS
from core.clock import DAY
from core.pages import RecordForm, RecordList, RecordPage, address, day_read, public
from network.models import Country

NAMES_SHOWN = 100
CHOICES: dict[str, type[TextChoices]] = {"sector": Sector, "level": Level, "version": CafVersion}


@public
class CountingRuleList(RecordList):
    model = CountingRule
    columns = columns.COUNTING_RULE
    room = COUNTS
    address = "caf:counting_rule_list"
    title = _("Counting rule")
    lead = _("Who counts as a CAF user, in the words of the rule: the one that came into force last holds.")
    new = "caf:counting_rule_new"
    new_label = _("Enter a new rule")
    may_add = staticmethod(can_edit_counts)

    @classmethod
    def prepared(cls, records):
        return records.select_related("decided_by", "meeting")


@public
class CountingRulePage(RecordPage):
    listing = CountingRuleList
    may_edit = staticmethod(can_edit_counts)


class CountingRuleForm(RecordForm):
    page = CountingRulePage
    form = forms.CountingRuleForm
    new_lead = _("A rule that changes is a new rule, from its day on. Counts as of earlier days stay what they were.")
    mend_lead = _("Mend what was mistyped: counts as of past days follow. A rule that has changed is entered anew.")


def day_asked(request, name, before):
    """The day that a parameter of the address names; None without one, or with one that is none or not before."""
    words = request.GET.get(name, "").strip()
    if not words:
        return None
    try:
        day = date.fromisoformat(words) if DAY.fullmatch(words) else None
    except ValueError:
        day = None
    if day is None or day >= before:
        messages.warning(request, gettext("What is compared with must be a day before the one that is counted."))
        return None
    return day


@login_not_required
@require_safe
def register_count(request):
    """How many count, by country or `?by=sector`; with `?since=` what has changed since then, each with its list."""
    read = day_read(request)
    since = day_asked(request, "since", read.day)
    by = next((one for one in BY if one == request.GET.get("by")), BY[0])
    compared = difference(since, read.day, by) if since else None
    tally = compared.tally if compared else count_on(read.day, by)
    reported = goal_standing(read.day)
    context = {
        "title": gettext("Count of the register"),
        "lead": gettext("How many organisations count as CAF users by the rule, as of a day."),
        "crumbs": [*COUNTS.way, (gettext("Count of the register"), None)],
        "lists": COUNTS.siblings(request.user, "caf:register_count"),
        "reading": read,
        "since": since,
        "by": by,
        "by_label": dict(by_labels())[by],
        "by_links": [(label, address(request, by=one), one == by) for one, label in by_labels()],
        "tally": tally,
        "tally_url": users_url(read.day),
        "rows": list(rows_of(tally, compared, reported, by)),
        "moved": compared,
        "change": abs(compared.whole.change) if compared else 0,
        "movements": movements(compared, request.user) if compared else [],
        "reported": reported,
    }
    return render(request, "caf/register_count.html", context)


def by_labels():
    return (
        ("country", gettext("Country")),
        ("sector", gettext("Sector")),
        ("level", gettext("Level of government")),
        ("version", gettext("Version of CAF")),
    )


def rows_of(tally, compared, reported, by):
    """(name, how many, their list, [(how many, their list)] of each movement, the reported count) of each part that
    counts, counted or was reported."""
    reported_of = {row.country.iso2: row.count for row in reported.countries} if by == "country" else {}
    if by == "country":
        names = {country.iso2: str(country) for country in Country.objects.named()}
    else:
        names = {part: str(label) for part, label in CHOICES[by].choices}
    parts = dict.fromkeys([*tally.parts, *(compared.parts if compared else ()), *reported_of])
    for part in parts:
        chosen = part.lower() if by == "country" else part or UNKNOWN
        yield (
            str(names.get(part, part)) or gettext("not known"),
            tally.parts.get(part, 0),
            users_url(tally.day, **{by: chosen}),
            part_movements(compared, part, {by: chosen}) if compared else [],
            reported_of.get(part),
        )


def part_movements(compared, part, chosen):
    """(how many, their list) of a part's new, lapsed and merged."""
    movement = compared.parts.get(part)
    for kind in Moved:
        yield getattr(movement, kind, 0), moved_url(kind, compared.first, compared.last, **chosen)


def movements(compared, user):
    """(heading, how many, their list, the first that this reader may see, are there more in the list, how many
    others there are) of new, lapsed and merged."""
    found = []
    for kind in Moved:
        if not (number := getattr(compared.whole, kind)):
            continue
        spans = moved(kind, compared.first, compared.last)
        seen = Organisation.objects.visible_to(user).filter(pk__in=spans.values("organisation"))
        seen = as_on(seen, compared.last).prefetch_related("country__names").by_country_name()
        shown = list(seen[:NAMES_SHOWN])
        others = unnamed(spans, user) if len(shown) == NAMES_SHOWN else number - len(shown)
        url, is_cut = moved_url(kind, compared.first, compared.last), number - others > len(shown)
        found.append((kind.label, number, url, shown, is_cut, unnamed_sentence(others)))
    return found
