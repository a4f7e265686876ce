"""Invitations: the administrator's list, a new one, one that is looked at, and the link that is mailed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.workflow import Refused
from network.actions import (
    accept_invitation,
    accept_with_account,
    invite,
    is_invited,
    must_manage_people,
    refusal_to_accept,
)
from network.forms_invitation import NOT_INVITED_HERE, AcceptForm, InvitationForm
from network.mail import ask_to_send
from network.models import Invitation, Mail, Person, Role
from network.seats import SEATS

PAGE = 50


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Home"), reverse("home")), *more]


def site_of(request: HttpRequest) -> str:
    """https://portal.example"""
    return f"{request.scheme}://{request.get_host()}"


def list_crumb() -> tuple[str, str]:
    return (_("Invitations"), reverse("network:invitation_list"))


# right: manage people
@require_safe
def invitation_list(request: HttpRequest) -> HttpResponse:
    must_manage_people(request.user)
    rows = Invitation.objects.select_related("country", "invited_by").prefetch_related("country__names")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "network/invitation_list.html", {"page": page, "crumbs": crumbs((_("Invitations"), None))})


# right: manage people
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, pk: int) -> HttpResponse:
    must_manage_people(request.user)
    invitation = get_object_or_404(Invitation.objects.select_related("country", "invited_by", "accepted_by"), pk=pk)
    mail = Mail.objects.filter(about=f"invitation {invitation.pk}").first()
    if request.method == "POST":
        if mail is None or mail.sent_at is not None or not invitation.is_open:
            raise PermissionDenied
        ask_to_send(mail, request.user)
        messages.success(request, _("The mail is asked for again; it goes out once."))
        return redirect(invitation)
    return render(
        request,
        "network/invitation_page.html",
        {
            "invitation": invitation,
            "role": Role(seat=invitation.seat, country=invitation.country),
            "mail": mail,
            "crumbs": crumbs(list_crumb(), (invitation.email, None)),
        },
    )


# right: manage people
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest) -> HttpResponse:
    must_manage_people(request.user)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite(by=request.user, site=site_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(email)s is invited; the mail is on its way.") % {"email": invitation.email})
            return redirect(invitation)
    seats = [row for row in SEATS if row.seat not in NOT_INVITED_HERE]
    return render(
        request,
        "network/invitation_new.html",
        {"form": form, "seats": seats, "crumbs": crumbs(list_crumb(), (_("Invite a person"), None))},
        status=422 if form.errors else 200,
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing: mail scanners open links too."""
    invitation = Invitation.objects.select_related("country", "invited_by").filter(token=token).first()
    refusal = refusal_to_accept(invitation, request.user)
    has_account = invitation is not None and is_invited(request.user, invitation)
    if not refusal and request.user.is_authenticated and not has_account:
        refusal = _("You are signed in as %(person)s. Sign out first, then open the link again.") % {
            "person": request.user
        }
    if refusal:
        return refused(request, refusal)
    assert invitation is not None  # that would have been a refusal
    if has_account:
        return seat_added(request, invitation)
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_invitation(token=token, language=get_language() or "en", **form.cleaned_data)
        except Refused as late:
            return refused(request, str(late))
        except ValidationError as error:
            form.add_error("password", error)
        else:
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, _("Welcome, %(name)s. Your account is ready.") % {"name": person})
            return redirect("account_home")
    role = Role(seat=invitation.seat, country=invitation.country)
    return render(
        request,
        "network/invitation_accept.html",
        {"form": form, "invitation": invitation, "role": role},
        status=422 if form.errors else 200,
    )


def seat_added(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Of one who has an account: a button adds the seat to it."""
    if request.method == "POST":
        assert isinstance(request.user, Person)  # who is invited, and signed in
        try:
            accept_with_account(token=invitation.token, by=request.user)
        except Refused as late:
            return refused(request, str(late))
        messages.success(request, _("The seat is added to your account."))
        return redirect("account_home")
    role = Role(seat=invitation.seat, country=invitation.country)
    return render(
        request, "network/invitation_accept.html", {"invitation": invitation, "role": role, "has_account": True}
    )


def refused(request: HttpRequest, refusal: str) -> HttpResponse:
    return render(request, "network/invitation_refused.html", {"refusal": refusal, "next": request.path}, status=410)
