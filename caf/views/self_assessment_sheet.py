"""One's own sheet: each sub-criterion is a form that saves by itself; without JavaScript by its button."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.self_assessment import hand_in, take_back
from caf.actions.self_assessment_score import Clash, keep_score
from caf.forms.self_assessment import AssessedForm
from caf.models import AssessmentState, Score, SelfAssessmentMember
from caf.models.self_assessment_criteria import PANEL_ROWS
from caf.models.self_assessment_score import TEXTS, VALUES
from caf.reading.self_assessment_model import SubShown, bands_of, caf_model
from caf.reading.self_assessment_result import line_of
from caf.views.self_assessment import SelfAssessmentPage, joined
from core.redline import redline
from core.workflow import Refused
from core.written import written

CLASH = 409
INVALID = 422


@dataclass
class Card:
    """A sub-criterion with its form. seen: the change that the form begins from. clashes: (label, theirs, mine,
    redline) of what two changed."""

    sub: SubShown
    form: AssessedForm
    row: Any
    url: str
    seen: str = ""
    clashes: tuple = ()
    result: Any = None

    @property
    def line(self):
        return line_of(self.row, len(self.form.rows))

    @property
    def is_ticked(self):
        """What was ticked, where that was not taken; else whether it is agreed."""
        return self.form.data.get("agreed") == "yes" if self.form.is_bound else self.result.is_agreed

    @property
    def words(self):
        """(label, what each assessor wrote) of the headings under which somebody wrote something."""
        labels = [(Score.label(name), self.result.said(name)) for name in TEXTS]
        return [(label, said) for label, said in labels if said]

    @property
    def said(self):
        """(label, words) of the sheet, for reading."""
        labels = [(Score.label(name), getattr(self.row, name, "")) for name in TEXTS]
        return [(label, words) for label, words in labels if words]

    @property
    def key(self):
        return f"s{self.sub.pk}"


def seen_by_row(model, rows):
    """The last change of each row, in one query."""
    history = model.history.filter(id__in=[row.pk for row in rows]).order_by("history_id")
    return {pk: str(change) for pk, change in history.values_list("id", "history_id")}


def own_place(request, pk):
    """(self-assessment, the place of this person as an assessor). Raises Http404, PermissionDenied."""
    assessment = joined(request, pk)
    member = SelfAssessmentMember.objects.of(request.user).assessors().filter(assessment=assessment).first()
    if member is None:
        raise PermissionDenied
    member.assessment = assessment
    return assessment, member


def is_open(member):
    return member.assessment.state == AssessmentState.SCORING and member.handed_in_at is None


def criterion_of(model, number):
    """Raises Http404."""
    found = next((row for row in model if row.number == number), None)
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def sheet(request, pk, number=1):
    assessment, member = own_place(request, pk)
    if assessment.state == AssessmentState.PREPARING:
        messages.warning(request, gettext("The individual scoring is not open."))
        return redirect(assessment)
    return show(request, assessment, member, number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_save(request, pk, number, sub):
    """POST saves what is typed; asked for JSON it answers in JSON. GET leads to the place on the page."""
    assessment, member = own_place(request, pk)
    model = caf_model(assessment.version, timezone.localdate())
    shown = next((row for row in criterion_of(model, number).subs if row.pk == sub), None)
    if shown is None:
        raise Http404
    page_url = reverse("caf:self_assessment_sheet", args=[pk, number])
    if request.method != "POST":
        return redirect(f"{page_url}#s{sub}")
    form = form_of(assessment, shown, None, request.POST)
    if not form.is_valid():
        return told_wrong(request, form) or show(request, assessment, member, number, bound={sub: form})
    seen = request.POST.get("seen", "")
    try:
        with transaction.atomic():
            saved = keep_score(member=member, sub_pk=sub, typed=form.cleaned_data, seen=seen, by=request.user)
    except Refused as reason:
        return told_refused(request, str(reason), page_url)
    except Clash as clash:
        return told_clash(request) or show(request, assessment, member, number, bound={sub: form}, clashes={sub: clash})
    return told_saved(request, saved, Score, len(form.rows), f"{page_url}#s{sub}")


def wants_json(request):
    return "application/json" in request.headers.get("Accept", "")


def told_wrong(request, form):
    if wants_json(request):
        errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=INVALID)
    return None


def told_refused(request, reason, url):
    if wants_json(request):
        return JsonResponse({"refused": reason}, status=403)
    messages.error(request, reason)
    return redirect(url)


def told_clash(request):
    return JsonResponse({"clash": True}, status=CLASH) if wants_json(request) else None


def told_saved(request, saved, model, rows, url):
    """joined: the fields in which another's change was taken in, as they stand now."""
    if wants_json(request):
        line = line_of(saved.row, rows)
        return JsonResponse(
            {
                "seen": seen_by_row(model, [saved.row]).get(saved.row.pk, ""),
                "at": f"{timezone.localtime():%H:%M:%S}",
                "value": line.said or line.words,
                "joined": {name: "" if value is None else value for name, value in saved.joined.items()},
            }
        )
    if saved.joined:
        messages.warning(request, gettext("Saved, together with what another changed meanwhile."))
    else:
        messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(url)


def form_of(assessment, sub, row, data=None):
    return AssessedForm(data, rows=PANEL_ROWS[assessment.panel, sub.side], row=row, key=f"s{sub.pk}")


def clash_lines(clash, form):
    """(label, what is saved, what was typed, the redline of texts) of each field that two changed."""
    return tuple(
        (
            form.fields[name].label,
            written(theirs),
            written(mine),
            redline(theirs, mine) if name not in VALUES else None,
        )
        for name, (theirs, mine) in clash.fields.items()
    )


def cards_of(assessment, criterion, rows, seen, address, *, bound=None, clashes=None):
    """A card for each sub-criterion; bound: forms with what was typed; clashes: what two changed."""
    bound, clashes = bound or {}, clashes or {}
    cards = []
    for sub in criterion.subs:
        row = rows.get(sub.pk)
        form = bound.get(sub.pk) or form_of(assessment, sub, row)
        card = Card(sub, form, row, address(sub), seen.get(row.pk, "") if row is not None else "")
        if sub.pk in clashes:
            card.clashes = clash_lines(clashes[sub.pk], form)
        cards.append(card)
    return cards


def show(request, assessment, member, number, *, bound=None, clashes=None):
    day = timezone.localdate()
    model = caf_model(assessment.version, day)
    criterion = criterion_of(model, number)
    scores = {row.sub_criterion_id: row for row in Score.objects.visible_to(request.user).filter(member=member)}
    here = [scores[sub.pk] for sub in criterion.subs if sub.pk in scores]

    def address(sub):
        return reverse("caf:self_assessment_sheet_save", args=[assessment.pk, number, sub.pk])

    cards = cards_of(
        assessment, criterion, scores, seen_by_row(Score, here), address, bound=bound, clashes=clashes
    )  # fmt: skip
    done = {
        row.number: sum(sub.pk in scores and line_of(scores[sub.pk], rows_in(assessment, sub)).value is not None
                        for sub in row.subs)
        for row in model
    }  # fmt: skip
    everything, scored = sum(len(row.subs) for row in model), sum(done.values())
    title = gettext("My scores")
    context = {
        "title": f"{criterion.number}. {criterion.named.name}",
        "heading_language": criterion.named.language,
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
        "assessment": assessment,
        "criterion": criterion,
        "cards": cards,
        "bands": bands_of(assessment.panel, criterion.side, day),
        "is_open": is_open(member),
        "member": member,
        "tabs": tabs(model, number, "caf:self_assessment_sheet", assessment, done),
        "done": scored,
        "done_shown": counted_on(scored),
        "everything": everything,
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < len(model) else None,
        "is_sheet": True,
        "has_errors": any(card.form.errors for card in cards),
        "has_clash": bool(clashes),
    }
    status = CLASH if clashes else INVALID if context["has_errors"] else 200
    return render(request, "caf/self_assessment_sheet.html", context, status=status)


def rows_in(assessment, sub):
    return len(PANEL_ROWS[assessment.panel, sub.side])


def counted_on(done):
    """A number that goes on as what is typed is saved: static/js/self-assessment.js."""
    return format_html("<span data-done>{}</span>", done)


def tabs(model, here, name, assessment, done):
    """(number, name, address, how many done, of how many, is it this one) of each criterion."""
    return [
        (
            row.number,
            row.named,
            reverse(name, args=[assessment.pk, row.number]),
            done[row.number],
            len(row.subs),
            row.number == here,
        )
        for row in model
    ]


def sheet_hand_in(request, pk):
    """`back`: taken back, to go on scoring."""
    assessment, member = own_place(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        if "back" in request.POST:
            take_back(member)
            messages.success(request, gettext("You can go on scoring."))
        else:
            hand_in(member, by=request.user)
            messages.success(
                request, gettext("Your scores are handed in: the others see them once the consensus is open.")
            )
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("caf:self_assessment_sheet", pk, 1)
    return redirect(assessment)
