from django.urls import path

from conferences.views import assessment

base = "bids/<slug:edition>/"
# Before the bids' own: an edition's bid stands at the two letters of its country.
urlpatterns = [
    path(f"{base}matrix/", assessment.matrix, name="assessment_matrix"),
    path(f"{base}matrix/choose/", assessment.choose, name="assessment_choose"),
    path(f"{base}matrix/close/", assessment.close, name="assessment_close"),
    path(f"{base}matrix/print/", assessment.matrix_print, name="assessment_print"),
    path(f"{base}matrix/<slug:form>/", assessment.matrix_file, name="assessment_file"),
    path(f"{base}remarks/", assessment.remarks, name="assessment_remarks"),
    path(f"{base}assess/", assessment.own, name="assessment_own"),
    path(f"{base}assess/hand-in/", assessment.hand_in, name="assessment_hand_in"),
    path(f"{base}assess/<slug:country>/", assessment.score, name="assessment_score"),
    path(f"{base}assess/<slug:country>/conflict/", assessment.conflict, name="assessment_conflict"),
    path(f"{base}<slug:rows>/new/", assessment.CallRow.as_view(), name="bid_call_row_new"),
    path(f"{base}<slug:rows>/<int:row>/edit/", assessment.CallRow.as_view(), name="bid_call_row_edit"),
]
