"""The steps of a finding of the pilots: proposed - discussed - accepted, adapted or declined - done in a version."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caf.actions.finding import carry_into_version
from caf.models import FindingState
from caf.permissions import can_run_pilot_feedback
from core.workflow import Refused, Transition, Workflow


def must_say_why(_finding: Any, row: Any) -> None:
    """The expert group gives a reason for what it decides. Raises Refused."""
    if not row.note.strip():
        raise Refused(_("Say why the expert group decided so, in the note."))


def must_have_words(finding: Any, row: Any) -> None:
    must_say_why(finding, row)
    if finding.threshold:
        must_have_value(finding, row)
    elif not row.words:
        raise Refused(_("Give the words as the expert group adapted them."))


def must_have_value(finding: Any, row: Any) -> None:
    """The threshold as adapted, on the scale that the database asks of a finding. Raises Refused."""
    adapted = copy(finding)
    adapted.least, adapted.roll_up = row.least, row.roll_up
    try:
        adapted.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


FINDING = Workflow(
    (
        Transition(
            "discuss",
            gettext_lazy("Discussed by the expert group"),
            sources=(FindingState.PROPOSED,),
            target=FindingState.DISCUSSED,
            who=can_run_pilot_feedback,
        ),
        Transition(
            "accept",
            gettext_lazy("The expert group accepts it"),
            sources=(FindingState.DISCUSSED,),
            target=FindingState.ACCEPTED,
            who=can_run_pilot_feedback,
            after=must_say_why,
        ),
        Transition(
            "adapt",
            gettext_lazy("The expert group accepts it in other words"),
            sources=(FindingState.DISCUSSED,),
            target=FindingState.ADAPTED,
            who=can_run_pilot_feedback,
            after=must_have_words,
        ),
        Transition(
            "decline",
            gettext_lazy("The expert group declines it"),
            sources=(FindingState.DISCUSSED,),
            target=FindingState.DECLINED,
            who=can_run_pilot_feedback,
            gives_up=True,
        ),
        Transition(
            "done",
            gettext_lazy("Done in a version"),
            sources=(FindingState.ACCEPTED, FindingState.ADAPTED),
            target=FindingState.DONE,
            who=can_run_pilot_feedback,
            after=carry_into_version,
        ),
        Transition(
            "discuss_again",
            gettext_lazy("Take it up again"),
            sources=(FindingState.ACCEPTED, FindingState.ADAPTED, FindingState.DECLINED),
            target=FindingState.DISCUSSED,
            who=can_run_pilot_feedback,
            gives_up=True,
        ),
    )
)
