"""Changing many organisations at once: choosing them, seeing what each becomes, doing it, and taking it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caf.actions.bulk_change import (
    ALL_FOUND,
    MOST,
    NO_FILTER,
    ONE_BY_ONE,
    Plan,
    change_many,
    plan_of,
    said,
    undo_change,
    undone_in_words,
)
from caf.columns import bulk_change as columns
from caf.filters.organisation import KeptOrganisationFilters
from caf.forms.bulk_change import BulkReasonForm, ValueForm, is_column
from caf.models import BulkAct, BulkChange, Organisation
from caf.permissions import can_begin_country_record, can_edit_country_record
from caf.reading.beside import twins_beside
from caf.views.organisation_list import OrganisationList
from caf.views.room import ROOM, KeepersAlone
from core.pages import RecordList, RecordPage
from core.rights import requires
from core.workflow import Refused
from network.seats import Right

NAMES_SHOWN = 200
OWN = ("chosen", "all", "act", "value", "csrfmiddlewaretoken", "reason", "seen")


def editable(user):
    """The organisations of which this person keeps the register."""
    organisations = Organisation.objects.all()
    if user.may(Right.EDIT_CAF):
        return organisations
    return organisations.filter(country_id__in=user.countries_with(Right.EDIT_CAF))


class OrganisationChoice(KeepersAlone, OrganisationList):
    """The register with a box before each row: also the queue of those to validate, with their likely duplicates."""

    address = "caf:organisation_choose"
    title = _("Change several organisations")
    lead = _("Choose them, say what to do, and see each of them before anything is changed.")
    template = "caf/organisation_choose.html"
    filters = KeptOrganisationFilters
    table = "caf/_organisation_choice.html"
    known_since = False
    new = ""

    @classmethod
    def visible(cls, user):
        return editable(user)

    def row(self, record, shown, day):
        return record, super().row(record, shown, day)

    def more(self, request, page, read):
        twins = twins_beside(page, request.user)
        for record in page:
            record.twins = twins.get(record.pk, [])
        carried = [(name, value) for name, value in request.GET.items() if name not in ("page", "sort", "format")]
        return {"acts": BulkAct.choices, "carried": carried, "act": request.GET.get("act", "")}


def organisations_of(request):
    """(the query, where they were chosen) of the rows that the address names, of those one may change."""
    asked = request.GET
    own = editable(request.user)
    if asked.get("all"):
        data = {name: value for name, value in asked.items() if name not in OWN}
        chosen = KeptOrganisationFilters(data, queryset=OrganisationList.prepared(own), request=request)
        found = chosen.qs.values("pk") if chosen.is_valid() else own.none().values("pk")
        where = "; ".join(f"{name}={value}" for name, value in data.items() if value)
        return own.filter(pk__in=found), ALL_FOUND % {"filters": where or NO_FILTER}
    keys = [int(key) for key in asked.getlist("chosen") if key.isdecimal()]
    return own.filter(pk__in=keys), ONE_BY_ONE


# right: keep CAF organisations
@requires(can_begin_country_record)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_change(request):
    """What each of the chosen becomes; only POST does it, and only what was seen."""
    try:
        act = BulkAct(request.GET.get("act", ""))
    except ValueError:
        messages.warning(request, gettext("Choose what to do with them."))
        return HttpResponseRedirect(reverse("caf:organisation_choose"))
    organisations, made_from = organisations_of(request)
    organisations = organisations.select_related("country").prefetch_related("country__names").order_by("name", "pk")
    count = organisations.count()
    value_form = ValueForm(request.GET if "value" in request.GET else None, act=act) if is_column(act) else None
    ready = 0 < count <= MOST and (value_form is None or value_form.is_valid())
    value = value_form.cleaned_data["value"] if ready and value_form else ""
    plan = plan_of(organisations, act, value, by=request.user) if ready else Plan(())
    sent = request.POST if request.method == "POST" else None
    form = BulkReasonForm(sent, act=act, initial={"seen": plan.seen})
    if request.method == "POST" and ready and form.is_valid():
        try:
            change = change_many(
                Organisation.objects.filter(pk__in=organisations.order_by().values("pk")),
                act,
                value,
                by=request.user,
                made_from=made_from,
                **form.cleaned_data,
            )
        except Refused as refusal:
            sent = request.POST.copy()
            sent["seen"] = plan.seen
            form = BulkReasonForm(sent, act=act)
            form.add_error(None, str(refusal))
        else:
            words = ngettext("%(n)s organisation is changed.", "%(n)s organisations are changed.", change.number)
            messages.success(request, words % {"n": change.number})
            return HttpResponseRedirect(change.get_absolute_url())
    context = {
        "title": act.label,
        "lead": ngettext("%(n)s organisation is chosen.", "%(n)s organisations are chosen.", count) % {"n": count},
        "crumbs": [
            (ROOM.label, reverse(ROOM.home)),
            (OrganisationChoice.title, reverse("caf:organisation_choose")),
            (act.label, None),
        ],
        "count": count,
        "too_many": count > MOST,
        "most": MOST,
        "value_form": value_form,
        "ready": ready,
        "changed": len(plan.changed),
        "left": len(plan.left),
        "rows": [(row, *in_words(act, row)) for row in (*plan.left, *plan.changed)[:NAMES_SHOWN]],
        "unseen": max(len(plan.rows) - NAMES_SHOWN, 0),
        "form": form,
        "carried": [(name, value) for name, values in request.GET.lists() if name != "value" for value in values],
    }
    return render(request, "caf/bulk_change.html", context, status=422 if form.errors else 200)


def in_words(act, row):
    """What it is and becomes, as a reader sees it."""
    change = BulkChange(act=act)
    return said(change, row.before), said(change, row.after)


class BulkChangeList(KeepersAlone, RecordList):
    model = BulkChange
    columns = columns.BULK_CHANGE
    room = ROOM
    address = "caf:bulk_change_list"
    lead = _("Who changed many organisations at once, when, why and from where; each can be undone.")
    known_since = False

    @classmethod
    def prepared(cls, records):
        return records.for_list()


class BulkChangePage(RecordPage):
    listing = BulkChangeList
    template = "caf/bulk_change_page.html"

    def more(self, request, record, read):
        rows = record.rows.select_related("organisation__country").prefetch_related("organisation__country__names")
        seen = rows.filter(organisation__in=editable(request.user)).order_by("organisation__name", "pk")
        return {
            "rows": [(row, said(record, row.before), said(record, row.after)) for row in seen[:NAMES_SHOWN]],
            "unseen": max(record.number - min(seen.count(), NAMES_SHOWN), 0),
            "may_undo": record.undone_at is None and seen.count() == record.number,
        }


# right: keep CAF organisations of all the countries that the change touched
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_change_undo(request, pk):
    change = BulkChangePage.find(request.user, {"pk": pk})
    rows = change.rows.select_related("organisation__country")
    if not all(can_edit_country_record(request.user, row.organisation) for row in rows):
        raise PermissionDenied
    if request.method == "POST":
        try:
            number, kept = undo_change(change, by=request.user)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, undone_in_words(number, kept))
        return HttpResponseRedirect(change.get_absolute_url())
    if change.undone_at is not None:
        messages.warning(request, gettext("This change has been undone already."))
        return HttpResponseRedirect(change.get_absolute_url())
    context = {
        "title": gettext("Undo the change"),
        "lead": ngettext(
            "%(n)s organisation becomes what it was before; if it has changed since, it stays.",
            "%(n)s organisations become what they were before; those that have changed since stay.",
            change.number,
        )
        % {"n": change.number},
        "crumbs": BulkChangePage.crumbs(change, gettext("Undo the change")),
        "submit_label": gettext("Undo the change"),
        "cancel_url": change.get_absolute_url(),
    }
    return render(request, "caf/act.html", context)
