"""The web server's door: `granian --interface wsgi ipsg_portal.wsgi:application`."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipsg_portal.settings")

gc.disable()  # all that is loaded now stays: nothing is gone that could be looked for meanwhile
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # with the pages, which would be loaded while the first reader waits
gc.freeze()  # to look through it later for what is gone takes a quarter of a second each time
gc.enable()
