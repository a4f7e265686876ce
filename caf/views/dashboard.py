"""The dashboard of the goal as of a day, open to everyone; its PDF."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from caf.permissions import can_begin_country_record, can_edit_counts
from caf.reading import dashboard_words as words
from caf.reading.dashboard import dashboard
from caf.reading.goal_words import goal_picture
from caf.views.room import ROOM
from core.clock import viewing
from core.maps import ON_PAPER
from core.pages import address, day_read
from core.pages.prints import answer_for_print, print_file, print_line
from core.prints import Sheet
from network.models import Country
from network.models.country import names_at_hand


@login_not_required
@require_safe
def dashboard_page(request):
    """`?map=register` tints the map by the register's own count instead of the reported ones."""
    read = day_read(request)
    with viewing(read.day), names_at_hand():  # countries are called as they were on that day
        shown = context_on(read.day)
        sheet = sheet_of(shown, read.day)
        if request.GET.get("map") == words.REGISTER:
            shown |= map_of(shown["board"], shown["countries"], words.REGISTER)
        return render(
            request,
            "caf/dashboard.html",
            shown
            | {
                "title": gettext("The goal"),
                "lead": gettext("How many organisations use CAF, against the goal of the network."),
                "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("The goal"), None)],
                "lists": ROOM.siblings(request.user, "caf:dashboard"),
                "reading": read,
                "map_links": [
                    (gettext("As reported"), address(request, map=None), shown["map_of"] == words.REPORTED),
                    (
                        gettext("In the register"),
                        address(request, map=words.REGISTER),
                        shown["map_of"] == words.REGISTER,
                    ),
                ],
                "may_edit": can_edit_counts(request.user),
                "may_promise": can_begin_country_record(request.user),
                "print": line_of(sheet, read.day),
            },
        )


def map_labels():
    return (words.REPORTED, gettext("As reported")), (words.REGISTER, gettext("In the register"))


def map_of(board, lines, which):
    return {"map": words.europe_map(board, lines, which), "map_of": which, "map_label": dict(map_labels())[which]}


def context_on(day):
    """What the page and the PDF show."""
    board, writer = dashboard(day), words.reader_writer()
    lines = words.country_lines(board, list(Country.objects.all()))
    has_reported = any(line.reported is not None for line in lines)
    which = words.REPORTED if has_reported else words.REGISTER
    register = board.register
    return {
        "day": day,
        "board": board,
        "standing": board.goal,
        "goal": goal_picture(board.goal, set()),
        "register": register,
        "register_url": words.users_url(day),
        "reported_paces": list(words.pace_sentences(board.reported_paces)),
        "reported_forecast": words.forecast_sentence(
            board.reported_forecast, board.reported_paces, writer, of_register=False
        ),
        "register_paces": list(words.pace_sentences(register.paces)),
        "register_forecast": words.forecast_sentence(register.forecast, register.paces, writer, of_register=True),
        "chart": words.register_chart(board, writer),
        "months": words.month_lines(register, writer),
        "countries": lines,
        "has_reported": has_reported,
        **map_of(board, lines, which),
        "parts": [
            (gettext("By sector"), gettext("Sector"), words.part_lines(register, "sector")),
            (gettext("By level of government"), gettext("Level of government"), words.part_lines(register, "level")),
            (gettext("By version of CAF"), gettext("Version of CAF"), words.part_lines(register, "version")),
        ],
        "promises": board.promises,
        "history": [(line, words.history_sentence(line)) for line in board.history],
    }


def sheet_of(shown, day):
    """The page as it is printed."""
    language = get_language() or "en"
    title = gettext("CAF users and the goal")
    printed = {"title": title, "language": language, "map": shown["map"].written_in(ON_PAPER)}
    html = render_to_string("caf/pdf/dashboard.html", shown | printed)
    return Sheet(html, language, title, day)


def line_of(sheet, day):
    asked = f"?as-of={day.isoformat()}"
    return print_line(
        sheet,
        key="goal",
        label=gettext("The goal as a PDF"),
        url=reverse("caf:dashboard_pdf") + asked,
        ask_url=reverse("caf:dashboard_print") + asked,
        page_url=reverse("caf:dashboard") + asked,
    )


@login_not_required
def dashboard_print(request):
    """POST asks for the PDF of the day."""
    day = day_read(request).day
    with viewing(day), names_at_hand():
        sheet = sheet_of(context_on(day), day)
        return answer_for_print(request, sheet, line_of(sheet, day))


@login_not_required
@require_safe
def dashboard_pdf(request):
    day = day_read(request).day
    with viewing(day), names_at_hand():
        sheet = sheet_of(context_on(day), day)
        page_url = f"{reverse('caf:dashboard')}?as-of={day.isoformat()}"
        return print_file(sheet, name=f"caf-goal-{day.isoformat()}", page_url=page_url)
