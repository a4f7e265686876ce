"""Consultations of the pilots: preparing one, who is asked, sending, the analysis, the named answers."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions import consultation as actions
from caf.columns import pilot_feedback as columns
from caf.forms import pilot_feedback as forms
from caf.models import Consultation, Invitation, PilotAnswers
from caf.permissions import can_read_pilot_feedback, can_run_pilot_feedback
from caf.pilot_questions import ASPECTS, HOURS, TEXTS, WORDING
from caf.reading.pilot_analysis import analysis_of, response_by_country
from caf.views.room import PILOTS
from core.clock import present_day
from core.exports import FORMATS, Lines, Listing
from core.pages import Action, RecordForm, RecordList, RecordPage, address, day_read
from core.workflow import Refused


class ReadersAlone(View):
    """A list for who reads what the pilots said."""

    def dispatch(self, request, *args, **kwargs):
        if not can_read_pilot_feedback(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ConsultationList(ReadersAlone, RecordList):
    model = Consultation
    columns = columns.CONSULTATION
    room = PILOTS
    address = "caf:consultation_list"
    lead = _("Who took part in the pilots of PEF is asked what was clear, what was useful, and what it took.")
    new = "caf:consultation_new"
    new_label = _("Ask the pilots")
    may_add = staticmethod(can_run_pilot_feedback)


class ConsultationPage(RecordPage):
    listing = ConsultationList
    may_edit = staticmethod(can_run_pilot_feedback)
    template = "caf/consultation_page.html"

    def actions(self, record, user):
        url = self.url(record)
        found = []
        if record.is_closed_on(present_day()):
            found.append(Action(_("Analysis"), record.analysis_url, primary=True))
        if can_run_pilot_feedback(user):
            found.append(Action(_("Who is asked"), f"{url}asked/"))
        if not record.anonymous and PilotAnswers.objects.visible_to(user).filter(consultation=record).exists():
            found.append(Action(_("The answers, one by one"), f"{url}answers/"))
        return found

    def more(self, request, record, read):
        return {
            "response": response_by_country(record),
            "closed": record.is_closed_on(read.day),
            # Read from a later day than the present one: the actions of the page know the present one alone.
            "analysis_url": f"{record.analysis_url}?as-of={read.day.isoformat()}"
            if record.is_closed_on(read.day) and not record.is_closed_on(present_day())
            else "",
            "shown": columns.sent_shown(record),
        }


class ConsultationForm(RecordForm):
    page = ConsultationPage
    form = forms.ConsultationEditForm
    new_form = forms.ConsultationForm
    new_lead = _("It asks about every item of the version, and about the whole. Whether it is anonymous never changes.")

    def save(self, form):
        if form.instance.pk is None:
            return actions.create_consultation(form.instance, by=form.user)
        return actions.mend_consultation(form.instance, by=form.user)


def found_consultation(request, pk, may=None):
    """Raises Http404 where it may not be seen, PermissionDenied where it may be seen and not done."""
    record = get_object_or_404(Consultation.objects.visible_to(request.user).for_list(), pk=pk)
    if may is not None and not may(request.user, record):
        raise PermissionDenied
    return record


# right: run the consultations of the pilots
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_asked(request, pk):
    """The mailboxes, and a form for more. Lines that cannot be read come back into the form, with the reason."""
    record = found_consultation(request, pk, can_run_pilot_feedback)
    form, taken = forms.InvitationsForm(request.POST or None), 0
    if request.method == "POST" and form.is_valid():
        try:
            read = actions.invite(record, form.cleaned_data["lines"], by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            refused = [line for line in read if line.problem]
            taken = len(read) - len(refused)
            words = ngettext("%(n)s mailbox is on the list now.", "%(n)s mailboxes are on the list now.", taken)
            if taken:
                messages.success(request, words % {"n": taken})
            if not refused:
                return redirect("caf:consultation_asked", pk=record.pk)
            form = forms.InvitationsForm({"lines": "\n".join(line.text for line in refused)})
            for line in refused:
                sentence = gettext("“%(line)s” %(problem)s.") % {"line": line.text[:60], "problem": line.problem}
                form.add_error("lines", sentence)
    day = present_day()
    title = gettext("Who is asked")
    context = {
        "title": title,
        "crumbs": ConsultationPage.crumbs(record, title),
        "record": record,
        "form": form,
        "rows": record.invitations.select_related("country").prefetch_related("country__names", "links"),
        "not_mailed": actions.not_mailed(record).count(),
        "not_answered": actions.not_answered(record).count(),
        "is_open": record.is_open_on(day),
        "is_closed": record.stage_on(day) == "closed",
        "kept_days": settings.EVALUATION_ADDRESS_DAYS,
    }
    # What was taken stays: a refusal would undo it (`core.middleware.AtomicWritesMiddleware`).
    return render(request, "caf/consultation_asked.html", context, status=422 if form.errors and not taken else 200)


# right: run the consultations of the pilots
def consultation_send(request, pk):
    """`remind=1`: a reminder to those who have not answered; else the link to those who have not got it."""
    record = found_consultation(request, pk, can_run_pilot_feedback)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        count = actions.send_out(record, by=request.user, is_reminder="remind" in request.POST)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        words = ngettext("%(n)s mail is being written and sent.", "%(n)s mails are being written and sent.", count)
        messages.success(request, words % {"n": count})
    return redirect("caf:consultation_asked", pk=record.pk)


# right: run the consultations of the pilots
def invitation_remove(request, pk, invitation):
    record = found_consultation(request, pk, can_run_pilot_feedback)
    row = get_object_or_404(Invitation.objects.visible_to(request.user), consultation=record, pk=invitation)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        actions.remove_invitation(row, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("%(who)s is taken off the list.") % {"who": row})
    return redirect("caf:consultation_asked", pk=record.pk)


# right: read what the pilots said
@require_safe
def consultation_analysis(request, pk):
    """Item by item in the order of the procedure, as soon as no more answers come; as a page and as files."""
    record, read = found_consultation(request, pk), day_read(request)
    closed = record.is_closed_on(read.day)
    analysis = analysis_of(record) if closed else None
    title = gettext("Analysis: %(consultation)s") % {"consultation": record}
    if name := request.GET.get("format"):
        if name not in FORMATS or analysis is None:
            raise Http404
        lines = cast("Any", Lines(columns.analysis_lines(analysis)))
        host = f"{request.scheme}://{request.get_host()}"
        return FORMATS[name](Listing(f"pef-pilots-{record.pk}", title, columns.ANALYSIS, lines, read.day, (), host))
    context = {
        "title": title,
        "crumbs": ConsultationPage.crumbs(record, gettext("Analysis")),
        "record": record,
        "analysis": analysis,
        "aspects": ASPECTS,
        "downloads": [(name.upper(), address(request, format=name)) for name in FORMATS] if closed else [],
        "may_find": can_run_pilot_feedback(request.user),
    }
    return render(request, "caf/consultation_analysis.html", context)


# right: run the consultations of the pilots; a coordinator, of the own country
@require_safe
def consultation_answers(request, pk):
    """The named answers that this reader may see, one by one."""
    record = found_consultation(request, pk)
    rows = PilotAnswers.objects.visible_to(request.user).filter(consultation=record)
    if record.anonymous:
        raise Http404
    items = list(record.items.all())
    title = gettext("The answers, one by one")
    context = {
        "title": title,
        "crumbs": ConsultationPage.crumbs(record, title),
        "record": record,
        "rows": [(row, told_items(row, items), told_whole(row)) for row in rows.select_related("invitation__country")],
        "aspects": ASPECTS,
    }
    return render(request, "caf/consultation_answers.html", context)


def told_items(answers, items):
    """(item, its ratings, better words) of those of which something was said."""
    said = answers.content.get("items", {})
    return [
        (row, [said[row.key].get(aspect) for aspect, _label in ASPECTS], said[row.key].get(WORDING, ""))
        for row in items
        if row.key in said
    ]


def told_whole(answers):
    """(question, answer) of the whole."""
    said = answers.content.get("general", {})
    lines = [(gettext("Hours that it took in all"), said.get(HOURS)), *((label, said.get(key)) for key, label in TEXTS)]
    return [(label, value) for label, value in lines if value is not None]
