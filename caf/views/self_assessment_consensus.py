"""The consensus: all scores side by side, and each criterion with what the assessors say and what the group agrees."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.self_assessment_score import Clash, keep_consensus
from caf.models import AssessmentState, ConsensusScore
from caf.permissions import can_lead_self_assessment
from caf.reading.self_assessment_model import bands_of, caf_model
from caf.reading.self_assessment_result import standing
from caf.views.self_assessment import SelfAssessmentPage, joined
from caf.views.self_assessment_sheet import (
    CLASH,
    INVALID,
    cards_of,
    counted_on,
    criterion_of,
    form_of,
    seen_by_row,
    tabs,
    told_clash,
    told_refused,
    told_saved,
    told_wrong,
)
from core.workflow import Refused


def opened(request, pk):
    """The self-assessment of one's group, its consensus open. Raises Http404; PermissionDenied before it is."""
    assessment = joined(request, pk)
    if not assessment.is_open_to_group:
        raise PermissionDenied
    return assessment


@never_cache
@require_safe
def consensus(request, pk):
    """Sub-criteria down, assessors across."""
    assessment = opened(request, pk)
    found = standing(assessment, request.user, timezone.localdate())
    title = gettext("Consensus")
    context = {
        "title": title,
        "lead": found.agreed_words(),
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
        "assessment": assessment,
        "standing": found,
        "far": [sub for sub in found.subs if sub.spread and sub.spread.is_far and not sub.is_agreed],
    }
    return render(request, "caf/self_assessment_consensus.html", context)


@never_cache
@require_safe
def consensus_criterion(request, pk, number):
    return show(request, opened(request, pk), number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consensus_save(request, pk, number, sub):
    """POST saves, asked for JSON it answers in JSON; GET leads to the place on the page."""
    assessment = opened(request, pk)
    model = caf_model(assessment.version, timezone.localdate())
    shown = next((row for row in criterion_of(model, number).subs if row.pk == sub), None)
    if shown is None:
        raise Http404
    if not can_lead_self_assessment(request.user, assessment):
        raise PermissionDenied
    page_url = reverse("caf:self_assessment_agree", args=[pk, number])
    if request.method != "POST":
        return redirect(f"{page_url}#s{sub}")
    form = form_of(assessment, shown, None, request.POST)
    agreed, was_agreed = (request.POST.get(name) == "yes" for name in ("agreed", "was_agreed"))
    if not form.is_valid():
        return told_wrong(request, form) or show(request, assessment, number, bound={sub: form})
    try:
        with transaction.atomic():
            saved = keep_consensus(
                assessment=assessment,
                sub_pk=sub,
                typed=form.cleaned_data,
                seen=request.POST.get("seen", ""),
                agreed=agreed if agreed != was_agreed else None,
                rows=len(form.rows),
                by=request.user,
            )
    except Clash as clash:
        return told_clash(request) or show(request, assessment, number, bound={sub: form}, clashes={sub: clash})
    except Refused as reason:
        if assessment.state != AssessmentState.CONSENSUS:
            return told_refused(request, str(reason), page_url)
        form.add_error(None, str(reason))
        return told_wrong(request, form) or show(request, assessment, number, bound={sub: form})
    return told_saved(request, saved, ConsensusScore, len(form.rows), f"{page_url}#s{sub}")


def show(request, assessment, number, *, bound=None, clashes=None):
    day = timezone.localdate()
    model = caf_model(assessment.version, day)
    criterion = criterion_of(model, number)
    found = standing(assessment, request.user, day, model=model)
    mine = next(row for row in found.criteria if row.criterion.number == number)
    rows = {sub.sub.pk: sub.row for sub in mine.subs}

    def address(sub):
        return reverse("caf:self_assessment_agree_save", args=[assessment.pk, number, sub.pk])

    seen = seen_by_row(ConsensusScore, [row for row in rows.values() if row])
    cards = cards_of(assessment, criterion, rows, seen, address, bound=bound, clashes=clashes)
    for card, result in zip(cards, mine.subs, strict=True):
        card.result = result
    done = {row.criterion.number: row.agreed for row in found.criteria}
    title = gettext("Consensus")
    context = {
        "title": f"{criterion.number}. {criterion.named.name}",
        "heading_language": criterion.named.language,
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
        "assessment": assessment,
        "criterion": criterion,
        "cards": cards,
        "result": mine,
        "bands": bands_of(assessment.panel, criterion.side, day),
        "is_open": assessment.state == AssessmentState.CONSENSUS and can_lead_self_assessment(request.user, assessment),
        "tabs": tabs(model, number, "caf:self_assessment_agree", assessment, done),
        "done": found.agreed,
        "done_shown": counted_on(found.agreed),
        "everything": len(found.subs),
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < len(model) else None,
        "has_errors": any(card.form.errors for card in cards),
        "has_clash": bool(clashes),
    }
    status = CLASH if clashes else INVALID if context["has_errors"] else 200
    return render(request, "caf/self_assessment_sheet.html", context, status=status)
