"""The CAF expert group: its members by country, its meetings, what it decided."""

import structlog
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caf.columns import expert as columns
from caf.filters import expert as filters
from caf.forms import expert as forms
from caf.models import Expert
from caf.permissions import can_begin_country_record, can_edit_country_record, can_edit_counts
from caf.reading.expert_group import expert_group_on
from caf.views.room import ROOM
from core.clock import viewing
from core.pages import RecordForm, RecordList, RecordPage, day_read
from core.rights import requires
from network.permissions import can_read_shared

log = structlog.get_logger(__name__)


class ExpertList(RecordList):
    model = Expert
    columns = columns.EXPERT
    room = ROOM
    address = "caf:expert_list"
    lead = _("Whom each country has named for the CAF expert group, from a day to a day.")
    filters = filters.ExpertFilters
    new = "caf:expert_new"
    new_label = _("Name a member")
    may_add = staticmethod(can_begin_country_record)

    def download(self, request, name, records, day, chosen):
        """Names and addresses are personal data: the log says who took them, as it does of the register's."""
        log.info("persons_in_file", by=request.user.pk, file="experts", format=name, chosen=request.GET.urlencode())
        return super().download(request, name, records, day, chosen)


class ExpertPage(RecordPage):
    listing = ExpertList
    may_edit = staticmethod(can_edit_country_record)


class ExpertForm(RecordForm):
    page = ExpertPage
    form = forms.ExpertForm
    new_lead = _("Who leaves gets a last day; who follows is a member of their own.")


@requires(can_read_shared)
@require_safe
def expert_group(request):
    """Every member state with whom it has named, the meetings to come and past, the latest decisions; as of a day."""
    read = day_read(request)
    with viewing(read.day):  # countries are called as they were on that day
        context = {
            "title": gettext("CAF expert group"),
            "lead": gettext("National correspondents who develop CAF, with the CAF Resource Centre at EIPA."),
            "crumbs": [(ROOM.label, reverse(ROOM.home)), (gettext("Expert group"), None)],
            "lists": ROOM.siblings(request.user, "caf:expert_group"),
            "reading": read,
            "group": expert_group_on(read.day),
            "may_name": can_begin_country_record(request.user),
            "may_report": can_edit_counts(request.user),
        }
        return render(request, "caf/expert_group.html", context)
