"""Addresses of the commitments, below /resolutions/commitments/."""

from core.addresses import record_paths
from resolutions.views import commitment

urlpatterns = record_paths(
    "commitment",
    "",
    "<int:pk>/",
    listing=commitment.CommitmentList,
    page=commitment.CommitmentPage,
    form=commitment.CommitmentForm,
    rows=commitment.CommitmentRow,
)
