"""Self-registration: the public form, the link that confirms it, and what the country says where there is one."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caf.actions.claim import accept_claim, ask_for_confirmation, confirm, opened, refusal_to_confirm, refuse_claim
from caf.forms.claim import PRIVACY_VERSION, ClaimForm, ConfirmForm, ReasonForm
from caf.models import Claim
from caf.models.claim import CLAIM_DAYS
from caf.permissions import can_edit_country_record
from caf.views.room import ROOM
from core.workflow import Refused

EVERYONE = "everyone"


def crumbs(*more):
    return [(ROOM.label, reverse(ROOM.home)), *((words, None) for words in more)]


@login_not_required
@never_cache
@sensitive_post_parameters("email", "role")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    """Whatever is on record, and whoever has written before: the answer is the same."""
    form = ClaimForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif not consume(request, action="caf_join", key=EVERYONE):
            form.add_error(None, gettext("Too many registrations came from here. Wait an hour, and send this again."))
            status = 429
        else:
            claim = form.instance
            claim.consent, claim.language = PRIVACY_VERSION, (get_language() or "en")[:2]
            if consume(request, action="caf_join_mail", key=claim.email):
                ask_for_confirmation(claim)
            return HttpResponseRedirect(reverse("caf:join_sent"))
    context = {
        "title": gettext("Register your organisation"),
        "lead": gettext("Does it use CAF? One page, five minutes, no account."),
        "crumbs": crumbs(gettext("Register your organisation")),
        "form": form,
        "days": CLAIM_DAYS,
    }
    return render(request, "caf/claim_join.html", context, status=status)


@login_not_required
@require_safe
def join_sent(request):
    return render(request, "caf/claim_sent.html", {"days": CLAIM_DAYS})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_confirm(request, token):
    """Opening the link changes nothing: mail scanners open links too."""
    claim = opened(token)
    refusal = refusal_to_confirm(claim)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if not refusal and form.is_valid():
        try:
            claim = confirm(token, **form.cleaned_data)
        except Refused as late:
            refusal = str(late)
        else:
            context = {"country": claim.country, "account": claim.wants_account}
            return render(request, "caf/claim_thanks.html", context)
    if refusal:
        return render(request, "caf/claim_refused.html", {"refusal": refusal}, status=410)
    context = {"title": gettext("Confirm the registration"), "claim": claim, "fields": fields_of(claim), "form": form}
    return render(request, "caf/claim_confirm.html", context)


FIELDS = (
    "name",
    "english_name",
    "country",
    "city",
    "website",
    "level",
    "sector",
    "size",
    "version",
    "starts_on",
    "role",
    "email",
)


def fields_of(claim):
    """(label, value) of what was typed."""
    return [
        (
            claim._meta.get_field(name).verbose_name,
            getattr(claim, f"get_{name}_display", lambda n=name: getattr(claim, n))(),
        )
        for name in FIELDS
        if getattr(claim, name)
    ]


def claim_found(request, pk):
    claim = get_object_or_404(Claim.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    if not can_edit_country_record(request.user, claim):
        raise PermissionDenied
    return claim


# right: keep CAF organisations of the country
@require_http_methods(["GET", "HEAD", "POST"])
def claim_page(request, pk):
    """Of a confirmed claim on an organisation that the register has: is it the same? POST says it is."""
    claim = claim_found(request, pk)
    if request.method == "POST":
        try:
            organisation = accept_claim(claim, by=request.user)
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(claim)
        messages.success(request, gettext("The contact is added to the record."))
        return redirect(organisation)
    context = {
        "title": gettext("Registration of %(name)s") % {"name": claim.name},
        "crumbs": crumbs(gettext("Registration by the organisation")),
        "claim": claim,
        "fields": fields_of(claim),
        "organisation": claim.organisation,
    }
    return render(request, "caf/claim_page.html", context)


# right: keep CAF organisations of the country
@require_http_methods(["GET", "HEAD", "POST"])
def claim_refuse(request, pk):
    claim = claim_found(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_claim(claim, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("The registration is refused; the reason goes out by mail."))
            return redirect("work")
    context = {
        "title": gettext("Refuse the registration"),
        "lead": claim.name,
        "crumbs": [*crumbs(), (claim.name, claim.get_absolute_url()), (gettext("Refuse the registration"), None)],
        "form": form,
        "submit_label": gettext("Refuse the registration"),
        "cancel_url": claim.get_absolute_url(),
    }
    return render(request, "core/record_form.html", context)
