"""/conferences/prizes/, /prizes/verify/<code>/, /prizes/laureates/3/, /prizes/be-5/, /prizes/be-5/release/2/fr.pdf."""

from django.urls import path

from conferences.views import certificate, prize, release
from core.addresses import record_paths

RELEASE = "prizes/<slug:edition>/release/<int:number>/"

urlpatterns = [
    path("prizes/", prize.PrizeList.as_view(), name="prize_list"),
    path("prizes/releases/", release.ReleaseList.as_view(), name="release_list"),
    path("prizes/verify/", certificate.verify, name="certificate_verify"),
    path("prizes/verify/<str:code>/", certificate.certificate_page, name="certificate_page"),
    path("prizes/verify/<str:code>/file/", certificate.file_part, name="certificate_file_part"),
    path("prizes/verify/<str:code>/file/make/", certificate.make_file, name="certificate_make_file"),
    path("prizes/verify/<str:code>/certificate.pdf", certificate.certificate_file, name="certificate_file"),
    *record_paths(
        "laureate",
        "prizes/laureates/",
        "<int:laureate>/",
        page=prize.LaureatePage,
        form=prize.LaureateMend,
        rows=prize.LaureateRow,
        step=prize.LaureateStep,
        new=False,
    ),
    *record_paths(
        "release",
        RELEASE,
        "",
        page=release.ReleasePage,
        form=release.ReleaseDates,
        rows=release.ReleaseRow,
        step=release.ReleaseStep,
        new=False,
    ),
    path(f"{RELEASE}drawn/<int:paragraph>/", release.take_drawn, name="release_take_drawn"),
    path(f"{RELEASE}files/", release.files_part, name="release_files_part"),
    path(f"{RELEASE}files/make/", release.make_files, name="release_make_files"),
    path(f"{RELEASE}<str:language>.<str:form>", release.release_file, name="release_file"),
    *record_paths("prizes", "prizes/", "<slug:edition>/", page=prize.PrizesPage, rows=prize.PrizesRow),
]
