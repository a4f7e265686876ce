from django.urls import path

from conferences.views import edition
from core.addresses import record_paths

urlpatterns = [
    path("", edition.EditionList.as_view(), name="home"),
    path("attendances/", edition.AttendanceList.as_view(), name="attendance_list"),
    *record_paths(
        "edition",
        "",
        "<slug:edition>/",
        listing=edition.EditionList,
        page=edition.EditionPage,
        form=edition.EditionForm,
        rows=edition.EditionRow,
    ),
]
