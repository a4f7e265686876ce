"""A country in the register: its page, open to everyone, and its fact sheet as a PDF."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from caf.permissions import can_edit_country_record
from caf.reading.country_card import country_card
from caf.views.room import ROOM
from core.clock import viewing
from core.pages import day_read
from core.pages.prints import answer_for_print, print_file, print_line
from core.prints import Sheet
from network.models import Country


def found(code):
    return get_object_or_404(Country.objects.named(), iso2=code.upper())


class Owned:
    """Asks a right for a country as for a record of it."""

    def __init__(self, country):
        self.country = country


@login_not_required
@require_safe
def country(request, code):
    read, place = day_read(request), found(code)
    with viewing(read.day):
        card = country_card(place, read.day, request.user)
        context = {
            "title": str(place),
            "lead": gettext("CAF users of the country, as the register has them."),
            "crumbs": [(ROOM.label, reverse(ROOM.home)), (str(place), None)],
            "reading": read,
            "card": card,
            "keeps": can_edit_country_record(request.user, Owned(place)),
            "print": line_of(sheet_of(place, read.day, request.user), place, read.day),
        }
        return render(request, "caf/country.html", context)


def sheet_of(place, day, user):
    """What everybody may read, as it is printed; the names of experts for this reader, who may know them or not."""
    language = get_language() or "en"
    title = gettext("CAF users: %(country)s") % {"country": place}
    card = country_card(place, day, AnonymousUser(), experts_for=user)
    html = render_to_string("caf/pdf/country.html", {"card": card, "title": title, "language": language, "day": day})
    return Sheet(html, language, title, day)


def line_of(sheet, place, day):
    asked, code = f"?as-of={day.isoformat()}", place.iso2.lower()
    return print_line(
        sheet,
        key="country",
        label=gettext("Fact sheet as a PDF"),
        url=reverse("caf:country_pdf", args=[code]) + asked,
        ask_url=reverse("caf:country_print", args=[code]) + asked,
        page_url=reverse("caf:country", args=[code]) + asked,
    )


@login_not_required
def country_print(request, code):
    """POST asks for the fact sheet of the day."""
    day, place = day_read(request).day, found(code)
    with viewing(day):
        sheet = sheet_of(place, day, request.user)
        return answer_for_print(request, sheet, line_of(sheet, place, day))


@login_not_required
@require_safe
def country_pdf(request, code):
    day, place = day_read(request).day, found(code)
    with viewing(day):
        page_url = f"{reverse('caf:country', args=[place.iso2.lower()])}?as-of={day.isoformat()}"
        name = f"caf-{place.iso2.lower()}-{day.isoformat()}"
        return print_file(sheet_of(place, day, request.user), name=name, page_url=page_url)
