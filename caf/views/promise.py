"""What countries promise toward the goal: read by everyone, entered by the country or the CAF Resource Centre."""

from django.utils.translation import gettext_lazy as _

from caf.columns import promise as columns
from caf.filters import promise as filters
from caf.forms import promise as forms
from caf.models import CountPromise
from caf.permissions import can_begin_country_record, can_edit_country_record
from caf.views.room import ROOM
from core.pages import RecordForm, RecordList, RecordPage, public


@public
class PromiseList(RecordList):
    model = CountPromise
    columns = columns.PROMISE
    room = ROOM
    address = "caf:promise_list"
    lead = _("How many new users a country has promised, by which day. Of each country the last one holds.")
    filters = filters.PromiseFilters
    new = "caf:promise_new"
    new_label = _("Enter a promise")
    may_add = staticmethod(can_begin_country_record)


@public
class PromisePage(RecordPage):
    listing = PromiseList
    may_edit = staticmethod(can_edit_country_record)


class PromiseForm(RecordForm):
    page = PromisePage
    form = forms.PromiseForm
    new_lead = _("What is promised anew is a new row; the earlier ones stay. 0 takes a promise back.")
    mend_lead = _("Mend what was mistyped. Another promise is entered anew.")
