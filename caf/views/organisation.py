"""The register of CAF users."""

from django.utils.translation import gettext_lazy as _

from caf import columns, filters, forms
from caf.actions import register_organisation
from caf.models import Organisation
from caf.permissions import can_begin_country_record, can_edit_country_record
from caf.views.room import ROOM
from caf.workflow import REGISTER
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, Step, public


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


@public
class OrganisationPage(RecordPage):
    listing = OrganisationList
    may_edit = staticmethod(can_edit_country_record)
    workflow = REGISTER
    rows = (
        DatedRows(
            "steps",
            _("In the register"),
            columns.REGISTRATION,
            why=_("Every step with the day since which it is known."),
            empty=_("No step is recorded."),
        ),
    )


class OrganisationForm(RecordForm):
    page = OrganisationPage
    form = forms.OrganisationForm
    new_lead = _("It is validated by its country or by the CAF Resource Centre, and public from then on.")

    def allows(self, user, record):
        return record.pk is None or can_edit_country_record(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is None:
            return register_organisation(form.instance, by=form.user)
        return form.save()


class OrganisationStep(Step):
    page = OrganisationPage
