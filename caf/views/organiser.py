"""The terms of the national organisers: fee, team, report, call; the entry known last holds."""

from django.utils.translation import gettext_lazy as _

from caf.columns import application as columns
from caf.filters.application import OrganiserSettingFilters
from caf.forms.application import OrganiserSettingForm as Form
from caf.models import OrganiserSetting
from caf.permissions import can_begin_terms, can_keep_terms
from caf.views.room import PEF
from core.pages import RecordForm, RecordList, RecordPage


class OrganiserSettingList(RecordList):
    model = OrganiserSetting
    columns = columns.ORGANISER_SETTING
    room = PEF
    address = "caf:organiser_setting_list"
    title = _("Terms by country")
    lead = _("What each national organiser has set. A change is a new entry; of a country the one known last holds.")
    filters = OrganiserSettingFilters
    new = "caf:organiser_setting_new"
    new_label = _("Set the terms")
    may_add = staticmethod(can_begin_terms)
    empty_why = _("No country has set its terms yet: fees, teams and deadlines are not known.")


class OrganiserSettingPage(RecordPage):
    listing = OrganiserSettingList
    may_edit = staticmethod(can_keep_terms)


class OrganiserSettingForm(RecordForm):
    page = OrganiserSettingPage
    form = Form
    new_lead = _("They hold from the day since which they are known. What is not set stays empty.")

    def allows(self, user, record):
        return record.pk is None or can_keep_terms(user, record)
