"""The steps of an import, for its tests: a file sent and checked, confirmed, undone."""

from datetime import date

from caf.importing import runs
from caf.models import ImportState, RegisterState
from core import jobs
from core.models import JobState

BEFORE = date(2008, 6, 1)


def done(job):
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error
    return job


def sent(text, country, by, *, name="users.csv", encoding="utf-8", order=""):
    """A file with its rows checked, and the rows by their number."""
    content = text if isinstance(text, bytes) else text.encode(encoding)
    run = runs.begin_import(name=name, content=content, country=country, by=by)
    done(runs.name_columns(run, mapping=run.mapping, date_order=order, by=by))
    run.refresh_from_db()
    assert run.state == ImportState.CHECKED, run.failure
    return run, {row.number: row for row in run.rows.all()}


def confirmed(run, by, state=RegisterState.TO_VALIDATE):
    done(runs.confirm_import(run, new_state=state, by=by))
    run.refresh_from_db()
    assert run.state == ImportState.CONFIRMED


def undone(run, by):
    done(runs.undo_import(run, reason="sent by mistake", by=by))
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE


def codes(row):
    return {problem[1] for problem in row.problems}


FILE = """Name;Country;Town;Size;Level;CAF version;Last use;Ref
Åby Kommune;Danmark;Åby;50-249;;2006;2007;A-1
Ny Skole;DK;Ny;10-49;local;2006;2008-03;A-2
Åby  Kommune;DK;Åby;;;;;A-1
Stor Skole;Denmark;Stor;>100;municpal;;01/02/2009;A-3
Stockholm;Sverige;;;;;;A-4
Nowhere;Atlantis;;;;;;A-5
"""
