"""The register of CAF users: its list, the page of an organisation with its dated rows, forms and steps."""

import structlog
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from caf.actions.organisation import keep_row, register_organisation
from caf.columns import organisation as columns
from caf.counting import condition, says
from caf.filters import organisation as filters
from caf.forms import organisation as forms
from caf.models import Organisation, OrganisationLink
from caf.permissions import can_begin_country_record, can_edit_country_record, can_keep_organisation
from caf.register import as_on, with_rows_for_file, with_uses_on
from caf.views.room import ROOM
from caf.workflow import REGISTER
from core.clock import viewed_on
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, public

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

    @classmethod
    def columns_for(cls, user):
        """Persons are in the files of those alone who keep the register of some country."""
        return cls.columns + columns.CONTACTS if can_begin_country_record(user) else cls.columns

    @classmethod
    def prepared(cls, records):
        day = viewed_on()
        return with_uses_on(as_on(records.for_list(), day), day).annotate(counts_then=condition(day))

    @classmethod
    def whole(cls, prepared):
        links = OrganisationLink.objects
        return prepared.annotate(
            has_predecessors=Exists(links.filter(successor=OuterRef("pk"))),
            has_successors=Exists(links.filter(predecessor=OuterRef("pk"))),
        )

    def download(self, request, name, records, day, chosen):
        if can_begin_country_record(request.user):
            log.info(
                "persons_in_file", by=request.user.pk, file="register", format=name, chosen=request.GET.urlencode()
            )
        return super().download(request, name, with_rows_for_file(records, request.user, day), day, chosen)


def keep(form, *, by):
    return keep_row(form.instance, save=form.save)


@public
class OrganisationPage(RecordPage):
    listing = OrganisationList
    may_edit = staticmethod(can_edit_country_record)
    workflow = REGISTER
    template = "caf/organisation_page.html"
    rows = (
        DatedRows(
            "uses",
            _("Uses of CAF"),
            columns.USE,
            forms.UseForm,
            can_keep_organisation,
            _("Add a use"),
            why=_("A new use is not a new user."),
            empty=_("No use of CAF is recorded."),
            save=keep,
        ),
        DatedRows(
            "names",
            _("Names"),
            columns.NAME,
            forms.NameForm,
            can_keep_organisation,
            _("Add a name"),
            why=_("Of the official names in one language, the one known last is in use."),
            empty=_("No name is recorded besides."),
            save=keep,
        ),
        DatedRows(
            "profiles",
            _("Profile"),
            columns.PROFILE,
            forms.ProfileForm,
            can_keep_organisation,
            _("Report a change"),
            why=_("Place, level, sector and size: a change is a new row; the last one known counts."),
            empty=_("No profile is recorded."),
            save=keep,
        ),
        DatedRows(
            "contacts",
            _("Contacts"),
            columns.CONTACT,
            forms.ContactForm,
            can_keep_organisation,
            _("Add a contact"),
            why=_("Personal data: seen by the country, the CAF Resource Centre and the organisation alone."),
            empty=_("No contact is recorded."),
            save=keep,
            seen=can_keep_organisation,
        ),
        DatedRows(
            "successors",
            _("What became of it"),
            columns.SUCCESSOR,
            forms.SuccessorForm,
            can_edit_country_record,
            _("Name a successor"),
            why=_("Where it continued as another organisation, joined with others or was split."),
            empty=_("No successor is recorded."),
            save=keep,
            prepare=lambda rows: rows.select_related("successor"),
            seen=lambda user, record: can_edit_country_record(user, record) or record.has_successors,
        ),
        DatedRows(
            "predecessors",
            _("What it came from"),
            columns.PREDECESSOR,
            empty=_("No predecessor is recorded."),
            address=lambda row: row.predecessor.get_absolute_url(),
            prepare=lambda rows: rows.select_related("predecessor"),
            seen=lambda _user, record: record.has_predecessors,
        ),
        DatedRows(
            "steps",
            _("In the register"),
            columns.REGISTRATION,
            why=_("Every step with the day since which it is known."),
            empty=_("No step is recorded."),
        ),
    )

    def second(self, record, day):
        return record.english_name_then

    def more(self, request, record, read):
        return {"verdict": says(record, read.day)}


class OrganisationForm(RecordForm):
    page = OrganisationPage
    form = forms.OrganisationForm
    new_form = forms.NewOrganisationForm
    new_lead = _("It is validated by its country or by the CAF Resource Centre, and public from then on.")
    mend_lead = _("What was mistyped. Names, profile and uses are kept below, on its page.")

    def allows(self, user, record):
        return record.pk is None or can_edit_country_record(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is not None:
            return keep_row(form.instance, save=form.save)
        use = {name: form.cleaned_data[name] for name in ("version", "starts_on")}
        return register_organisation(form.instance, by=form.user, **use)


class OrganisationRow(RowForm):
    """A row of an organisation. What counts is mended by the country: a contact adds, and takes nothing back."""

    page = OrganisationPage

    def record(self, request, kwargs, *, locked=False):
        row = super().record(request, kwargs, locked=locked)
        if row.pk is not None and kwargs["rows"] == "uses" and not can_edit_country_record(request.user, self.parent):
            raise PermissionDenied
        return row

    def save(self, form):
        return keep_row(form.instance, save=form.save)


class OrganisationStep(Step):
    page = OrganisationPage
