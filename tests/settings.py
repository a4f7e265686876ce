"""The portal's own settings, on the servers of the test rig."""

from tests import servers

servers.ready()

from ipsg_portal.settings import *  # noqa: E402, F403 - they read the environment that the rig has made
from ipsg_portal.settings import CACHES, DATABASES, VAR_DIR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; nothing here is secret
CACHES["process"]["TIMEOUT"] = 600  # on a slow machine too, one test counts its queries alike
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In a file, not in memory: workers and web server are other processes.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
