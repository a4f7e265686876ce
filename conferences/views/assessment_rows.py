"""What the page of a call says of its assessment: rows with their forms, and ways to the assessment's own pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.assessment import name_assessor, take_off_assessor
from conferences.columns import assessment as columns
from conferences.forms import assessment as forms
from conferences.models.assessment import matrix_url
from conferences.permissions import can_begin_bid, can_edit_criteria, can_edit_editions, is_assessor
from conferences.workflow.assessment import missing_weights
from core.pages import Action, DatedRows


def save_assessor(form, *, by):
    """A new one, one that is mended, or one that is taken off the list."""
    if form.cleaned_data.get("remove"):
        take_off_assessor(form.instance, by=by)
        return form.instance
    return name_assessor(form.save(commit=False), by=by)


ROWS = (
    DatedRows(
        "criteria",
        _("Criteria"),
        columns.CRITERION,
        forms.CriterionForm,
        can_edit_criteria,
        _("Add a criterion"),
        why=_("What bids are scored by, from 1 to 5. They stand still once the first scores are handed in."),
        empty=_("The call has no criteria yet."),
    ),
    DatedRows(
        "deadlines",
        _("Deadline of the assessment"),
        columns.DEADLINE,
        forms.DeadlineForm,
        can_edit_editions,
        _("Set a deadline"),
        why=_("Until when scores are taken; the last one known counts."),
        empty=_("No deadline is known."),
    ),
    DatedRows(
        "assessors",
        _("Assessors"),
        columns.ASSESSOR,
        forms.AssessorForm,
        can_edit_editions,
        _("Name an assessor"),
        why=_("Nobody assesses the bid of the own country."),
        empty=_("No assessor is named."),
        prepare=lambda rows: rows.select_related("person", "country").prefetch_related("country__names"),
        save=save_assessor,
    ),
)


def second_line(call):
    """What the criteria lack, where there are some."""
    return " ".join(missing_weights(call)) if call.criteria.exists() else ""


def ways(call, user):
    """Buttons to the matrix, and to the own scores of an assessor."""
    actions = [Action(gettext("Compare the bids"), matrix_url(call.edition))]
    if is_assessor(user, call):
        url = reverse("conferences:assessment_own", args=[call.edition.code])
        actions.append(Action(gettext("Score the bids"), url, primary=not can_begin_bid(user)))
    return actions
