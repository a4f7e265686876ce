"""Questionnaires: the list, one of them with its questions and steps, and what an edition's evaluation holds."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from conferences.actions.evaluation import create_questionnaire, publish_results, remove_question, save_question
from conferences.actions.mailing import not_answered, not_mailed
from conferences.columns import evaluation as columns
from conferences.columns.edition import EVALUATION
from conferences.filters.evaluation import QuestionnaireFilters
from conferences.forms import evaluation as forms
from conferences.forms.edition import EvaluationForm
from conferences.models import Questionnaire
from conferences.permissions import (
    can_edit_editions,
    can_edit_questionnaire,
    can_edit_questions,
    can_evaluate,
    can_evaluate_some,
    can_read_results,
)
from conferences.views.edition import EditionList, without
from conferences.views.room import ROOM
from conferences.workflow.questionnaire import QUESTIONNAIRE
from core.clock import present_day
from core.forms import StepForm
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, day_read
from core.workflow import Refused, refusal
from network.permissions import can_read_shared

OWN_PAGES = {"open": "conferences:questionnaire_send", "publish": "conferences:questionnaire_publish"}


class QuestionnaireList(RecordList):
    model = Questionnaire
    columns = columns.QUESTIONNAIRE
    room = ROOM
    address = "conferences:questionnaire_list"
    lead = _("Participants, IPSG members and presenters are asked on the spot and with hindsight, all of them.")
    filters = QuestionnaireFilters
    empty_why = _("A questionnaire is seen by the secretariat and its host until its results are published.")
    new = "conferences:questionnaire_new"
    new_label = _("Prepare a questionnaire")
    may_add = staticmethod(can_evaluate_some)


class QuestionnairePage(RecordPage):
    listing = QuestionnaireList
    lookup = {"edition": "edition__code", "audience": "audience", "moment": "moment"}
    may_edit = staticmethod(can_edit_questionnaire)
    workflow = QUESTIONNAIRE
    rows = (
        DatedRows(
            "core",
            _("Core questions"),
            without(columns.QUESTION, "core"),
            why=_("The same for every edition, so that results can be compared."),
            rows_of=lambda questionnaire: questionnaire.questions.filter(core=True),
        ),
        DatedRows(
            "questions",
            _("Own questions"),
            without(columns.QUESTION, "core"),
            forms.QuestionForm,
            can_edit_questions,
            _("Add a question"),
            why=_("They are fixed once the first answer is in."),
            empty=_("It asks the core questions alone."),
            rows_of=lambda questionnaire: questionnaire.questions.filter(core=False),
            save=lambda form, by: save_question(form.instance, by=by),
        ),
        DatedRows(
            "steps",
            _("Steps"),
            columns.STEP,
            prepare=lambda rows: rows.select_related("by"),
        ),
    )

    def second(self, record, day):
        return record.edition.name

    def steps(self, record, user):
        """Sending and publishing have pages of their own, which show what will happen."""
        return [
            Action(
                step.label,
                reverse(OWN_PAGES[step.name], args=record.keys)
                if step.name in OWN_PAGES
                else f"{self.url(record)}do/{step.name}/",
                primary=not step.gives_up and (step.name != "publish" or record.is_closed_on(present_day())),
                refusal=refusal(step, record, user),
            )
            for step in self.workflow.open_to(record, user)
            if not (step.name == "close" and record.is_closed_on(present_day()))
        ]

    def actions(self, record, user):
        found = []
        if can_read_results(user, record):
            published = record.state == "published"
            found.append(Action(gettext("See the results"), record.results_url, primary=published))
        if can_evaluate(user, record):
            open_now = record.is_open_on(present_day())
            addresses = reverse("conferences:questionnaire_recipients", args=record.keys)
            found.append(Action(gettext("Addresses"), addresses))
            found.append(Action(gettext("Preview"), reverse("conferences:questionnaire_preview", args=record.keys)))
            if open_now and not_mailed(record).exists():
                later = reverse("conferences:questionnaire_send", args=record.keys)
                found.append(Action(gettext("Send it to those added since"), later))
            if open_now and not_answered(record).exists():
                remind = reverse("conferences:questionnaire_remind", args=record.keys)
                found.append(Action(gettext("Remind those who have not answered"), remind))
        return found


class QuestionnaireForm(RecordForm):
    page = QuestionnairePage
    form = forms.QuestionnaireForm
    new_form = forms.NewQuestionnaireForm
    new_lead = _("It begins with the core questions of its audience and moment; your own can be added.")

    def allows(self, user, record):
        return record.pk is None or can_edit_questionnaire(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is None:
            return create_questionnaire(form.instance, by=form.user)
        return form.save()


class QuestionRow(RowForm):
    page = QuestionnairePage

    def save(self, form):
        if form.cleaned_data.get("remove"):
            remove_question(form.instance, by=form.user)
            return form.instance
        return save_question(form.instance, by=form.user)


class QuestionnaireStep(Step):
    page = QuestionnairePage

    def found(self, request, kwargs):
        if kwargs["step"] in OWN_PAGES:
            raise Http404
        return super().found(request, kwargs)


def on_questionnaire(may):
    """For a view of one questionnaire: fetches it as far as its reader may see it (else 404), and asks `may` (403)."""

    def decorate(view):
        @wraps(view)
        def guarded(request, edition, audience, moment, **more):
            record = QuestionnairePage.find(request.user, {"edition": edition, "audience": audience, "moment": moment})
            if not may(request.user, record):
                raise PermissionDenied
            return view(request, record, **more)

        return guarded

    return decorate


@on_questionnaire(can_evaluate)
@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_publish(request, record):
    """Asked for with GET, it says what becomes visible to whom; only POST publishes."""
    form = StepForm(request.POST or None, initial={"known_on": present_day()})
    step = QUESTIONNAIRE.named("publish")
    if request.method == "POST" and form.is_valid():
        try:
            publish_results(record, by=request.user, **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, gettext("Published. The documents are being made."))
            return HttpResponseRedirect(record.results_url)
    lead = refusal(step, record, request.user) or gettext(
        "The whole network then sees the figures, without groups under five and without what was written freely."
    )
    context = {
        "title": step.label,
        "lead": lead,
        "form": form,
        "submit_label": step.label,
        "cancel_url": record.get_absolute_url(),
        "crumbs": QuestionnairePage.crumbs(record, step.label),
    }
    return render(request, "core/record_form.html", context)


# --- An edition's evaluation --------------------------------------------------------------------------


class EvaluationPage(RecordPage):
    """All that is known of the evaluation of an edition: for the network."""

    listing = EditionList
    lookup = {"edition": "code"}
    rows = (
        DatedRows(
            "evaluations",
            _("Feedback available"),
            EVALUATION,
            EvaluationForm,
            can_edit_editions,
            _("Add an evaluation"),
            why=_("From that day on, resolutions rest on it."),
            empty=_("No evaluation is available yet: the feedback is awaited."),
        ),
        DatedRows(
            "questionnaires",
            _("Questionnaires"),
            without(columns.QUESTIONNAIRE, "edition"),
            empty=_("None, or none whose results are published."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
        ),
        DatedRows(
            "reported_results",
            _("Reported results"),
            columns.REPORTED,
            forms.ReportedResultForm,
            can_edit_editions,
            _("Report a result"),
            why=_("Figures and findings of evaluations made elsewhere, as their source gives them."),
            empty=_("Not in the records."),
        ),
    )

    @classmethod
    def find(cls, user, kwargs, *, locked=False):
        if not can_read_shared(user):
            raise Http404
        return super().find(user, kwargs, locked=locked)

    @classmethod
    def url(cls, record):
        return reverse("conferences:evaluation_page", args=[record.code])

    @classmethod
    def crumbs(cls, record, *more):
        crumbs = [
            (ROOM.label, reverse(ROOM.home)),
            (gettext("Evaluation"), reverse("conferences:evaluation_compare")),
            (record.short_name, cls.url(record) if more else None),
        ]
        return [*crumbs, *((label, None) for label in more)]

    def get(self, request, **kwargs):
        record, read = self.find(request.user, kwargs), day_read(request)
        url = self.url(record)
        context = {
            "title": gettext("Evaluation of %(edition)s") % {"edition": record.short_name},
            "second": record.name,
            "crumbs": self.crumbs(record),
            "histories": [rows.shown(record, url, request.user, read) for rows in self.rows],
            "actions": self.actions(record, request.user),
            "as_of": read.day,
            "record": record,
        }
        return render(request, "core/record_page.html", context)

    def actions(self, record, user):
        compare = reverse("conferences:evaluation_compare")
        found = [
            Action(gettext("Compare with other editions"), compare, primary=True),
            Action(gettext("The edition"), record.get_absolute_url()),
        ]
        if can_evaluate(user, record):
            new = f"{reverse('conferences:questionnaire_new')}?edition={record.pk}"
            found.append(Action(gettext("Prepare a questionnaire"), new))
        return found


class EvaluationRow(RowForm):
    page = EvaluationPage
