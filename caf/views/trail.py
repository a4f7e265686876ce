"""Who changed what of an organisation."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from caf.permissions import can_edit_country_record
from caf.reading.trail import trail_of
from caf.views.organisation import OrganisationPage
from core.pages import ROWS_A_PAGE


# right: keep CAF organisations of the country
@require_safe
def organisation_trail(request, pk):
    record = OrganisationPage.find(request.user, {"pk": pk})
    if not can_edit_country_record(request.user, record):
        raise PermissionDenied
    title = gettext("Who changed what")
    context = {
        "title": title,
        "lead": str(record),
        "crumbs": OrganisationPage.crumbs(record, title),
        "page": Paginator(trail_of(record), ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "caf/organisation_trail.html", context)
