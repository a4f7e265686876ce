from django.urls import path

from conferences.views import answer, evaluation, mailing, results
from core.addresses import record_paths

ONE = "evaluations/<slug:edition>/<slug:audience>/<slug:moment>/"

urlpatterns = [
    path("evaluations/", evaluation.QuestionnaireList.as_view(), name="questionnaire_list"),
    path("evaluations/new/", evaluation.QuestionnaireForm.as_view(), name="questionnaire_new"),
    path("evaluations/compare/", results.evaluation_compare, name="evaluation_compare"),
    path("evaluations/answer/<str:token>/", answer.evaluation_answer, name="evaluation_answer"),
    *record_paths(
        "evaluation",
        "evaluations/",
        "<slug:edition>/",
        page=evaluation.EvaluationPage,
        rows=evaluation.EvaluationRow,
    ),
    path(f"{ONE}addresses/", mailing.questionnaire_recipients, name="questionnaire_recipients"),
    path(
        f"{ONE}addresses/<int:recipient>/remove/",
        mailing.questionnaire_recipient_remove,
        name="questionnaire_recipient_remove",
    ),
    path(f"{ONE}send/", mailing.questionnaire_send, name="questionnaire_send"),
    path(f"{ONE}remind/", mailing.questionnaire_remind, name="questionnaire_remind"),
    path(f"{ONE}preview/", answer.questionnaire_preview, name="questionnaire_preview"),
    path(f"{ONE}publish/", evaluation.questionnaire_publish, name="questionnaire_publish"),
    path(f"{ONE}results/", results.questionnaire_results, name="questionnaire_results"),
    path(f"{ONE}results/again/", results.results_files_again, name="results_files_again"),
    path(f"{ONE}results/<slug:language>.pdf", results.results_file, name="results_file"),
    *record_paths(
        "questionnaire",
        "evaluations/",
        "<slug:edition>/<slug:audience>/<slug:moment>/",
        page=evaluation.QuestionnairePage,
        form=evaluation.QuestionnaireForm,
        rows=evaluation.QuestionRow,
        step=evaluation.QuestionnaireStep,
        new=False,
    ),
]
