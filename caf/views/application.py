"""Applying for external feedback: the conditions, the application with its documents, the decision."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import FileResponse, Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from caf.actions.application import add_document, begin_application, open_application, remove_document
from caf.actions.label import decide, refusal_to_decide
from caf.columns import application as columns
from caf.filters.application import ApplicationFilters
from caf.forms.application import DecisionForm, DocumentForm, OwnStepForm
from caf.models import Application, ApplicationDocument, ApplicationState, OrganiserSetting, ProcedureVersion
from caf.models.use import standing_uses
from caf.permissions import can_apply, can_decide_application, can_write_application
from caf.permissions_feedback import feedback_seen_by
from caf.reading.application import conditions, timeline
from caf.reading.pef_verdict import verdict
from caf.views.feedback_room import tabs
from caf.views.organisation import OrganisationPage
from caf.views.room import PEF
from caf.workflow_application import APPLICATION
from core.clock import present_day
from core.pages import Action, DatedRows, RecordList, RecordPage, Step
from core.uploads import KINDS
from core.workflow import Refused, refusal


class ApplicationList(RecordList):
    model = Application
    columns = columns.APPLICATION
    room = PEF
    address = "caf:application_list"
    title = _("Applications")
    lead = _("Applications for external feedback on a use of CAF. They begin on the page of the organisation.")
    filters = ApplicationFilters
    empty_why = _("An organisation, or its country on its behalf, applies from the page of its record.")


class ApplicationPage(RecordPage):
    listing = ApplicationList
    workflow = APPLICATION
    template = "caf/application_page.html"
    rows = (
        DatedRows(
            "steps",
            _("How far it is"),
            columns.APPLICATION_STEP,
            why=_("Every step with the day since which it is known."),
            empty=_("No step is recorded."),
        ),
    )

    def second(self, record, day):
        return f"{record.use.get_version_display()}, {record.version}"

    def actions(self, record, user):
        if record.state != ApplicationState.REPORTED or not can_decide_application(user, record):
            return []
        day = present_day()
        reason = refusal_to_decide(record, awarded=False, by=user, day=day)
        url = reverse("caf:application_decide", args=[record.pk])
        return [Action(gettext("Decide on the label"), url, primary=not reason, refusal=reason)]

    def more(self, request, record, read):
        submitted = record.steps.filter(state=ApplicationState.SUBMITTED).last()
        day = submitted.known_on if submitted and record.state != ApplicationState.DRAFT else present_day()
        decision = getattr(record, "decision", None)
        if decision is not None and decision.known_on > read.day:
            decision = None
        return {
            "conditions_day": day,
            "conditions": conditions(record.organisation, record.use, record.version, day),
            "timeline": timeline(record.use, record.version, day),
            "terms_fields": terms_fields(OrganiserSetting.objects.on(record.organisation.country_id, day), day),
            "documents": record.documents.defer("content"),
            "writes": record.state == ApplicationState.DRAFT and can_write_application(request.user, record),
            "decision": decision,
            "label": getattr(decision, "label", None),
            "feedback": tabs(request, record, "") if feedback_seen_by(request.user).filter(pk=record.pk) else [],
        }


def terms_fields(terms, day):
    """(label, cell) of what the country has set, but for the country itself."""
    if terms is None:
        return []
    wanted = ("fee", "team_size", "report_days", "call", "own_actors")
    shown = [column for column in columns.ORGANISER_SETTING if column.key in wanted]
    return [(column.label, column.cell(terms, day)) for column in shown]


class ApplicationStep(Step):
    page = ApplicationPage

    def form_of(self, kwargs):
        record = self.page.find(self.request.user, kwargs)
        organises = can_decide_application(self.request.user, record)
        return super().form_of(kwargs) if organises else OwnStepForm


# right: a contact of the organisation, or its national organiser
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, pk):
    """Each use of the organisation with the conditions on it; POST begins an application on one."""
    organisation = OrganisationPage.find(request.user, {"pk": pk})
    if not can_apply(request.user, organisation):
        raise PermissionDenied
    day = present_day()
    if request.method == "POST":
        chosen = request.POST.get("use", "")
        use = get_object_or_404(organisation.uses, pk=int(chosen) if chosen.isdecimal() else 0)
        try:
            application = begin_application(use, by=request.user, known_on=day)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, gettext("The application is begun. Add the documents, then submit it."))
            return redirect(application)
    version = ProcedureVersion.objects.on(day)
    title = gettext("Apply for external feedback")
    context = {
        "title": title,
        "lead": str(organisation),
        "crumbs": OrganisationPage.crumbs(organisation, title),
        "organisation": organisation,
        "version": version,
        "day": day,
        "uses": uses_to_apply_on(organisation, version, day) if version else [],
        "terms_fields": terms_fields(OrganiserSetting.objects.on(organisation.country_id, day), day),
    }
    return render(request, "caf/application_apply.html", context)


def uses_to_apply_on(organisation, version, day):
    """Each use with the conditions on it; the report approved last comes first, those without one last."""
    uses = organisation.uses.order_by(F("reported_on").desc(nulls_last=True), "-starts_on", "-pk")
    return [
        {
            "use": use,
            "conditions": conditions(organisation, use, version, day),
            "timeline": timeline(use, version, day),
            "application": open_application(use),
        }
        for use in standing_uses(uses)
    ]


# right: who writes the application
@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request, pk):
    application = written_by(request, pk)
    form = DocumentForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        instance=ApplicationDocument(application=application),
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_document(form.instance, content=form.cleaned_data["file"].read(), by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("The document is added."))
            return redirect(application)
    title = gettext("Add a document")
    context = {
        "title": title,
        "form": form,
        "submit_label": title,
        "cancel_url": application.get_absolute_url(),
        "crumbs": ApplicationPage.crumbs(application, title),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)


def written_by(request, pk):
    """The application, for who writes it. Raises Http404 and PermissionDenied."""
    application = ApplicationPage.find(request.user, {"pk": pk})
    if not can_write_application(request.user, application):
        raise ApplicationPage.seen_only(application)
    return application


def document_of(request, pk, document):
    """Raises Http404."""
    rows = ApplicationDocument.objects.visible_to(request.user).filter(application=pk)
    return get_object_or_404(rows.select_related("application__organisation"), pk=document)


@require_GET
def document(request, pk, document):
    """A document as it was sent, always as a file of its own: no browser shows it within the portal."""
    found = document_of(request, pk, document)
    response = FileResponse(
        BytesIO(found.content),
        as_attachment=True,
        filename=found.name,
        content_type=KINDS[found.file_kind].media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


# right: who writes the application
def document_remove(request, pk, document):
    found = document_of(request, pk, document)
    if not can_write_application(request.user, found.application):
        raise ApplicationPage.seen_only(found.application)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        remove_document(found, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("The document is removed."))
    return redirect(found.application)


# right: organise external feedback in the country
@require_http_methods(["GET", "HEAD", "POST"])
def application_decide(request, pk):
    application = ApplicationPage.find(request.user, {"pk": pk})
    if not can_decide_application(request.user, application):
        raise ApplicationPage.seen_only(application)
    if application.state == ApplicationState.DRAFT:
        raise Http404
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial={"known_on": present_day(), "awarded": None}
    )
    if request.method == "POST" and form.is_valid():
        try:
            decide(application, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("It is decided. The contacts get a mail with the reasons."))
            return HttpResponseRedirect(application.get_absolute_url())
    title = gettext("Decide on the label")
    day = present_day()
    context = {
        "title": title,
        "lead": str(application.organisation),
        "form": form,
        "submit_label": gettext("Decide"),
        "cancel_url": application.get_absolute_url(),
        "crumbs": ApplicationPage.crumbs(application, title),
        "refusal": refusal_to_decide(application, awarded=False, by=request.user, day=day)
        or refusal(APPLICATION.named("not_award"), application, request.user, day),
        "verdict": verdict(application, day),
    }
    return render(request, "caf/application_decide.html", context, status=422 if form.errors else 200)
