"""The steps of an organisation in the register: claimed - to validate - validated - dormant, withdrawn or merged."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from caf.models import RegisterState
from caf.permissions import can_edit_country_record
from caf.tallies import recount
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
            who=can_edit_country_record,
            by_itself=False,
        ),
    )
)


def counted_anew(step: Transition) -> Transition:
    """The step, after which the kept counters follow."""

    def after(organisation: Any, row: Any) -> None:
        step.after(organisation, row)
        recount([organisation.pk])

    return replace(step, after=after)


REGISTER = replace(REGISTER, transitions=tuple(map(counted_anew, REGISTER.transitions)))
