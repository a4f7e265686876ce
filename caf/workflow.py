"""The steps of an organisation in the register: claimed - to validate - validated - dormant, withdrawn or merged; and
those of a change that its contact proposes."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.actions import proposal
from caf.actions.telling import tell_refused, tell_sent_back
from caf.models import ProposalState, RegisterState
from caf.permissions import can_decide_proposal, can_edit_country_record, can_merge, has_proposed, is_the_portal
from caf.tallies import recount
from core.workflow import Transition, Workflow

CHANGED_IN_BULK = tuple(state.value for state in RegisterState if state != RegisterState.MERGED)
REGISTER = Workflow(
    (
        Transition(
            "submit",
            _("Take it up for validation"),
            sources=(RegisterState.CLAIMED,),
            target=RegisterState.TO_VALIDATE,
            who=can_edit_country_record,
        ),
        # The organisation confirmed its mail address; only the link does it.
        Transition(
            "confirm",
            _("Confirmed by mail"),
            sources=(RegisterState.CLAIMED,),
            target=RegisterState.TO_VALIDATE,
            who=is_the_portal,
            by_itself=False,
        ),
        Transition(
            "validate",
            _("Validate the organisation"),
            sources=(RegisterState.TO_VALIDATE,),
            target=RegisterState.VALIDATED,
            who=can_edit_country_record,
        ),
        Transition(
            "send_back",
            _("Send it back to be completed"),
            sources=(RegisterState.TO_VALIDATE,),
            target=RegisterState.CLAIMED,
            gives_up=True,
            who=can_edit_country_record,
            after=tell_sent_back,
        ),
        Transition(
            "refuse",
            _("Refuse the registration"),
            sources=(RegisterState.CLAIMED, RegisterState.TO_VALIDATE),
            target=RegisterState.WITHDRAWN,
            gives_up=True,
            who=can_edit_country_record,
            after=tell_refused,
        ),
        Transition(
            "wake",
            _("It still uses CAF"),
            sources=(RegisterState.DORMANT,),
            target=RegisterState.VALIDATED,
            who=can_edit_country_record,
        ),
        Transition(
            "rest",
            _("Nobody confirms that it still uses CAF"),
            sources=(RegisterState.VALIDATED,),
            target=RegisterState.DORMANT,
            gives_up=True,
            who=can_edit_country_record,
        ),
        Transition(
            "withdraw",
            _("Withdraw it from the register"),
            sources=(
                RegisterState.CLAIMED,
                RegisterState.TO_VALIDATE,
                RegisterState.VALIDATED,
                RegisterState.DORMANT,
            ),
            target=RegisterState.WITHDRAWN,
            gives_up=True,
            who=can_edit_country_record,
        ),
        Transition(
            "reopen",
            _("Take it back into the register"),
            sources=(RegisterState.WITHDRAWN,),
            target=RegisterState.TO_VALIDATE,
            gives_up=True,
            who=can_edit_country_record,
        ),
        # What follows from no answer to the yearly question, or from a late one.
        Transition(
            "lapse",
            _("No answer to the yearly question"),
            sources=(RegisterState.VALIDATED,),
            target=RegisterState.DORMANT,
            gives_up=True,
            who=is_the_portal,
            by_itself=False,
        ),
        Transition(
            "answer",
            _("It answered that it still uses CAF"),
            sources=(RegisterState.DORMANT,),
            target=RegisterState.VALIDATED,
            who=is_the_portal,
            by_itself=False,
        ),
        # Part of undoing a change of many: back to where each was before.
        *(
            Transition(
                f"undo to {state}",
                _("Undo a change of many organisations"),
                sources=tuple(source for source in CHANGED_IN_BULK if source != state),
                target=state,
                gives_up=True,
                who=can_edit_country_record,
                by_itself=False,
            )
            for state in CHANGED_IN_BULK
        ),
        # Part of a merge, which first writes into which record (`merged_into`): the action alone makes it.
        Transition(
            "merge",
            _("Merge it into another record"),
            sources=(
                RegisterState.CLAIMED,
                RegisterState.TO_VALIDATE,
                RegisterState.VALIDATED,
                RegisterState.DORMANT,
                RegisterState.WITHDRAWN,
            ),
            target=RegisterState.MERGED,
            who=can_merge,
            by_itself=False,
        ),
        # Undoing one gives back the state that it had: part of the action that moves everything back.
        *(
            Transition(
                f"unmerge to {state}",
                _("Undo the merge"),
                sources=(RegisterState.MERGED,),
                target=state,
                who=can_merge,
                gives_up=True,
                by_itself=False,
            )
            for state in RegisterState
            if state != RegisterState.MERGED
        ),
    )
)


def counted_anew(step: Transition) -> Transition:
    """The step, after which the kept counters follow."""

    def after(organisation: Any, row: Any) -> None:
        step.after(organisation, row)
        recount([organisation.pk])

    def after_many(organisations: list[Any], rows: list[Any]) -> None:
        for organisation, row in zip(organisations, rows, strict=True):
            step.after(organisation, row)
        recount(organisation.pk for organisation in organisations)

    return replace(step, after=after, after_many=after_many)


REGISTER = replace(REGISTER, transitions=tuple(map(counted_anew, REGISTER.transitions)))


PROPOSAL = Workflow(
    (
        Transition(
            "accept",
            _("Accept the change"),
            sources=(ProposalState.WAITING,),
            target=ProposalState.ACCEPTED,
            who=can_decide_proposal,
            after=proposal.enter,
        ),
        Transition(
            "decline",
            _("Decline the change"),
            sources=(ProposalState.WAITING,),
            target=ProposalState.DECLINED,
            gives_up=True,
            who=can_decide_proposal,
            after=proposal.close,
        ),
        Transition(
            "take_back",
            _("Take it back"),
            sources=(ProposalState.WAITING,),
            target=ProposalState.TAKEN_BACK,
            who=has_proposed,
            after=proposal.close,
        ),
    )
)
