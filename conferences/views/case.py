"""Cases: the list, the page with what one may know of it, and its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.actions.case import begin_case, replace_case
from conferences.actions.case_friend import comment
from conferences.actions.case_review import name_reviewer, take_off_reviewer
from conferences.columns import case as columns
from conferences.filters.case import CaseFilters
from conferences.forms import case as forms
from conferences.models import Case, CaseState
from conferences.permissions import (
    can_begin_case,
    can_edit_case,
    can_name_reviewers,
    can_nominate_case,
    can_select_cases,
    is_critical_friend,
    may_review,
    may_stand_back,
    reads_comments,
    reads_contact,
    reads_own_case,
)
from conferences.reading.cases import results_for
from conferences.views.room import ROOM
from conferences.workflow.case import CASE, missing_to_replace
from core.clock import present_day
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, public
from core.workflow import Refused


@public
class CaseList(RecordList):
    model = Case
    columns = columns.TOLD
    room = ROOM
    address = "conferences:case_list"
    lead = _("Cases of good practice from the member states, nominated by their country and selected by the IPSG.")
    filters = CaseFilters
    empty_why = _("A case is public once it is selected and the selection is made known.")
    new = "conferences:case_new"
    new_label = _("Begin a case")
    may_add = staticmethod(can_begin_case)
    order = ("-call__edition__number", "country__iso2", "pk")

    @classmethod
    def columns_for(cls, user):
        return columns.INSIDE if can_select_cases(user) else columns.TOLD


@public
class CasePage(RecordPage):
    listing = CaseList
    template = "conferences/case_page.html"
    may_edit = staticmethod(can_edit_case)
    workflow = CASE
    rows = (
        DatedRows(
            "reviewers",
            _("Reviewers"),
            columns.REVIEWER,
            forms.ReviewerForm,
            can_name_reviewers,
            _("Name a reviewer"),
            why=_("Two at least. Nobody reviews a case of the own country."),
            empty=_("Nobody is named yet."),
            prepare=lambda rows: rows.select_related("person", "review", "conflict"),
            save=lambda form, *, by: name_reviewer(form.instance, by=by),
            seen=can_select_cases,
        ),
        DatedRows(
            "comments",
            _("Comments of the critical friend"),
            columns.COMMENT,
            forms.CommentForm,
            is_critical_friend,
            _("Write a comment"),
            why=_("Read by both countries and the secretariat."),
            empty=_("The critical friend has not commented."),
            prepare=lambda rows: rows.select_related("friend__country").prefetch_related("friend__country__names"),
            save=lambda form, *, by: comment(form.instance, by=by),
            seen=reads_comments,
        ),
        DatedRows(
            "steps",
            _("Steps"),
            columns.STEP,
            why=_("Every step with the day since which it is known, who made it and why."),
            prepare=lambda rows: rows.select_related("by", "other"),
            seen=can_select_cases,
        ),
        DatedRows(
            "steps",
            _("Steps"),
            columns.TOLD_STEP,
            why=_("A decision stands here once the selection is made known."),
            prepare=lambda rows: rows.select_related("other"),
            seen=reads_own_case,
        ),
    )

    def second(self, record, day):
        return gettext("%(country)s, for %(edition)s") % {"country": record.country, "edition": record.call.edition}

    def actions(self, record, user):
        url, found = self.url(record), []
        if record.state == CaseState.NOMINATED and can_nominate_case(user, record):
            refusal = " ".join(missing_to_replace(record))
            found.append(Action(gettext("Replace it by another case"), f"{url}replace/", refusal=refusal))
        if may_review(user, record):
            found.append(Action(gettext("Review the case"), f"{url}review/", primary=True))
        if may_stand_back(user, record):
            found.append(Action(gettext("Declare a conflict of interest"), f"{url}stand-back/"))
        return found

    def more(self, request, record, read):
        user, day = request.user, read.day
        result = results_for([record], user, day)[record.pk] if user.is_authenticated else None
        shows = result is not None and (bool(result.reviews) or can_select_cases(user))
        friend = None
        if user.is_authenticated and reads_comments(user, record):
            rows = record.friend_rows.visible_to(user).standing(day).select_related("friend__country")
            friend = rows.prefetch_related("friend__country__names").first()
        contact = reads_contact(user, record) and record.contact_role
        return {"result": result if shows else None, "friend": friend, "contact": contact}


class CaseForm(RecordForm):
    page = CasePage
    form = forms.CaseForm
    new_form = forms.BeginCaseForm
    new_lead = _("It begins as a draft, seen by your country and the secretariat. You nominate it when it is complete.")

    def allows(self, user, record):
        return record.pk is None or can_edit_case(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is None:
            return begin_case(form.instance, by=form.user)
        return form.save()


class CaseRow(RowForm):
    page = CasePage

    def save(self, form):
        if form.cleaned_data.get("remove"):
            take_off_reviewer(form.instance, by=form.user)
            return form.instance
        return super().save(form)


class CaseStep(Step):
    page = CasePage
    forms = {
        "nominate": forms.NominationForm,
        "select": forms.DecisionForm,
        "reserve": forms.DecisionForm,
        "decline": forms.DecisionForm,
        "withdraw": forms.ReasonForm,
    }


class ReplaceCase(View):
    """One case in place of another: both steps at once."""

    def get(self, request, pk):
        case, choices = self.found(request, pk)
        return self.show(request, case, forms.ReplaceForm(choices=choices, initial={"known_on": present_day()}))

    def post(self, request, pk):
        case, choices = self.found(request, pk)
        form = forms.ReplaceForm(request.POST, choices=choices)
        if form.is_valid():
            try:
                new = replace_case(case, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, gettext("Done."))
                return HttpResponseRedirect(new.get_absolute_url())
        return self.show(request, case, form)

    def found(self, request, pk):
        """The case, and what may take its place. Raises Http404 and PermissionDenied."""
        case = CasePage.find(request.user, {"pk": pk})
        if not can_nominate_case(request.user, case):
            raise PermissionDenied
        others = Case.objects.visible_to(request.user).filter(
            call=case.call_id, country=case.country_id, state__in=(CaseState.DRAFT, CaseState.REPLACED)
        )
        return case, others

    def show(self, request, case, form):
        label = gettext("Replace it by another case")
        context = {
            "title": label,
            "lead": " ".join(missing_to_replace(case))
            or gettext("%(case)s is replaced, and the other case is nominated, in one step.") % {"case": case},
            "form": form,
            "submit_label": gettext("Replace the case"),
            "cancel_url": CasePage.url(case),
            "crumbs": CasePage.crumbs(case, label),
        }
        return render(request, "core/record_form.html", context)
