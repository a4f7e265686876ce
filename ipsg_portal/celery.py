"""The Celery application: `celery -A ipsg_portal worker`."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipsg_portal.settings")

app = Celery("ipsg_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

WORKER_PATIENCE = 30  # seconds


@celeryd_init.connect
def be_patient(conf: Any = None, **_kwargs: Any) -> None:
    """A worker waits for a broker that hangs, where a request does not.

    A timeout as short as a request's cuts its waiting read off, and it may never take a job again.
    """
    conf.broker_transport_options = {**conf.broker_transport_options, "socket_timeout": WORKER_PATIENCE}
