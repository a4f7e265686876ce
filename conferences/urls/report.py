from django.urls import path

from conferences.views import report, report_write
from core.addresses import record_paths

REPORT = "<slug:edition>/sessions/<slug:code>/report/"
MARK = report.FindingMarkForm.as_view()
lists = [path("reports/", report.ReportList.as_view(), name="report_list")]
# Before an edition's and a session's rows: report/new/ is not a row of a session.
urlpatterns = [
    path(f"{REPORT}write/<slug:language>/", report_write.ReportWrite.as_view(), name="report_write"),
    path(f"{REPORT}write/<slug:language>/<slug:beside>/", report_write.ReportWrite.as_view(), name="report_write"),
    path(f"{REPORT}findings/<slug:key>/mark/", MARK, {"act": "mark"}, name="report_mark_edit"),
    path(f"{REPORT}findings/<slug:key>/unmark/", MARK, {"act": "unmark"}, name="report_unmark_edit"),
    path(f"{REPORT}files/<slug:language>.<slug:format>", report.ReportFile.as_view(), name="report_file"),
    path(f"{REPORT}files/<slug:language>/pdf/", report.report_print, name="report_print"),
    *record_paths(
        "report", "", REPORT, page=report.ReportPage, form=report.ReportForm, rows=report.ReportRow,
        step=report.ReportStep, new=False,
    ),
]  # fmt: skip
