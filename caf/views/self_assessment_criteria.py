"""The criteria of CAF by version with the confidence of each name, which EIPA corrects; and the statistics."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from caf.forms.self_assessment import CriterionNameForm
from caf.models import CafVersion, Criterion, CriterionName, Side
from caf.permissions import can_name_criteria
from caf.reading.self_assessment_model import bands_of, caf_model, named, versions_at_hand
from caf.reading.self_assessment_statistics import LEAST, statistics
from caf.views.room import ROOM
from core.clock import present_day
from core.pages import day_read
from core.rights import requires
from network.permissions import can_read_shared


def crumbs(*more):
    return [(ROOM.label, reverse(ROOM.home)), *more]


@login_not_required
@require_safe
def criteria(request, version=""):
    """The newest version, unless the address names another."""
    versions = versions_at_hand()
    if version and version not in versions:
        raise Http404
    version = version or (versions[0] if versions else "")
    read = day_read(request)
    day = max(read.day, timezone.localdate()) if not read.asked else read.day
    title = gettext("Criteria of CAF")
    model = caf_model(version, day)
    context = {
        "title": title,
        "lead": gettext("Nine criteria with their sub-criteria; what they are called belongs to the version."),
        "crumbs": crumbs((title, None)),
        "version": version,
        "version_words": CafVersion(version).label if version else "",
        "versions": [(code, CafVersion(code).label, reverse("caf:criteria", args=[code])) for code in versions],
        "model": model,
        **sources(model),
        "panels": [
            (label, [(side.label, bands_of(panel, side, day)) for side in Side])
            for panel, label in (("classical", gettext("Classical panel")), ("fine-tuned", gettext("Fine-tuned panel")))
        ],
        "may_name": can_name_criteria(request.user),
        "lists": ROOM.siblings(request.user, "caf:criteria_home"),
    }  # fmt: skip
    return render(request, "caf/self_assessment_criteria.html", context)


def sources(model):
    """source: that of most names, which is told once, "" where none is known; others: whether any has another."""
    rows = [shown.named.row for criterion in model for shown in (criterion, *criterion.subs)]
    counted = Counter(row.source for row in rows if row is not None)
    return {"source": max(counted, key=counted.__getitem__, default=""), "others": len(counted) > 1}


@requires(can_name_criteria)
@require_http_methods(["GET", "HEAD", "POST"])
def criterion_name(request, version, number, sub=0):
    """A corrected wording; `sub` 0 is the criterion itself. The names that there were stay."""
    criterion = get_object_or_404(Criterion, version=version, number=number)
    sub_criterion = get_object_or_404(criterion.subs, number=sub) if sub else None
    rows = CriterionName.objects.filter(criterion=criterion, sub_criterion=sub_criterion)
    code = f"{number}.{sub}" if sub else str(number)
    now = named(code, list(rows), timezone.localdate())
    initial = {"name": now.name, "language": now.row.language if now.row else "en", "known_on": present_day()}
    form = CriterionNameForm(
        request.POST or None,
        instance=CriterionName(by=request.user),
        user=request.user,
        initial=initial,
        criterion=criterion,
        sub=sub_criterion,
    )
    if request.method == "POST" and form.is_valid():
        for sentence in form.missing_in_whole():
            form.add_error(None, sentence)
        if form.is_valid():
            form.save()
            messages.success(request, gettext("Saved."))
            return redirect("caf:criteria", version)
    title = gettext("Correct the name of %(code)s") % {"code": code}
    context = {
        "title": title,
        "lead": gettext("%(version)s, now: %(name)s") % {"version": CafVersion(version).label, "name": now.name},
        "form": form,
        "cancel_url": reverse("caf:criteria", args=[version]),
        "crumbs": crumbs((gettext("Criteria of CAF"), reverse("caf:criteria", args=[version])), (title, None)),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)


@requires(can_read_shared)
@require_safe
def self_assessment_statistics(request):
    title = gettext("Self-assessments together")
    context = {
        "title": title,
        "lead": gettext("Means of what organisations released. None is named, and none is ranked."),
        "crumbs": crumbs((gettext("Self-assessments"), reverse("caf:self_assessment_list")), (title, None)),
        "groups": statistics(timezone.localdate()),
        "least": LEAST,
    }
    return render(request, "caf/self_assessment_statistics.html", context)
