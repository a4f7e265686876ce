"""Addresses of the room, a module for each of its subjects. An edition's own come last: they begin with its code."""

from conferences.urls import (
    assessment,
    bid,
    board,
    case,
    edition,
    evaluation,
    prize,
    programme,
    proposal,
    report,
    session,
)

app_name = "conferences"
urlpatterns = [
    *assessment.urlpatterns,
    *bid.urlpatterns,
    *board.urlpatterns,
    *case.urlpatterns,
    *evaluation.urlpatterns,
    *prize.urlpatterns,
    *proposal.urlpatterns,
    *session.lists,
    *report.lists,
    *report.urlpatterns,
    *edition.urlpatterns,
    *session.urlpatterns,
    *programme.urlpatterns,
]
