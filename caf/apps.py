from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from caf.frozen import freeze
from network.signals import invitation_accepted


class CafConfig(AppConfig):
    name = "caf"
    verbose_name = _("CAF")

    def ready(self) -> None:
        import_module("caf.tasks")  # says which jobs it does
        # The models that it needs are there from now on.
        invitation_accepted.connect(import_module("caf.actions.account").tie, dispatch_uid="caf.contact")
        invitation_accepted.connect(import_module("caf.actions.feedback_actor").tie, dispatch_uid="caf.actor")
        post_migrate.connect(freeze, sender=self)
