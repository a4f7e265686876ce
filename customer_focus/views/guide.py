"""The primer and other guides: what they say, who made them, where they were presented."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import DatedRows, RecordForm, RecordList, RecordPage, Row, RowForm, public
from customer_focus import columns, filters, forms
from customer_focus.models import Guide, GuidePresentation, Principle
from customer_focus.permissions import can_edit_guides
from customer_focus.views.room import ROOM


@public
class GuideList(RecordList):
    model = Guide
    columns = columns.GUIDE
    room = ROOM
    address = "customer_focus:guide_list"
    lead = _("The European Primer on customer satisfaction management, and what was written beside it.")
    new = "customer_focus:guide_new"
    new_label = _("Add a guide")
    may_add = staticmethod(can_edit_guides)


def presentation_url(presentation):
    return reverse("customer_focus:presentation_page", args=[presentation.pk])


def with_contributors(rows):
    return rows.prefetch_related("contributors__country__names", "contributors__body")


@public
class GuidePage(RecordPage):
    listing = GuideList
    lookup = {"guide": "key"}
    may_edit = staticmethod(can_edit_guides)
    rows = (
        DatedRows(
            "principles",
            _("Principles"),
            tuple(column for column in columns.PRINCIPLE if column.key != "guide"),
            forms.PrincipleForm,
            can_edit_guides,
            _("Add a principle"),
            empty=_("No principle is recorded."),
            linked=True,
        ),
        DatedRows(
            "developments",
            _("Developed under"),
            columns.DEVELOPMENT,
            forms.DevelopmentForm,
            can_edit_guides,
            _("Add a presidency"),
            empty=_("No presidency is recorded."),
            prepare=lambda rows: rows.select_related("presidency__country").prefetch_related(
                "presidency__country__names"
            ),
        ),
        DatedRows(
            "presentations",
            _("Presentations"),
            columns.PRESENTATION,
            forms.PresentationForm,
            can_edit_guides,
            _("Report a presentation"),
            empty=_("No presentation is recorded."),
            prepare=with_contributors,
            address=presentation_url,
        ),
    )


class GuideForm(RecordForm):
    page = GuidePage
    form = forms.GuideForm


class GuideRow(RowForm):
    page = GuidePage


@public
class PresentationList(RecordList):
    model = GuidePresentation
    columns = columns.PRESENTATION
    room = ROOM
    address = "customer_focus:presentation_list"
    empty_why = _("A presentation is reported on the page of its guide.")

    @classmethod
    def prepared(cls, records):
        return with_contributors(records.select_related("guide")).order_by("-starts_on", "pk")

    def row(self, record, shown, day):
        row = super().row(record, shown, day)
        return Row(presentation_url(record), row.cells)


@public
class PresentationPage(RecordPage):
    """A presentation stands at its guide's address; its contributors need a page of their own."""

    listing = PresentationList
    may_edit = staticmethod(can_edit_guides)
    rows = (
        DatedRows(
            "contributors",
            _("Thanks to"),
            columns.CONTRIBUTOR,
            forms.ContributorForm,
            can_edit_guides,
            _("Add a contributor"),
            why=_("In the order in which they are thanked."),
            empty=_("Nobody is recorded."),
        ),
    )

    @classmethod
    def url(cls, record):
        return presentation_url(record)


class PresentationForm(RecordForm):
    page = PresentationPage
    form = forms.PresentationForm


class PresentationRow(RowForm):
    page = PresentationPage


@public
class PrincipleList(RecordList):
    model = Principle
    columns = columns.PRINCIPLE
    room = ROOM
    address = "customer_focus:principle_list"
    filters = filters.PrincipleFilters
    empty_why = _("A principle is added on the page of its guide.")

    @classmethod
    def prepared(cls, records):
        return records.select_related("guide").order_by("guide__key", "place")


@public
class PrinciplePage(RecordPage):
    listing = PrincipleList
    lookup = {"guide": "guide__key", "place": "place"}
    may_edit = staticmethod(can_edit_guides)
    rows = (
        DatedRows(
            "points",
            _("Insights, and issues to discuss"),
            columns.POINT,
            forms.PointForm,
            can_edit_guides,
            _("Add an insight or issue"),
            empty=_("None is recorded."),
        ),
    )


class PrincipleForm(RecordForm):
    page = PrinciplePage
    form = forms.PrincipleForm


class PrincipleRow(RowForm):
    page = PrinciplePage
