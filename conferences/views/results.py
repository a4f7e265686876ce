"""Results: of one questionnaire, and over editions. Page, files and document show the same figures."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from conferences.actions.evaluation import FILES, request_files
from conferences.columns import evaluation as columns
from conferences.models import (
    Audience,
    Edition,
    EditionStage,
    Moment,
    Questionnaire,
    QuestionnaireState,
    ReportedResult,
)
from conferences.models.edition import editions_with_rows
from conferences.permissions import can_evaluate, can_read_results
from conferences.reading.results import compare, results_of, split, split_questions
from conferences.views.evaluation import QuestionnairePage, on_questionnaire
from conferences.views.room import ROOM
from core.exports import FORMATS, Lines, Listing
from core.models import Job, JobState, last_known
from core.pages import address, day_read
from core.rights import requires
from network.permissions import can_read_shared


def download(request, name, *, file, title, listing_columns, lines, day, filters=()):
    """The lines as CSV, XLSX or JSON."""
    if name not in FORMATS:
        raise Http404
    host = f"{request.scheme}://{request.get_host()}"
    return FORMATS[name](Listing(file, title, listing_columns, cast("Any", Lines(lines)), day, filters, host))


@on_questionnaire(can_read_results)
@require_safe
def questionnaire_results(request, record):
    """Figures and bars, question by question; `?by=country`: the means of those who gave each answer to it."""
    read = day_read(request)
    prepares = can_evaluate(request.user, record)
    if not prepares and (record.published_on is None or record.published_on > read.day):
        raise Http404
    results = results_of(record, with_texts=prepares)
    title = gettext("Results: %(questionnaire)s") % {"questionnaire": record}
    if name := request.GET.get("format"):
        file = "-".join(["evaluation", *record.keys])
        lines = columns.result_lines(results)
        return download(
            request, name, file=file, title=title, listing_columns=columns.RESULT, lines=lines, day=read.day
        )
    by = next((row for row in split_questions(record) if row.key == request.GET.get("by")), None)
    job = Job.objects.filter(kind=FILES, subject=str(record.pk)).order_by("-pk").first()
    files = list(record.files.defer("content").order_by("language"))
    context = {
        "title": title,
        "crumbs": QuestionnairePage.crumbs(record, gettext("Results")),
        "record": record,
        "results": results,
        "prepares": prepares,
        "state": record.state_on(read.day),
        "published_on": record.published_on,
        "split": split(record, by) if by else None,
        "by": by,
        "splits": split_questions(record),
        "downloads": [
            *((name.upper(), address(request, format=name)) for name in FORMATS),
            *(
                (
                    f"PDF {file.language.upper()}",
                    reverse("conferences:results_file", args=[*record.keys, file.language]),
                )
                for file in files
            ),
        ],
        "files_pending": record.state == QuestionnaireState.PUBLISHED and len(files) < len(settings.LANGUAGES),
        "files_failed": job.error if job and job.state == JobState.FAILED else "",
    }
    return render(request, "conferences/evaluation_results.html", context)


@on_questionnaire(can_read_results)
@require_safe
@cache_control(private=True, immutable=True, max_age=31_536_000)
def results_file(request, record, language):
    """The document of published results."""
    file = get_object_or_404(record.files.select_related("questionnaire__edition"), language=language)
    return HttpResponse(
        bytes(file.content),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


@on_questionnaire(can_evaluate)
@require_POST
def results_files_again(request, record):
    """Asks for documents that could not be made."""
    if record.state != QuestionnaireState.PUBLISHED:
        raise PermissionDenied
    request_files(questionnaire=record, by=request.user)
    messages.success(request, gettext("The documents are asked for again."))
    return HttpResponseRedirect(record.results_url)


def chosen(request, name, choices):
    """What the address chooses of a few words; the first where it names none of them."""
    asked = request.GET.get(name, "")
    return choices(asked) if asked in choices.values else choices(choices.values[0])


@requires(can_read_shared)
@require_safe
def evaluation_compare(request):
    """The core questions over the European editions, of one audience and moment."""
    read = day_read(request)
    audience, moment = chosen(request, "audience", Audience), chosen(request, "moment", Moment)
    editions = [edition for edition in editions_with_rows().known(read.day) if was_held(edition, read.day)]
    editions.sort(key=lambda edition: edition.ordinal)
    questionnaires = Questionnaire.objects.filter(
        audience=audience, moment=moment, state=QuestionnaireState.PUBLISHED
    ).for_list()
    reported = list(
        ReportedResult.objects.visible_to(request.user)
        .known(read.day)
        .filter(audience=audience)
        .select_related("edition")
    )
    rows = [
        row
        for row in compare(editions, questionnaires, reported, read.day)
        if (not row.core.moments or moment in row.core.moments)
        and (not row.core.audiences or audience in row.core.audiences)
    ]
    if name := request.GET.get("format"):
        lines = columns.figure_lines(editions, rows, reverse("conferences:evaluation_compare"))
        return download(
            request,
            name,
            file="evaluation-comparison",
            title=gettext("Evaluations compared"),
            listing_columns=columns.COMPARISON,
            lines=lines,
            day=read.day,
            filters=(str(audience.label), str(moment.label)),
        )
    context = {
        "title": gettext("Evaluations compared"),
        "lead": gettext("The same questions, edition by edition. Groups under five are not shown."),
        "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("Evaluation"), None)],
        "lists": ROOM.siblings(request.user, "conferences:evaluation_compare"),
        "editions": [(edition, last_known(edition.evaluations.all(), read.day)) for edition in editions],
        "rows": rows,
        "words": [row for row in reported if row.words],
        "audience": audience,
        "moment": moment,
        "audiences": [(choice.label, address(request, audience=choice), choice == audience) for choice in Audience],
        "moments": [(choice.label, address(request, moment=choice), choice == moment) for choice in Moment],
        "downloads": [(name.upper(), address(request, format=name)) for name in FORMATS],
        "as_of": read.day,
    }
    return render(request, "conferences/evaluation_compare.html", context)


def was_held(edition: Edition, day) -> bool:
    """Whether it lay behind on that day, as far as was known."""
    schedule = edition.schedule_on(day)
    return schedule is not None and schedule.stage == EditionStage.HELD
