from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResolutionsConfig(AppConfig):
    name = "resolutions"
    verbose_name = _("Resolutions")

    def ready(self) -> None:
        from resolutions import delivery, tasks  # noqa: F401, PLC0415 - registers the job handlers

        delivery.listen()
