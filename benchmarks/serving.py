"""The portal as it is run, over HTTP: what the first page weighs, a file that is kept, a hundred files asked for at
once, and the last minute before a deadline, in which every country nominates its case for a Quality Conference."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import re
import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from django.conf import settings
from django.templatetags.static import static
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Response, sync_playwright

from benchmarks.frame import Row, median_ms
from conferences.models import Case, CaseCall, CaseState
from core.models import Job, JobState
from network.models import Country, Person
from network.seats import Seat
from resolutions.actions import FILES
from resolutions.models import VersionFile
from tests import servers
from tests.conferences.factories import CaseCallFactory, CaseCallTermsFactory, CaseCriterionFactory, EditionFactory
from tests.network.factories import someone
from tests.processes import Workers, start_web
from tests.resolutions.drawing import drawn, kept

DATABASES = ("postgresql", "sqlite")
NEEDS_RECORDS = True
COUNTRIES = 30
STEPS = 8  # of one who nominates a case: what `nominate_case` asks for
MINUTE = 55  # seconds; the last answers come within the rest of the minute
EARLIER = 10  # times that the pages were looked at before, so that each process has shown them
VERSIONS = 50  # each has a file in English and one in French
A_FILE = "fonts/pdf/IBMPlexSans-Regular.woff2"  # about as large as a resolution
KIBIBYTE = 1024


class Reader:
    """Someone signed in who asks for pages over HTTP, and how many seconds each took.

    moments: before which the next pages are not asked for, by the clock of `time.perf_counter`."""

    def __init__(self, address: str, person: Person) -> None:
        self.address, self.cookies, self.seconds = address, CookieJar(), list[float]()
        self.moments = list[float]()
        self.page = b""
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        signed_in = Client()
        signed_in.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        name = settings.SESSION_COOKIE_NAME
        self.cookies.set_cookie(
            Cookie(
                0, name, signed_in.cookies[name].value, None, False, "127.0.0.1", False, False, "/", True,
                False, None, False, None, None, {},
            )
        )  # fmt: skip

    def ask(self, path: str, data: dict[str, object] | None = None) -> str:
        """The path at which one ends; its page is in `page`. Raises HTTPError where there is none."""
        body = None
        if data is not None:
            token = next(one.value for one in self.cookies if one.name == settings.CSRF_COOKIE_NAME)
            body = urlencode({**data, "csrfmiddlewaretoken": token}, doseq=True).encode()
        if self.moments:
            time.sleep(max(0, self.moments.pop(0) - time.perf_counter()))
        began = time.perf_counter()
        with self.opener.open(self.address + path, body, timeout=30) as answer:
            self.page = answer.read()
        self.seconds.append(time.perf_counter() - began)
        return str(answer.url.removeprefix(self.address))


def measure() -> Iterator[Row]:
    folder = Path(os.environ[servers.FOLDER])
    server, address = start_web(folder, workers=2)
    try:
        yield first_page(address)
        yield kept_file(address)
        yield from last_minute(address)
    finally:
        server.stop()
    workers = Workers(folder)
    try:
        yield files_at_once(workers)
    finally:
        workers.end()


def first_page(address: str) -> Row:
    """The first page with all that it fetches, packed as the proxy of an installation packs it (deploy/Caddyfile)."""
    answers: list[Response] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - none that is built in
        page.goto(address, wait_until="networkidle")
        bodies = [(answer.url, answer.body()) for answer in answers]
        browser.close()
    weight = sum(len(body if url.endswith(".woff2") else gzip.compress(body, 6)) for url, body in bodies) / KIBIBYTE
    elsewhere = sum(not url.startswith(address) for url, _body in bodies)
    return Row("first page with all it fetches, compressed", weight, "KiB", 150, "fixed bound", 1.0,
               f"{len(bodies)} requests, {elsewhere} of them to others")  # fmt: skip


def kept_file(address: str) -> Row:
    """A file of a draft, as it was made, against a static file of the same bytes."""
    content = (settings.BASE_DIR / "static" / A_FILE).read_bytes()
    version = kept(drawn())
    VersionFile.objects.create(
        version=version, language="en", format="pdf", content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    reader = Reader(address, someone(Seat.SECRETARIAT))
    ours, plain = median_ms(
        lambda: reader.ask(f"{version.get_absolute_url()}en.pdf"), lambda: reader.ask(static(A_FILE)), times=25
    )  # fmt: skip
    return Row("a kept file, over the same as a static file", ours - plain, "ms", 5, "fixed bound", 1.0,
               f"{len(content) / KIBIBYTE:.0f} KiB; {ours:.1f} and {plain:.1f} ms")  # fmt: skip


def last_minute(address: str) -> Iterator[Row]:
    """Every country begins a case, fills it in and nominates it within a minute, each at moments of its own; then all
    of them once more for another call, at the same moment and without a pause. Each sends its form twice.

    As on any last day, others were earlier: one country's case is nominated, and looked at, before.
    """
    early, *countries = Country.objects.order_by("pk")[: COUNTRIES + 1]
    earlier, *readers = [Reader(address, someone(Seat.COORDINATOR, one)) for one in (early, *countries)]
    call = a_call(99)
    case = nominate_case(earlier, call, early)
    for _turn in range(EARLIER):
        for path in (call.get_absolute_url(), f"/conferences/cases/new/?call={call.pk}", case):
            earlier.ask(path)
    what = f"{COUNTRIES} countries in the last minute of a call"
    yield from nominated(what, readers, countries, call, within=MINUTE)
    yield from nominated(f"{COUNTRIES} countries at the same moment, without a pause", readers, countries, a_call(98))


def a_call(number: int) -> CaseCall:
    """Open for long enough that the slowest machine is through; each country may nominate one case."""
    call: Any = CaseCallFactory(edition=EditionFactory(number=number))
    CaseCallTermsFactory(call=call, closes_at=timezone.now() + timedelta(minutes=5), quota=1)
    CaseCriterionFactory(call=call, place=1)
    return call


def nominated(
    what: str, readers: list[Reader], countries: list[Country], call: CaseCall, *, within: float = 0
) -> Iterator[Row]:
    """Each country nominates its case, in steps that are spread over so many seconds."""
    together, rng = threading.Barrier(COUNTRIES), random.Random(COUNTRIES)
    moments = [sorted(rng.uniform(0, within) for _ in range(STEPS)) for _ in readers]

    def nominate(reader: Reader, country: Country, its_moments: list[float]) -> None:
        reader.seconds = []
        together.wait()
        began = time.perf_counter()
        reader.moments = [began + moment for moment in its_moments]
        nominate_case(reader, call, country)

    began = time.perf_counter()
    with ThreadPoolExecutor(COUNTRIES) as pool:
        for done in [pool.submit(nominate, *each) for each in zip(readers, countries, moments, strict=True)]:
            done.result()  # raises what a page has answered in place of 200
    took = time.perf_counter() - began
    late = Case.objects.filter(call=call, country__in=countries)
    good, entered = late.filter(state=CaseState.NOMINATED).count(), late.count()
    seconds = [one for reader in readers for one in reader.seconds]
    slowest = statistics.quantiles(seconds, n=20)[-1]
    said = f"{len(seconds)} requests in {took:.1f} s, none failed; half within {statistics.median(seconds):.2g} s"
    yield Row(f"{what}, 19 of 20 answers within", slowest, "s", 1, "fixed bound", 1.0, said)
    yield Row(f"{what}, cases lost or entered twice", COUNTRIES - good + entered - COUNTRIES, "cases", 1, "none", 0.0)


def nominate_case(reader: Reader, call: CaseCall, country: Country) -> str:
    """The address of the case. What a page answers otherwise than expected is raised."""
    today = timezone.localdate().isoformat()
    new = f"/conferences/cases/new/?call={call.pk}"
    reader.ask(call.get_absolute_url())
    reader.ask(new)
    begun = {"call": call.pk, "country": country.pk, "title_en": f"One desk in {country.iso2}", "known_on": today}
    case = reader.ask(new, begun)
    assert reader.ask(new, begun) == case
    reader.ask(f"{case}edit/")
    [seen] = re.findall(rb'name="seen" value="([^"]*)"', reader.page)
    filled = {
        "title_en": begun["title_en"], "summary_en": "Forty forms become one.", "organisation": "City",
        "level": "local", "languages": ["en"], "contact_role": "Manager", "contact_mail": "manager@example.org",
        "known_on": today, "seen": seen.decode(),
    }  # fmt: skip
    assert reader.ask(f"{case}edit/", filled) == case
    reader.ask(f"{case}do/nominate/")
    assert reader.ask(f"{case}do/nominate/", {"known_on": today, "note": "Decided by our jury"}) == case
    return case


def files_at_once(workers: Workers) -> Row:
    """How much of the time both processes of a job worker were at work while a hundred files waited."""
    draft = drawn()
    jobs = Job.objects.filter(kind=FILES, subject__in=[str(kept(draft).pk) for _ in range(VERSIONS)])
    workers.start(concurrency=2)
    servers.wait_until(lambda: not jobs.exclude(state=JobState.DONE).exists(), 300, "the files are not made")
    times: list[Any] = list(jobs.values_list("started_at", "finished_at"))
    whole = max(end for _, end in times) - min(start for start, _ in times)
    busy = sum((end - start for start, end in times), timedelta()) / (2 * whole)
    return Row("a hundred files asked for at once: a process of two stood idle", 100 * (1 - busy), "%", 5,
               "busy 95 % of the time", 1.0, f"{whole.total_seconds():.0f} s")  # fmt: skip
