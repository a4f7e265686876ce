"""Every address of the portal. English without prefix, the other languages under theirs: /fr/conferences/."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView, TemplateView

from ipsg_portal.account import account_home
from ipsg_portal.health import healthz
from ipsg_portal.home import home
from ipsg_portal.work import work
from network import urls as network_urls
from network import urls_invitations

handler403 = "core.rights.refused"

# The support pages are entered by the portal's own sign-in, with its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def page(template):
    """A page of plain words, open to everyone."""
    return login_not_required(TemplateView.as_view(template_name=template))


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *i18n_patterns(
        path("", home, name="home"),
        path("work/", work, name="work"),
        path("account/", account_home, name="account_home"),
        # An address is what an invitation was sent to: the administrator changes it, not its holder.
        path("account/email/", RedirectView.as_view(pattern_name="account_home"), name="account_email"),
        path("account/", include("allauth.urls")),
        path("network/", include(([*urls_invitations.urlpatterns, *network_urls.urlpatterns], "network"))),
        path("conferences/", include("conferences.urls")),
        path("caf/", include("caf.urls")),
        path("customer-focus/", include("customer_focus.urls")),
        path("resolutions/", include("resolutions.urls")),
        path("about/", page("pages/about.html"), name="about"),
        path("accessibility/", page("pages/accessibility.html"), name="accessibility"),
        path("privacy/", page("pages/privacy.html"), name="privacy"),
        path("look/", page("look.html"), name="look"),
        path("support/", admin.site.urls),
        prefix_default_language=False,
    ),
]
