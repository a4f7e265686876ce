from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CafConfig(AppConfig):
    name = "caf"
    verbose_name = _("CAF")

    def ready(self) -> None:
        import_module("caf.tasks")  # says which jobs it does
