from django.urls import path

from conferences.views import board

urlpatterns = [
    path("board/", board.board_page, name="board"),
    path("board/warnings/", board.host_warnings, name="host_warnings"),
    path("board/warnings/<slug:edition>/send/", board.host_warning_send, name="host_warning_send"),
]
