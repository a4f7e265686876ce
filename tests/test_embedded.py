"""Jobs outlive whoever carries them: worker and broker are killed with kill -9, and nothing is lost or done twice.

Real processes on both kinds of run: the embedded broker with SQLite, redis-server with PostgreSQL.
"""

import signal
import time
from pathlib import Path

import pytest

from core.jobs import enqueue
from core.models import Job, JobState
from tests.servers import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def ask(file: Path, *, number: int = 0, steps: int = 1, seconds: float = 0.0) -> Job:
    return enqueue(
        "test.steps", f"{file.name}-{number}", {"file": str(file), "steps": steps, "seconds": seconds}, by=None
    )


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def wait_for_all_done(seconds: float = 20) -> None:
    wait_until(
        lambda: not Job.objects.exclude(state=JobState.DONE).exists(),
        seconds,
        f"not done: {list(Job.objects.exclude(state=JobState.DONE).values('pk', 'state', 'attempts', 'error'))}",
    )


def test_job_is_carried_out_by_another_process(worker, tmp_path):
    worker.start()
    job = ask(tmp_path / "steps")
    wait_for_all_done()
    job.refresh_from_db()
    assert (job.attempts, len(lines(tmp_path / "steps"))) == (1, 1)


def test_worker_killed_in_the_middle_of_a_job_gives_one_result(worker, tmp_path):
    first = worker.start()
    job = ask(tmp_path / "steps", steps=4, seconds=0.4)
    wait_until(lambda: len(lines(tmp_path / "steps")) >= 2, 10, "the job did not begin")
    first.kill()
    began = len(lines(tmp_path / "steps"))
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING
    time.sleep(0.5)
    assert len(lines(tmp_path / "steps")) == began, "the killed worker goes on"
    first.start()
    wait_for_all_done()
    job.refresh_from_db()
    assert (job.attempts, len(job.progress)) == (2, 4)
    assert len(lines(tmp_path / "steps")) == began + 4


def test_broker_killed_and_started_again_loses_no_job(worker, broker, tmp_path):
    jobs = [ask(tmp_path / "steps", number=number) for number in range(5)]
    broker.kill()
    broker.start()
    worker.start()
    wait_for_all_done()
    assert sorted(line.split()[0] for line in lines(tmp_path / "steps")) == sorted(str(job.pk) for job in jobs)


def test_broker_away_costs_no_time_and_no_job(worker, broker, tmp_path):
    worker.start()
    broker.kill()
    began = time.monotonic()
    job = ask(tmp_path / "steps")
    assert time.monotonic() - began < 2
    time.sleep(0.5)
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    broker.start()
    wait_for_all_done(30)
    assert len(lines(tmp_path / "steps")) == 1


def test_broker_that_hangs_costs_no_request_its_patience(worker, broker, tmp_path):
    worker.start()
    broker.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    ask(tmp_path / "steps")
    took = time.monotonic() - began
    broker.process.send_signal(signal.SIGCONT)
    assert took < 2
    wait_for_all_done(90)  # the worker's own patience with a connection that hung
    assert len(lines(tmp_path / "steps")) == 1


def test_worker_and_broker_killed_together_lose_no_job(worker, broker, tmp_path):
    only = worker.start()
    for number in range(4):
        ask(tmp_path / "steps", number=number, steps=2, seconds=0.2)
    wait_until(lambda: len(lines(tmp_path / "steps")) >= 1, 10, "no job began")
    only.kill()
    broker.kill()
    broker.start()
    only.start()
    wait_for_all_done(30)
    assert {job.attempts for job in Job.objects.all()} <= {1, 2}
