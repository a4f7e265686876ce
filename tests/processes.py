"""The portal's own processes, web server and job workers, on the database of the process that starts them."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.db import connection

from tests.servers import BIN_DIR, Server, free_port


def environment(**more: str) -> dict[str, str]:
    """Environment of another process that is to see the same records as this one."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        address = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    return {**os.environ, "DATABASE_URL": address, "JOB_LEASE_SECONDS": "2", "JOB_SWEEP_SECONDS": "1", **more}


def start_web(folder: Path, *, workers: int = 1) -> tuple[Server, str]:
    """A granian on the database of this process; the server and its address, without a slash at its end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        try:
            with urlopen(f"{address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    command: list[str | Path] = [
        BIN_DIR / "granian", "--interface", "wsgi", "ipsg_portal.wsgi:application", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws",
    ]  # fmt: skip
    server = Server("web", command, folder, answers, environment())
    server.start()
    return server, address


class Workers:
    """Celery workers on the database of this process. The beat is in the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers: list[Server] = []

    def start(self, *, concurrency: int = 1, **more: str) -> Server:
        """A worker that is ready for jobs; `more` is added to its environment."""
        name = f"worker-{len(self.servers)}"
        log = self.folder / f"{name}.log"
        log.unlink(missing_ok=True)
        command: list[str | Path] = [
            BIN_DIR / "celery", "-A", "ipsg_portal", "worker", "--concurrency", str(concurrency), "--loglevel", "INFO",
            "--without-gossip", "--without-mingle", "--without-heartbeat", "--hostname", f"{name}@test",
            "--include", "tests.handlers",
            *(["--beat", "--schedule", str(self.folder / f"{name}-schedule")] if not self.servers else []),
        ]  # fmt: skip
        answers = lambda: " ready." in log.read_text(errors="replace")  # noqa: E731
        server = Server(name, command, self.folder, answers, environment(**more))
        self.servers.append(server)
        server.start()
        return server

    def end(self) -> None:
        for server in self.servers:
            server.kill()
            print(server.log.read_text(errors="replace")[-4000:])  # pytest shows it when the test has failed
