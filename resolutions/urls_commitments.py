"""Stands in until the commitments' pages are there."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="resolutions:resolution_list"), name="commitment_list"),
    path("<int:pk>/", RedirectView.as_view(pattern_name="resolutions:resolution_list"), name="commitment_page"),
]
