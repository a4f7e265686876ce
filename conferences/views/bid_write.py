"""The form in which a bid is written: one address for each of its steps, each open at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.views import View
from django.views.decorators.http import require_GET

from conferences.actions.bid import working_content
from conferences.actions.bid_content import add_letter, remove_letter, save_draft
from conferences.bid_checks import STEPS, FormStep, Missing, missing_parts, terms_of, warnings
from conferences.columns.bid import BID_TAGS
from conferences.columns.bid_content import filled_in, sections
from conferences.forms.bid_content import FORMS, LetterForm
from conferences.models import BEING_WRITTEN, Bid, BidContent, BidLetter, BidState, FinancingLine
from conferences.permissions import can_edit_bid
from conferences.views.bid import BidPage
from conferences.workflow.bid import BID
from core.clock import present_day, present_moment
from core.columns import Tag
from core.pages import RecordForm
from core.rights import requires
from core.uploads import KINDS
from core.workflow import Refused, perform
from network.permissions import can_read_shared

HAND_IN = "hand-in"
MORE = "more"


def step_named(key: str) -> FormStep:
    """Raises Http404 if the form has no such step."""
    step = next((step for step in STEPS if step.key == key), None)
    if step is None:
        raise Http404
    return step


def write_url(bid: Bid, step: FormStep) -> str:
    return reverse("conferences:bid_part_edit", args=[bid.edition.code, bid.country.iso2.lower(), step.key])


@dataclass(frozen=True)
class StepMark:
    """A step in the head of the form. state: done, gap, here, open; words: the same, to read."""

    number: int
    label: str | Promise
    url: str
    state: str
    words: str
    is_here: bool


def step_marks(bid: Bid, content: BidContent, missing: list[Missing], here: FormStep) -> list[StepMark]:
    """How far each step of the form is."""
    marks = []
    for number, step in enumerate(STEPS, start=1):
        gaps = sum(row.step is step for row in missing)
        started = filled_in(content, step.key)
        if step is here:
            state, words = ("gap" if gaps and started else "here"), gettext("You are here")
        elif not started:
            state, words = "open", gettext("Not started")
        elif gaps:
            state, words = "gap", ngettext("%(n)s thing missing", "%(n)s things missing", gaps) % {"n": gaps}
        else:
            state, words = "done", gettext("Complete")
        marks.append(StepMark(number, step.label, write_url(bid, step), state, words, step is here))
    return marks


@dataclass(frozen=True)
class Gap:
    """A line of what is still missing: where it is filled in."""

    words: str
    where: str
    url: str


def gaps(bid: Bid, missing: list[Missing], here: FormStep | None = None) -> list[Gap]:
    found = []
    for row in missing:
        words = {"number": row.place, "step": row.step.label}
        if row.step is here:
            where, url = gettext("Step %(number)s, this page") % words, f"#id_{row.field}"
        else:
            where, url = gettext("Step %(number)s, %(step)s") % words, f"{write_url(bid, row.step)}#id_{row.field}"
        found.append(Gap(row.sentence, where, url))
    return found


def last_saved(content: BidContent) -> datetime | None:
    """When the draft was saved last; None if it never was."""
    if not content.is_saved:
        return None
    moment: datetime | None = content.history.order_by("-history_id").values_list("history_date", flat=True).first()
    return timezone.localtime(moment) if moment else None


def write_context(bid: Bid, content: BidContent, step: FormStep) -> dict[str, Any]:
    """What every step of the form is given."""
    terms = terms_of(bid)
    missing = missing_parts(content, terms)
    place = STEPS.index(step)
    day = present_day()
    return {
        "bid": bid,
        "content": content,
        "step": step,
        "step_words": gettext("Step %(number)s of %(all)s") % {"number": place + 1, "all": len(STEPS)},
        "marks": step_marks(bid, content, missing, step),
        "missing": gaps(bid, missing, step),
        "before": STEPS[place - 1] if place else None,
        "before_url": write_url(bid, STEPS[place - 1]),
        "after": STEPS[place + 1] if place + 1 < len(STEPS) else None,
        "after_url": write_url(bid, STEPS[min(place + 1, len(STEPS) - 1)]),
        "saved_at": last_saved(content),
        "terms": terms,
        "closed": terms.refusal(present_moment()) if terms else "",
        "is_sent": bid.state not in BEING_WRITTEN,
        "is_clarified": bid.state == BidState.CLARIFICATION,
        "warnings": warnings(content, bid.country, day) if step.key in {"dates", "send"} else [],
        "tag": Tag(BID_TAGS[BidState(bid.state)], str(BidState(bid.state).label)),
        "title": gettext("Bid to host %(edition)s") % {"edition": bid.edition.short_name},
        "crumbs": BidPage.crumbs(bid, step.label),
        "cancel_url": bid.get_absolute_url(),
    }


class BidPartForm(RecordForm):
    """A step of the bid. Whatever is right is kept; what is missing bars the hand-in alone."""

    page = BidPage
    template = "conferences/bid_write.html"

    def record(self, request: HttpRequest, kwargs: dict[str, Any], *, locked: bool = False) -> Any:
        self.step = step_named(kwargs["part"])
        self.bid = self.page.find(request.user, kwargs, locked=locked)
        if not can_edit_bid(request.user, self.bid):
            raise PermissionDenied
        if self.step.key not in FORMS:
            raise Http404
        return working_content(self.bid)

    def allows(self, user: Any, record: Any) -> bool:
        return can_edit_bid(user, self.bid)

    def filled(self, request: HttpRequest, record: Any, data: Any = None) -> Any:
        self.form = FORMS[self.step.key]
        return super().filled(request, record, data)

    def initial(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        if self.step.key != "financing":
            return {}
        asked = (request.POST or request.GET).get("slots", "")
        return {"slots": int(asked) if asked.isdecimal() and len(asked) < 3 else 0}

    def save(self, form: Any) -> Any:
        content: BidContent = form.save(commit=False)
        if content.is_saved or form.has_changed() or content.copied_from is None:
            lines = form.lines() if self.step.key == "financing" else None
            save_draft(bid=self.bid, content=content, by=form.user, lines=lines)
        self.go = form.data.get("go", "")
        if self.go == HAND_IN:
            hand_in_now(Bid.objects.get(pk=self.bid.pk), by=form.user)
        return self.bid

    def said_after(self) -> str:
        if self.go == HAND_IN:
            return gettext("The bid is handed in. The network reads it as it stands now.")
        return super().said_after()

    def url_after(self, saved: Any) -> str:
        if self.go == HAND_IN:
            return str(self.bid.get_absolute_url())
        if self.go == MORE:
            slots = len([name for name in self.request.POST if name.startswith("amount_")]) + 1
            return f"{write_url(self.bid, self.step)}?slots={slots}#id_kind_{slots}"
        place = STEPS.index(self.step) + 1
        following = next((step for step in STEPS if step.key == self.go), STEPS[min(place, len(STEPS) - 1)])
        return write_url(self.bid, following)

    def crumbs(self, record: Any) -> Any:
        return self.page.crumbs(self.bid, self.step.label)

    def title(self, record: Any) -> Any:
        return gettext("Bid to host %(edition)s") % {"edition": self.bid.edition.short_name}

    def cancel_url(self, record: Any) -> str:
        return str(self.bid.get_absolute_url())

    def lead(self, record: Any) -> Any:
        return ""

    def more(self, request: HttpRequest, record: Any, form: Any) -> dict[str, Any]:
        bid = Bid.objects.select_related("edition", "country").get(pk=self.bid.pk)  # a first save has made a step
        context = write_context(bid, working_content(bid), self.step)
        if self.step.key == "financing":
            context["plan"] = form.plan()
        if self.step.key == "send":
            context |= {
                "sections": [part for part in sections(context["content"], present_day()) if part.key != "send"],
                "plan": context["content"].plan,
                "lines": lines_of(context["content"]),
                "letters": letters_of(context["content"]),
                "is_refused": form.is_bound and bool(form.non_field_errors()),
            }
        return context


def hand_in_now(bid: Bid, *, by: Any) -> None:
    """Submit the bid, or hand in its revised content. Pressed twice, the second press changes nothing.

    Raises Refused with what is missing.
    """
    if bid.state == BidState.BID and not bid.contents.filter(is_draft=True).exists():
        return
    name = "submit" if bid.state in BEING_WRITTEN else "revise"
    last = bid.steps.order_by("known_on").last()
    perform(BID, name, bid, by=by, known_on=max(present_day(), last.known_on) if last else present_day())


class BidEdit(View):
    """Leads to the first step in which something is missing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bid = BidPage.find(request.user, kwargs)
        if not can_edit_bid(request.user, bid):
            raise PermissionDenied
        missing = missing_parts(working_content(bid), terms_of(bid))
        return redirect(write_url(bid, missing[0].step if missing else STEPS[-1]))


class BidLetters(View):
    """The step of the letters: those that are there, and a form for one more."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, self.bid(request, kwargs), LetterForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        bid = self.bid(request, kwargs)
        form = LetterForm(request.POST, request.FILES)
        if form.is_valid():
            data = form.cleaned_data
            try:
                add_letter(bid=bid, author=data["author"], file=data["file"], kind=form.kind, by=request.user)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, gettext("The letter is added."))
                return HttpResponseRedirect(request.path)
        return self.show(request, bid, form)

    def bid(self, request: HttpRequest, kwargs: dict[str, Any]) -> Bid:
        bid: Bid = BidPage.find(request.user, kwargs)
        if not can_edit_bid(request.user, bid):
            raise PermissionDenied
        return bid

    def show(self, request: HttpRequest, bid: Bid, form: Any) -> HttpResponse:
        bid = Bid.objects.select_related("edition", "country").get(pk=bid.pk)
        content = working_content(bid)
        step = step_named("letters")
        context = write_context(bid, content, step) | {"form": form, "letters": letters_of(content)}
        return render(request, "conferences/bid_letters.html", context)


def letters_of(content: BidContent) -> list[BidLetter]:
    """Its letters without their bytes; of a copy that is not saved yet, those it was copied from."""
    kept = content.kept
    if kept is None:
        return []
    return list(kept.letters.defer("content").select_related("bid__edition", "bid__country"))


def lines_of(content: BidContent) -> list[FinancingLine]:
    """The lines of its plan; of a copy that is not saved yet, those it was copied from."""
    kept = content.kept
    return list(kept.lines.all()) if kept is not None else []


def find_letter(request: HttpRequest, edition: str, country: str, letter: int) -> BidLetter:
    """Raises Http404 for one that is not there, or not this reader's to see."""
    letters = BidLetter.objects.visible_to(request.user).filter(
        Q(bid__edition__code=edition), Q(bid__country__iso2__iexact=country)
    )
    return get_object_or_404(letters.select_related("bid__edition", "bid__country"), pk=letter)


@require_GET
def bid_letter(request: HttpRequest, edition: str, country: str, letter: int) -> FileResponse:
    """A letter as it was sent, always as a file of its own: no browser shows it within the portal."""
    found = find_letter(request, edition, country, letter)
    response = FileResponse(
        BytesIO(found.content), as_attachment=True, filename=found.name, content_type=KINDS[found.kind].media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@requires(can_read_shared)
def bid_letter_remove(request: HttpRequest, edition: str, country: str, letter: int) -> HttpResponse:
    """Take a letter out of the draft."""
    found = find_letter(request, edition, country, letter)
    if not can_edit_bid(request.user, found.bid):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    remove_letter(bid=found.bid, letter=found, by=request.user)
    messages.success(request, gettext("The letter is taken away."))
    return redirect(write_url(found.bid, step_named("letters")))
