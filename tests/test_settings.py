"""Production starts with every setting safe, or not at all, and says which one stops it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

BASE_DIR = Path(__file__).resolve().parent.parent
GOOD = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "q8Zt-4mVx0LrB2nWc7KsYp1HdGf6JuEa_9TiRoQbXzMl3vNw5k",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:5/portal",
    "REDIS_URL": "redis://:secret@127.0.0.1:6/0",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}


def started_with(settings: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """The command with these settings and none of ours."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=BASE_DIR,
        env={**environment, "DJANGO_SETTINGS_MODULE": "ipsg_portal.settings", **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_production_settings_pass_every_deployment_check():
    result = started_with(GOOD, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (result.returncode, result.stdout + result.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
    )


@pytest.mark.parametrize("missing", [name for name in GOOD if name != "PORTAL_MODE"])
def test_missing_setting_stops_production_with_its_name(missing):
    settings = {name: value for name, value in GOOD.items() if name != missing}
    result = started_with(settings, "-c", "import ipsg_portal.settings")
    assert result.returncode != 0
    assert f"{missing} is not set: " in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_MODE", "staging"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("ALLOWED_HOSTS", "*"),
        ("PORTAL_DEBUG", "true"),
        ("DATABASE_URL", "sqlite:///var/portal.sqlite3"),
        ("REDIS_URL", "redis+socket:///tmp/broker.sock"),
        ("EMAIL_URL", "consolemail://"),
        ("EMAIL_URL", "pigeon://loft"),
    ],
)
def test_unsafe_setting_stops_production_with_its_name(name, value):
    result = started_with({**GOOD, name: value}, "-c", "import ipsg_portal.settings")
    assert result.returncode != 0
    assert f"ImproperlyConfigured: {name} " in result.stderr.splitlines()[-1]


def test_embedded_default_needs_no_setting(tmp_path):
    result = started_with({"PORTAL_VAR": str(tmp_path)}, "-c", "import ipsg_portal.settings as s; print(s.SECRET_KEY)")
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == (tmp_path / "secret-key").read_text()
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_embedded_each_mail_is_a_file_with_its_links(tmp_path):
    """In the logs the links of people are cut out: nobody could follow one."""
    link = "https://portal.example.org/caf/join/confirm/a-token/"
    send = f"from django.core.mail import send_mail; send_mail('Confirm', '{link}', None, ['office@example.org'])"
    result = started_with({"PORTAL_VAR": str(tmp_path)}, "-c", f"import django; django.setup(); {send}")
    assert result.returncode == 0, result.stderr
    [mail] = (tmp_path / "mail").iterdir()
    assert link in mail.read_text()
