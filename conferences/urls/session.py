from django.urls import path

from conferences.views import session
from core.addresses import record_paths

lists = [path("sessions/", session.SessionList.as_view(), name="session_list")]
# After an edition's rows: sessions/new/ is the form for one, not a session's page.
urlpatterns = record_paths(
    "session",
    "",
    "<slug:edition>/sessions/<slug:code>/",
    page=session.SessionPage,
    form=session.SessionForm,
    rows=session.SessionRow,
    new=False,
)
