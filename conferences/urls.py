from django.urls import path

from conferences.views import bid, edition, session
from core.addresses import record_paths

app_name = "conferences"
urlpatterns = [
    path("", edition.EditionList.as_view(), name="home"),
    path("sessions/", session.SessionList.as_view(), name="session_list"),
    path("attendances/", edition.AttendanceList.as_view(), name="attendance_list"),
    path("prizes/", edition.PrizeList.as_view(), name="prize_list"),
    path("calls/", bid.BidCallList.as_view(), name="bid_call_list"),
    path("calls/new/", bid.BidCallForm.as_view(), name="bid_call_new"),
    path("bids/", bid.BidList.as_view(), name="bid_list"),
    path("bids/new/", bid.BidForm.as_view(), name="bid_new"),
    *record_paths("bid_call", "bids/", "<slug:edition>/", page=bid.BidCallPage, form=bid.BidCallForm, new=False),
    *record_paths(
        "bid",
        "bids/",
        "<slug:edition>/<slug:country>/",
        page=bid.BidPage,
        form=bid.BidForm,
        step=bid.BidStep,
        new=False,
    ),
    # An edition's rows come before its sessions: sessions/new/ is the form for one, not a session's page.
    *record_paths(
        "edition",
        "",
        "<slug:edition>/",
        listing=edition.EditionList,
        page=edition.EditionPage,
        form=edition.EditionForm,
        rows=edition.EditionRow,
    ),
    *record_paths(
        "session",
        "",
        "<slug:edition>/sessions/<slug:code>/",
        page=session.SessionPage,
        form=session.SessionForm,
        rows=session.SessionRow,
        new=False,
    ),
]
