"""The web server's door: `granian --interface wsgi ipsg_portal.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipsg_portal.settings")

application = get_wsgi_application()
# All that was loaded by now stays: to look through it for what is gone takes a quarter of a second each time.
gc.freeze()
