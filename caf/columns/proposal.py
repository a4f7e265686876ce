"""What a row of the changes that contacts propose shows."""

from django.utils.translation import gettext_lazy as _

from caf.models import Proposal, ProposalState, ProposalStep
from core.columns import Column, Kind, column, columns, record_columns, tag_column

TAGS: dict[str, str] = {
    ProposalState.WAITING: "look",
    ProposalState.ACCEPTED: "ok",
    ProposalState.DECLINED: "off",
    ProposalState.TAKEN_BACK: "off",
}
PROPOSAL = (
    column(Proposal, "organisation", code=lambda organisation: organisation.ref),
    Column(
        "country",
        _("Country"),
        lambda row, _day: row.organisation.country,
        Kind.RECORD,
        code=lambda country: country.iso2,
        sort=("organisation__country__iso2",),
    ),
    column(Proposal, "subject"),
    tag_column(Proposal, "state", TAGS),
    column(Proposal, "by"),
    *record_columns(Proposal),
)
STEP = (
    column(ProposalStep, "state", kind=Kind.TAG, tags=TAGS, words=dict(ProposalState.choices)),
    *columns(ProposalStep, ("known_on", "note")),
)
