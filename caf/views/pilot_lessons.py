"""Lessons of the pilots on one page as of a day, and on paper for the meeting of the Directors General."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from caf.columns.finding import FINDING_TAGS, TASK_TAGS
from caf.models import FindingState, TaskState
from caf.permissions import can_read_pilot_feedback, can_run_pilot_feedback
from caf.pilot_questions import ASPECTS
from caf.reading.pilot_lessons import lessons_on
from caf.views.room import PILOTS
from core.clock import viewing
from core.columns import Tag
from core.pages import day_read
from core.pages.prints import answer_for_print, print_file, print_line
from core.prints import Sheet
from core.rights import requires
from network.models import Meeting
from network.models.country import names_at_hand


@requires(can_read_pilot_feedback)
@require_safe
def pilot_lessons(request):
    """What was piloted, what was said, what follows, and what is open until the launch."""
    read = day_read(request)
    with viewing(read.day), names_at_hand():
        shown = context_on(read.day)
        sheet = sheet_of(shown, read.day)
        context = {
            "title": gettext("Lessons of the pilots"),
            "lead": gettext("What the pilots of PEF said, what follows from it, and what is open until the launch."),
            "crumbs": [*PILOTS.way, (gettext("Lessons of the pilots"), None)],
            "lists": PILOTS.siblings(request.user, "caf:pilot_lessons"),
            "reading": read,
            "asked_day": f"?as-of={read.day.isoformat()}" if read.asked else "",
            "may_run": can_run_pilot_feedback(request.user),
            "print": line_of(sheet, read.day),
        }
        return render(request, "caf/pilot_lessons.html", shown | context)


def context_on(day):
    """What the page and the paper show."""
    lessons = lessons_on(day)
    return {
        "day": day,
        "lessons": lessons,
        "aspects": ASPECTS,
        "findings": [
            (line, Tag(FINDING_TAGS[FindingState(line.state)], str(FindingState(line.state).label)))
            for line in lessons.findings
        ],
        "tasks": [
            (line, Tag(TASK_TAGS[TaskState(line.state)], str(TaskState(line.state).label))) for line in lessons.tasks
        ],
    }


def sheet_of(shown, day):
    """The paper for the meeting of the Directors General that the day leads to."""
    language = get_language() or "en"
    title = gettext("The pilots of the Procedure on External Feedback")
    meeting = meeting_of(day)
    context = shown | {"title": title, "language": language, "meeting": meeting}
    return Sheet(render_to_string("caf/pdf/pilot_lessons.html", context), language, title, day)


def meeting_of(day):
    """The meeting of the half-year of that day; None where there is none."""
    first = day.replace(month=1 if day.month <= 6 else 7, day=1)
    return Meeting.objects.filter(half_starts_on=first).first()


def line_of(sheet, day):
    asked = f"?as-of={day.isoformat()}"
    return print_line(
        sheet,
        key="lessons",
        label=gettext("Paper for the Directors General (PDF)"),
        url=reverse("caf:pilot_lessons_pdf") + asked,
        ask_url=reverse("caf:pilot_lessons_print") + asked,
        page_url=reverse("caf:pilot_lessons") + asked,
    )


@requires(can_read_pilot_feedback)
def pilot_lessons_print(request):
    """POST asks for the paper of the day."""
    day = day_read(request).day
    with viewing(day), names_at_hand():
        sheet = sheet_of(context_on(day), day)
        return answer_for_print(request, sheet, line_of(sheet, day))


@requires(can_read_pilot_feedback)
@require_safe
def pilot_lessons_pdf(request):
    day = day_read(request).day
    with viewing(day), names_at_hand():
        sheet = sheet_of(context_on(day), day)
        page_url = f"{reverse('caf:pilot_lessons')}?as-of={day.isoformat()}"
        return print_file(sheet, name=f"pef-pilots-{day.isoformat()}", page_url=page_url)
