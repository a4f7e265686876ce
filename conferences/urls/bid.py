from django.urls import path

from conferences.views import bid, bid_write
from core.addresses import record_paths

BIDS, CALL, BID = "bids/", "<slug:edition>/", "<slug:edition>/<slug:country>/"

urlpatterns = [
    path("calls/", bid.BidCallList.as_view(), name="bid_call_list"),
    path("calls/new/", bid.BidCallForm.as_view(), name="bid_call_new"),
    path("bids/", bid.BidList.as_view(), name="bid_list"),
    path("bids/new/", bid.BidForm.as_view(), name="bid_new"),
    *record_paths(
        "bid_call",
        "bids/",
        "<slug:edition>/",
        page=bid.BidCallPage,
        form=bid.BidCallForm,
        rows=bid.BidCallRow,
        new=False,
    ),
    *record_paths("bid", BIDS, BID, page=bid.BidPage, form=bid_write.BidEdit, step=bid.BidStep, new=False),
    path(f"{BIDS}{BID}write/letters/", bid_write.BidLetters.as_view(), name="bid_letters_edit"),
    path(f"{BIDS}{BID}write/<slug:part>/", bid_write.BidPartForm.as_view(), name="bid_part_edit"),
    path(f"{BIDS}{BID}letters/<int:letter>/", bid_write.bid_letter, name="bid_letter"),
    path(f"{BIDS}{BID}letters/<int:letter>/remove/", bid_write.bid_letter_remove, name="bid_letter_remove"),
]
