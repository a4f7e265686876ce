from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomerFocusConfig(AppConfig):
    name = "customer_focus"
    verbose_name = _("Customer focus")
