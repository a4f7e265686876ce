"""The jobs that draft and make the files: asked for once, done once, whatever happens to whoever does them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from core import jobs
from core.models import Job, JobState
from core.pdf import PdfError
from network.models import Meeting, Presidency
from network.seats import Seat
from resolutions import actions
from resolutions.models import LibraryClause, Resolution, Version, VersionFile
from tests.kept_records import load_records
from tests.network.factories import someone

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def published(monkeypatch) -> list[int]:
    """Ids handed to the broker, which is not needed here."""
    ids: list[int] = []
    monkeypatch.setattr(jobs, "publish", lambda job_id: ids.append(job_id) or True)
    return ids


def ask(as_of: date | None = None) -> Job:
    return actions.request_draft(meeting=Meeting.objects.get(number=51), as_of=as_of, by=None)


def done(job: Job) -> Job:
    """The job after a worker has run it."""
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def files_job() -> Job:
    return Job.objects.get(kind=actions.FILES)


@pytest.mark.usefixtures("records")
class TestOneWorker:
    def test_draft_is_kept_with_its_facts_and_its_files_are_asked_for(self, published):
        secretariat = someone(Seat.SECRETARIAT)
        job = done(actions.request_draft(meeting=Meeting.objects.get(number=51), as_of=None, by=secretariat))
        assert (job.state, job.error) == (JobState.DONE, "")
        assert [row["step"] for row in job.progress] == ["Facts collected", "Clauses chosen and written", "Text kept"]
        version = Version.objects.get()
        assert (version.number, version.as_of, version.made_by, version.job) == (
            1,
            date(2008, 12, 31),
            secretariat,
            job,
        )
        assert version.fact("conferences.latest.code").value == "5QC"
        assert version.clauses.count() == 27
        assert {row["key"] for row in version.omitted}.isdisjoint(version.clauses.values_list("key", flat=True))
        assert files_job().state == JobState.QUEUED

    def test_handler_run_again_keeps_one_version(self, published):
        job = ask()
        jobs.HANDLERS[actions.DRAFT](jobs.take(job.pk))
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        assert done(job).state == JobState.DONE
        assert Version.objects.count() == 1
        jobs.run(job.pk)  # published twice
        assert Version.objects.count() == 1
        job.refresh_from_db()
        assert job.attempts == 2

    def test_worker_that_was_taken_for_lost_changes_nothing_when_it_comes_back(self, published):
        job = ask()
        slow = jobs.take(job.pk)
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        assert done(job).state == JobState.DONE
        version = Version.objects.get()
        draft = actions.draw(version.resolution.meeting, as_of=None, today=timezone.localdate())
        assert actions.keep(draft, resolution=version.resolution, job=slow) == version
        with pytest.raises(jobs.LeaseLost):
            jobs.report(slow, "late")
        with pytest.raises(jobs.LeaseLost):
            jobs.finish(slow, JobState.FAILED, "late")
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.DONE, "")

    def test_next_draft_is_the_next_version(self, published):
        done(ask())
        done(ask(date(2008, 11, 26)))
        assert list(Version.objects.order_by("number").values_list("number", "as_of")) == [
            (1, date(2008, 12, 31)),
            (2, date(2008, 11, 26)),
        ]

    def test_pdf_is_made_once_a_language(self, published):
        done(ask())
        job = done(files_job())
        assert job.state == JobState.DONE
        files = {file.language: file for file in VersionFile.objects.all()}
        assert set(files) == {"en", "fr"}
        assert all(bytes(file.content).startswith(b"%PDF-") for file in files.values())
        actions.request_files(version=Version.objects.get(), by=None)
        again = Job.objects.filter(kind=actions.FILES).latest("pk")
        assert done(again).progress == []
        assert {file.language: file.made_at for file in VersionFile.objects.all()} == {
            language: file.made_at for language, file in files.items()
        }

    def test_a_missing_file_alone_is_made(self, published):
        done(ask())
        done(files_job())
        VersionFile.objects.filter(language="fr").delete()
        actions.request_files(version=Version.objects.get(), by=None)
        again = Job.objects.filter(kind=actions.FILES).latest("pk")
        assert [row["figures"] for row in done(again).progress] == ["fr"]

    def test_pdf_that_cannot_be_made_is_a_sentence_and_leaves_the_version(self, published, monkeypatch):
        def refuse(*_arguments: object) -> bytes:
            raise PdfError("The page has no end.")

        done(ask())
        monkeypatch.setattr(actions, "resolution_pdf", refuse)
        job = done(files_job())
        assert (job.state, job.error) == (JobState.FAILED, "The page has no end.")
        assert Version.objects.count() == 1
        assert not VersionFile.objects.exists()

    @pytest.mark.parametrize(
        ("damage", "sentence"),
        [
            (lambda: LibraryClause.objects.all().delete(), "The clause library is empty"),
            (lambda: Presidency.objects.filter(starts_on="2008-07-01").delete(), "has no presidency in the records"),
            (lambda: LibraryClause.objects.filter(key="caf-work").update(condition="("), "“caf-work” has a mistake"),
        ],
    )
    def test_refused_draft_is_a_failed_job_with_its_sentence_and_keeps_nothing(self, published, damage, sentence):
        job = ask()
        damage()
        assert done(job).state == JobState.FAILED
        assert sentence in job.error
        assert "Error" not in job.error
        assert not Version.objects.exists()
        assert done(ask()).state == JobState.FAILED  # it may be asked for again

    def test_second_request_joins_the_first_while_that_is_open(self, published):
        first = ask()
        assert ask().pk == first.pk
        jobs.take(first.pk)
        assert ask().pk == first.pk
        done(Job.objects.get(pk=first.pk))
        Job.objects.filter(pk=first.pk).update(state=JobState.DONE, finished_at=timezone.now())
        assert ask().pk != first.pk

    def test_unexpected_error_closes_the_job_with_its_name(self, published, monkeypatch):
        monkeypatch.setitem(jobs.HANDLERS, actions.DRAFT, lambda _job: 1 / 0)
        job = done(ask())
        assert (job.state, job.error) == (JobState.FAILED, "ZeroDivisionError: division by zero")

    def test_held_job_is_not_taken_and_a_lost_one_is_until_it_was_lost_too_often(self, published):
        job = ask()
        assert jobs.take(job.pk) is not None
        assert jobs.take(job.pk) is None
        for attempt in range(2, jobs.MOST_ATTEMPTS + 1):
            Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
            taken = jobs.take(job.pk)
            assert taken is not None
            assert (taken.attempts, taken.progress) == (attempt, [])
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        assert jobs.take(job.pk) is None
        job.refresh_from_db()
        assert (job.state, job.error) == (JobState.FAILED, "Its worker was lost 5 times in a row.")
        assert jobs.take(job.pk) is None
        assert jobs.take(0) is None

    def test_sweep_publishes_what_waits_too_long_and_what_was_lost(self, published, settings):
        now = timezone.now()
        long_ago = now - timedelta(seconds=settings.JOB_SWEEP_SECONDS + 1)

        def job(subject: str, **fields: object) -> int:
            row = Job.objects.create(kind="test", subject=subject, **fields)
            Job.objects.filter(pk=row.pk).update(requested_at=fields.get("requested_at", long_ago))
            return row.pk

        waits = job("waits")
        lost = job("lost", state=JobState.RUNNING, started_at=now, lease_until=now - timedelta(seconds=1))
        job("held", state=JobState.RUNNING, started_at=now, lease_until=now + timedelta(seconds=9))
        job("new", requested_at=now + timedelta(seconds=9))
        job("done", state=JobState.DONE, finished_at=now)
        assert jobs.sweep() == 2
        assert sorted(published) == sorted([waits, lost])

    def test_report_renews_the_lease(self, published):
        job = jobs.take(ask().pk)
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
        jobs.report(job, "Facts collected", "3")
        job.refresh_from_db()
        assert job.lease_until > timezone.now() + timedelta(seconds=1)
        assert job.progress == [{"step": "Facts collected", "figures": "3"}]


# --- Two at once, each with a connection of its own -------------------------------------------------


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each returns; an exception in one is raised here."""
    ready = threading.Barrier(len(calls))
    results: list[object] = []

    def run(call: Callable[[], object]) -> None:
        try:
            ready.wait(20)
            results.append(call())
        except Exception as error:  # noqa: BLE001 - handed to the test
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


@pytest.fixture
def loaded(transactional_db: None, published: list[int]) -> None:
    load_records()


def test_two_requests_at_once_are_one_job(loaded, published):
    first, second = at_once(ask, ask)
    assert first.pk == second.pk
    assert Job.objects.count() == 1
    assert Resolution.objects.count() == 1
    assert set(published) == {first.pk}


def test_two_workers_at_once_keep_one_version(loaded):
    job = ask()
    at_once(lambda: jobs.run(job.pk), lambda: jobs.run(job.pk))
    assert Version.objects.count() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_two_that_both_believe_the_job_theirs_keep_one_version(loaded):
    job = ask()
    mine = jobs.take(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    meeting = Meeting.objects.prefetch_related("schedules").get(number=51)
    draft = actions.draw(meeting, as_of=None, today=timezone.localdate())
    resolution = Resolution.objects.get()
    keep = lambda: actions.keep(draft, resolution=resolution, job=mine).pk  # noqa: E731
    first, second = at_once(keep, keep)
    assert first == second
    assert Version.objects.count() == 1
    assert Job.objects.filter(kind=actions.FILES).count() == 1


def test_job_is_published_only_after_its_transaction(transactional_db, published):
    def fail() -> None:
        with transaction.atomic():
            jobs.enqueue("test", "one", {})
            assert published == []
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert published == []
    assert not Job.objects.exists()
    with transaction.atomic():
        job = jobs.enqueue("test", "one", {})
    assert published == [job.pk]
