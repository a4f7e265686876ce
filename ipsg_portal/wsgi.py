"""The web server's door: `granian --interface wsgi ipsg_portal.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipsg_portal.settings")

application = get_wsgi_application()
