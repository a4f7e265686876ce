"""The yearly question: the page behind a personal link, and which countries ask."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caf.actions import asking
from caf.columns import asking as columns
from caf.forms.asking import AnswerForm, CountryAskingForm, OwnLinkForm
from caf.forms.claim import PRIVACY_VERSION
from caf.models import Answer, Confirmation, ContactLink, CountryAsking, Organisation, Purpose
from caf.permissions import can_begin_country_record, can_edit_country_record
from caf.views.claim import EVERYONE, crumbs
from caf.views.room import ROOM, KeepersAlone
from core.clock import present_day
from core.pages import RecordForm, RecordList, RecordPage
from core.workflow import Refused


@login_not_required
@never_cache
@sensitive_post_parameters("email", "role", "words")
@require_http_methods(["GET", "HEAD", "POST"])
def contact_answer(request, token):
    """Opening the link changes nothing: mail scanners open links too. A guessed link is told nothing."""
    link = asking.opened(token)
    refusal = asking.refusal_to_answer(link)
    if link is None or refusal:
        return refused(request, refusal)
    form = AnswerForm(request.POST if request.method == "POST" else None, link=link)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        consent = PRIVACY_VERSION if data.pop("agreed", False) else ""
        try:
            given = asking.answer(token, consent=consent, **(data | {"answer": Answer(data["answer"])}))
        except Refused as late:
            return refused(request, str(late))
        context = {"organisation": link.organisation, "given": given, "account": data.get("account")}
        return render(request, "caf/answer_thanks.html", context)
    context = {
        "title": titles()[link.purpose] % {"name": link.organisation.name},
        "link": link,
        "organisation": link.organisation,
        "form": form,
        "use": link.organisation.uses.all().last(),
    }
    return render(request, "caf/answer.html", context, status=422 if form.errors else 200)


def titles():
    question = gettext("Does %(name)s still use CAF?")
    return dict.fromkeys(Purpose, question) | {
        Purpose.COMPLETE: gettext("Complete the registration of %(name)s"),
        Purpose.OWN: gettext("The record of %(name)s"),
        Purpose.INVITE: gettext("Are you the contact of %(name)s?"),
    }


def refused(request, words):
    return render(request, "caf/answer_refused.html", {"refusal": words}, status=410)


@login_not_required
@never_cache
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
def own_link(request):
    """A contact asks for a link. The answer is the same whether the address is known or not."""
    form = OwnLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not consume(request, action="caf_join", key=EVERYONE):
            form.add_error(None, gettext("Too many came from here. Wait an hour, and send this again."))
        else:
            if consume(request, action="caf_join_mail", key=email):
                asking.send_own_links(email)
            return render(request, "caf/own_link_sent.html")
    context = {
        "title": gettext("Change the record of your organisation"),
        "lead": gettext("We send you a link. Behind it you say what has changed, or who is the contact now."),
        "crumbs": crumbs(gettext("Change the record of your organisation")),
        "form": form,
        "submit_label": gettext("Send me a link"),
        "cancel_url": reverse("caf:home"),
    }
    return render(request, "core/record_form.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def question_stop(request, token):
    """The yearly question is not mailed any more. POST alone does it, from the page or from a mail program (RFC 8058),
    which has no cookie: whoever has the address of this page has the mail. A guessed one is told nothing."""
    contact = asking.to_stop(token)
    if contact is None:
        return refused(request, gettext("This link belongs to no mail. It may have been cut off: copy it whole."))
    if request.method == "POST":
        asking.stop_questions(contact)
    context = {"organisation": contact.organisation, "is_stopped": asking.is_stopped(contact)}
    return render(request, "caf/question_stop.html", context)


# right: keep CAF organisations of the country
def answer_settle(request, pk):
    confirmation = get_object_or_404(Confirmation.objects.visible_to(request.user), pk=pk)
    if not can_edit_country_record(request.user, confirmation.organisation):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        asking.settle_answer(confirmation, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("The answer is settled."))
    return HttpResponseRedirect(confirmation.organisation.get_absolute_url())


class CountryAskingList(KeepersAlone, RecordList):
    model = CountryAsking
    columns = columns.COUNTRY_ASKING
    room = ROOM
    address = "caf:country_asking_list"
    lead = _("Which countries ask their CAF users once a year whether they still are. The entry known last holds.")
    new = "caf:country_asking_new"
    new_label = _("Ask the users of a country")
    may_add = staticmethod(can_begin_country_record)
    empty_why = _("Nobody is asked until a country says so.")


class CountryAskingPage(RecordPage):
    listing = CountryAskingList
    may_edit = staticmethod(can_edit_country_record)
    template = "caf/country_asking_page.html"

    def more(self, request, record, read):
        day = present_day()
        own = {"country": record.country_id}
        link = ContactLink(purpose=Purpose.ASK, language=record.language, organisation=Organisation(name="…"))
        with override(record.language):
            subject, body = asking.question(link, "…")
        return {
            "numbers": (
                (gettext("To be asked today"), asking.due(day).filter(**own).count()),
                (gettext("To be reminded today"), asking.to_remind(day).filter(**own).count()),
                (gettext("To become dormant today"), asking.silent(day).filter(**own).count()),
            ),
            "subject": subject,
            "body": body,
        }


class CountryAskingEntry(RecordForm):
    page = CountryAskingPage
    form = CountryAskingForm
    new_lead = _(
        "Who was not confirmed for a year gets a mail; after a month a reminder; after another month without an "
        "answer the record becomes dormant. The first mails go out at once."
    )

    def save(self, form):
        return asking.keep_asking(form.instance, by=form.user, save=form.save)
