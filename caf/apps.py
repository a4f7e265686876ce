from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from caf.frozen import freeze


class CafConfig(AppConfig):
    name = "caf"
    verbose_name = _("CAF")

    def ready(self) -> None:
        import_module("caf.tasks")  # says which jobs it does
        post_migrate.connect(freeze, sender=self)
