from django.urls import path

from conferences.views import board

urlpatterns = [
    path("board/", board.board_page, name="board"),
]
