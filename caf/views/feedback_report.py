"""The feedback report: written step by step, handed in, released, replied to; on paper."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.feedback_report import release_report, reply_to_report, write_feedback
from caf.documents.feedback_report import paper_of, sheet_of
from caf.forms.feedback import ReplyForm, StepFeedbackForm
from caf.models import ApplicationState, FeedbackReport, Pillar, ProcedureStep, ReportState, StepFeedback
from caf.permissions_feedback import can_reply, is_in_team, organises
from caf.reading.feedback_team import rules_of
from caf.reading.pef_verdict import verdict
from caf.reading.ratings import steps_in, version_of
from caf.reading.visit import visit_of
from caf.views.feedback_room import REPORT, application_at, crumbs, frame, of_the_team
from caf.workflow_feedback import REPORT as STEPS
from core.clock import present_day
from core.forms import StepForm
from core.pages import Action
from core.pages.prints import answer_for_print, print_file, print_line
from core.phrases import labelled
from core.workflow import Refused, perform, refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAGS = {
    ReportState.WRITING: "under-way",
    ReportState.HANDED_IN: "look",
    ReportState.RELEASED: "ok",
    ReportState.REPLIED: "ok",
}


def report_of(application):
    """None before its first words."""
    return FeedbackReport.objects.filter(application=application).first()


@require_safe
def report_page(request, pk):
    application = application_at(request, pk, rated=True)
    report, version, day = report_of(application), version_of(application), present_day()
    texts = {row.step_id: row for row in report.texts.all()} if report else {}
    lines = {line.step.pk: line for line in verdict(application).lines if line.step}
    writes = is_in_team(request.user, application) and (report is None or report.state == ReportState.WRITING)
    context = frame(
        request,
        application,
        REPORT,
        gettext("Feedback report"),
        report=report,
        tag_kind=TAGS[report.state] if report else "",
        pillars=[
            (label, [(step, lines[step.pk], texts.get(step.pk)) for step in steps_in(version, pillar)])
            for pillar, label in Pillar.choices
        ],
        writes=writes,
        actions=acts(request.user, report) if report else [],
        may_reply=bool(report) and can_reply(request.user, report),
        decide_url=reverse("caf:application_decide", args=[pk])
        if application.state == ApplicationState.REPORTED and organises(request.user, application)
        else "",
        replies=report.replies.all() if report else [],
        due_on=visit_of(application, day).report_due_on(rules_of(application, day)),
        day=day,
        prints=[line_of(paper_of(report, code, day)) for code, _name in settings.LANGUAGES] if report else [],
        word_files=[
            (gettext(str(name)), reverse("caf:feedback_report_docx", args=[pk, code]))
            for code, name in settings.LANGUAGES
        ],
    )
    return render(request, "caf/feedback_report.html", context)


def acts(user, report):
    """The steps of the report that are open to this person, releasing among them, with what each still lacks."""
    names = ("hand_in", "release", "send_back")
    steps = [step for name in names if (step := STEPS.named(name)) and report.state in step.sources]
    return [
        Action(
            step.label,
            reverse("caf:feedback_report_step", args=[report.application_id, step.name]),
            primary=not step.gives_up,
            refusal=refusal(step, report, user),
        )
        for step in steps
        if step.who(user, report)
    ]


# right: the team's
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk, step):
    """What the report says of a step."""
    application = of_the_team(request, pk)
    step = get_object_or_404(ProcedureStep, pk=step, version=application.version_id)
    report = report_of(application)
    row = (report.texts.filter(step=step).first() if report else None) or StepFeedback(step=step)
    steps = list(application.version.steps.all())
    following = next(iter(steps[steps.index(step) + 1 :]), None)
    form = StepFeedbackForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            write_feedback(
                application,
                step,
                strengths=form.cleaned_data["strengths"],
                suggestions=form.cleaned_data["suggestions"],
                by=request.user,
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Saved."))
            if "next" in request.POST and following:
                return redirect("caf:feedback_report_write", application.pk, following.pk)
            return redirect(f"{reverse(REPORT, args=[application.pk])}#step-{step.pk}")
    title = labelled(gettext("Feedback"), step)
    return show_form(request, application, form, title, lead=gettext("One language is enough."), following=following)


def show_form(request, application, form, title, lead="", submit="", following=None):
    context = {
        "title": title,
        "lead": lead,
        "crumbs": crumbs(application, title),
        "form": form,
        "submit_label": submit,
        "cancel_url": reverse(REPORT, args=[application.pk]),
        "next_label": gettext("Save, and go on to the next step") if following else "",
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)


# right: the team's to hand in, the organiser's to release
@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request, pk, step):
    application = application_at(request, pk, rated=True)
    report = report_of(application)
    found = next((row for row in STEPS.transitions if row.name == step and row.name != "reply"), None)
    if report is None or found is None or not found.who(request.user, report):
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None, initial={"known_on": present_day()})
    form.asking_why(found.gives_up)
    if request.method == "POST" and form.is_valid():
        try:
            if found.name == "release":
                release_report(report, by=request.user, **form.cleaned_data)
            else:
                perform(STEPS, found.name, report, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Done."))
            return redirect(REPORT, application.pk)
    return show_form(request, application, form, found.label, refusal(found, report, request.user), submit=found.label)


# right: the organisation's own
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk):
    application = application_at(request, pk, rated=True)
    report = report_of(application)
    if report is None or not can_reply(request.user, report):
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reply_to_report(report, text=form.cleaned_data["text"], by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Your reply is with the organiser and the team."))
            return redirect(REPORT, application.pk)
    title = gettext("Reply to the report")
    return show_form(request, application, form, title, gettext("One language is enough."), submit=title)


# --- On paper ------------------------------------------------------------------------------------------


def line_of(paper):
    pk = paper.report.application_id
    return print_line(
        sheet_of(paper),
        key=paper.language,
        label=gettext("PDF, %(language)s") % {"language": gettext(str(dict(settings.LANGUAGES)[paper.language]))},
        url=reverse("caf:feedback_report_pdf", args=[pk, paper.language]),
        ask_url=reverse("caf:feedback_report_print", args=[pk, paper.language]),
        page_url=reverse(REPORT, args=[pk]),
    )


def paper_at(request, pk, language):
    """Raises Http404 before the report's first words, and for a language that the portal does not have."""
    report = report_of(application_at(request, pk, rated=True))
    if report is None or language not in dict(settings.LANGUAGES):
        raise Http404
    return paper_of(report, language, present_day())


def report_print(request, pk, language):
    paper = paper_at(request, pk, language)
    return answer_for_print(request, sheet_of(paper), line_of(paper))


@require_safe
def report_pdf(request, pk, language):
    paper = paper_at(request, pk, language)
    return print_file(sheet_of(paper), name=paper.name, page_url=reverse(REPORT, args=[pk]))


@require_safe
def report_docx(request, pk, language):
    from caf.documents.feedback_report_word import word_file  # noqa: PLC0415 - memory, only where a file is written

    paper = paper_at(request, pk, language)
    response = HttpResponse(word_file(paper), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}.docx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
