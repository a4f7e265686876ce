"""Addresses of the room, a module for each of its subjects. An edition's own come last: they begin with its code."""

from conferences.urls import bid, edition, evaluation, prize, session

app_name = "conferences"
urlpatterns = [
    *bid.urlpatterns,
    *evaluation.urlpatterns,
    *prize.urlpatterns,
    *session.lists,
    *edition.urlpatterns,
    *session.urlpatterns,
]
