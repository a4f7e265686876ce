"""The steps of an organisation in the register: claimed - to validate - validated - dormant, withdrawn or merged."""

from django.utils.translation import gettext_lazy as _

from caf.models import RegisterState
from caf.permissions import can_edit_country_record, can_merge
from core.workflow import Transition, Workflow

REGISTER = Workflow(
    (
        Transition(
            "submit",
            _("Take it up for validation"),
            sources=(RegisterState.CLAIMED,),
            target=RegisterState.TO_VALIDATE,
            who=can_edit_country_record,
        ),
        Transition(
            "validate",
            _("Validate the organisation"),
            sources=(RegisterState.TO_VALIDATE,),
            target=RegisterState.VALIDATED,
            who=can_edit_country_record,
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
