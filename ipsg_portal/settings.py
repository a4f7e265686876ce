"""One settings module; the environment decides (12-factor).

`PORTAL_MODE=embedded`, the default, needs no installed server: SQLite, and a broker that the
launcher starts beside the portal. `PORTAL_MODE=production` takes every address and secret from the
environment, and refuses to start with a sentence that names what is missing or unsafe.
`docs/settings.md` lists every variable.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from ipsg_portal import logs

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

MODE = env.str("PORTAL_MODE", "embedded")
if MODE not in {"embedded", "production"}:
    raise ImproperlyConfigured(
        f"PORTAL_MODE is {MODE!r}: it must be 'embedded' (one machine, no servers needed) or 'production'."
    )
PRODUCTION = MODE == "production"
DEBUG = env.bool("PORTAL_DEBUG", False)


def from_environment(name: str, why: str, embedded: str) -> str:
    """The variable's value; in production it must be set.

    Raises ImproperlyConfigured with `why` when it is missing there.
    """
    value = env.str(name, "" if PRODUCTION else embedded)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}")
    return value


# --- Where things are kept -----------------------------------------------------------------------

VAR_DIR = Path(env.str("PORTAL_VAR", str(BASE_DIR / "var")))
if not PRODUCTION:
    VAR_DIR.mkdir(parents=True, exist_ok=True)


def embedded_secret_key() -> str:
    """A secret key of this installation's own, made once and kept where only its owner reads it."""
    if PRODUCTION:
        return ""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        # Written whole before it gets its name: of two processes that start at once, both read the same key.
        with NamedTemporaryFile("w", dir=VAR_DIR) as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text()


SECRET_KEY = from_environment("SECRET_KEY", "give a random text of at least 50 characters.", embedded_secret_key())
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    raise ImproperlyConfigured("SECRET_KEY is too short or too plain: give at least 50 random characters.")

ALLOWED_HOSTS = from_environment(
    "ALLOWED_HOSTS",
    "give the portal's host names, separated by commas.",
    "localhost,127.0.0.1,[::1],testserver",
).split(",")
# For links in mail that no request asked for.
SITE_ADDRESS = env.str(
    "SITE_ADDRESS",
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else f"http://localhost:{env.int('PORT', 8000)}",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []

if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("PORTAL_DEBUG is on: it shows internals to visitors, switch it off in production.")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS contains '*': name the hosts, or anyone may pose as the portal.")

DATABASE_URL = from_environment(
    "DATABASE_URL",
    "give the PostgreSQL address, postgres://user:password@host:5432/name.",
    f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
)
REDIS_URL = from_environment(
    "REDIS_URL",
    "give the Redis address, redis://:password@host:6379/0.",
    f"redis+socket://{VAR_DIR / 'broker.sock'}",
)
if PRODUCTION and not DATABASE_URL.startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("DATABASE_URL is not a PostgreSQL address: production keeps its records there.")
if PRODUCTION and not REDIS_URL.startswith(("redis://", "rediss://")):
    raise ImproperlyConfigured("REDIS_URL is not a Redis address: production shares its broker and cache there.")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Kept open: whoever opens it reads all its tables' definitions first, which takes longer than many a page.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    # Immediate transactions and a long patience: 0 of 2 000 writes locked, instead of nearly all.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", 8)},
        # A list's query has a dozen subqueries: PostgreSQL would compile each anew for seconds, to save none.
        "options": "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000 -c jit=off",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis keeps nothing that the database does not know: the embedded default caches in the process.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL.startswith(("redis://", "rediss://"))
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
    # What may be some seconds old, and is not worth a journey to Redis.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process", "TIMEOUT": 15},
}

# --- What the portal is made of ------------------------------------------------------------------

INSTALLED_APPS = [
    "ipsg_portal",
    "resolutions",
    "conferences",
    "caf",
    "customer_focus",
    "network",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "simple_history",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.MaintenanceMiddleware",
    "core.middleware.ReadingDayMiddleware",
    "ipsg_portal.work.CountAnewMiddleware",
    "core.middleware.AtomicWritesMiddleware",
]

ROOT_URLCONF = "ipsg_portal.urls"
WSGI_APPLICATION = "ipsg_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ipsg_portal.context.masthead",
            ],
            "builtins": ["django.templatetags.i18n", "core.templatetags.portal"],
        },
    }
]
FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6 does; drop it then
FORM_RENDERER = "core.form_rendering.Renderer"

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_RULES = {
    "UserAttributeSimilarityValidator": {"user_attributes": ("name", "email")},
    "MinimumLengthValidator": {},
    "CommonPasswordValidator": {},
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in PASSWORD_RULES.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "network.adapter.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has already shown that the address is read
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[EUPAN] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {  # besides the library's own; an address here is that of a computer (ip) or of mail (key)
    "caf_join": "20/h/ip,300/h/key",
    "caf_join_mail": "3/d/key",
    "caf_check": "60/m/ip",
}
MFA_SUPPORTED_TYPES = env.list("MFA_TYPES", ["totp", "recovery_codes", "webauthn"])
MFA_PASSKEY_LOGIN_ENABLED = "webauthn" in MFA_SUPPORTED_TYPES
MFA_TOTP_ISSUER = "IPSG portal"

# --- Mail ----------------------------------------------------------------------------------------

# Embedded, each mail is a file: the logs cut out the links by which somebody joins or answers.
EMAIL_URL = from_environment(
    "EMAIL_URL", "give the mail server, smtp+tls://user:password@host:587.", f"filemail://{VAR_DIR / 'mail'}"
)
EMAIL_ADDRESS = urlsplit(EMAIL_URL)
EMAIL_KINDS = {"consolemail": "console", "filemail": "filebased", "smtp": "smtp", "smtp+tls": "smtp", "smtps": "smtp"}
if EMAIL_ADDRESS.scheme not in EMAIL_KINDS:
    raise ImproperlyConfigured(f"EMAIL_URL begins with {EMAIL_ADDRESS.scheme!r}: it must be one of {[*EMAIL_KINDS]}.")
if PRODUCTION and not EMAIL_ADDRESS.scheme.startswith("smtp"):
    raise ImproperlyConfigured("EMAIL_URL is not a mail server: production's invitations and calls would reach nobody.")
EMAIL_BACKEND = f"django.core.mail.backends.{EMAIL_KINDS[EMAIL_ADDRESS.scheme]}.EmailBackend"
EMAIL_HOST = EMAIL_ADDRESS.hostname or "localhost"
EMAIL_PORT = EMAIL_ADDRESS.port or {"smtp+tls": 587, "smtps": 465}.get(EMAIL_ADDRESS.scheme, 25)
EMAIL_HOST_USER = unquote(EMAIL_ADDRESS.username or "")
EMAIL_HOST_PASSWORD = unquote(EMAIL_ADDRESS.password or "")
EMAIL_USE_TLS = EMAIL_ADDRESS.scheme == "smtp+tls"
EMAIL_USE_SSL = EMAIL_ADDRESS.scheme == "smtps"
EMAIL_FILE_PATH = EMAIL_ADDRESS.path
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = from_environment(
    "DEFAULT_FROM_EMAIL", "give the address that the portal's mail comes from.", "portal@localhost"
)
BOUNCE_ADDRESS = env("BOUNCE_ADDRESS", default="")
"""The box into which mail servers report what could not be delivered (`manage.py read_bounces`), if there is one."""

# --- Jobs ----------------------------------------------------------------------------------------
# A job is a row in the database (core.Job); publishing it is an optimisation after the commit, and
# a sweep publishes what is left. So a broker that is away costs half a second, never a request.

JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 60)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", 5)
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_TASK_TIME_LIMIT + 60,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1,
    "max_retries": 0,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "core.sweep_jobs", "schedule": JOB_SWEEP_SECONDS, "options": {"expires": JOB_SWEEP_SECONDS}},
    "forget-addresses": {"task": "conferences.forget_addresses", "schedule": 86_400},
    "ask-caf-users": {"task": "caf.ask_users", "schedule": 86_400},
    "remind-label-holders": {"task": "caf.remind_holders", "schedule": 86_400},
    "forget-claims": {"task": "caf.forget_claims", "schedule": 86_400},
    "forget-pilots": {"task": "caf.forget_pilots", "schedule": 86_400},
    "warn-of-hosts": {"task": "conferences.warn_of_hosts", "schedule": 86_400},
}

# --- What people are asked -----------------------------------------------------------------------

EVALUATION_ADDRESS_DAYS = env.int("EVALUATION_ADDRESS_DAYS", 180)

# --- Languages and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # empty: WhiteNoise finds the files where they are
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
LETTER_LIMIT = env.int("LETTER_LIMIT_MB", 10) * 1_048_576  # bytes of a letter of support; kept in the database

# --- Safety --------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # htmx sends the token in a header
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

MAINTENANCE_FILE = VAR_DIR / "maintenance"

# --- Logs ----------------------------------------------------------------------------------------

LOGGING = logs.logging_of(env.str("LOG_LEVEL", "INFO"), production=PRODUCTION)
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # debug: one line a request, when it has ended, tells all of it
logs.configure()

DEMONSTRATION = env.bool("PORTAL_DEMONSTRATION", not PRODUCTION)
