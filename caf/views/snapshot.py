"""Snapshots of the register's count: the list, the page one cites, its files; making, withdrawing, reporting one."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from caf.actions import snapshot as actions
from caf.actions.snapshot_job import FREEZE, ask_for_snapshot, is_large, made_by
from caf.columns import snapshot as columns
from caf.forms import snapshot as forms
from caf.models import CafVersion, Level, Organisation, Sector, Snapshot
from caf.permissions import can_edit_counts, can_freeze_counts
from caf.reading.counting import says
from caf.reading.dashboard_words import users_url
from caf.reading.unnamed import unnamed_sentence
from caf.views.room import COUNTS
from core.clock import present_day, viewing
from core.models import Job
from core.pages import RecordList, RecordPage, public
from core.rights import requires
from core.workflow import Refused
from core.written import written
from network.models import Country

NAMES_SHOWN = 50


@public
class SnapshotList(RecordList):
    model = Snapshot
    columns = columns.SNAPSHOT
    room = COUNTS
    address = "caf:snapshot_list"
    title = _("Snapshots")
    lead = _("Figures of the register that were reported: each frozen with its list, to be cited. None ever changes.")
    new = "caf:snapshot_new"
    new_label = _("Freeze a count")
    may_add = staticmethod(can_freeze_counts)
    empty_why = _("The CAF Resource Centre or the secretariat freezes a count when it is reported.")


@public
class SnapshotPage(RecordPage):
    listing = SnapshotList
    template = "caf/snapshot_page.html"

    def more(self, request, record, read):
        with viewing(record.day):
            names = {country.iso2: str(country) for country in Country.objects.named()}
        kept = actions.kept_refs(record)
        came, gone = actions.differs_today(record, kept)
        left_out = actions.left_out(kept, request.user)
        standing = not record.is_withdrawn
        return {
            "citation": citation(record, request),
            "address": request.build_absolute_uri(record.get_absolute_url()),
            "parts": parts_of(record, names),
            "rule_words": record.rule_text or record.get_rule_code_display(),
            "differences": [
                (
                    gettext("Counted for that day today, and not in the snapshot"),
                    len(came),
                    *told(came, request.user, record),
                ),
                (
                    gettext("In the snapshot, and not counted for that day today"),
                    len(gone),
                    *told(gone, request.user, record),
                ),
            ],
            "in_file": len(kept) - left_out,
            "left_out": left_out,
            "now_url": users_url(record.day),
            "now": record.total + len(came) - len(gone),
            "may_withdraw": standing and can_freeze_counts(request.user),
            "may_report": standing and not hasattr(record, "count") and can_edit_counts(request.user),
            "withdraw_form": forms.WithdrawForm(),
        }


def citation(snapshot, request):
    """The sentence one puts where the figure is used."""
    return gettext(
        "CAF users registered on %(day)s: %(count)s. Snapshot %(number)s of the register of CAF users, IPSG portal, "
        "made on %(made)s, %(url)s, SHA-256 %(sum)s."
    ) % {
        "day": written(snapshot.day),
        "count": written(snapshot.total),
        "number": snapshot.pk,
        "made": written(snapshot.known_on),
        "url": request.build_absolute_uri(snapshot.get_absolute_url()),
        "sum": snapshot.sha256,
    }


def parts_of(snapshot, countries):
    """(heading, (name, number) each) as the snapshot keeps them; countries by name, the others largest first.

    What is not known stands last."""
    words = {
        "country": (gettext("By country"), countries),
        "sector": (gettext("By sector"), dict(Sector.choices)),
        "level": (gettext("By level of government"), dict(Level.choices)),
        "version": (gettext("By version of CAF"), dict(CafVersion.choices)),
    }
    for by, (heading, labels) in words.items():
        rows = [(str(labels.get(part, part)), n) for part, n in snapshot.parts[by].items()]
        rows.sort(key=lambda row: (not row[0], "" if by == "country" else -row[1], row[0]))
        yield heading, [(name or gettext("not known"), n) for name, n in rows]


def told(refs, user, snapshot):
    """(organisation, what the rule says of it today for that day) of the first that this reader may see; are there
    more of them; how many others there are, in words."""
    found = Organisation.objects.visible_to(user).filter(ref__in=refs).order_by("country__iso2", "ref")
    rows = list(found.prefetch_related("country__names", "steps", "uses")[:NAMES_SHOWN])
    seen = len(rows) if len(rows) < NAMES_SHOWN else found.count()
    named = [(row, says(row, snapshot.day).sentence) for row in rows]
    return named, seen > len(rows), unnamed_sentence(len(refs) - seen)


@requires(can_freeze_counts)
def snapshot_new(request):
    """GET: the form. POST freezes, where the register is large by a job; the same list again leads to the snapshot
    that is there."""
    form = forms.SnapshotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if is_large(form.cleaned_data["day"]):
                job = ask_for_snapshot(**form.cleaned_data, by=request.user)
                return redirect("caf:snapshot_asked", pk=job.pk)
            made = actions.make_snapshot(**form.cleaned_data, by=request.user)
        except Refused as reason:
            form.add_error("day", str(reason))
        else:
            messages.success(request, gettext("The count is frozen."))
            return redirect(made)
    title = gettext("Freeze a count")
    context = {
        "title": title,
        "lead": gettext(
            "The count of a day, with the list of those that count. It can be withdrawn, and never changed."
        ),
        "form": form,
        "submit_label": gettext("Freeze the count"),
        "cancel_url": reverse("caf:snapshot_list"),
        "crumbs": [
            *COUNTS.way,
            (SnapshotList.heading(), reverse("caf:snapshot_list")),
            (title, None),
        ],
    }
    return render(request, "core/record_form.html", context)


@requires(can_freeze_counts)
@require_safe
def snapshot_asked(request, pk):
    """How far a snapshot is that a job makes; once it is made, the snapshot."""
    job = get_object_or_404(Job, pk=pk, kind=FREEZE)
    made = made_by(job)
    if request.htmx and not job.is_open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if made and not request.htmx:
        messages.success(request, gettext("The count is frozen."))
        return redirect("caf:snapshot_page", pk=made)
    title = gettext("Freeze a count")
    context = {
        "title": title,
        "job": job,
        "day": date.fromisoformat(job.subject),
        "crumbs": [
            *COUNTS.way,
            (SnapshotList.heading(), reverse("caf:snapshot_list")),
            (title, None),
        ],
    }
    return render(request, "caf/_snapshot_job.html" if request.htmx else "caf/snapshot_asked.html", context)


def snapshot_of(pk):
    return get_object_or_404(Snapshot.objects.for_list(), pk=pk)


@requires(can_freeze_counts)
@require_POST
def snapshot_withdraw(request, pk):
    snapshot, form = snapshot_of(pk), forms.WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why it is withdrawn."))
        return redirect(snapshot)
    try:
        actions.withdraw_snapshot(
            snapshot, by=request.user, why=form.cleaned_data["why"], known_on=max(present_day(), snapshot.known_on)
        )
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("The snapshot is withdrawn. It stays, and says why."))
    return redirect(snapshot)


@requires(can_edit_counts)
@require_POST
def snapshot_report(request, pk):
    """Enter it as a reported count, which resolutions cite."""
    snapshot = snapshot_of(pk)
    address = request.build_absolute_uri(snapshot.get_absolute_url())
    try:
        count = actions.report_snapshot(snapshot, by=request.user, address=address, known_on=snapshot.known_on)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(snapshot)
    messages.success(request, gettext("The snapshot stands among the reported counts."))
    return redirect(count)


@login_not_required
@require_safe
def snapshot_file(request, pk, kind):
    """The list as CSV or JSON: the kept bytes where its reader may see each organisation; else without the others."""
    snapshot = get_object_or_404(Snapshot.objects.select_related("withdrawal"), pk=pk)
    if kind not in ("csv", "json"):
        raise Http404
    rows, left_out = actions.seen_rows(snapshot, request.user)
    if kind == "csv":
        content, form = snapshot.csv if not left_out else actions.as_csv(rows), "text/csv; charset=utf-8"
    else:
        address = request.build_absolute_uri(snapshot.get_absolute_url())
        content, form = actions.as_json(snapshot, rows, left_out, address), "application/json"
    response = HttpResponse(content, content_type=form)
    name = f"caf-snapshot-{snapshot.pk}" + ("-part" if left_out else "")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-cache"
    return response
