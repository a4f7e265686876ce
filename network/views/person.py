"""People, the roles they hold, and the table of seats. How people come in: see the invitations."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.pages import DatedRows, Head, RecordForm, RecordList, RecordPage, Row, RowForm
from network import columns, filters, forms
from network.actions import give_role
from network.models import Person
from network.permissions import can_manage_people
from network.seats import SEATS
from network.views.room import ROOM


class PersonList(RecordList):
    model = Person
    columns = columns.PERSON
    room = ROOM
    address = "network:person_list"
    lead = _("Everyone with an account. What a person may do follows from the seats alone.")
    filters = filters.PersonFilters
    known_since = False
    new = "network:invitation_new"
    new_label = _("Invite a person")
    may_add = staticmethod(can_manage_people)

    def dispatch(self, request, *args, **kwargs):
        if not can_manage_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def prepared(cls, records):
        return records.prefetch_related("roles__country__names")


def give(form, *, by):
    """The seat that the form tells of."""
    role = form.instance
    return give_role(
        by=by, person=role.person, seat=role.seat, country=role.country, from_on=role.from_on, to_on=role.to_on
    )


class PersonPage(RecordPage):
    listing = PersonList
    may_edit = staticmethod(can_manage_people)
    rows = (
        DatedRows(
            "roles",
            _("Seats"),
            columns.ROLE,
            forms.RoleForm,
            can_manage_people,
            _("Give a seat"),
            why=_("A seat ends on its last day. It is never taken away by deleting it."),
            empty=_("This person holds no seat, and sees what visitors see."),
            prepare=lambda rows: rows.select_related("country").prefetch_related("country__names"),
            save=give,
        ),
    )


class PersonForm(RecordForm):
    page = PersonPage
    form = forms.PersonForm
    mend_lead = _("Who leaves the network may no longer sign in; nothing of what was done is lost.")


class PersonRow(RowForm):
    page = PersonPage
    mend_lead = _("Give the last day to end it.")


class SeatTable(View):
    """Who sits where, and with what rights: the table that the portal itself reads."""

    def get(self, request):
        rows = {
            "title": gettext("Seats"),
            "columns": [Head(column.key, column.label, column.numeric) for column in columns.SEAT],
            "rows": [Row(None, [column.cell(row, timezone.localdate()) for column in columns.SEAT]) for row in SEATS],
            "empty": "",
        }
        context = {
            "title": gettext("Seats and rights"),
            "lead": gettext(
                "What one may do follows from the seat one holds, for the network or for one's own country."
            ),
            "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("Seats and rights"), None)],
            "histories": [rows],
        }
        return render(request, "core/record_page.html", context)
