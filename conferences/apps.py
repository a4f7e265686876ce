from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = _("Quality Conferences")

    def ready(self) -> None:
        from conferences import tasks  # noqa: F401, PLC0415 - registers the job handlers
