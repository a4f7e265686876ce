"""Changes that contacts propose: the list of them, and one with what it would change."""

from django.utils.translation import gettext_lazy as _

from caf.actions.proposal import compared
from caf.columns import proposal as columns
from caf.models import Proposal, ProposalState, Subject
from caf.models.proposal import ROWS
from caf.reading.trail import differences
from caf.views.room import ROOM
from caf.workflow import PROPOSAL
from core.pages import DatedRows, RecordList, RecordPage, Step


class ProposalList(RecordList):
    model = Proposal
    columns = columns.PROPOSAL
    room = ROOM
    address = "caf:proposal_list"
    lead = _("What contacts would have the register say of their organisation. Nothing changes before it is accepted.")
    empty_why = _("A contact with an account proposes a change on the page of the organisation.")


class ProposalPage(RecordPage):
    listing = ProposalList
    workflow = PROPOSAL
    template = "caf/proposal_page.html"
    rows = (DatedRows("steps", _("What became of it"), columns.STEP),)

    def more(self, request, record, read):
        """(label, before, after), none of a person once it is decided."""
        return {
            "changes": changes_of(record) if record.state == ProposalState.WAITING else said_by(record),
            "is_new": record.row is None and record.subject in (Subject.USES, Subject.CONTACTS),
            "is_waiting": record.state == ProposalState.WAITING,
        }


def changes_of(proposal):
    """What it would change today."""
    before, after = compared(proposal)
    return list(differences(ROWS[proposal.subject], before, after))


def said_by(proposal):
    """What was proposed: what it was held against has changed since."""
    fresh = ROWS[proposal.subject](organisation=proposal.organisation)
    return list(differences(ROWS[proposal.subject], None, proposal.applied(fresh))) if proposal.values else []


class ProposalStep(Step):
    page = ProposalPage
