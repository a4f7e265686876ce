"""Possible duplicates: the queue, two records side by side, what is said of them; merges and their undoing."""

from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caf.actions.likeness import FIND, SEARCHED, answer_pair, searched_at
from caf.actions.merge import CHOSEN, cannot_merge, hanging, merge_organisations, undo_merge
from caf.columns import likeness as columns
from caf.filters.likeness import LikelyPairFilters
from caf.forms import likeness as forms
from caf.likeness.search import compare
from caf.models import LikelyPair, Merge, Organisation, PairAnswer, PairState
from caf.models.likeness import pair_address
from caf.permissions import can_begin_country_record, can_edit_counts, can_merge
from caf.views.room import DUPLICATES
from core import jobs
from core.clock import present_day
from core.pages import Action, RecordList, RecordPage
from core.workflow import Refused
from core.written import written

ONLY_POST = partial(HttpResponseNotAllowed, ["POST"])


class KeepersList(RecordList):
    """A list for those who keep the register."""

    room = DUPLICATES
    known_since = False

    def get(self, request, **kwargs):
        if not can_begin_country_record(request.user):
            raise PermissionDenied
        return super().get(request, **kwargs)


class LikelyPairList(KeepersList):
    model = LikelyPair
    columns = columns.LIKELY_PAIR
    address = "caf:likely_pair_list"
    title = _("Possible duplicates")
    lead = _(
        "Records that may be one organisation, most alike first. Compare two, then merge them or say that they differ."
    )
    filters = LikelyPairFilters
    empty_why = _("No two records wait to be compared.")
    template = "caf/likeness_list.html"

    @classmethod
    def visible(cls, user):
        return super().visible(user).waiting()

    def more(self, request, page, read):
        return {"may_search": can_edit_counts(request.user), "searched_at": searched_at()}

    def counted(self, number):
        return ngettext("%(number)s pair", "%(number)s pairs", number) % {"number": written(number)}


class PairAnswerList(KeepersList):
    model = PairAnswer
    columns = columns.PAIR_ANSWER
    address = "caf:pair_answer_list"
    title = _("Not the same")
    lead = _("Answers on possible duplicates. Of two records, the answer known last holds.")
    empty_why = _("Nobody has said of two records that they differ.")

    @classmethod
    def prepared(cls, records):
        return records.for_list().select_related("by").order_by("-known_on", "-pk")

    def counted(self, number):
        return ngettext("%(number)s answer", "%(number)s answers", number) % {"number": written(number)}


# --- Two records --------------------------------------------------------------------------------------


def both(request, first, second):
    """The two organisations that this person may see and one of which this person keeps. Raises Http404, 403."""
    if first >= second:
        raise Http404
    seen = Organisation.objects.visible_to(request.user).select_related("merged_into")
    found = {row.pk: row for row in seen.filter(pk__in=(first, second)).prefetch_related("country__names")}
    if len(found) < 2:
        raise Http404
    pair = found[first], found[second]
    if not any(can_merge(request.user, one) for one in pair):
        raise PermissionDenied
    return pair


def show_pair(request, pair, merge_form=None, apart_form=None):
    one, other = pair
    score, reasons, _codes = compare(one, other)
    answers = PairAnswer.objects.filter(first=one, second=other).select_related("by").order_by("-known_on", "-pk")
    may_merge = all(can_merge(request.user, organisation) for organisation in pair)
    context = {
        "title": gettext("Are these the same organisation?"),
        "crumbs": [
            *DUPLICATES.way,
            (LikelyPairList.title, reverse("caf:likely_pair_list")),
            (gettext("Compare"), None),
        ],
        "pair": pair,
        "score": score,
        "reasons": reasons,
        "rows": compared(*pair),
        "moving": moving(*pair),
        "answers": answers,
        "apart": bool(answers) and answers[0].state == PairState.APART,
        "merge_form": (merge_form or forms.MergeForm(first=one, second=other, initial={"known_on": present_day()}))
        if may_merge
        else None,
        "apart_form": apart_form or forms.WhyForm(initial={"known_on": present_day()}, prefix="apart"),
        "merge_url": pair_address("caf:pair_merge", one.pk, other.pk),
        "apart_url": pair_address("caf:pair_apart", one.pk, other.pk),
    }
    return render(request, "caf/likeness_pair.html", context)


def compared(one, other):
    """(label, of one, of the other, whether they are the same; None where one says nothing)."""
    names = ("country", *CHOSEN, "state", "origin", "sender_ref", "known_on")
    rows = []
    for name in names:
        mine, theirs = (said(organisation, name) for organisation in (one, other))
        if mine or theirs:
            field: Any = Organisation._meta.get_field(name)
            label = capfirst(field.verbose_name)
            rows.append((label, mine, theirs, mine == theirs if mine and theirs else None))
    return rows


def said(organisation, name):
    display = getattr(organisation, f"get_{name}_display", None)
    return display() if display else getattr(organisation, name)


def moving(one, other):
    """(what, how many of one, how many of the other) that would move in a merge."""
    counts = [dict(hanging(organisation)) for organisation in (one, other)]
    models = [*counts[0], *(model for model in counts[1] if model not in counts[0])]
    return [
        (capfirst(model._meta.verbose_name_plural), counts[0].get(model, 0), counts[1].get(model, 0))
        for model in models
    ]


@require_safe
def pair_page(request, first, second):
    """Two records side by side, with how much alike they are and why."""
    pair = both(request, first, second)
    if merged := next((one for one in pair if one.merged_into_id), None):
        messages.info(request, gettext("%(organisation)s has been merged.") % {"organisation": merged})
        return redirect(merged.final)
    return show_pair(request, pair)


def pair_apart(request, first, second):
    """Say that two records are not the same; or, with `open`, take it back."""
    pair = both(request, first, second)
    if request.method != "POST":
        return ONLY_POST()
    form = forms.WhyForm(request.POST, prefix="apart")
    if form.is_valid():
        try:
            state = PairState.OPEN if "open" in request.POST else PairState.APART
            answer_pair(*pair, state=state, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Remembered.") if state == PairState.APART else gettext("Open again."))
            return redirect("caf:likely_pair_list")
    return show_pair(request, pair, apart_form=form)


def pair_merge(request, first, second):
    """Merge one of two records into the other."""
    pair = both(request, first, second)
    if not all(can_merge(request.user, one) for one in pair):
        raise PermissionDenied
    if request.method != "POST":
        return ONLY_POST()
    if reason := cannot_merge(pair[0], pair[1], request.user, note="-"):
        messages.warning(request, reason)
        return redirect(pair[0].final)
    form = forms.MergeForm(request.POST, first=pair[0], second=pair[1])
    if form.is_valid():
        try:
            merge = merge_organisations(
                survivor=form.survivor,
                merged=form.merged,
                by=request.user,
                known_on=form.cleaned_data["known_on"],
                note=form.cleaned_data["note"],
                chosen=form.chosen,
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Merged. It can be undone at any time."))
            return redirect(merge)
    return show_pair(request, pair, merge_form=form)


def find_pairs_now(request):
    """Go through the whole register in the background."""
    if not can_edit_counts(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return ONLY_POST()
    jobs.enqueue(FIND, SEARCHED, {}, by=request.user)
    messages.success(request, gettext("The register is searched. What is found stands here within a minute or two."))
    return redirect("caf:likely_pair_list")


@require_safe
def compare_records(request):
    """Any two records, named by their register numbers."""
    if not can_begin_country_record(request.user):
        raise PermissionDenied
    form = forms.CompareForm(request.GET or None, user=request.user)
    if form.is_valid():
        return HttpResponseRedirect(
            pair_address("caf:pair_page", form.cleaned_data["first"].pk, form.cleaned_data["second"].pk)
        )
    context = {
        "title": gettext("Compare two records"),
        "lead": gettext("Where nobody was reminded that they may be one organisation."),
        "form": form,
        "crumbs": [
            *DUPLICATES.way,
            (LikelyPairList.title, reverse("caf:likely_pair_list")),
            (gettext("Compare two records"), None),
        ],
    }
    return render(request, "caf/likeness_compare.html", context)


# --- Merges -------------------------------------------------------------------------------------------


class MergeList(KeepersList):
    model = Merge
    columns = columns.MERGE
    address = "caf:merge_list"
    title = _("Merges")
    lead = _("Records that were merged into others: who, when and why. Each can be undone at any time.")
    known_since = True
    empty_why = _("No record has been merged.")

    def counted(self, number):
        return ngettext("%(number)s merge", "%(number)s merges", number) % {"number": written(number)}


def named(entries):
    """Rows as the merge remembers them, in words: (kind, how many)."""
    counts: dict = {}
    for entry in entries:
        model = apps.get_model(entry["model"])
        counts[model] = counts.get(model, 0) + 1
    return [
        (capfirst(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural), number)
        for model, number in counts.items()
    ]


class MergePage(RecordPage):
    listing = MergeList
    template = "caf/likeness_merge.html"

    def second(self, record, day):
        return gettext("undone") if record.is_undone else ""

    def actions(self, record, user):
        if record.is_undone or not (can_merge(user, record.survivor) and can_merge(user, record.merged)):
            return []
        return [Action(gettext("Undo the merge"), reverse("caf:merge_undo", args=[record.pk]))]

    def more(self, request, record, read):
        return {
            "parts": [
                (gettext("Entered on the kept record, known since the merge"), named(record.entered)),
                (gettext("Moved to the kept record"), named(record.moved)),
                (gettext("Stayed, for a rule that the kept record would have broken"), named(record.left)),
                (gettext("Added since, and kept by the kept record when it was undone"), named(record.stayed)),
            ]
        }


def merge_undo(request, pk):
    """Asked for with GET it shows what will be done; POST does it."""
    merge = MergePage.find(request.user, {"pk": pk})
    if not (can_merge(request.user, merge.survivor) and can_merge(request.user, merge.merged)):
        raise PermissionDenied
    form = forms.WhyForm(request.POST if request.method == "POST" else None, initial={"known_on": present_day()})
    if request.method == "POST" and form.is_valid():
        try:
            merge = undo_merge(merge, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Undone: each record has its own again."))
            if number := len(merge.stayed):
                said = ngettext(
                    "%(number)s row was added since and stays with the kept record.",
                    "%(number)s rows were added since and stay with the kept record.",
                    number,
                )
                messages.info(request, said % {"number": number})
            return redirect(merge)
    context = {
        "title": gettext("Undo the merge"),
        "lead": gettext("Everything goes back where it was. What was added since stays with the kept record."),
        "form": form,
        "submit_label": gettext("Undo the merge"),
        "cancel_url": merge.get_absolute_url(),
        "crumbs": MergePage.crumbs(merge, gettext("Undo the merge")),
    }
    return render(request, "core/record_form.html", context)
