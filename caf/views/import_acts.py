"""What is done with a file of CAF users that is checked: questions answered, confirmed, thrown away, undone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caf.forms.importing import ConfirmForm, UndoForm
from caf.importing import progress, runs
from caf.importing.answering import answer_row
from caf.importing.giving_back import rows_to_mend
from caf.importing.meanings import say_meanings
from caf.importing.workflow import job_of
from caf.models import ImportOutcome, ImportState
from caf.views.importing import crumbs, on_import, told, words_form
from core.workflow import Refused


def acted(request, run, act, done, back=""):
    """Do it, say so, and go back to the page."""
    try:
        act()
    except Refused as reason:
        messages.error(request, told(reason))
    else:
        if done:
            messages.success(request, done)
    return HttpResponseRedirect(back or run.get_absolute_url())


@on_import
@require_POST
def import_answer(request, run, row):
    """The answer to one question."""
    chosen = request.POST.get("organisation", "")
    said = {
        "answer": request.POST.get("answer", ""),
        "organisation": int(chosen) if chosen.isascii() and chosen.isdigit() else None,
    }
    back = f"{run.get_absolute_url()}?tab={ImportOutcome.DUPLICATE}#question-{row}" if request.POST.get("tab") else ""
    return acted(
        request,
        run,
        lambda: answer_row(run, row, by=request.user, **said),
        "",
        back or f"{run.get_absolute_url()}#questions",
    )


@on_import
@require_POST
def import_words(request, run):
    """What words of the file mean; its rows are checked again."""
    form = words_form(run, request.POST)
    if form is None or not form.is_valid():
        messages.error(request, gettext("Choose one of the words offered."))
        return HttpResponseRedirect(run.get_absolute_url())
    return acted(request, run, lambda: say_meanings(run, said=form.said, by=request.user), "")


@on_import
@require_POST
def import_choice(request, run):
    """How new organisations will begin, kept as soon as it is chosen."""
    form = ConfirmForm(request.POST)
    state = form.cleaned_data["new_state"] if form.is_valid() else ""
    response = acted(request, run, lambda: runs.choose_new_state(run, new_state=state, by=request.user), "")
    if request.htmx:  # nothing to show, but for the refusal that the page then says
        return HttpResponse(headers={"HX-Refresh": "true"}) if get_messages(request) else HttpResponse(status=204)
    return response


@on_import
@require_POST
def import_confirm(request, run):
    form = ConfirmForm(request.POST)
    state = form.cleaned_data["new_state"] if form.is_valid() else ""
    return acted(request, run, lambda: runs.confirm_import(run, new_state=state, by=request.user), "")


@on_import
@require_POST
def import_cancel(request, run):
    """Throw the file away; while a job is open, stop that."""
    job = job_of(run)
    if job is not None and progress.ask_to_stop(job):
        messages.info(request, gettext("It stops at the next step."))
        return redirect(run)
    return acted(request, run, lambda: runs.cancel_import(run, by=request.user), gettext("The file is thrown away."))


@on_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request, run):
    """Asked for with GET, it shows what will be undone; only POST does it, with a reason."""
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            runs.undo_import(run, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as reason:
            form.add_error(None, told(reason))
        else:
            return HttpResponseRedirect(run.get_absolute_url())
    title = gettext("Undo the import")
    lead = gettext(
        "What it entered goes, and the organisations say again what they said before. What was changed or "
        "built on since stays, "
        "and is listed."
    )
    context = {
        "title": title,
        "lead": lead,
        "crumbs": crumbs(run, title),
        "form": form,
        "submit_label": title,
        "cancel_url": run.get_absolute_url(),
        "cancel_label": gettext("Keep the import"),
    }
    return render(request, "core/record_form.html", context)


@on_import
@require_GET
def import_errors(request, run):
    """The rows to mend, as the same file."""
    if run.state not in (ImportState.CHECKED, ImportState.CONFIRMED):
        raise Http404
    content, name, media_type = rows_to_mend(run)
    if media_type.startswith("text/csv"):
        response = StreamingHttpResponse(content, content_type=media_type)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
