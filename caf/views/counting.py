"""The counting rule in its versions, and the register's own count: as of a day, and what has changed between two."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caf.columns import organisation as columns
from caf.counting import count_on, difference
from caf.forms import organisation as forms
from caf.goal import goal_standing
from caf.models import CountingRule, Organisation
from caf.permissions import can_edit_counts
from caf.register import as_on
from caf.views.room import ROOM
from core.clock import DAY
from core.pages import RecordForm, RecordList, RecordPage, day_read, public
from network.models import Country

NAMES_SHOWN = 100


@public
class CountingRuleList(RecordList):
    model = CountingRule
    columns = columns.COUNTING_RULE
    room = ROOM
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
    """How many count, by country; with `?since=` what has changed since that day, each with its list."""
    read = day_read(request)
    since = day_asked(request, "since", read.day)
    moved = difference(since, read.day) if since else None
    tally = moved.tally if moved else count_on(read.day, "country")
    reported = goal_standing(read.day)
    reported_of = {row.country.iso2: row.count for row in reported.countries}
    countries = {country.iso2: country for country in Country.objects.named()}
    codes = [*tally.parts, *(code for code in (moved.parts if moved else ()) if code not in tally.parts)]
    rows = [
        (countries[code], tally.parts.get(code, 0), moved.parts.get(code) if moved else None, reported_of.get(code))
        for code in [*codes, *(code for code in reported_of if code not in codes)]
    ]
    context = {
        "title": gettext("Count of the register"),
        "lead": gettext("How many organisations count as CAF users by the rule, as of a day."),
        "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("Count of the register"), None)],
        "lists": ROOM.siblings(request.user, "caf:register_count"),
        "reading": read,
        "since": since,
        "tally": tally,
        "rows": rows,
        "moved": moved,
        "movements": movements(moved, request.user) if moved else [],
        "reported": reported,
    }
    return render(request, "caf/register_count.html", context)


def movements(moved, user):
    """(heading, how many, those that this reader may see, how many others) of the new, the lapsed and the merged."""
    found = []
    for heading, number, rows in (
        (gettext("Newly counted"), moved.whole.new, moved.new()),
        (gettext("Lapsed"), moved.whole.lapsed, moved.lapsed()),
        (gettext("Merged with another record"), moved.whole.merged, moved.merged()),
    ):
        if not number:
            continue
        seen = rows.filter(pk__in=Organisation.objects.visible_to(user).values("pk"))
        seen = as_on(seen, moved.last).prefetch_related("country__names").order_by("country__iso2", "name", "pk")
        shown = list(seen[:NAMES_SHOWN])
        found.append((heading, number, shown, number - len(shown)))
    return found
