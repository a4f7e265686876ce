"""The seats of the network as a table: who sits there, in one sentence, and with what rights.

A right is held for the whole network, or for what one speaks for: one's own country or bodies. What one may see
follows the same table: `visible_to(user)` and the predicates in each app's `permissions.py` ask nothing else.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """What a seat may allow. Reading what is public needs none."""

    READ_SHARED = "read shared", _("read what is shared within the network")
    READ_ALL = "read all", _("read unpublished records")
    MANAGE_PEOPLE = "manage people", _("invite people and give seats")
    EDIT_NETWORK = "edit network", _("keep countries, Presidencies, bodies, meetings, conclusions and programmes")
    EDIT_CONFERENCES = "edit conferences", _("keep editions, sessions, attendance and calls for bids")
    EDIT_PROGRAMME = "edit programme", _("keep halls, sessions, speakers and programmes of hosted conferences")
    EDIT_NATIONAL_CONFERENCES = "edit national conferences", _("keep prizes and press releases of national conferences")
    EDIT_REPORTS = "edit reports", _("write the reports of sessions")
    EVALUATE = "evaluate conferences", _("keep questionnaires and their results for hosted conferences")
    EDIT_BIDS = "edit bids", _("write bids")
    EDIT_CASES = "edit cases", _("nominate cases for a conference")
    PROPOSE = "propose", _("propose alternatives for the model of the conferences")
    DECIDE_BIDS = "decide bids", _("enter what is decided on bids")
    READ_SCORES = "read scores", _("read the scores of bids once their assessment is closed")
    EDIT_CAF = "edit CAF", _("keep CAF organisations, pilots and contributions")
    EDIT_CAF_COUNTS = "edit CAF counts", _("keep CAF counts, goals and events")
    ORGANISE_PEF = "organise PEF", _("organise external feedback (PEF)")
    FREEZE_COUNTS = "freeze counts", _("freeze the register’s count as a snapshot that is cited")
    RUN_PILOT_FEEDBACK = "run pilot feedback", _("ask the pilots of PEF, and keep what follows until the launch")
    READ_PILOT_FEEDBACK = "read pilot feedback", _("read and comment what the pilots of PEF said")
    EDIT_CUSTOMER_FOCUS = "edit customer focus", _("keep the primer and network events")
    EDIT_DISSEMINATION = "edit dissemination", _("keep dissemination actions")
    DRAFT = "draft resolutions", _("draft resolutions")
    EDIT_COMMITMENTS = "edit commitments", _("keep commitments")
    REPORT_COMMITMENTS = "report on commitments", _("report on commitments: delivered, late or dropped")


class Seat(models.TextChoices):
    ORGANISATION_CONTACT = "organisation", _("Organisation contact")
    FEEDBACK_ACTOR = "feedback actor", _("Feedback actor")
    ASSESSOR = "assessor", _("Assessor of a self-assessment")
    COORDINATOR = "coordinator", _("Coordinator")
    EIPA = "eipa", _("EIPA staff")
    SECRETARIAT = "secretariat", _("Secretariat")
    DIRECTOR_GENERAL = "director", _("Director General")
    ADMINISTRATOR = "administrator", _("Administrator")


@dataclass(frozen=True)
class SeatRow:
    """A seat: `sentence` says who sits there; rights for the network, and for the own country or the own bodies.

    bodies: the keys of those that the seat speaks for.
    """

    seat: Seat
    sentence: str | Promise
    network_rights: frozenset[Right] = frozenset()
    own_rights: frozenset[Right] = frozenset()
    bodies: frozenset[str] = frozenset()


SEATS = (
    SeatRow(
        Seat.ORGANISATION_CONTACT,
        _("The person who registered an organisation as a CAF user; sees and keeps that organisation's record."),
    ),
    # What one may do in a self-assessment follows from one's place in its group, not from a right of the seat.
    SeatRow(
        Seat.ASSESSOR,
        _("Invited by an organisation to its self-assessment; scores there, and sees nothing else that is not public."),
    ),
    SeatRow(
        Seat.FEEDBACK_ACTOR,
        _("Trained to give external feedback on the use of CAF; sees the applications whose team the person is in."),
    ),
    SeatRow(
        Seat.COORDINATOR,
        _("Named by a member state; sees what the network shares, and keeps what belongs to the own country."),
        network_rights=frozenset({Right.READ_SHARED, Right.READ_PILOT_FEEDBACK}),
        own_rights=frozenset(
            {
                Right.READ_ALL,
                Right.EDIT_NATIONAL_CONFERENCES,
                Right.EDIT_REPORTS,
                Right.EVALUATE,
                Right.EDIT_BIDS,
                Right.EDIT_PROGRAMME,
                Right.EDIT_CASES,
                Right.PROPOSE,
                Right.EDIT_CAF,
                Right.ORGANISE_PEF,
                Right.EDIT_DISSEMINATION,
                Right.REPORT_COMMITMENTS,
            }
        ),
    ),
    SeatRow(
        Seat.EIPA,
        _("The CAF Resource Centre at EIPA; keeps the CAF records of every country, the counts, goals and events."),
        network_rights=frozenset(
            {
                Right.READ_SHARED,
                Right.EDIT_CAF,
                Right.EDIT_CAF_COUNTS,
                Right.FREEZE_COUNTS,
                Right.RUN_PILOT_FEEDBACK,
                Right.READ_PILOT_FEEDBACK,
                Right.EDIT_CUSTOMER_FOCUS,
            }
        ),
        own_rights=frozenset({Right.PROPOSE, Right.REPORT_COMMITMENTS}),
        bodies=frozenset({"eipa", "caf-resource-centre", "caf-expert-group"}),
    ),
    SeatRow(
        Seat.SECRETARIAT,
        _("The Presidency and its support; keeps meetings, conferences and calls, and drafts the resolutions."),
        network_rights=frozenset(
            {
                Right.READ_SHARED,
                Right.READ_ALL,
                Right.EDIT_NETWORK,
                Right.EDIT_CONFERENCES,
                Right.EDIT_PROGRAMME,
                Right.EDIT_REPORTS,
                Right.EVALUATE,
                Right.PROPOSE,
                Right.DECIDE_BIDS,
                Right.READ_SCORES,
                Right.FREEZE_COUNTS,
                Right.EDIT_CUSTOMER_FOCUS,
                Right.DRAFT,
                Right.EDIT_COMMITMENTS,
                Right.REPORT_COMMITMENTS,
            }
        ),
    ),
    SeatRow(
        Seat.DIRECTOR_GENERAL,
        _("One a country; reads what the network shares and what the own country's coordinators see."),
        network_rights=frozenset({Right.READ_SHARED, Right.READ_SCORES}),
        own_rights=frozenset({Right.READ_ALL}),
    ),
    SeatRow(
        Seat.ADMINISTRATOR,
        _("The operator; invites people and gives roles, and reads the trail."),
        network_rights=frozenset({Right.READ_SHARED, Right.MANAGE_PEOPLE}),
    ),
)
_BY_NAME = {row.seat.value: row for row in SEATS}


def seat_named(name: str) -> SeatRow:
    """The seat's row; KeyError if there is none of that name."""
    return _BY_NAME[name]
