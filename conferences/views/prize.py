"""Laureates over all editions, and the prizes of one: jury, nominees, decisions, press releases."""

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.prize import decide_laureate, draw_release, issue_certificate
from conferences.columns import prize as columns
from conferences.filters.prize import PrizeFilters
from conferences.forms import prize as forms
from conferences.models import Laureate
from conferences.permissions import can_edit_laureate, can_edit_prizes
from conferences.views.edition import EditionList, EditionPage, without
from conferences.views.room import ROOM
from conferences.workflow.prize import LAUREATE
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, public


def lead_with_link():
    """What the register holds, and where a certificate is checked."""
    words, url = gettext("Who received which prize, at which edition, for what."), "conferences:certificate_verify"
    return format_html('{} <a href="{}">{}</a>', words, reverse(url), gettext("Check a certificate"))


@public
class PrizeList(RecordList):
    model = Laureate
    columns = columns.LAUREATE
    room = ROOM
    address = "conferences:prize_list"
    title = _("Prizes and laureates")
    lead = lazy(lead_with_link, SafeString)()
    filters = PrizeFilters
    empty_why = _("A laureate is entered on the page of the edition’s prizes.")

    @classmethod
    def prepared(cls, records):
        return records.for_list().order_by("-announced_on", "edition__code", "prize__place", "pk")


class PrizesOfEdition(EditionList):
    columns = tuple(
        column
        for column in EditionList.columns
        if column.key in ("theme", "stage", "period", "city", "venue", "country", "attendance")
    )


@public
class PrizesPage(RecordPage):
    """All about the prizes of one edition."""

    listing = PrizesOfEdition
    lookup = {"edition": "code"}
    rows = (
        DatedRows(
            "laureates",
            _("Laureates"),
            without(columns.LAUREATE, "edition", "known_on"),
            forms.LaureateForm,
            can_edit_prizes,
            _("Enter a decision of the jury"),
            why=_("What the jury decided. Seen by everybody from the day on which it is announced."),
            empty=_("No decision of the jury is announced."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
            save=lambda form, by: decide_laureate(form.instance, by=by),
        ),
        DatedRows(
            "releases",
            _("Press releases"),
            without(columns.RELEASE, "edition"),
            forms.DrawReleaseForm,
            can_edit_prizes,
            _("Draw a press release"),
            why=_("Drawn from the records in English, French and Dutch; then edited, and released."),
            empty=_("No press release is out."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
            save=lambda form, by: draw_release(form.instance, by=by),
        ),
        DatedRows(
            "prizes",
            _("Prizes"),
            without(columns.PRIZE, "edition", "known_on"),
            forms.PrizeForm,
            can_edit_prizes,
            _("Add a prize"),
            empty=_("No prize is recorded."),
        ),
        DatedRows(
            "nominees",
            _("Nominees"),
            columns.NOMINEE,
            forms.NomineeForm,
            can_edit_prizes,
            _("Add a nominee"),
            empty=_("No nominee is announced."),
            prepare=lambda rows: rows.select_related("prize"),
        ),
        DatedRows(
            "jury",
            _("Jury"),
            without(columns.JURY, "known_on"),
            forms.JuryMemberForm,
            can_edit_prizes,
            _("Add a member of the jury"),
            empty=_("The jury is not known."),
            prepare=lambda rows: rows.select_related("prize", "country").prefetch_related("country__names"),
        ),
        DatedRows(
            "press_notes",
            _("For the press"),
            columns.PRESS_NOTE,
            forms.PressNoteForm,
            can_edit_prizes,
            _("Add a note for the press"),
            why=_("What a press release says of the conference itself; the last one known counts."),
            empty=_("Who organises the conference, for whom and why, is not recorded."),
        ),
    )

    @classmethod
    def url(cls, record):
        return reverse("conferences:prizes_page", args=[record.code])

    @classmethod
    def crumbs(cls, record, *more):
        crumbs = EditionPage.crumbs(record, gettext("Prizes"), *more)
        return [(label, cls.url(record) if url and label == gettext("Prizes") else url) for label, url in crumbs]

    def second(self, record, day):
        return gettext("Prizes, jury, laureates and press releases")


class PrizesRow(RowForm):
    page = PrizesPage


@public
class LaureatePage(RecordPage):
    listing = PrizeList
    lookup = {"laureate": "pk"}
    may_edit = staticmethod(can_edit_laureate)
    workflow = LAUREATE
    rows = (
        DatedRows(
            "certificates",
            _("Certificates"),
            columns.CERTIFICATE,
            forms.CertificateForm,
            can_edit_laureate,
            _("Issue a certificate"),
            why=_("Issued once in each language and kept. Anybody who has its code can check it."),
            empty=_("There is none that you may see."),
            linked=True,
            prepare=lambda rows: rows.defer("content"),
        ),
        DatedRows(
            "steps",
            _("Steps"),
            columns.STEP,
            why=_("Every step with the day since which it is known, who made it and why."),
            prepare=lambda rows: rows.select_related("by"),
        ),
    )

    @classmethod
    def crumbs(cls, record, *more):
        crumbs = PrizesPage.crumbs(record.edition, *(str(label) for label in (record, *more)))
        return [(label, cls.url(record) if label == str(record) and more else url) for label, url in crumbs]

    def second(self, record, day):
        return str(record.edition)


class LaureateMend(RecordForm):
    page = LaureatePage
    form = forms.MendLaureateForm


class LaureateRow(RowForm):
    page = LaureatePage

    def save(self, form):
        """A certificate: the address in it is that under which the portal is being used."""
        site = f"{self.request.scheme}://{self.request.get_host()}"
        return issue_certificate(form.instance, by=form.user, site=site)


class LaureateStep(Step):
    page = LaureatePage
