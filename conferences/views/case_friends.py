"""Critical friends of a call: pairs proposed by rule, changed and fixed by the secretariat."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from conferences.actions.case_friend import exchange_places, fix_pairs, propose_pairs
from conferences.forms.case import ExchangeForm, PairsForm
from conferences.models import Case, CaseCall, CaseFriend, FriendStage
from conferences.models.case import TAKING_PART
from conferences.permissions import can_select_cases
from conferences.views.case_call import CaseCallPage
from core.clock import present_day
from core.columns import Tag
from core.pages import day_read
from core.workflow import Refused

STAGE_TAGS = {FriendStage.PROPOSED: "under-way", FriendStage.FIXED: "ok"}


class CaseFriends(View):
    """GET shows the pairs; POST does what its button `act` says: propose, exchange or fix."""

    lead = _(
        "Each case has one critical friend: the country of another case, which comments on it. No country comments on "
        "its own, and each comments as often as it is commented on."
    )

    def get(self, request, edition):
        return self.show(request, self.found(request, edition), {})

    def post(self, request, edition):
        call, act = self.found(request, edition), request.POST.get("act")
        cases = self.cases(call)
        form = ExchangeForm(request.POST, choices=cases) if act == "exchange" else PairsForm(request.POST)
        if form.is_valid():
            try:
                self.do(request, act, call, form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                return HttpResponseRedirect(request.path)
        return self.show(request, call, {act: form})

    def do(self, request, act, call, data):
        """Raises Refused."""
        if act == "exchange":
            exchange_places(call, by=request.user, **data)
        elif act == "fix":
            fix_pairs(call, by=request.user, **data)
        else:
            left_over = propose_pairs(call, by=request.user, **data).left_over
            if left_over:
                words = ngettext(
                    "%(count)s case has no critical friend: its country has more than half of all cases.",
                    "%(count)s cases have no critical friend: their country has more than half of all cases.",
                    len(left_over),
                )
                messages.warning(request, words % {"count": len(left_over)})
        messages.success(request, gettext("Done."))

    def found(self, request, edition):
        """Raises Http404 and PermissionDenied."""
        call = get_object_or_404(CaseCall.objects.visible_to(request.user), edition__code=edition)
        if not can_select_cases(request.user):
            raise PermissionDenied
        return call

    def cases(self, call):
        cases = Case.objects.filter(call=call, state__in=TAKING_PART).select_related("country")
        return cases.prefetch_related("country__names").order_by("country__iso2", "pk")

    def show(self, request, call, bound):
        read = day_read(request)
        rows = list(
            CaseFriend.objects.filter(case__call=call)
            .standing(read.day)
            .select_related("case__country", "friend__country")
            .prefetch_related("case__country__names", "friend__country__names", "case__comments")
            .order_by("case__country__iso2", "case_id")
        )
        initial = {"known_on": present_day()}
        context = {
            "title": gettext("Critical friends"),
            "lead": self.lead,
            "crumbs": CaseCallPage.crumbs(call, gettext("Critical friends")),
            "pairs": [(row, Tag(STAGE_TAGS[row.stage], row.get_stage_display())) for row in rows],
            "is_fixed": any(row.stage == FriendStage.FIXED for row in rows),
            "propose": bound.get("propose") or PairsForm(initial=initial, prefix=None, auto_id="id_propose_%s"),
            "exchange": bound.get("exchange")
            or ExchangeForm(initial=initial, choices=self.cases(call), auto_id="id_exchange_%s"),
            "fix": bound.get("fix") or PairsForm(initial=initial, auto_id="id_fix_%s"),
            "failed": next((form for form in bound.values() if form is not None), None),
        }
        return render(request, "conferences/case_friends.html", context)
