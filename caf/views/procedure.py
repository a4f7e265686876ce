"""The versions of the procedure: their items by step, what a label asks for, and how sure each of it is."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from caf.actions.procedure import begin_version
from caf.columns import procedure as columns
from caf.forms import procedure as forms
from caf.models import Pillar, ProcedureItem, ProcedureVersion
from caf.permissions import can_edit_procedure
from caf.views.room import PEF
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, public


def may_add_rows(user, version):
    """Steps, items and words come and go as long as no application goes by the version."""
    return can_edit_procedure(user)


@public
class ProcedureVersionList(RecordList):
    model = ProcedureVersion
    columns = columns.PROCEDURE_VERSION
    room = PEF
    address = "caf:procedure_version_list"
    title = _("Versions of the procedure")
    lead = _("What is rated, and what a label asks for. An application goes by the version in force when it was begun.")
    order = ("from_on", "pk")

    new = "caf:procedure_version_new"
    new_label = _("Begin a version")
    may_add = staticmethod(can_edit_procedure)

    @classmethod
    def prepared(cls, records):
        return records.select_related("decided_by", "meeting")


@public
class ProcedureVersionPage(RecordPage):
    listing = ProcedureVersionList
    lookup = {"key": "key"}
    may_edit = staticmethod(can_edit_procedure)
    template = "caf/procedure_version_page.html"
    rows = (
        DatedRows(
            "steps",
            _("Steps and principles"),
            columns.PROCEDURE_STEP,
            forms.ProcedureStepForm,
            may_add_rows,
            _("Add a step"),
        ),
        DatedRows(
            "items",
            _("Items"),
            columns.PROCEDURE_ITEM,
            forms.ProcedureItemForm,
            may_add_rows,
            _("Add an item"),
            rows_of=lambda version: ProcedureItem.objects.filter(step__version=version),
        ),
        DatedRows(
            "rating_words",
            _("Words for the ratings"),
            columns.RATING_WORD,
            forms.RatingWordForm,
            may_add_rows,
            _("Add a word"),
        ),
    )

    def more(self, request, record, read):
        steps = list(record.steps.prefetch_related("items"))
        return {
            "pillars": [
                (label, [step for step in steps if step.pillar == pillar], pillar == Pillar.MATURITY)
                for pillar, label in Pillar.choices
                if any(step.pillar == pillar for step in steps)
            ],
            "words": list(record.rating_words.all()),
            "keeps": can_edit_procedure(request.user),
            "is_used": record.is_used,
        }


class ProcedureVersionForm(RecordForm):
    page = ProcedureVersionPage
    form = forms.ProcedureVersionForm
    new_form = forms.NewVersionForm
    new_lead = _("It begins as a copy of the one before. Findings of the pilots are then done in it.")
    mend_lead = _("Once applications go by a version, its rules stay as they are; a change is a new version.")

    def initial(self, request, record):
        if record.pk is not None:
            return {}
        return {"initial": {"before": self.page.listing.model.objects.last(), **request.GET.dict()}}

    def save(self, form):
        if form.instance.pk is not None:
            return form.save()
        return begin_version(form.instance, form.cleaned_data["before"], by=form.user)


class ProcedureVersionRow(RowForm):
    page = ProcedureVersionPage
    mend_lead = _("Once applications go by a version, only its words are mended.")

    def record(self, request, kwargs, *, locked=False):
        if kwargs["rows"] == "items" and "row" not in kwargs:
            row = self.new_item(request, kwargs)
        else:
            row = super().record(request, kwargs, locked=locked)
        is_new = "row" not in kwargs
        if not can_edit_procedure(request.user) or (is_new and self.parent.is_used):
            raise PermissionDenied
        return row

    def new_item(self, request, kwargs):
        """Items hang on the steps: it begins in the first one, and its form asks for another."""
        self.rows = self.page.rows_named("items")
        self.parent = self.page.find(request.user, kwargs)
        step = self.parent.steps.first()
        if step is None:
            raise Http404
        return ProcedureItem(step=step)
