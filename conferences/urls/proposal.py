"""/conferences/model/, /model/alternatives/3/, /model/papers/52/1/, /model/papers/52/1/fr.pdf."""

from django.urls import path

from conferences.views import proposal
from core.addresses import record_paths

PAPER = "model/papers/<int:meeting>/<int:number>/"
urlpatterns = [
    path("model/", proposal.model_page, name="model"),
    *record_paths(
        "alternative",
        "model/alternatives/",
        "<int:pk>/",
        listing=proposal.AlternativeList,
        page=proposal.AlternativePage,
        form=proposal.AlternativeForm,
        step=proposal.AlternativeStep,
        rows=proposal.AlternativeRow,
    ),
    path("model/alternatives/<int:pk>/costs/<int:row>/remove/", proposal.cost_remove, name="alternative_cost_remove"),
    path("model/papers/new/", proposal.PaperForm.as_view(), name="paper_new"),
    *record_paths(
        "paper",
        "model/papers/",
        "<int:meeting>/<int:number>/",
        listing=proposal.PaperList,
        page=proposal.PaperPage,
        rows=proposal.PaperRow,
    ),
    path(f"{PAPER}files/", proposal.paper_files_part, name="paper_files_part"),
    path(f"{PAPER}files/make/", proposal.paper_make_files, name="paper_make_files"),
    path(f"{PAPER}<slug:language>.pdf", proposal.paper_file, name="paper_file"),
]
