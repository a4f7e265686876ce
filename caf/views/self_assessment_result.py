"""The result with its arithmetic, line by line, and its files; for the group, and once released for its readers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caf.documents.self_assessment import report_of, report_sheet
from caf.models import SelfAssessment
from caf.permissions import is_in_group
from caf.reading.self_assessment_result import standing
from caf.views.self_assessment import SelfAssessmentPage
from core.pages.prints import answer_for_print, print_file, print_line

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def readable(request, pk):
    """Raises Http404 for whoever may not read what was agreed."""
    return get_object_or_404(SelfAssessment.objects.read_by(request.user).for_list(), pk=pk)


def report_for(request, assessment, *, with_marks=False):
    found = standing(assessment, request.user, timezone.localdate(), with_marks=with_marks)
    is_own = is_in_group(request.user, assessment)
    plan = assessment.improvements.visible_to(request.user).for_list() if is_own else None
    return report_of(found, plan)


@never_cache
@require_safe
def result(request, pk):
    assessment = readable(request, pk)
    report = report_for(request, assessment)
    title = gettext("Result")
    context = {
        "title": title,
        "lead": assessment.title,
        "crumbs": SelfAssessmentPage.crumbs(assessment, title),
        "assessment": assessment,
        "standing": report.standing,
        "bars": report.bars,
        "data_lines": report.data_lines,
        "is_own": is_in_group(request.user, assessment),
        "print": line_of(assessment, report_sheet(report)),
        "downloads": [
            (name.upper(), reverse("caf:self_assessment_file", args=[pk, name])) for name in TYPES
        ],
    }  # fmt: skip
    return render(request, "caf/self_assessment_result.html", context)


def line_of(assessment, sheet):
    return print_line(
        sheet,
        key="self-assessment",
        label=gettext("The report as a PDF"),
        url=reverse("caf:self_assessment_pdf", args=[assessment.pk]),
        ask_url=reverse("caf:self_assessment_print", args=[assessment.pk]),
        page_url=reverse("caf:self_assessment_result", args=[assessment.pk]),
    )


def result_print(request, pk):
    """POST asks for the PDF."""
    assessment = readable(request, pk)
    sheet = report_sheet(report_for(request, assessment))
    return answer_for_print(request, sheet, line_of(assessment, sheet))


@require_safe
def result_pdf(request, pk):
    assessment = readable(request, pk)
    sheet = report_sheet(report_for(request, assessment))
    url = reverse("caf:self_assessment_result", args=[pk])
    return print_file(sheet, name=f"self-assessment-{pk}", page_url=url)


@never_cache
@require_safe
def result_file(request, pk, kind):
    if kind not in TYPES:
        raise Http404
    assessment = readable(request, pk)
    if kind == "docx":
        from caf.documents.self_assessment_word import report_docx as made  # noqa: PLC0415 - memory, only where written
    else:
        from caf.documents.self_assessment_workbook import report_xlsx as made  # noqa: PLC0415 - as above
    report = report_for(request, assessment, with_marks=kind == "xlsx")
    response = HttpResponse(made(report), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="self-assessment-{pk}.{kind}"'
    return response
