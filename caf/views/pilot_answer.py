"""The public pages behind a personal link of a consultation: what is asked, saving a part, sending; and asking for
the link anew."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.consultation import send_own_link
from caf.actions.pilot_answering import invitation_of, opened, save_part, send_answers
from caf.forms.pilot_feedback import ItemAnswersForm, WholeAnswersForm
from caf.models import Invitation
from caf.pilot_questions import RATINGS, is_answered
from caf.reading.pilot_parts import WHOLE, parts_of
from core.clock import present_day
from core.workflow import Refused


def set_opened(token, place):
    """Raises Http404: a guessed link is told nothing."""
    found = opened(token, place)
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_safe
def pilot_answer(request, token):
    """Where a link leads. A mailbox that answers for several chooses for whom; the others go on at once."""
    invitation = invitation_of(token)
    if invitation is None:
        raise Http404
    if invitation.sets == 1:
        return answers_page(request, token, set_opened(token, 1))
    context = {
        "title": gettext("What did the pilot show?"),
        "consultation": invitation.consultation,
        "sets": [
            (found, reverse("caf:pilot_answer_set", args=[token, found.place]))
            for found in (set_opened(token, place) for place in range(1, invitation.sets + 1))
        ],
    }
    return render(request, "caf/pilot_answer_sets.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pilot_answer_set(request, token, place):
    """One set of answers, part by part. POST sends it; opening changes nothing: mail scanners open links too."""
    found = set_opened(token, place)
    problem = ""
    if request.method == "POST":
        try:
            send_answers(token, place)
        except Refused as reason:
            problem = str(reason)
        found = set_opened(token, place)
    return answers_page(request, token, found, problem)


def answers_page(request, token, found, problem=""):
    if found.refusal:
        context = {"words": found.refusal, "sent": found.is_sent, "more": found.invitation.sets > 1, "token": token}
        return render(request, "caf/pilot_answer_closed.html", context, status=200 if found.is_sent else 410)
    parts = parts_of(found.consultation, found.content)
    context = {
        "title": gettext("What did the pilot show?"),
        "consultation": found.consultation,
        "found": found,
        "problem": problem,
        "parts": [(part, reverse("caf:pilot_answer_part", args=[token, found.place, part.slug])) for part in parts],
        "send_url": reverse("caf:pilot_answer_set", args=[token, found.place]),
        "may_send": is_answered(found.content),
        "begun": found.answers is not None,
    }
    return render(request, "caf/pilot_answer.html", context, status=422 if problem else 200)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pilot_answer_part(request, token, place, part):
    """A part of the questions. POST keeps it and goes on to the next."""
    found = set_opened(token, place)
    if found.refusal:
        return answers_page(request, token, found)
    parts = parts_of(found.consultation, found.content)
    here = next((row for row in parts if row.slug == part), None)
    if here is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form: WholeAnswersForm | ItemAnswersForm
    if part == WHOLE:
        form = WholeAnswersForm(data, given=found.content.get("general", {}))
    else:
        form = ItemAnswersForm(data, items=here.items, given=found.content.get("items", {}))
    overview = reverse("caf:pilot_answer_set", args=[token, place])
    following = parts[here.number] if here.number < len(parts) else None
    onward = reverse("caf:pilot_answer_part", args=[token, place, following.slug]) if following else overview
    if request.method == "POST" and form.is_valid():
        said = {"items": {}, "general": form.answers()} if part == WHOLE else {"items": form.answers()}
        try:
            save_part(token, place, **said)
        except Refused:
            return answers_page(request, token, set_opened(token, place))
        messages.success(request, gettext("Saved. It is not sent yet."))
        return redirect(onward if "onward" in request.POST else overview)
    context = {
        "title": here.title,
        "part": here,
        "parts": len(parts),
        "form": form,
        "consultation": found.consultation,
        "overview": overview,
        "is_last": following is None,
        "ratings": RATINGS,
    }
    return render(request, "caf/pilot_answer_part.html", context, status=422 if form.errors else 200)


# right: who is asked at the own mail address
@require_safe
def asked_of_me(request):
    """What is asked at the address of this account. The link itself stands in the mail alone."""
    rows = Invitation.objects.waiting_for(request.user.email, present_day())
    context = {
        "title": gettext("Questions on the pilot of PEF"),
        "crumbs": [(gettext("Work"), reverse("work")), (gettext("Questions on the pilot of PEF"), None)],
        "rows": rows.select_related("consultation__version"),
    }
    return render(request, "caf/pilot_asked.html", context)


# right: who is asked at the own mail address
def own_pilot_link(request, pk):
    """Another link, to the address that is asked."""
    rows = Invitation.objects.waiting_for(request.user.email, present_day())
    invitation = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        send_own_link(invitation)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        words = gettext("A mail with the link is on its way to %(email)s.")
        messages.success(request, words % {"email": invitation.email})
    return redirect("caf:asked_of_me")
