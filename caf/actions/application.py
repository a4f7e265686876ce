"""Writes on applications for external feedback: beginning one, its documents."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caf.models import Application, ApplicationDocument, ApplicationState, ProcedureVersion, Use
from caf.permissions import can_apply, can_write_application, is_contact
from core.workflow import Refused
from core.written import written


@transaction.atomic
def begin_application(use: Use, *, by: Any, known_on: date) -> Application:
    """Begin an application on a use of CAF, by the version of the procedure that is in force on that day.

    Raises Refused where this person may not apply, no version is in force, or the use has an application already.
    """
    use = Use.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=use.pk)
    organisation = use.organisation
    if not can_apply(by, organisation) or organisation.merged_into_id is not None:
        raise Refused(_("You may apply for your own organisation, or on behalf of one of your own country."))
    version = ProcedureVersion.objects.on(known_on)
    if version is None:
        raise Refused(
            _("On %(day)s no version of the procedure is in force: nobody can apply.") % {"day": written(known_on)}
        )
    if open_application(use) is not None:
        raise Refused(_("There is an application for this use of CAF already."))
    application = Application.objects.create(
        organisation=organisation,
        use=use,
        version=version,
        on_behalf=not is_contact(by, organisation),
        known_on=known_on,
    )
    application.steps.create(state=ApplicationState.DRAFT, known_on=known_on, by=by)
    return application


def open_application(use: Use) -> Application | None:
    """The one on this use that stands: neither refused nor withdrawn."""
    given_up = (ApplicationState.REFUSED, ApplicationState.WITHDRAWN)
    on_use = Application.objects.filter(Q(use=use.entered_as) | Q(use__restates=use.entered_as))
    return on_use.exclude(state__in=given_up).first()


@transaction.atomic
def add_document(document: ApplicationDocument, *, content: bytes, by: Any) -> ApplicationDocument:
    """Add a document whose kind has been looked at. Raises Refused where the application is not being written."""
    refuse_unless_written(document.application, by)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    if document.application.documents.filter(sha256=document.sha256).exists():
        raise Refused(_("The application has this very file already."))
    document.content, document.added_by = content, by
    document.save()
    return document


@transaction.atomic
def remove_document(document: ApplicationDocument, *, by: Any) -> None:
    """Raises Refused where the application is not being written."""
    refuse_unless_written(document.application, by)
    document.delete()


def refuse_unless_written(application: Application, by: Any) -> None:
    locked = Application.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=application.pk)
    if not can_write_application(by, locked):
        raise Refused(_("Only who writes the application changes its documents."))
    if locked.state != ApplicationState.DRAFT:
        raise Refused(_("The documents of an application are changed while it is being written."))
