"""Files of CAF users, step by step: sent, columns named, checked, imported; and the list of those sent before.

What is done with a file that is checked is in `import_acts.py`.
"""

from __future__ import annotations

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from caf.columns.importing import IMPORT, IMPORT_TAGS
from caf.forms.importing import ASKED, ColumnsForm, ConfirmForm, ImportForm, ReadingForm, WordsForm
from caf.importing import pairs, progress, runs
from caf.importing.comparing import questions
from caf.importing.giving_back import not_taken
from caf.importing.mapping import names
from caf.importing.resource import LABELS
from caf.importing.showing import TAB_WORDS, shown, tabs_of
from caf.importing.spelling import folded, is_two_days
from caf.importing.table import Unreadable
from caf.importing.words import DAYS
from caf.importing.workflow import CHECK, ENTER, can_import, job_of
from caf.models import ImportOutcome, ImportState, RegisterImport
from caf.views.room import ROOM
from core.columns import Tag
from core.models import JobState
from core.pages import ROWS_A_PAGE, RecordList, address
from core.pages.listing import page_links
from core.rights import requires
from core.workflow import Refused

QUESTIONS_SHOWN = 1


class ImportList(RecordList):
    model = RegisterImport
    columns = IMPORT
    room = ROOM
    address = "caf:import_list"
    title = _("Imports of the register")
    lead = _("Files of CAF users: checked row by row before anything is saved, and undone as a whole.")
    known_since = False
    new = "caf:import_new"
    new_label = _("Import a file")
    may_add = staticmethod(can_import)
    empty_why = _("A list of CAF users, as CSV or Excel, is read, checked and shown before it changes anything.")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def on_import(view):
    """The import at this address, if this person may see it: 404 else."""

    @wraps(view)
    def guarded(request, pk, **kwargs):
        visible = RegisterImport.objects.visible_to(request.user).select_related("country", "uploaded_by")
        return view(request, get_object_or_404(visible.defer("content"), pk=pk), **kwargs)

    return guarded


def crumbs(run=None, *more):
    found = [(ROOM.label, reverse(ROOM.home)), (ImportList.title, reverse("caf:import_list"))]
    names_ = [str(run), *more] if run else list(more)
    return [
        *found,
        *((name, None if place == len(names_) - 1 else run.get_absolute_url()) for place, name in enumerate(names_)),
    ]


def marks(here, run=None):
    """The four steps in the head of the page: (label, done, here, address)."""
    reached = {"file": 0, "columns": 1, "check": 2, "import": 3}[here]
    can_turn = run is not None and run.state in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED)
    urls = ["", reverse("caf:import_columns", args=[run.pk]) if can_turn else "", "", ""]
    labels = (gettext("File"), gettext("Columns"), gettext("Check"), gettext("Import"))
    done = reached + (1 if run is not None and run.state in (ImportState.CONFIRMED, ImportState.UNDONE) else 0)
    return [(label, place < done, place == reached, urls[place]) for place, label in enumerate(labels)]


# --- File and columns -------------------------------------------------------------------------------------


@requires(can_import)
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = runs.begin_import(
                name=file.name, content=file.read(), country=form.cleaned_data["country"], by=request.user
            )
        except (Unreadable, Refused) as reason:
            form.add_error("file", told(reason))
        else:
            return redirect(reverse("caf:import_columns", args=[run.pk]))
    context = {"title": gettext("Import a file"), "crumbs": crumbs(None, gettext("Import a file")), "form": form}
    return render(request, "caf/import_new.html", context | {"marks": marks("file"), "fields": LABELS.values()})


def told(reason):
    """A refusal in the reader's language."""
    if isinstance(reason, Unreadable):
        return gettext(reason.sentence) % reason.params if reason.params else gettext(reason.sentence)
    return gettext(str(reason))


@on_import
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request, run):
    """What the file was read as, and which column is which field. Two forms: read it otherwise, or check the rows."""
    job = job_of(run)
    if run.state not in (ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED) or (job and job.is_open):
        return redirect(run)
    problem = ""
    try:
        table = runs.table_of(run)
    except Unreadable as reason:
        run.told = {}
        table, problem = runs.table_of(run), told(reason)
    wants_reading = request.POST.get("do") == "read"
    reading = ReadingForm(request.POST if wants_reading else None, table=table)
    if wants_reading and reading.is_valid():
        asked = {name: value for name, value in reading.cleaned_data.items() if value}
        try:
            runs.read_otherwise(run, told=asked, by=request.user)
        except (Unreadable, Refused) as reason:
            reading.add_error(None, told(reason))
        else:
            return redirect(request.path)
    sent = request.POST if request.method == "POST" and not wants_reading else None
    form = ColumnsForm(
        sent, headers=run.headers, mapping=run.mapping, initial={"date_order": run.told.get("date_order") or ASKED}
    )
    if sent is not None and form.is_valid():
        try:
            runs.name_columns(run, mapping=form.mapping, date_order=form.order, by=request.user)
        except Refused as reason:
            form.add_error(None, told(reason))
        else:
            return HttpResponseRedirect(run.get_absolute_url())
    examples = table.examples()
    context = {
        "title": gettext("What the columns are"),
        "crumbs": crumbs(run, gettext("Columns")),
        "marks": marks("columns", run),
        "run": run,
        "form": form,
        "reading": reading,
        "problem": problem,
        "table": table,
        "notes": [gettext(words) % values for words, values in table.notes],
        "columns": list(columns_shown(form, run, examples)),
        "asks_order": asks_order(run, examples),
    }
    return render(request, "caf/import_columns.html", context)


def columns_shown(form, run, examples):
    """(choice, its name, what stands in it, kept by the portal itself) for each column."""
    for place, header in enumerate(run.headers):
        cells = dict.fromkeys(str(row[place]) for row in examples if place < len(row) and row[place] not in (None, ""))
        yield form[f"column_{place}"], header, list(cells)[:3], names().get(folded(header)) == ""


def asks_order(run, examples):
    """Whether a day of the first rows may be two."""
    places = [int(place) for place, name in run.mapping.items() if name in DAYS]
    return any(place < len(row) and row[place] and is_two_days(row[place]) for row in examples for place in places)


# --- Check and import -------------------------------------------------------------------------------------


@on_import
@require_GET
def import_page(request, run):
    """How far the import is; once checked, what each row would do."""
    job = job_of(run)
    if run.state == ImportState.UPLOADED:
        return redirect(reverse("caf:import_columns", args=[run.pk]))
    here = "check" if run.state in (ImportState.MAPPED, ImportState.CHECKED, ImportState.FAILED) else "import"
    context = {
        "title": TITLES.get(run.state, str(run)),
        "crumbs": crumbs(run),
        "marks": marks(here, run),
        "run": run,
        "tag": Tag(IMPORT_TAGS[run.state], str(run.get_state_display())),
        "job": job_shown(run, job),
        "failure": gettext(run.failure[0]) % (run.failure[1] or {}) if run.failure else "",
        "steps": run.steps.select_related("by").order_by("pk"),
        "problem": gettext(job.error) if job and job.state == JobState.FAILED else "",
    }
    if run.state in (ImportState.CHECKED, ImportState.CONFIRMED, ImportState.UNDONE):
        context |= rows_shown(request, run)
    return render(request, "caf/import_page.html", context)


TITLES = {
    ImportState.MAPPED: _("Check before you import"),
    ImportState.CHECKED: _("Check before you import"),
    ImportState.FAILED: _("The file could not be read"),
    ImportState.CONFIRMED: _("Imported"),
    ImportState.UNDONE: _("The import is undone"),
    ImportState.CANCELLED: _("Thrown away"),
}


def rows_shown(request, run):
    """Tiles, tabs, a page of rows, and the question asked for, else the first that waits for an answer."""
    numbers = runs.counts(run)
    every = run.rows.select_related("organisation")
    tabs = tabs_of(run, numbers)
    tab = request.GET.get("tab", next(iter(tabs)))
    if tab not in tabs:
        raise Http404
    which, _number = tabs[tab]
    is_asked = tab == ImportOutcome.DUPLICATE
    page = Paginator(every.filter(which).order_by("number"), 10 if is_asked else ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    waiting = every.filter(outcome=ImportOutcome.DUPLICATE, answer="").order_by("number")
    number = request.GET.get("row", "")
    named = every.exclude(twins=[]).filter(number=int(number)) if number.isascii() and number.isdigit() else []
    asked = list(page) if is_asked else list(named or waiting[:QUESTIONS_SHOWN])
    return {
        "numbers": numbers,
        "total": sum(numbers.values()),
        "tabs": [
            (TAB_WORDS[key], count, address(request, tab=key, page=None, row=None), key == tab)
            for key, (_which, count) in tabs.items()
        ],
        "tab": tab,
        "rows": shown(page, of_one_country=run.country_id is not None),
        "page": page,
        "page_links": page_links(request, page),
        "questions": questions(asked, run) if run.state == ImportState.CHECKED else [],
        "waiting": waiting.count(),
        "not_taken": not_taken(run).count(),
        "words": words_form(run) if run.state == ImportState.CHECKED else None,
        "good": numbers[ImportOutcome.NEW] + numbers[ImportOutcome.CHANGED],
        "confirm": ConfirmForm(auto_id="confirm_%s", initial={"new_state": run.new_state}),
        "search": pairs.search_of(run) if run.state == ImportState.CONFIRMED else None,
        "pairs": pairs.waiting_of(run, request.user) if run.state == ImportState.CONFIRMED else 0,
    }


def words_form(run, sent=None):
    """What is asked of words that no list has; None where every word is known."""
    words = run.figures.get("words")
    return WordsForm(sent, words=words, auto_id="means_%s") if words else None


def job_shown(run, job):
    """An open job as the page shows it; None where nothing is under way."""
    if job is None or not job.is_open:
        return None
    heading = {
        CHECK: gettext("The rows are being checked"),
        ENTER: gettext("The rows are being entered"),
    }.get(job.kind, gettext("The import is being undone"))
    return {"heading": heading, "far": progress.how_far(job)}


@on_import
@require_GET
def import_progress(request, run):
    """The card of the open job, which htmx fetches each second; when the job has ended, the page itself."""
    job = job_shown(run, job_of(run))
    if not request.htmx:
        return redirect(run)
    if job is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "caf/_import_job.html", {"job": job, "run": run})
