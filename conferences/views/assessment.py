"""Scoring bids, the matrix of bids side by side with its files, and the choice of the host."""

import hashlib
import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conferences.actions import assessment as actions
from conferences.documents.matrix import matrix_sheet, rule
from conferences.forms.assessment import ChoiceForm, ConflictForm, ScoreForm
from conferences.models import Assessor, Bid, Score, ScoreSheet
from conferences.models.assessment import BEING_ASSESSED, COMPARED, matrix_url
from conferences.permissions import can_decide_bid, can_read_remarks, is_assessor
from conferences.reading.comparison import FACTS
from conferences.reading.matrix_rows import bids_before_directors, matrix_for
from conferences.views.bid import BidCallPage
from conferences.workflow.assessment import deadline_of, missing_to_choose, missing_to_score
from core.clock import PARAMETER, present_day, present_moment
from core.forms import StepForm
from core.pages import RowForm, day_read
from core.pages.form import differences
from core.pages.prints import answer_for_print, print_file, print_line
from core.phrases import labelled
from core.workflow import Refused
from core.written import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CallRow(RowForm):
    """A criterion, a deadline or an assessor of a call."""

    page = BidCallPage

    def save(self, form):
        return self.rows.save(form, by=form.user) if self.rows.save else super().save(form)


def find_call(request, edition, may=None):
    """The call as far as this person may see it. Raises Http404, and PermissionDenied where `may` says no."""
    call = BidCallPage.find(request.user, {"edition": edition})
    if may is not None and not may(request.user, call):
        raise PermissionDenied
    return call


# --- The matrix ----------------------------------------------------------------------------------------


@require_safe
def matrix(request, edition):
    """For all who may see the call; which scores it holds, `conferences.reading.matrix` says."""
    return show_matrix(request, find_call(request, edition))


def show_matrix(request, call, form=None):
    read = day_read(request)
    shown = matrix_for(call, request.user, read.day)
    may_choose = can_decide_bid(request.user, None)
    to_close = may_choose and bool(missing_to_choose(call.edition))
    bids = bids_before_directors(call.edition) if may_choose and not to_close else []
    lift, own = tried_weights(request, shown)
    near = shown.near(lift, own)
    context = {
        "title": _("Hosting bids, side by side"),
        "tag": shown.tag,
        "lead": shown.summary,
        "crumbs": BidCallPage.crumbs(call, _("Side by side")),
        "matrix": shown,
        "near": near,
        "near_words": shown.said_of(near) if near else "",
        "tried": [(row, (own or {}).get(row.pk, row.weight)) for row in shown.criteria],
        "lift": lift,
        "form": form or (ChoiceForm(bids=bids) if bids else None),
        "to_close": to_close,
        "is_assessor": is_assessor(request.user, call),
        "own_left": Assessor.objects.filter(call=call, person=request.user).with_bids_left().exists(),
        "reads_remarks": can_read_remarks(request.user, call),
        "progress": progress(call) if may_choose and not (shown.decision and shown.decision.bid_id) else None,
        "deadline": deadline_of(call),
        "as_of": None if read.is_default else read.day,
        "downloads": [("XLSX", file_url(call, "xlsx", read))],
        "print": print_of(call, shown, read)[1],
        "rule": rule(),
        "call": call,
    }
    return render(request, "conferences/assessment_matrix.html", context)


def file_url(call, name, read):
    """As of the day that the page is read from."""
    url = reverse("conferences:assessment_file", args=[call.edition.code, name])
    return url if read.is_default else f"{url}?{PARAMETER}={read.day.isoformat()}"


def tried_weights(request, shown):
    """What the address tries: ?lift=<place> for one criterion at 40 per cent, ?w<place>=<weight> for own weights."""
    by_place = {str(row.place): row for row in shown.criteria}
    own = {}
    for place, row in by_place.items():
        typed = request.GET.get(f"w{place}", "")
        if typed.isdecimal() and len(typed) <= 3:
            own[row.pk] = int(typed)
    return by_place.get(request.GET.get("lift", "")), own if len(own) == len(by_place) else None


def progress(call):
    """(assessor, handed in of how many) for the secretariat: who, not what."""
    assessors = Assessor.objects.filter(call=call).select_related("call", "person", "country")
    lines = []
    for assessor in assessors.prefetch_related("country__names"):
        bids = assessor.bids().count()
        lines.append((assessor, bids - assessor.bids_left().count(), bids))
    return lines


@require_safe
def matrix_file(request, edition, form):
    """The matrix as XLSX or PDF, with the same scores as the page."""
    call = find_call(request, edition)
    if form not in ("xlsx", "pdf"):
        raise Http404
    read = day_read(request)
    shown = matrix_for(call, request.user, read.day)
    if form == "pdf":
        sheet, line = print_of(call, shown, read)
        return print_file(sheet, name=f"bids-{call.edition.code}", page_url=line.page_url)
    from conferences.documents.matrix_workbook import matrix_xlsx  # noqa: PLC0415 - memory, only where one is written

    response = HttpResponse(matrix_xlsx(shown, get_language() or "en"), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bids-{call.edition.code}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def print_of(call, shown, read):
    """(what the PDF is made of, what the page shows of it). shown: the matrix as this reader may see it."""
    sheet = matrix_sheet(shown, get_language() or "en")
    query = "" if read.is_default else f"?{PARAMETER}={read.day.isoformat()}"
    line = print_line(
        sheet,
        key="matrix",
        label="PDF",
        url=file_url(call, "pdf", read),
        ask_url=reverse("conferences:assessment_print", args=[call.edition.code]) + query,
        page_url=matrix_url(call.edition) + query,
    )
    return sheet, line


def matrix_print(request, edition):
    """Ask for the PDF of the matrix, as one sees it."""
    call, read = find_call(request, edition), day_read(request)
    return answer_for_print(request, *print_of(call, matrix_for(call, request.user, read.day), read))


def choose(request, edition):
    """What a meeting decided. Asked for with GET, it leads to the page that the form is on."""
    call = find_call(request, edition, can_decide_bid)
    if request.method != "POST":
        return redirect(matrix_url(call.edition))
    form = ChoiceForm(request.POST, bids=bids_before_directors(call.edition, COMPARED))  # sent twice, it is chosen
    if form.is_valid():
        try:
            decision = actions.choose_host(edition=call.edition, by=request.user, **form.decided)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Recorded: %(decision)s.") % {"decision": decision})
            return redirect(matrix_url(call.edition))
    return show_matrix(request, call, form)


def close(request, edition):
    """Close the assessment of all bids. Asked for with GET, it shows what will be done."""
    call = find_call(request, edition, can_decide_bid)
    form = StepForm(request.POST or None, initial={"known_on": present_day()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_assessment(call=call, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The assessment is closed."))
            return redirect(matrix_url(call.edition))
    title = _("Close the assessment")
    context = {
        "title": title,
        "lead": _("No score is taken after that. The secretariat and the Directors General then see the scores."),
        "form": form,
        "submit_label": title,
        "cancel_url": matrix_url(call.edition),
        "crumbs": crumbs(call, title),
    }
    return render(request, "core/record_form.html", context)


def crumbs(call, *more):
    """The way to the matrix, and further."""
    *way, (name, _url) = BidCallPage.crumbs(call, _("Side by side"))
    return [*way, (name, matrix_url(call.edition)), *((label, None) for label in more)]


@require_safe
def remarks(request, edition):
    """What the assessors remarked: for assessors and the secretariat, once they may know the scores."""
    call = find_call(request, edition, can_read_remarks)
    scores = (
        Score.objects.remarked_to(request.user)
        .filter(sheet__bid__edition=call.edition, sheet__handed_in_at__isnull=False, value__isnull=False)
        .filter(sheet__known_on__lte=day_read(request).day)
        .select_related("criterion", "sheet__assessor__person", "sheet__bid__country", "sheet__bid__edition")
        .prefetch_related("sheet__bid__country__names")
        .order_by("sheet__bid__country__iso2", "criterion__place", "sheet_id")
    )
    title = _("The assessors’ remarks")
    context = {
        "title": title,
        "lead": _("For the assessors and the secretariat alone."),
        "crumbs": crumbs(call, title),
        "scores": scores,
        "call": call,
    }
    return render(request, "conferences/assessment_remarks.html", context)


# --- An assessor's own scores --------------------------------------------------------------------------


def find_assessor(request, edition):
    """The call, and this person as its assessor. Raises Http404 and PermissionDenied."""
    call = find_call(request, edition, is_assessor)
    return call, Assessor.objects.select_related("call__edition", "country").get(call=call, person=request.user)


def find_bid(request, call, country, bids=None):
    """The bid as far as this person may see it; 403 where it is not among `bids`."""
    seen = Bid.objects.visible_to(request.user).filter(edition=call.edition, state__in=COMPARED)
    seen = seen.select_related("edition", "country").prefetch_related("country__names")
    bid = get_object_or_404(seen, country__iso2__iexact=country)
    if bids is not None and not bids.filter(pk=bid.pk).exists():
        raise PermissionDenied
    return bid


@require_safe
def own(request, edition):
    """The bids of a call as its assessor has scored them."""
    call, assessor = find_assessor(request, edition)
    context = {
        "title": _("Score the bids"),
        "lead": _("From 1 to 5 by each criterion. Nobody sees a score before you hand it in."),
        "crumbs": crumbs(call, _("Score the bids")),
        "lines": own_lines(call, assessor, request.user),
        "missing": missing_to_score(call, present_moment()) or actions.missing_to_hand_in(assessor),
        "waits": actions.to_hand_in(assessor),
        "deadline": deadline_of(call),
        "call": call,
    }
    return render(request, "conferences/assessment_own.html", context)


def own_lines(call, assessor, user):
    """(bid, sheet or None, number of scores kept, may be assessed, conflict or None) for each submitted bid."""
    bids = Bid.objects.visible_to(user).filter(edition=call.edition, state__in=COMPARED)
    sheets = {sheet.bid_id: sheet for sheet in assessor.sheets.prefetch_related("scores")}
    conflicts = {row.bid_id: row for row in assessor.conflicts.all()}
    free = set(assessor.bids().values_list("pk", flat=True))
    lines = []
    for bid in bids.select_related("country", "edition").prefetch_related("country__names").order_by("country__iso2"):
        sheet = sheets.get(bid.pk)
        kept = sum(score.value is not None for score in sheet.scores.all()) if sheet else 0
        lines.append((bid, sheet, kept, bid.pk in free and bid.state in BEING_ASSESSED, conflicts.get(bid.pk)))
    return lines


@transaction.atomic
def score(request, edition, country):
    """The scores of one bid, kept as a draft. Who saves second sees what was saved meanwhile."""
    call, assessor = find_assessor(request, edition)
    bid = find_bid(request, call, country, assessor.bids())
    sheet = ScoreSheet.objects.filter(assessor=assessor, bid=bid).prefetch_related("scores").first()
    kept = {row.criterion_id: (row.value, row.remark) for row in sheet.scores.all()} if sheet else {}
    newest = fingerprint(kept)
    form = ScoreForm(request.POST or None, criteria=call.criteria.all(), kept=kept)
    theirs = None
    if request.method == "POST" and request.POST.get("seen", newest) != newest:
        theirs = differences(ScoreForm(criteria=call.criteria.all(), kept=kept), form)
    if request.method == "POST" and not theirs and form.is_valid():
        try:
            actions.keep_scores(assessor=assessor, bid=bid, typed=form.typed, by=request.user, at=present_moment())
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Kept as a draft. Nobody sees it before you hand it in."))
            return redirect("conferences:assessment_own", call.edition.code)
    refusal = " ".join(missing_to_score(call, present_moment()))
    closed = bool(refusal) or bid.state not in BEING_ASSESSED or (sheet is not None and sheet.handed_in_at is not None)
    context = {
        "title": labelled(_("Score the bid"), bid.country),
        "crumbs": crumbs(call, labelled(_("Score the bid"), bid.country)),
        "facts": [(label, written(tell(bid, present_day()))) for label, tell in FACTS],
        "cancel_url": reverse("conferences:assessment_own", args=[call.edition.code]),
        "form": form,
        "seen": newest,
        "theirs": theirs,
        "bid": bid,
        "call": call,
        "sheet": sheet,
        "kept": [(row, *kept.get(row.pk, (None, ""))) for row in call.criteria.all()],
        "closed": closed and request.method != "POST",
        "refusal": refusal,
        "deadline": deadline_of(call),
        "submit_label": _("Keep as a draft"),
    }
    return render(request, "conferences/assessment_score.html", context, status=409 if theirs else 200)


def fingerprint(kept):
    """The same as long as nobody saved in between."""
    return hashlib.sha256(json.dumps(sorted(kept.items())).encode()).hexdigest()[:16]


def hand_in(request, edition):
    """All own scores that wait, at once. Asked for with GET, it leads to the page that the button is on."""
    call, assessor = find_assessor(request, edition)
    if request.method == "POST":
        try:
            actions.hand_in(assessor=assessor, by=request.user, at=present_moment())
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, _("Your scores are handed in."))
    return redirect("conferences:assessment_own", call.edition.code)


def conflict(request, edition, country):
    """Stand back from a bid."""
    call, assessor = find_assessor(request, edition)
    bid = find_bid(request, call, country, assessor.bids())
    form = ConflictForm(request.POST or None, initial={"known_on": present_day()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_conflict(assessor=assessor, bid=bid, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Recorded: you do not assess this bid."))
            return redirect("conferences:assessment_own", call.edition.code)
    title = _("Declare a conflict of interest")
    context = {
        "title": title,
        "lead": labelled(
            bid.country,
            _("you no longer assess this bid. Scores that you have handed in stay visible and do not count."),
        ),
        "form": form,
        "submit_label": title,
        "cancel_url": reverse("conferences:assessment_own", args=[call.edition.code]),
        "crumbs": crumbs(call, title),
    }
    return render(request, "core/record_form.html", context)
