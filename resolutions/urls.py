"""Addresses of resolutions: /resolutions/51/, /resolutions/51/draft/3/, /resolutions/51/draft/3/en.pdf."""

from django.urls import include, path

from resolutions.views import library, resolution, version

app_name = "resolutions"
urlpatterns = [
    path("", resolution.ResolutionList.as_view(), name="resolution_list"),
    path("clauses/", library.ClauseList.as_view(), name="clause_list"),
    path("clauses/<slug:key>/", library.clause_page, name="clause_page"),
    path("commitments/", include("resolutions.urls_commitments")),
    path("<int:number>/", resolution.resolution_page, name="resolution_page"),
    path("<int:number>/draft/", resolution.draft, name="draft"),
    path("<int:number>/job/", resolution.job_part, name="job_part"),
    path("<int:number>/facts/", resolution.fact_list, name="fact_list"),
    path("<int:number>/draft/<int:draft>/", version.version_page, name="version_page"),
    path("<int:number>/draft/<int:draft>/files/", version.files_part, name="files_part"),
    path("<int:number>/draft/<int:draft>/files/make/", version.make_files, name="make_files"),
    path("<int:number>/draft/<int:draft>/<str:language>.<str:form>", version.version_file, name="version_file"),
]
