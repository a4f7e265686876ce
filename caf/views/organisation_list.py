"""The register of CAF users as a list and as files."""

from dataclasses import replace
from functools import cached_property

import structlog
from django.utils.translation import gettext_lazy as _

from caf.columns import organisation as columns
from caf.columns import register_file
from caf.filters import organisation as filters
from caf.filters.organisation import COUNTS
from caf.models import (
    Application,
    Confirmation,
    Contact,
    CountingRule,
    CountingSpan,
    Label,
    Organisation,
    OrganisationLink,
    Proposal,
    SelfAssessment,
)
from caf.permissions import (
    can_begin_country_record,
)
from caf.reading.counting import moved, narrowed
from caf.reading.register import as_on, said_otherwise
from caf.reading.register_file import RegisterFile
from caf.reading.standing import told
from caf.reading.unnamed import unnamed, unnamed_sentence
from caf.views.room import ROOM
from core.addresses import numbering
from core.among import has_rows
from core.clock import viewed_on
from core.pages import RecordList, public
from core.pages.parts import Row
from network.models.country import names_at_hand

PARTS = ("country", "sector", "level", "version")
COUNTED_BY = {"counts", "moved", "since", *PARTS, "as-of"}

log = structlog.get_logger(__name__)


@public
class OrganisationList(RecordList):
    model = Organisation
    columns = columns.ORGANISATION
    room = ROOM
    address = "caf:organisation_list"
    title = _("Register of CAF users")
    lead = _("Organisations that use CAF. Those to validate are seen by their country and the CAF Resource Centre.")
    filters = filters.OrganisationFilters
    new = "caf:organisation_new"
    new_label = _("Add a CAF user")
    may_add = staticmethod(can_begin_country_record)
    template = "caf/organisation_list.html"

    def more(self, request, page, read):
        return {"keeps": can_begin_country_record(request.user)}

    @classmethod
    def prepared(cls, records):
        """As they are now, unless one of the register was called or told otherwise on the day."""
        day, records = viewed_on(), records.for_list().prefetch_related(None)  # told as it is shown
        return as_on(records, day) if said_otherwise(day) else records

    @classmethod
    def shown(cls, records, day):
        return told(records, day)

    @cached_property
    def address_of(self):
        """By the number of a record: fifty addresses of one kind."""
        return numbering("caf:organisation_page")

    def row(self, record, shown, day):
        return Row(self.address_of(record.pk), [column.cell(record, day) for column in shown])

    def get(self, request, **kwargs):
        with names_at_hand():
            return super().get(request, **kwargs)

    def said_above(self, request, read, chosen):
        """Of a number that the count page or the dashboard shows: how many this reader does not see in its list.

        Only of what is counted there: asked of a name, it would tell that an organisation is there.
        """
        asked = {name for name, value in request.GET.items() if value} - {"page", "sort"}
        if not asked <= COUNTED_BY or not chosen.is_valid() or Organisation.objects.all_visible_to(request.user):
            return ""
        parts = chosen.form.cleaned_data
        if len([name for name in PARTS if parts[name]]) > 1 and not request.user.is_authenticated:
            return ""  # no page shows the number of two parts at once: it could tell of one organisation
        if parts["moved"] and not parts["counts"]:
            spans = moved(parts["moved"], parts["since"], read.day)
        elif parts["counts"] == COUNTS and not parts["moved"]:
            spans = CountingSpan.objects.on(read.day, CountingRule.objects.code_on(read.day))
        else:
            return ""
        return unnamed_sentence(unnamed(narrowed(spans, parts), request.user))

    @classmethod
    def whole(cls, prepared):
        return prepared.annotate(
            has_labels=has_rows(Label, "organisation"),
            has_applications=has_rows(Application, "organisation"),
            has_contacts=has_rows(Contact, "organisation"),
            has_accounts=has_rows(Contact, "organisation", filled="person"),
            has_self_assessments=has_rows(SelfAssessment, "organisation"),
            has_confirmations=has_rows(Confirmation, "organisation"),
            has_proposals=has_rows(Proposal, "organisation"),
            has_predecessors=has_rows(OrganisationLink, "successor"),
            has_successors=has_rows(OrganisationLink, "predecessor"),
        )

    def download(self, request, name, records, day, chosen):
        if can_begin_country_record(request.user):
            log.info(
                "persons_in_file", by=request.user.pk, file="register", format=name, chosen=request.GET.urlencode()
            )
        return super().download(request, name, records, day, chosen)

    @classmethod
    def file(cls, records, user, day, *, filters, host):
        """Persons are in the files of those alone who keep the register of some country."""
        told = register_file.REGISTER_FILE if can_begin_country_record(user) else register_file.PUBLIC_FILE
        listing = super().file(records, user, day, filters=filters, host=host)
        rows = RegisterFile(records, [column.key for column in told], user, day, host)
        return replace(listing, columns=told, told=rows)
