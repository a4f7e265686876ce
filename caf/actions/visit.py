"""Planning the visit: its days, and the slots of its agenda. Each change is a new row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caf.models import AgendaRow, Application, VisitPlan
from caf.permissions_feedback import gives_feedback
from caf.reading.visit import visit_of
from caf.workflow_feedback import not_being_given
from core.clock import present_day
from core.workflow import Refused


def locked(application: Application, by: Any) -> Application:
    """Raises PermissionDenied for one who neither organises nor is in the team; Refused where no feedback is given."""
    if not gives_feedback(by, application):
        raise PermissionDenied
    row: Application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if reasons := not_being_given(row):
        raise Refused(" ".join(reasons))
    return row


@transaction.atomic
def plan_visit(plan: VisitPlan, *, by: Any) -> VisitPlan:
    """Plan the visit, move it, or call it off."""
    locked(plan.application, by)
    plan.save()
    return plan


@transaction.atomic
def keep_slot(row: AgendaRow, *, by: Any) -> AgendaRow:
    """A new slot, or a new row of one: moved, renamed or called off. Raises Refused where it lies outside the visit."""
    application = locked(row.application, by)
    visit = visit_of(application, present_day())
    if visit.plan is None:
        raise Refused(_("Plan the days of the visit first."))
    if not row.cancelled and not visit.holds(row):
        raise Refused(_("This slot lies outside the days of the visit: %(days)s.") % {"days": visit.days_in_words})
    if not row.slot:
        row.slot = (application.agenda.aggregate(last=Max("slot"))["last"] or 0) + 1
    row.pk = None
    row.save()
    return row
