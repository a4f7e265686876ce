"""The steps of an organisation in the register: to validate - validated or withdrawn."""

from django.utils.translation import gettext_lazy as _

from caf.models import RegisterState
from caf.permissions import can_edit_country_record
from core.workflow import Transition, Workflow

REGISTER = Workflow(
    (
        Transition(
            "validate",
            _("Validate the organisation"),
            sources=(RegisterState.TO_VALIDATE,),
            target=RegisterState.VALIDATED,
            who=can_edit_country_record,
        ),
        Transition(
            "withdraw",
            _("Withdraw it from the register"),
            sources=(RegisterState.TO_VALIDATE, RegisterState.VALIDATED),
            target=RegisterState.WITHDRAWN,
            gives_up=True,
            who=can_edit_country_record,
        ),
    )
)
