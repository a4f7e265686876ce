"""Handing in a review, and standing back from one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.actions.case_review import hand_in_review, stand_back
from conferences.forms import case as forms
from conferences.models import CaseReview
from conferences.permissions import may_review, may_stand_back
from conferences.views.case import CasePage
from core.clock import present_day
from core.pages.parts import Words
from core.workflow import Refused


class ReviewPart(View):
    """A form on a case for its reviewer; the subclass finds it, gives the form and saves."""

    title: Words = ""
    lead: Words = ""
    submit_label: Words = ""
    found: Any
    form: Any
    save: Any
    template = "core/record_form.html"

    def get(self, request, pk):
        case = self.found(request, pk)
        return self.show(request, case, self.form(case))

    def post(self, request, pk):
        case = self.found(request, pk)
        form = self.form(case, request.POST)
        if form.is_valid():
            try:
                url = self.save(request, case, form)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                return HttpResponseRedirect(url)
        return self.show(request, case, form)

    def show(self, request, case, form):
        context = {
            "title": self.title,
            "lead": self.lead,
            "form": form,
            "case": case,
            "submit_label": self.submit_label,
            "cancel_url": CasePage.url(case),
            "crumbs": CasePage.crumbs(case, self.title),
        }
        return render(request, self.template, context)


class CaseReviewForm(ReviewPart):
    title = _("Review the case")
    lead = _("Handed in, a review stands. You then read what the others found; until then nobody tells you.")
    submit_label = _("Hand in the review")
    template = "conferences/case_review.html"

    def found(self, request, pk):
        """Raises Http404 and PermissionDenied. A review that is in already is no refusal: it was sent twice."""
        case = CasePage.find(request.user, {"pk": pk})
        handed_in = CaseReview.objects.filter(reviewer__case=case, reviewer__person=request.user).exists()
        if not may_review(request.user, case) and not (request.method == "POST" and handed_in):
            raise PermissionDenied
        return case

    def form(self, case, data=None):
        return forms.ReviewForm(data, criteria=list(case.call.criteria.all()))

    def save(self, request, case, form):
        data = form.cleaned_data
        hand_in_review(case, by=request.user, scores=form.scores, known_on=data["known_on"], remark=data["remark"])
        messages.success(request, gettext("Your review is handed in."))
        return CasePage.url(case)


class StandBack(ReviewPart):
    title = _("Declare a conflict of interest")
    lead = _("You do not review this case any more; a review that you handed in before does not count.")
    submit_label = _("Declare the conflict")

    def found(self, request, pk):
        case = CasePage.find(request.user, {"pk": pk})
        if not may_stand_back(request.user, case):
            raise PermissionDenied
        return case

    def form(self, case, data=None):
        return forms.ConflictForm(data, initial={"known_on": present_day()})

    def save(self, request, case, form):
        stand_back(case, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("You stand back from this case."))
        return reverse("conferences:case_list")
