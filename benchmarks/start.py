"""Set-up, first page, and the memory of the processes that then run."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks.frame import Row, memory_mib
from tests.servers import BASE_DIR, free_port

DATABASES = ("sqlite",)
NEEDS_RECORDS = False
REQUESTS = 200  # before memory is read


class Start:
    """`./portal run` in a folder, until its first page."""

    def __init__(self, folder: Path) -> None:
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        began = time.perf_counter()
        self.process = subprocess.Popen(
            ["./portal", "run"],
            cwd=folder,
            env={**environment, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not self.answers("/"):
            if self.process.poll() is not None:
                raise SystemExit("./portal run ended by itself")
            time.sleep(0.02)
        self.seconds = time.perf_counter() - began

    def answers(self, path: str) -> bool:
        try:
            with urlopen(self.address + path, timeout=10) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def largest(self, word: str) -> float:
        """MiB of the largest of the processes whose command line has the word."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return max(memory_mib(one) for one in family if word in " ".join(one.cmdline()))

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)


def fresh_copy(folder: Path) -> None:
    """What a clone of this checkout holds, edits included."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=BASE_DIR, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, names):
        if (BASE_DIR / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(BASE_DIR / name, folder / name)


def measure() -> Iterator[Row]:
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    try:
        fresh_copy(folder)
        cold = Start(folder)
        cold.end()
        yield Row(
            "first page from a clean clone", cold.seconds, "s", 60, "fixed bound", 1.0,
            "one run; system packages there already",
        )  # fmt: skip
        warm = []
        for _ in range(3):
            start = Start(folder)
            warm.append(start.seconds)
            if len(warm) < 3:
                start.end()
        yield Row("first page, warm", statistics.median(warm), "s", 5, "fixed bound", 1.0)
        for _ in range(REQUESTS):
            start.answers("/")
        yield Row("memory of a web worker", start.largest("granian"), "MiB", 150, "fixed bound", 1.0,
                  f"after {REQUESTS} requests")  # fmt: skip
        yield Row("memory of a job worker, idle", start.largest("celery"), "MiB", 200, "fixed bound", 1.0)
        start.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
