"""`./portal run` from the inside: its supervisor, with all its children, on records of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from tests.servers import BASE_DIR, free_port, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.once]


class Launched:
    """A running `./portal run`, without its set-up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.output = folder / "output"
        kept = ("PATH", "HOME", "LANG")
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "deploy/embedded.py", "--no-demo"],
                cwd=BASE_DIR,
                env={
                    **{name: os.environ[name] for name in kept if name in os.environ},
                    "PORTAL_VAR": str(folder / "var"),
                    "PORT": str(self.port),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text()

    def wait_for_page(self) -> None:
        wait_until(
            lambda: "The portal is at" in self.said() or self.process.poll() is not None, 90, "no word of the address"
        )
        assert self.process.poll() is None, self.said()

    def child(self, words: str) -> psutil.Process | None:
        """The child whose command line has the words."""
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self.process.pid).children():
                if words in " ".join(child.cmdline()):
                    return child
        return None

    def has_another(self, word: str, pid: int) -> bool:
        child = self.child(word)
        return child is not None and child.pid != pid

    def is_well(self) -> bool:
        with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
            return b'"broker": true' in answer.read()
        return False

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture(scope="module")
def records(tmp_path_factory) -> Path:
    """A folder with migrated records: the migrations run once for all the tests here."""
    folder = tmp_path_factory.mktemp("records") / "var"
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    subprocess.run(
        [sys.executable, "manage.py", "prepare", "--no-demo"],
        cwd=BASE_DIR, env={**environment, "PORTAL_VAR": str(folder)}, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def launched(records, tmp_path) -> Iterator[Launched]:
    shutil.copytree(records, tmp_path / "var")
    launched = Launched(tmp_path)
    yield launched
    if launched.process.poll() is None:
        launched.end(signal.SIGTERM)


def lives(process: psutil.Process) -> bool:
    """Whether it runs. In a container nobody may reap the orphans: what is left of one does not count."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_everything_starts_is_started_again_and_ends(launched):
    launched.wait_for_page()
    assert f"http://localhost:{launched.port}/" in launched.said()
    assert launched.is_well()
    family = psutil.Process(launched.process.pid).children(recursive=True)
    for word in ("unixsocket", "ipsg_portal worker", "ipsg_portal beat", "granian"):
        first = launched.child(word)
        assert first is not None
        first.kill()
        wait_until(partial(launched.has_another, word, first.pid), 10, f"{word} is not back")
    wait_until(launched.is_well, 20, "not well again")

    second = Launched(launched.folder)
    assert second.process.wait(10) == 1
    assert "runs already" in second.said()

    family += psutil.Process(launched.process.pid).children(recursive=True)
    assert launched.end() == 0
    wait_until(lambda: not any(map(lives, family)), 10, "something has outlived the launcher")
    assert not launched.is_well()


def test_nothing_outlives_a_killed_launcher(launched):
    launched.wait_for_page()
    family = psutil.Process(launched.process.pid).children(recursive=True)
    launched.process.kill()
    launched.process.wait()
    wait_until(lambda: not any(map(lives, family)), 40, "something has outlived the launcher")


def test_taken_port_is_said_in_a_sentence(launched, tmp_path, monkeypatch):
    launched.wait_for_page()
    monkeypatch.setattr("tests.test_launcher.free_port", lambda: launched.port)
    (tmp_path / "second").mkdir()
    second = Launched(tmp_path / "second")
    assert second.process.wait(10) == 1
    assert f"Port {launched.port} is taken" in second.said()
