"""What hangs on an edition besides its days and attendance: figures, languages and time zone, partners, documents."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.columns import edition_detail as columns
from conferences.forms import edition_detail as forms
from conferences.models import DocumentFile, Edition
from conferences.permissions import can_edit_editions
from core.pages import DatedRows, public

DOCUMENTS = DatedRows(
    "documents",
    _("Documents"),
    columns.DOCUMENT,
    forms.DocumentForm,
    can_edit_editions,
    _("Add a document"),
    empty=_("No document is recorded."),
)
REPORTED = (
    DatedRows(
        "figures",
        _("Places, cases and other figures"),
        columns.FIGURE,
        forms.FigureForm,
        can_edit_editions,
        _("Report a figure"),
        why=_("A new figure is a new row; the earlier ones stay."),
        empty=_("No figure has been reported."),
    ),
    DatedRows(
        "frames",
        _("Languages and time zone"),
        columns.FRAME,
        forms.FrameForm,
        can_edit_editions,
        _("Report languages and time zone"),
        empty=_("Neither working languages nor time zone are known yet."),
    ),
    DatedRows(
        "partners",
        _("Partners"),
        columns.PARTNER,
        forms.PartnerForm,
        can_edit_editions,
        _("Add a partner"),
        why=_("Who makes the conference with the host. Who leaves gets a new row."),
        empty=_("No partner is recorded."),
        prepare=lambda rows: rows.select_related("country", "body").prefetch_related("country__names"),
    ),
)


@public
class DocumentDownload(View):
    """A document's file, to be kept: never shown by the browser as a page of the portal."""

    def get(self, request, edition, document):
        file = get_object_or_404(
            DocumentFile.objects.select_related("document"),
            document__edition__in=Edition.objects.visible_to(request.user).filter(code=edition),
            pk=document,
        )
        response = HttpResponse(bytes(file.content), content_type=file.document.media_type)
        response["Content-Disposition"] = content_disposition_header(True, file.document.file_name)
        response["X-Content-Type-Options"] = "nosniff"
        return response
