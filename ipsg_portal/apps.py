from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ipsg_portal"
