"""What is done with a file of organisations, step by step: taken in, its columns named, checked, imported, undone.

Checking, importing and undoing are jobs, done once however often they are run. Imported and undone is all or nothing.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from caf import own_words
from caf.importing.answering import answers_of, give_again
from caf.importing.checking import ROWS_AT_ONCE, Checker
from caf.importing.mapping import missing, proposed, to_remember
from caf.importing.pairs import look_for_pairs
from caf.importing.progress import Stopped, say, told_beside
from caf.importing.reading import kind_of, read_table
from caf.importing.table import Table, Unreadable
from caf.importing.undoing import take_back
from caf.importing.workflow import (
    CHECK,
    ENTER,
    IMPORTING,
    TAKE_BACK,
    can_keep_import,
    must_be,
    nothing_kept,
    subject,
)
from caf.importing.writing import Writer, follow_register
from caf.models import ImportColumns, ImportOutcome, ImportRow, ImportState, RegisterImport, RegisterState
from caf.tallies import Changes
from core import jobs
from core.batches import batches
from core.bulk import insert
from core.clock import present_day
from core.models import Job
from core.workflow import Refused, perform
from network.models import Country

WRITTEN_AT_ONCE = 1_000


# --- Taking in --------------------------------------------------------------------------------------------


@transaction.atomic
def begin_import(*, name: str, content: bytes, country: Country | None, by: Any) -> RegisterImport:
    """Take in a file; its columns are guessed. Raises Unreadable; Refused without a right for the country."""
    if not can_keep_import(by, RegisterImport(country=country)):
        raise Refused(_("You may import organisations of your own country only."))
    return taken_in(name=name, content=content, country=country, by=by)


def taken_in(*, name: str, content: bytes, country: Country | None, by: Any) -> RegisterImport:
    """The file as an import. by: None from the command line, which asks nobody's right. Raises Unreadable."""
    kind = kind_of(name, content)
    run = RegisterImport(
        country=country,
        file_name=name[-200:],
        kind=kind,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    table = read_table(kind, content, {}, key_of(run))
    remembered = ImportColumns.objects.filter(key=key_of(run)).first()
    run.headers = table.headers
    run.mapping = proposed(table.headers, remembered.columns if remembered else {})
    if remembered and remembered.date_order:
        run.told = {"date_order": remembered.date_order}
    run.save()
    step(run, ImportState.UPLOADED, by)
    return run


def step(run: RegisterImport, state: ImportState, by: Any) -> None:
    """A step that nobody's right was asked for: the first, and those of the command line."""
    run.steps.create(state=state, known_on=present_day(), by=by)
    RegisterImport.objects.filter(pk=run.pk).update(state=state)
    run.state = state


def key_of(run: RegisterImport) -> str:
    """By what its columns are remembered."""
    return run.country.iso2 if run.country else ""


def table_of(run: RegisterImport) -> Table:
    """The file, read as its sender told. Raises Unreadable."""
    return read_table(run.kind, bytes(run.content), run.told, key_of(run))


@transaction.atomic
def read_otherwise(run: RegisterImport, *, told: dict[str, Any], by: Any) -> None:
    """Read the file as its sender says; its columns are guessed anew. Raises Unreadable, Refused."""
    if not can_keep_import(by, run) or run.state not in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED):
        raise Refused(_("This file cannot be read again."))
    run.told = told
    table = table_of(run)
    if table.headers != run.headers:
        run.headers, run.mapping = table.headers, proposed(table.headers, {})
    run.save(update_fields=["told", "headers", "mapping"])


@transaction.atomic
def name_columns(run: RegisterImport, *, mapping: dict[str, str], date_order: str, by: Any) -> Job:
    """Say which column is which field, and have the rows checked; kept for the country's next file. Raises Refused."""
    if missing_fields := list(missing(mapping, has_country=run.country_id is not None)):
        raise Refused(" ".join(str(MISSING[name]) for name in missing_fields))
    locked = perform(IMPORTING, "map", run, by=by, known_on=present_day())
    locked.mapping = mapping
    locked.told = {**locked.told, "date_order": date_order}
    locked.failure, locked.figures = [], {"answers": answers_of(locked)}
    locked.save(update_fields=["mapping", "told", "failure", "figures"])
    columns = to_remember(locked.headers, mapping)
    ImportColumns.objects.update_or_create(key=key_of(locked), defaults={"columns": columns, "date_order": date_order})
    return jobs.enqueue(CHECK, subject(locked), {"run": locked.pk}, by)


MISSING = {
    "name": gettext_noop("Say which column has the name of the organisation, or its reference."),
    "country": gettext_noop("Say which column has the country."),
}


# --- Checking ---------------------------------------------------------------------------------------------


@jobs.handles(CHECK)
def check_import(job: Job) -> None:
    """Check every row; saved as it goes, so that one sees how far it is."""
    run = RegisterImport.objects.select_related("uploaded_by", "country").get(pk=job.arguments["run"])
    if run.state != ImportState.MAPPED:
        return
    with override(job.requested_by.language if job.requested_by else "en"):
        try:
            with told_beside(job):
                check_rows(run, lambda done, most: say(job, "Rows checked", done, most))
        except Unreadable as reason:
            fail(run, reason, by=job.requested_by)
        except Stopped:
            cancel_import(run, note=gettext_noop("Stopped while it was checked."), by=job.requested_by)
        else:
            perform(IMPORTING, "check", run, by=job.requested_by, known_on=present_day())


def check_rows(run: RegisterImport, say: Callable[[int, int], None]) -> None:
    """say: told after each batch (rows done, rows in all). What was answered before stays. Raises Unreadable."""
    began, answers = time.monotonic(), answers_of(run)
    run.rows.all().delete()
    table, done = table_of(run), 0
    remembered = ImportColumns.objects.filter(key=key_of(run)).first()
    checker, most = Checker(run, present_day(), remembered.meanings if remembered else {}), table.estimate()
    say(0, most)
    for batch in batches(table.rows(), ROWS_AT_ONCE):
        with transaction.atomic():
            insert(ImportRow, [*map(vars, give_again(checker.check(batch), answers, run))])
        done += len(batch)
        say(done, max(most, done))
    run.figures = {
        "rows": done,
        "seconds": round(time.monotonic() - began, 1),
        "words": checker.words_noted(),
    }
    run.save(update_fields=["figures"])


def check_at_once(run: RegisterImport) -> None:
    """Check the rows here and now, for the command line. Raises Unreadable."""
    check_rows(run, lambda _done, _most: None)
    step(run, ImportState.CHECKED, run.uploaded_by)


def fail(run: RegisterImport, reason: Unreadable, *, by: Any) -> None:
    with transaction.atomic():
        perform(IMPORTING, "fail", run, by=by, known_on=present_day(), note=str(reason)[:500])
        RegisterImport.objects.filter(pk=run.pk).update(failure=[reason.sentence, reason.params])


def counts(run: RegisterImport) -> dict[str, int]:
    """How many rows have each outcome."""
    found = dict(run.rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    return {outcome: found.get(outcome, 0) for outcome in ImportOutcome.values}


# --- Importing --------------------------------------------------------------------------------------------


@transaction.atomic
def choose_new_state(run: RegisterImport, *, new_state: str, by: Any) -> RegisterImport:
    """Say how new organisations will begin; kept until it is imported. Raises Refused."""
    locked = RegisterImport.objects.defer("content").select_for_update(of=("self",)).get(pk=run.pk)
    must_be(locked, ImportState.CHECKED, by)
    if new_state not in (RegisterState.TO_VALIDATE, RegisterState.VALIDATED):
        raise Refused(_("New organisations are to be validated, or are validated."))
    locked.new_state = new_state
    locked.save(update_fields=["new_state"])
    return locked


@transaction.atomic
def confirm_import(run: RegisterImport, *, new_state: str, by: Any) -> Job:
    """Have the good rows entered. Raises Refused."""
    locked = choose_new_state(run, new_state=new_state, by=by)
    return jobs.enqueue(ENTER, subject(locked), {"run": locked.pk}, by)


@jobs.handles(ENTER)
def enter_import(job: Job) -> None:
    try:
        with told_beside(job):
            enter_rows(
                job.arguments["run"],
                by=job.requested_by,
                say=lambda done, most: say(job, "Rows entered", done, most),
            )
    except Stopped:
        raise jobs.JobRefused(gettext_noop("Stopped. Nothing was entered.")) from None


@transaction.atomic
def enter_rows(key: int, *, by: Any, say: Callable[[int, int], None]) -> None:
    """Enter the good rows of an import, all or none; nothing where that is done already. Raises Refused, Stopped."""
    run = RegisterImport.objects.defer("content").select_for_update(of=("self",), no_key=True).get(pk=key)
    if run.state != ImportState.CHECKED:
        return
    began, done = time.monotonic(), 0
    good = run.rows.filter(outcome__in=(ImportOutcome.NEW, ImportOutcome.CHANGED)).order_by("number")
    most, last, changes = good.count(), 0, Changes()
    writer = Writer(run, present_day(), by)
    say(0, most)
    while batch := list(good.filter(number__gt=last)[:WRITTEN_AT_ONCE]):
        last = batch[-1].number
        follow_register(writer.enter(batch), changes, held=True)
        done += len(batch)
        say(done, most)
    changes.save()
    figures = {**run.figures, "entered": writer.entered, "entering_seconds": round(time.monotonic() - began, 1)}
    RegisterImport.objects.filter(pk=run.pk).update(figures=figures)
    if by is None:
        step(run, ImportState.CONFIRMED, None)
    else:
        perform(IMPORTING, "confirm", run, by=by, known_on=present_day())
    look_for_pairs(run, by=by)


@transaction.atomic
def cancel_import(run: RegisterImport, *, by: Any, note: str = "") -> None:
    """Throw the file away before it is imported: its rows go, that it was sent stays. Raises Refused."""
    perform(IMPORTING, "cancel", run, by=by, known_on=present_day(), note=note)
    run.rows.all().delete()
    RegisterImport.objects.filter(pk=run.pk).update(content=b"")


# --- Undoing ----------------------------------------------------------------------------------------------


@transaction.atomic
def undo_import(run: RegisterImport, *, reason: str, by: Any) -> Job:
    """Have all that the import entered taken back, or what an undoing before kept. Raises Refused without a reason."""
    locked = RegisterImport.objects.defer("content").select_for_update(of=("self",)).get(pk=run.pk)
    must_be(locked, ImportState.UNDONE if locked.figures.get("kept") else ImportState.CONFIRMED, by)
    if not reason.strip():
        raise Refused(_("Say why, in the note."))
    return jobs.enqueue(TAKE_BACK, subject(locked), {"run": locked.pk, "reason": reason, "after": times(locked)}, by)


def times(run: RegisterImport) -> int:
    """How often it was undone."""
    return int(run.steps.filter(state=ImportState.UNDONE).count())


@jobs.handles(TAKE_BACK)
def undo_rows(job: Job) -> None:
    try:
        with told_beside(job):
            take_back_rows(
                job.arguments["run"],
                reason=job.arguments["reason"],
                after=job.arguments.get("after", 0),
                by=job.requested_by,
                say=lambda done, most: say(job, "Rows taken back", done, most),
            )
    except Stopped:
        raise jobs.JobRefused(gettext_noop("Stopped. The import stands as it was.")) from None


@transaction.atomic
def take_back_rows(key: int, *, reason: str, by: Any, say: Callable[[int, int], None], after: int = 0) -> None:
    """All or nothing; what was built on since is kept, and listed. after: how often it was undone when this was asked
    for; nothing is done where that is done already. Raises Refused, Stopped."""
    run = RegisterImport.objects.defer("content").select_for_update(of=("self",), no_key=True).get(pk=key)
    if run.state not in (ImportState.CONFIRMED, ImportState.UNDONE) or nothing_kept(run) or times(run) != after:
        return
    rows = run.rows.exclude(written={}).order_by("-number")
    most, done, kept, last = rows.count(), 0, 0, None
    changes = Changes()
    say(0, most)
    while batch := list((rows if last is None else rows.filter(number__lt=last))[:WRITTEN_AT_ONCE]):
        last = batch[-1].number
        changed, left = take_back(
            batch, by=by, reason=own_words.UNDO_OF_IMPORT % {"number": run.pk, "reason": reason}, changes=changes
        )
        follow_register(changed, changes)
        kept += left
        done += len(batch)
        say(done, most)
    changes.save()
    perform(IMPORTING, "undo", run, by=by, known_on=present_day(), note=reason)
    RegisterImport.objects.filter(pk=run.pk).update(figures={**run.figures, "kept": kept})
