from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = i18n_patterns(
    path("", TemplateView.as_view(template_name="base.html"), name="home"),
    path("account/", include("allauth.urls")),
    path("network/", include("network.urls")),
    path("conferences/", include("conferences.urls")),
    path("caf/", include("caf.urls")),
    path("customer-focus/", include("customer_focus.urls")),
    path("resolutions/", include("resolutions.urls")),
    prefix_default_language=False,
)
