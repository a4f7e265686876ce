"""Countries with their names and memberships, presidencies, and the troika of a day."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.pages import DatedRows, Head, RecordForm, RecordList, RecordPage, Row, RowForm, day_read, public
from network import columns, filters, forms
from network.models import Country, Presidency
from network.models.presidency import troika
from network.permissions import can_edit_network
from network.views.room import ROOM


@public
class CountryList(RecordList):
    model = Country
    columns = columns.COUNTRY
    room = ROOM
    address = "network:country_list"
    lead = _("The countries of the network, called as they were called on the day, and how each takes part.")
    filters = filters.CountryFilters
    new = "network:country_new"
    new_label = _("Add a country")
    may_add = staticmethod(can_edit_network)


@public
class CountryPage(RecordPage):
    listing = CountryList
    lookup = {"country": "iso2__iexact"}
    may_edit = staticmethod(can_edit_network)
    rows = (
        DatedRows(
            "memberships",
            _("How it takes part"),
            columns.MEMBERSHIP,
            forms.MembershipForm,
            can_edit_network,
            _("Report a new membership"),
            empty=_("Nothing is known of its part in the network."),
        ),
        DatedRows(
            "names",
            _("What it is called"),
            columns.COUNTRY_NAME,
            forms.CountryNameForm,
            can_edit_network,
            _("Report a new name"),
            why=_(
                "A new name is in use from the day since which it is known; texts about earlier days keep the old one."
            ),
            empty=_("Without a name it is called by its code."),
        ),
        DatedRows(
            "presidencies",
            _("Presidencies"),
            columns.PRESIDENCY,
            empty=_("No presidency is known."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
        ),
    )


class CountryForm(RecordForm):
    page = CountryPage
    form = forms.CountryCodesForm


class CountryRow(RowForm):
    page = CountryPage


@public
class PresidencyList(RecordList):
    model = Presidency
    columns = columns.PRESIDENCY
    room = ROOM
    address = "network:presidency_list"
    lead = _("Which member state presides in which half-year, as known on the day.")
    filters = filters.PresidencyFilters
    new = "network:presidency_new"
    new_label = _("Report a presidency")
    may_add = staticmethod(can_edit_network)


@public
class PresidencyPage(RecordPage):
    listing = PresidencyList
    may_edit = staticmethod(can_edit_network)


class PresidencyForm(RecordForm):
    page = PresidencyPage
    form = forms.PresidencyForm
    new_lead = _("If a half-year changes hands, report it anew: of two presidencies the one known later counts.")


@public
class Troika(View):
    """The presidency of a day with the one before and the two next."""

    def get(self, request):
        read = day_read(request)
        shown = [column for column in columns.PRESIDENCY if column.in_list]
        rows = {
            "title": gettext("The troika and the presidency after it"),
            "why": gettext("The one before, that of the day, and the two next. The Commission is a permanent member."),
            "columns": [Head(column.key, column.label, column.numeric) for column in shown],
            "rows": [
                Row(row.get_absolute_url(), [head.cell(row, read.day) for head in shown]) for row in troika(read.day)
            ],
            "empty": gettext("The records hold no presidency on this day."),
        }
        context = {
            "title": gettext("Troika"),
            "crumbs": [(PresidencyList.heading(), reverse("network:presidency_list")), (gettext("Troika"), None)],
            "histories": [rows],
            "as_of": read.day,
        }
        return render(request, "core/record_page.html", context)
