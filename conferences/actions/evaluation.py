"""Preparing a questionnaire, and publishing its results."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from conferences.core_questions import COUNTRIES, CoreQuestion, core_questions, core_version
from conferences.documents.results import results_pdf
from conferences.models import Evaluation, Question, Questionnaire, QuestionnaireState, ResultsFile
from conferences.permissions import can_edit_questions, can_evaluate
from conferences.workflow.questionnaire import QUESTIONNAIRE
from core import jobs
from core.facts import in_every_language
from core.models import Job
from core.pdf import PdfError
from core.phrases.base import sort_key
from core.values import Text
from core.workflow import Refused, perform
from network.models import Country

FILES = "render evaluation"


def must_evaluate(by: Any, record: Any) -> None:
    """Raises PermissionDenied for one who may not ask about this edition."""
    if not can_evaluate(by, record):
        raise PermissionDenied


@transaction.atomic
def create_questionnaire(questionnaire: Questionnaire, *, by: Any) -> Questionnaire:
    """Enter a new questionnaire with the core questions of its audience and moment.

    Raises Refused if this person may not ask about the edition.
    """
    if not can_evaluate(by, questionnaire):
        raise Refused(_("The secretariat and the host of an edition ask about it."))
    questionnaire.state = QuestionnaireState.DRAFT
    questionnaire.core_version = core_version()
    questionnaire.save()
    questionnaire.steps.create(
        state=QuestionnaireState.DRAFT, known_on=questionnaire.known_on, by=by, source=questionnaire.source
    )
    copy_core_questions(questionnaire)
    return questionnaire


def copy_core_questions(questionnaire: Questionnaire) -> None:
    """Give it the core questions of its version that it has not got."""
    asked = core_questions(questionnaire.audience, questionnaire.moment, questionnaire.core_version)
    already = set(questionnaire.questions.values_list("key", flat=True))
    for place, core in enumerate(asked, start=1):
        if core.key not in already:
            questionnaire.questions.create(
                key=core.key,
                core=True,
                place=place,
                kind=core.kind,
                text=core.text,
                required=core.required,
                options=options_of(core, questionnaire.known_on),
            )


def options_of(core: CoreQuestion, day: date) -> Text:
    """The options, one a line: the countries of that day in the order of their English names, and one for others."""
    if core.options != COUNTRIES:
        return Text()
    names = [country.name_on(day).plain for country in Country.objects.members(day).named()]
    names.sort(key=lambda name: sort_key(name.in_language("en")))
    names.append(in_every_language(lambda: _("Another country")))
    return Text({code: "\n".join(name.in_language(code) for name in names) for code, _name in settings.LANGUAGES})


def locked_for_questions(questionnaire: Questionnaire, by: Any) -> Questionnaire:
    """The questionnaire, under a lock that an answer waits for. Raises Refused once its questions are fixed."""
    locked: Questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if not can_edit_questions(by, locked):
        raise Refused(_("The questions are fixed: the first answer is in, or the questionnaire has closed."))
    return locked


@transaction.atomic
def save_question(question: Question, *, by: Any) -> Question:
    """Enter or mend an own question. Raises Refused once the questions are fixed, or for a core question."""
    locked = locked_for_questions(question.questionnaire, by)
    if question.core:
        raise Refused(_("A core question is the same for every edition."))
    if not question.key:
        numbers = [int(key.removeprefix("own-")) for key in own_keys(locked)]
        question.key = f"own-{max(numbers, default=0) + 1}"
    question.save()
    return question


def own_keys(questionnaire: Questionnaire) -> list[str]:
    """Also of questions that were removed: a key never changes its meaning."""
    return list(
        Question.history.filter(questionnaire=questionnaire, core=False).values_list("key", flat=True).distinct()
    )


@transaction.atomic
def remove_question(question: Question, *, by: Any) -> None:
    """Take an own question out. Raises Refused once the questions are fixed, or for a core question."""
    locked_for_questions(question.questionnaire, by)
    if question.core:
        raise Refused(_("A core question is the same for every edition."))
    question.delete()


@transaction.atomic
def publish_results(
    questionnaire: Questionnaire, *, by: Any, known_on: date, source: str = "", note: str = ""
) -> Questionnaire:
    """Make the results available to the network: the step, the row that says since when, and the documents.

    Raises Refused with the reason.
    """
    locked: Questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if locked.evaluation is None:
        locked.evaluation = Evaluation(
            edition=locked.edition,
            title=in_every_language(lambda: result_title(locked)),
            known_on=known_on,
            source=source or in_every_language(lambda: _("The portal’s own questionnaire")).in_language("en"),
            note=note,
        )
        locked.evaluation.save()
        locked.save(update_fields=["evaluation"])
    done: Questionnaire = perform(QUESTIONNAIRE, "publish", locked, by=by, known_on=known_on, source=source, note=note)
    request_files(questionnaire=done, by=by)
    return done


def result_title(questionnaire: Questionnaire) -> str:
    """What the row says that is now available."""
    return _("Answers of: %(audience)s, %(moment)s") % {
        "audience": questionnaire.get_audience_display(),
        "moment": questionnaire.get_moment_display().lower(),
    }


def request_files(*, questionnaire: Questionnaire, by: Any) -> Job:
    """Ask for the documents of published results; also again, where they could not be made."""
    return jobs.enqueue(FILES, str(questionnaire.pk), {"questionnaire": questionnaire.pk}, by)


@jobs.handles(FILES)
def make_files(job: Job) -> None:
    """Make the PDF in every language, unless it is made: the results of a closed questionnaire do not change."""
    questionnaire = Questionnaire.objects.for_list().get(pk=job.arguments["questionnaire"])
    made = set(questionnaire.files.values_list("language", flat=True))
    for language, _name in settings.LANGUAGES:
        if language in made:
            continue
        try:
            content = results_pdf(questionnaire, language)
        except PdfError as reason:
            raise jobs.JobRefused(str(reason)) from reason
        ResultsFile.objects.get_or_create(
            questionnaire=questionnaire,
            language=language,
            defaults={"content": content, "sha256": hashlib.sha256(content).hexdigest()},
        )
        jobs.report(job, "PDF made", language)
