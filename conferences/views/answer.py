"""The public page behind a personal link, and its preview."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from conferences.actions.answering import opened, save_answers
from conferences.forms.answer import AnswerForm
from conferences.permissions import can_evaluate
from conferences.views.evaluation import QuestionnairePage, on_questionnaire
from core.workflow import Refused


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_answer(request, token):
    """Opening the link changes nothing: mail scanners open links too. A guessed link is told nothing."""
    link = opened(token)
    if link is None:
        raise Http404
    questions = list(link.questionnaire.questions.all())
    given = link.response.answers if link.response else None
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=questions, given=given)
    context = {"questionnaire": link.questionnaire, "form": form, "edition": link.questionnaire.edition}
    if link.refusal:
        return closed(request, context, link.refusal)
    if request.method == "POST" and form.is_valid():
        try:
            save_answers(token, answers=form.answers())
        except Refused as late:
            return closed(request, context, str(late))
        return render(request, "conferences/evaluation_thanks.html", context | {"again": request.path})
    context |= {"title": gettext("How was it?"), "changes": given is not None}
    return render(request, "conferences/evaluation_answer.html", context, status=422 if form.errors else 200)


def closed(request, context, words):
    return render(request, "conferences/evaluation_closed.html", context | {"words": words}, status=410)


@on_questionnaire(can_evaluate)
@require_safe
def questionnaire_preview(request, record):
    """The questionnaire as its recipients see it; nothing can be sent from here."""
    context = {
        "title": gettext("How was it?"),
        "questionnaire": record,
        "edition": record.edition,
        "form": AnswerForm(questions=list(record.questions.all())),
        "crumbs": QuestionnairePage.crumbs(record, gettext("Preview")),
        "preview": True,
    }
    return render(request, "conferences/evaluation_answer.html", context)
