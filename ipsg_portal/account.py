"""My account: who I am here, which roles I hold and until when, my second factors."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caf.models import Organisation


@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated  # the line above the view says so
    today = timezone.localdate()
    roles = request.user.roles.select_related("country").prefetch_related("country__names").order_by("from_on", "pk")
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "account_home.html",
        {
            "roles": [role for role in roles if role.held_on(today)],
            "organisations": Organisation.objects.filter(
                pk__in=request.user.caf_contacts.in_force_today().values("organisation")
            ),
            "roles_ahead": [role for role in roles if role.from_on > today],
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        },
    )
