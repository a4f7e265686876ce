from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = _("Quality Conferences")

    def ready(self) -> None:
        import_module("conferences.tasks")  # says which jobs it does
