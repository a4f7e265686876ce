"""Floor 4: where the subjects meet. Nothing imports from here."""

from ipsg_portal.celery import app as celery_app

__all__ = ["celery_app"]
