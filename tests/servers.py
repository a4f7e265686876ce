"""The real servers that the suite runs against. Each is started on first need, and ended with pytest.

`PORTAL_TEST_DATABASE` chooses: `sqlite` (the embedded default: SQLite in a file, the embedded broker
on a socket) or `postgresql` (a PostgreSQL of our own and a redis-server on a private port). What is
not installed is an error, never a skip. tests/settings.py calls `ready()` before the portal's
settings are read; conftest.py hands the servers to the tests.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
from redis import Redis, RedisError

from deploy.embedded import Child, broker_command, broker_program, spawn

BASE_DIR = Path(__file__).resolve().parent.parent
BIN_DIR = Path(sys.executable).parent


class ServerMissingError(Exception):
    """A server that the suite needs is not installed: one sentence."""


def wait_until(true: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Raises TimeoutError with `otherwise` when it does not become true in time."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(otherwise)
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


class Server(Child):
    """A server process with its log in the rig's folder; the kill of `kill()` is kill -9."""

    def __init__(
        self,
        name: str,
        command: list[str | Path],
        folder: Path,
        answers: Callable[[], bool],
        environment: dict[str, str] | None = None,
    ) -> None:
        super().__init__(name, command, environment or dict(os.environ))
        self.log = folder / f"{name}.log"
        self.answers = answers

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = spawn(self.command, self.environment, log)
        try:
            wait_until(lambda: self.answers() or not self.runs, 40, f"{self.name} does not answer")
        except TimeoutError:
            self.kill()
        if self.process is None or not self.runs:
            self.kill()
            raise TimeoutError(f"{self.name} did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def kill(self) -> None:
        """kill -9, the whole group: main process and pool."""
        self.reap()

    def stop(self) -> None:
        if self.process is not None:
            # PostgreSQL takes SIGTERM for "when the last client has gone".
            self.process.send_signal(signal.SIGINT if self.name == "postgres" else signal.SIGTERM)
        self.wait(time.monotonic() + 10)


# --- PostgreSQL -------------------------------------------------------------------------------------


def postgresql_program(name: str) -> str:
    found = shutil.which(name)
    if found:
        return found
    places = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]), reverse=True
    )
    if not places:
        raise ServerMissingError("PostgreSQL is not installed: ./portal test installs it where it may.")
    return str(places[0])


def as_server_user() -> list[str]:
    """PostgreSQL refuses to be root: root becomes the user that Debian's package made."""
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise ServerMissingError("The user postgres is missing: install Debian's postgresql.") from None
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--pdeathsig", "INT"]


def start_postgresql(folder: Path) -> tuple[Server, str]:
    """A new PostgreSQL on a socket in `folder`; the server and its address. Nothing in it outlives the run."""
    initdb, postgres, user = postgresql_program("initdb"), postgresql_program("postgres"), as_server_user()
    home = folder / "postgresql"
    home.mkdir(mode=0o755)
    if user:
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    made = subprocess.run(
        [*user, initdb, "-D", str(data), "-U", "portal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
         "--no-sync"],
        cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise ServerMissingError(f"initdb failed: {made.stderr}")

    def answers() -> bool:
        try:
            psycopg.connect(host=str(home), user="portal", dbname="postgres", connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True

    settings = {
        "listen_addresses": "", "unix_socket_directories": str(home), "max_connections": "200",
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    }  # fmt: skip
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    server = Server("postgres", [*user, postgres, "-D", str(data), *options], folder, answers)
    server.start()
    return server, f"postgres://portal@{quote(str(home), safe='')}/postgres"


# --- The broker -------------------------------------------------------------------------------------


def answers_ping(address: str) -> bool:
    try:
        with Redis.from_url(address, socket_connect_timeout=0.5, socket_timeout=0.5) as client:
            return bool(client.ping())
    except RedisError:
        return False


def start_broker(kind: str, folder: Path) -> tuple[Server, str]:
    """The broker of the kind of run, and its address as the portal's settings want it. It keeps a log on disk."""
    directory = folder / "broker"
    if kind == "sqlite":
        path = folder / "broker.sock"
        program = broker_program()
        if program is None:
            raise ServerMissingError("There is no broker in the Python packages, and redis-server is not installed.")
        command = broker_command(program, path, directory)
        ping, address = f"unix://{path}", f"redis+socket://{path}"
    else:
        found = shutil.which("redis-server") or shutil.which("valkey-server")
        if found is None:
            raise ServerMissingError("redis-server is not installed: ./portal test installs it where it may.")
        directory.mkdir()
        port = free_port()
        command = [
            found, "--port", str(port), "--bind", "127.0.0.1", "--dir", directory, "--appendonly", "yes", "--save", "",
        ]  # fmt: skip
        ping = address = f"redis://127.0.0.1:{port}/0"
    server = Server("broker", command, folder, lambda: answers_ping(ping))
    server.start()
    return server, address


# --- All of it --------------------------------------------------------------------------------------

running: dict[str, Server] = {}
FOLDER = "PORTAL_TEST_FOLDER"  # set in a child process of the rig: it takes everything from its environment


def new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    folder.chmod(0o755)  # the PostgreSQL user goes through it
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            for server in reversed(running.values()):
                server.kill() if server.name == "broker" else server.stop()
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


def ready() -> None:
    """Start what this pytest process needs, and put the addresses into the environment.

    With xdist, the first process starts PostgreSQL for all; each worker has a folder and a broker of its own.
    """
    if FOLDER in os.environ and os.environ.get("PYTEST_XDIST_WORKER", "") == os.environ.get("PORTAL_TEST_WORKER"):
        return
    kind = os.environ.get("PORTAL_TEST_DATABASE", "sqlite")
    if kind not in {"sqlite", "postgresql"}:
        raise ServerMissingError(f"PORTAL_TEST_DATABASE is {kind!r}: it must be sqlite or postgresql.")
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    folder = new_folder()
    if kind == "postgresql" and "PORTAL_TEST_POSTGRESQL" not in os.environ:
        running["postgresql"], os.environ["PORTAL_TEST_POSTGRESQL"] = start_postgresql(folder)
    running["broker"], broker = start_broker(kind, folder)
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "STATIC_ROOT", "DATABASE_URL", "DEFAULT_FROM_EMAIL", "PORTAL_DEBUG"):
        os.environ.pop(name, None)  # what the person at this machine has set is not under test
    os.environ.update(
        {
            FOLDER: str(folder),
            "PORTAL_TEST_WORKER": os.environ.get("PYTEST_XDIST_WORKER", ""),
            "PORTAL_MODE": "embedded",
            "PORTAL_VAR": str(folder / "var"),
            "REDIS_URL": broker,
            "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
            # Playwright runs an event loop in the thread of the tests.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
    )
    if kind == "postgresql":
        os.environ["DATABASE_URL"] = os.environ["PORTAL_TEST_POSTGRESQL"]
