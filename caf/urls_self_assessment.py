"""The addresses of self-assessments; part of `caf.urls`."""

from django.urls import path

from caf.views import self_assessment as views
from caf.views import self_assessment_consensus as consensus
from caf.views import self_assessment_criteria as criteria
from caf.views import self_assessment_plan as plan
from caf.views import self_assessment_result as result
from caf.views import self_assessment_sheet as sheet
from core.addresses import record_paths

BASE = "self-assessments/<int:pk>/"
self_assessment_paths = [
    *record_paths(
        "self_assessment",
        "self-assessments/",
        "<int:pk>/",
        listing=views.SelfAssessmentList,
        page=views.SelfAssessmentPage,
        form=views.SelfAssessmentForm,
        step=views.SelfAssessmentStepView,
    ),
    path("self-assessments/statistics/", criteria.self_assessment_statistics, name="self_assessment_statistics"),
    path(f"{BASE}members/new/", views.member_new, name="self_assessment_member_new"),
    path(f"{BASE}members/<int:member>/end/", views.member_act, {"act": "end"}, name="self_assessment_member_end"),
    path(f"{BASE}members/<int:member>/again/", views.member_act, {"act": "again"}, name="self_assessment_member_again"),
    path(f"{BASE}score/<int:number>/", sheet.sheet, name="self_assessment_sheet"),
    path(f"{BASE}score/<int:number>/<int:sub>/", sheet.sheet_save, name="self_assessment_sheet_save"),
    path(f"{BASE}hand-in/", sheet.sheet_hand_in, name="self_assessment_hand_in"),
    path(f"{BASE}consensus/", consensus.consensus, name="self_assessment_consensus"),
    path(f"{BASE}consensus/<int:number>/", consensus.consensus_criterion, name="self_assessment_agree"),
    path(f"{BASE}consensus/<int:number>/<int:sub>/", consensus.consensus_save, name="self_assessment_agree_save"),
    path(f"{BASE}result/", result.result, name="self_assessment_result"),
    path(f"{BASE}result/print/", result.result_print, name="self_assessment_print"),
    path(f"{BASE}result/pdf/", result.result_pdf, name="self_assessment_pdf"),
    path(f"{BASE}result/report.<slug:kind>", result.result_file, name="self_assessment_file"),
    path(f"{BASE}plan/", plan.plan, name="improvement_plan"),
    path(f"{BASE}plan/new/", plan.plan_new, name="improvement_plan_new"),
    *record_paths(
        "improvement",
        "improvements/",
        "<int:pk>/",
        listing=plan.ImprovementList,
        page=plan.ImprovementPage,
        form=plan.ImprovementForm,
        rows=plan.ImprovementRow,
        new=False,
    ),
    path("criteria/", criteria.criteria, name="criteria_home"),
    path("criteria/<slug:version>/", criteria.criteria, name="criteria"),
    path("criteria/<slug:version>/<int:number>/name/", criteria.criterion_name, name="criterion_name"),
    path("criteria/<slug:version>/<int:number>/<int:sub>/name/", criteria.criterion_name, name="sub_criterion_name"),
]
