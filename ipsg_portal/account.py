"""My account: who I am here, which roles I hold and until when, my second factors."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone


@login_required
def account_home(request):
    today = timezone.localdate()
    roles = request.user.roles.select_related("country").prefetch_related("country__names").order_by("from_on", "pk")
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "account_home.html",
        {
            "roles": [role for role in roles if role.held_on(today)],
            "roles_ahead": [role for role in roles if role.from_on > today],
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        },
    )
