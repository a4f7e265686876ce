"""Who is asked: the list of addresses, sending, reminding. All of it for who prepares the questionnaire."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from conferences.actions import mailing
from conferences.forms.evaluation import RecipientsForm
from conferences.permissions import can_evaluate
from conferences.views.evaluation import QuestionnairePage, on_questionnaire
from conferences.workflow.questionnaire import QUESTIONNAIRE
from core.clock import present_day
from core.pages import ROWS_A_PAGE
from core.workflow import Refused, refusal
from network.models import Mail

NAMES_A_PAGE = 25  # beside the mail


def site_of(request):
    """https://portal.example"""
    return f"{request.scheme}://{request.get_host()}"


def people(record):
    """How many are on the list, have got it, have answered."""
    listed = record.recipients.count()
    waiting = mailing.not_mailed(record).count()
    return {
        "listed": listed,
        "mailed": listed - waiting,
        "not_mailed": waiting,
        "answered": record.recipients.filter(answered_on__isnull=False).count(),
        "unsent": Mail.objects.filter(about=mailing.about(record), sent_at__isnull=True).count(),
    }


@on_questionnaire(can_evaluate)
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_recipients(request, record):
    """The addresses, and a form for more. What cannot be read comes back into the form, with the reason."""
    read = []
    form = RecipientsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        try:
            read = mailing.add_recipients(record, form.cleaned_data["lines"], language=language, by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            refused = [line for line in read if line.refused]
            form = RecipientsForm({"addresses": "\n".join(line.text for line in refused), "language": language})
            if refused:
                words = ngettext(
                    "%(n)s line could not be read: mend it and enter it again.",
                    "%(n)s lines could not be read: mend them and enter them again.",
                    len(refused),
                )
                form.add_error("addresses", words % {"n": len(refused)})
            else:
                form = RecipientsForm(initial={"language": language})
    context = {
        "title": gettext("Addresses"),
        "crumbs": QuestionnairePage.crumbs(record, gettext("Addresses")),
        "record": record,
        "form": form,
        "added": sum(line.added for line in read),
        "twice": [line for line in read if not line.added and not line.refused],
        "refused": [line for line in read if line.refused],
        "read": read,
        "page": Paginator(record.recipients.exclude(email=""), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "is_closed": record.is_closed_on(present_day()),
        "mailed_ids": set(record.recipients.filter(links__isnull=False).values_list("pk", flat=True)),
        "people": people(record),
        "kept_days": settings.EVALUATION_ADDRESS_DAYS,
    }
    return render(request, "conferences/evaluation_recipients.html", context)


@on_questionnaire(can_evaluate)
@require_POST
def questionnaire_recipient_remove(request, record, recipient):
    row = get_object_or_404(record.recipients, pk=recipient)
    try:
        mailing.remove_recipient(row, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("%(email)s is taken off the list.") % {"email": row.email})
    return redirect(reverse("conferences:questionnaire_recipients", args=record.keys))


@on_questionnaire(can_evaluate)
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_send(request, record):
    """Asked for with GET, it shows the mail and who gets it; only POST sends."""
    step = QUESTIONNAIRE.named("open")
    reason = refusal(step, record, request.user) if record.state == "draft" else ""
    return mailing_page(request, record, gettext("Send the questionnaire"), mailing.send, mailing.not_mailed, reason)


@on_questionnaire(can_evaluate)
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_remind(request, record):
    """Asked for with GET, it shows who is reminded; only POST does it."""
    reason = "" if record.is_open_on(present_day()) else gettext("It is not open for answers.")
    return mailing_page(
        request, record, gettext("Remind those who have not answered"), mailing.remind, mailing.not_answered, reason
    )


def mailing_page(request, record, title, act, meant, problem):
    if request.method == "POST":
        try:
            count = act(record, by=request.user, site=site_of(request))
        except Refused as reason:
            problem = str(reason)
        else:
            words = ngettext("%(n)s mail is being written and sent.", "%(n)s mails are being written and sent.", count)
            messages.success(request, words % {"n": count})
            return HttpResponseRedirect(record.get_absolute_url())
    waiting = meant(record)
    context = {
        "title": title,
        "crumbs": QuestionnairePage.crumbs(record, title),
        "record": record,
        "problem": problem,
        "count": waiting.count(),
        "page": Paginator(waiting, NAMES_A_PAGE).get_page(request.GET.get("page")),
        "mails": [] if problem else mailing.examples(record, site=site_of(request), is_reminder=act is mailing.remind),
    }
    return render(request, "conferences/evaluation_send.html", context)
