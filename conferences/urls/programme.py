from django.urls import path

from conferences.views import edition_detail, programme

urlpatterns = [
    path("<slug:edition>/programme/", programme.ProgrammePage.as_view(), name="programme"),
    path("<slug:edition>/programme/people/", programme.PeoplePage.as_view(), name="programme_people"),
    path(
        "<slug:edition>/programme/people/<slug:person>.ics", programme.PersonCalendar.as_view(), name="person_calendar"
    ),
    path("<slug:edition>/programme/versions/<str:name>/", programme.ProgrammePage.as_view(), name="programme_version"),
    path("<slug:edition>/programme/working/", programme.WorkingPage.as_view(), name="programme_working"),
    path("<slug:edition>/programme/working/release/", programme.ReleaseView.as_view(), name="programme_version_new"),
    path("<slug:edition>/programme/working/clashes/", programme.ClashPage.as_view(), name="programme_clashes"),
    path(
        "<slug:edition>/programme/working/<slug:rows>/new/",
        programme.WorkingRow.as_view(),
        name="programme_working_row_new",
    ),
    path(
        "<slug:edition>/programme/working/<slug:rows>/<int:row>/edit/",
        programme.WorkingRow.as_view(),
        name="programme_working_row_edit",
    ),
    path("<slug:edition>/programme.ics", programme.ProgrammeCalendar.as_view(), name="programme_calendar"),
    path("<slug:edition>/programme.json", programme.ProgrammeJson.as_view(), name="programme_json"),
    path("<slug:edition>/sessions/<slug:code>.ics", programme.SessionCalendar.as_view(), name="session_calendar"),
    path(
        "<slug:edition>/documents/<int:document>/",
        edition_detail.DocumentDownload.as_view(),
        name="edition_document",
    ),
]
