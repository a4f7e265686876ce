from django.urls import path

from conferences.views import bid
from core.addresses import record_paths

urlpatterns = [
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
]
