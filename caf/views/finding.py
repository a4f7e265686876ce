"""Findings of the pilots: the list, the page with its evidence and the words before and after, comments, steps."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.actions.finding import comment_finding, propose_finding
from caf.columns import finding as columns
from caf.finding_workflow import FINDING
from caf.forms import finding as forms
from caf.models import Consultation, FeedbackAudience, Finding, FindingKind, Threshold
from caf.permissions import can_read_pilot_feedback, can_run_pilot_feedback
from caf.pilot_questions import ASPECTS
from caf.reading.pilot_lessons import finding_line, words_on
from caf.views.consultation import ReadersAlone
from caf.views.room import PILOTS
from core.clock import present_day
from core.pages import DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step


class FindingList(ReadersAlone, RecordList):
    model = Finding
    columns = columns.FINDING
    room = PILOTS
    address = "caf:finding_list"
    lead = _("What follows from the pilots: the evidence, what is proposed, and what the expert group decided.")
    order = ("known_on", "pk")
    new = "caf:finding_new"
    new_label = _("Propose a finding")
    may_add = staticmethod(can_run_pilot_feedback)
    empty_why = _("The CAF Resource Centre proposes findings from the analysis of the answers.")


class FindingPage(RecordPage):
    listing = FindingList
    may_edit = staticmethod(can_run_pilot_feedback)
    workflow = FINDING
    template = "caf/finding_page.html"
    rows = (
        DatedRows("steps", _("What was decided"), columns.FINDING_STEP, empty=_("No step was known on that day.")),
        DatedRows(
            "comments",
            _("Comments"),
            columns.COMMENT,
            forms.CommentForm,
            can_read_pilot_feedback,
            _("Comment"),
            why=_("The members of the expert group read it, and the CAF Resource Centre."),
            empty=_("Nobody has commented on it."),
            prepare=lambda rows: rows.select_related("by"),
            save=lambda form, by: comment_finding(form.instance, by=by),
            address=lambda _row: None,
        ),
    )

    def more(self, request, record, read):
        return {
            "line": finding_line(record, read.day),
            "after": words_on(record, read.day),
            "figures": [
                (
                    FeedbackAudience(row["audience"]).label,
                    row["answers"],
                    [(label, row[aspect]) for aspect, label in ASPECTS if aspect in row],
                )
                for row in record.figures
            ],
            "quotes": [line for line in record.quotes.splitlines() if line.strip()],
        }


class FindingForm(RecordForm):
    """A new one is begun by what is to change, in which version; its address says both."""

    page = FindingPage
    form = forms.FindingMendForm
    new_form = forms.FindingForm

    def get(self, request, **kwargs):
        if kwargs or self.begun(request).is_valid():
            return super().get(request, **kwargs)
        return self.begin(request, self.record(request, kwargs))

    def post(self, request, **kwargs):
        if kwargs or self.begun(request).is_valid():
            return super().post(request, **kwargs)
        return self.begin(request, self.record(request, kwargs), status=422)

    def begun(self, request):
        """Not bound where the address says nothing of what is to change."""
        if "change" in request.GET:
            return forms.FindingBeginForm(request.GET)
        last = Consultation.objects.order_by("opens_on", "pk").values_list("version", flat=True).last()
        return forms.FindingBeginForm(initial={"version": request.GET.get("version", last)})

    def record(self, request, kwargs, *, locked=False):
        record = super().record(request, kwargs, locked=locked)
        begun = self.begun(request)
        if record.pk is None and begun.is_valid():
            record.version = begun.cleaned_data["version"]
            record.kind, record.threshold = forms.kind_and_threshold(begun.cleaned_data["change"])
        return record

    def begin(self, request, record, status=200):
        context = {
            "title": self.title(record),
            "form": self.begun(request),
            "cancel_url": self.cancel_url(record),
            "crumbs": self.crumbs(record),
        }
        return render(request, "caf/finding_begin.html", context, status=status)

    def lead(self, record):
        if record.pk is not None:
            return super().lead(record)
        what = (Threshold(record.threshold) if record.threshold else FindingKind(record.kind)).label
        return gettext(
            "%(version)s. What is to change: %(what)s. The figures of its item are taken from the consultations that "
            "are closed on that day, and stay as they are."
        ) % {"version": record.version, "what": what}

    def save(self, form):
        return propose_finding(form.instance, by=form.user) if form.instance.pk is None else form.save()


class FindingRow(RowForm):
    """A comment; its own author alone mends it."""

    page = FindingPage

    def record(self, request, kwargs, *, locked=False):
        row = super().record(request, kwargs, locked=locked)
        if row.pk is not None and row.by != request.user:
            raise PermissionDenied
        return row


class FindingStep(Step):
    page = FindingPage
    forms = {
        "discuss": forms.DiscussForm,
        "accept": forms.DecisionForm,
        "adapt": forms.AdaptForm,
        "decline": forms.DecisionForm,
        "done": forms.DoneForm,
    }

    def get(self, request, **kwargs):
        record, step = self.found(request, kwargs)
        initial = {"known_on": present_day()}
        if step.name == "adapt":
            initial |= {"words": record.proposal, "least": record.least, "roll_up": record.roll_up}
        return self.show(request, kwargs, self.form_of(kwargs)(initial=initial))

    def form_of(self, kwargs):
        """Other words, or another number: what the finding is about."""
        if kwargs["step"] != "adapt":
            return super().form_of(kwargs)
        threshold = Finding.objects.filter(pk=kwargs["pk"]).values_list("threshold", flat=True).first()
        if threshold == Threshold.ROLL_UP:
            return forms.AdaptRollUpForm
        return forms.AdaptThresholdForm if threshold else forms.AdaptForm
