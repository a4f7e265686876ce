from django.urls import path

from conferences.views import case, case_call, case_friends, case_review, case_selection
from core.addresses import record_paths

CALL = "cases/calls/<slug:edition>/"
CASE = "cases/<int:pk>/"
urlpatterns = [
    *record_paths(
        "case_call",
        "cases/calls/",
        "<slug:edition>/",
        listing=case_call.CaseCallList,
        form=case_call.CaseCallForm,
        page=case_call.CaseCallPage,
        rows=case_call.CaseCallRow,
    ),
    path(f"{CALL}selection/", case_selection.CaseSelection.as_view(), name="case_selection"),
    path(f"{CALL}friends/", case_friends.CaseFriends.as_view(), name="case_friends"),
    *record_paths(
        "case",
        "cases/",
        "<int:pk>/",
        listing=case.CaseList,
        page=case.CasePage,
        form=case.CaseForm,
        step=case.CaseStep,
        rows=case.CaseRow,
    ),
    path(f"{CASE}replace/", case.ReplaceCase.as_view(), name="case_replace"),
    path(f"{CASE}review/", case_review.CaseReviewForm.as_view(), name="case_review"),
    path(f"{CASE}stand-back/", case_review.StandBack.as_view(), name="case_stand_back"),
]
