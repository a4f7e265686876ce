"""Addresses of the room, a module for each of its subjects. An edition's own come last: they begin with its code."""

from conferences.urls import bid, edition, prize, report, session

app_name = "conferences"
urlpatterns = [
    *bid.urlpatterns,
    *prize.urlpatterns,
    *session.lists,
    *report.lists,
    *report.urlpatterns,
    *edition.urlpatterns,
    *session.urlpatterns,
]
