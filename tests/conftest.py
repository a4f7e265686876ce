"""What the tests are handed. The servers behind it are in tests/servers.py.

`portal`   address of a web server (granian, other process) on the test's database; for `page` and for HTTP
`worker`   starts Celery workers (other processes) on it: `worker.start()`, `.kill()`, `.stop()`
`broker`   the broker: `.kill()` is kill -9, `.start()`; runs again after the test
`mailbox`  messages that any process has sent by SMTP
`page`     Playwright's page in the system's Chromium; its base address is the portal's
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.cache import caches
from django.db import connection
from django.utils import translation

from tests import servers
from tests.emptying import empty_what_is_kept
from tests.processes import Workers, start_web
from tests.servers import Server

FOLDER = Path(os.environ[servers.FOLDER])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long by itself begins first: at the end a worker would wait for it."""
    long = ("test_migrations.py", "test_launcher.py", "test_permissions.py", "test_any_records.py")
    items.sort(key=lambda item: item.path.name not in long)


def pytest_collection_finish() -> None:
    """What is imported stays: to look through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Built from the models, in a twentieth of the time; tests/test_migrations.py sees that it comes to the same."""
    return False


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """PostgreSQL's test databases end with their server, which is the run's own: dropping one would have to wait
    until the last process killed by a test has let go of it."""
    return connection.vendor == "postgresql"


empty_what_is_kept()


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """What a request leaves in the process: its language, of which the next test would read, and what it kept."""
    yield
    translation.deactivate()
    caches["process"].clear()


@pytest.fixture(scope="session")
def web_server(django_db_setup: None) -> Iterator[str]:
    """Address of one granian for the whole session. Tests ask for `portal`."""
    server, address = start_web(FOLDER)
    yield address
    server.stop()


@pytest.fixture
def portal(transactional_db: None, web_server: str) -> str:
    """The portal's address, without a slash at its end."""
    return web_server


@pytest.fixture
def worker(transactional_db: None, broker: Server) -> Iterator[Workers]:
    """Starts real workers: `worker.start()`."""
    workers = Workers(FOLDER)
    yield workers
    workers.end()


@pytest.fixture
def broker() -> Iterator[Server]:
    """The broker of this pytest process, empty at first and at the end; it runs again after the test."""
    server = servers.running["broker"]
    yield server
    server.kill()
    shutil.rmtree(FOLDER / "broker", ignore_errors=True)
    (FOLDER / "broker").mkdir()
    server.start()


class Kept(Message):
    """Keeps what it is handed."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.messages: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.messages.append(message)


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Kept]:
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=urlsplit(os.environ["EMAIL_URL"]).port or 0)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def mailbox(mail_server: Kept) -> list[Any]:
    """Messages sent by SMTP since the test began, by whichever process; a live list."""
    mail_server.messages.clear()
    return mail_server.messages


# --- The browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        raise servers.ServerMissingError("Chromium is not installed: ./portal test installs it where it may.")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",  # root in a container
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
        ],
    }


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Playwright's `page.goto("/")` is the portal's home."""
    return str(request.getfixturevalue("web_server"))
