"""Who may open which page: the table that every address is tried against, as every seat.

A row is an address, on which record of `tests/world.py` it is tried, and what each seat gets: 200 (it is
shown, or leads on to a page that is), 302 (visitors are asked to sign in), 403 (may be seen, may not be done),
404 (may not be seen), 410 (an invitation that is not for this person). A seat that may not open a form may not
send it either.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SEATS, SECRETARIAT, VISITOR

Answers = dict[str, int]


@dataclass(frozen=True)
class Page:
    """name: of the address. on: key of the record. more: what it needs besides. is_act: it takes POST alone, and
    answers `by_get` to GET: 405, or 200 where it leads back to the page it belongs to."""

    name: str
    on: str
    answers: Answers
    more: tuple[str, ...] = ()
    is_act: bool = False
    by_get: int = 405

    @property
    def is_form(self) -> bool:
        return self.name.endswith(("_new", "_edit", "_step")) or self.name == "network:invitation_page"


PUBLIC = dict.fromkeys(SEATS, 200)
SIGNED_IN = PUBLIC | {VISITOR: 302}  # a list; it holds what its reader may see
SHARED = SIGNED_IN | {CONTACT: 404}  # a record that the network shares


def only(*seats: str, unseen: tuple[str, ...] = ()) -> Answers:
    """Open to these seats. `unseen`: seats that may not even see the record."""
    return dict.fromkeys(SEATS, 403) | {VISITOR: 302} | dict.fromkeys(unseen, 404) | dict.fromkeys(seats, 200)


NETWORK = only(*(seat for seat in SEATS if seat not in (VISITOR, CONTACT)))
SECRETARIAT_ONLY = only(SECRETARIAT)
SECRETARIAT_ON_SHARED = only(SECRETARIAT, unseen=(CONTACT,))
CAF_CENTRE = only(EIPA)
GUIDES = only(EIPA, SECRETARIAT)
GUIDES_ON_SHARED = only(EIPA, SECRETARIAT, unseen=(CONTACT,))
NOWHERE = only(unseen=tuple(seat for seat in SEATS if seat != VISITOR))  # such rows have pages of their own
PEOPLE = only(ADMINISTRATOR)
PERSON = only(ADMINISTRATOR, unseen=(CONTACT, OWN, OTHER, EIPA, SECRETARIAT, DIRECTOR))

INTEREST_SEEN = only(OWN, DIRECTOR, SECRETARIAT, unseen=(CONTACT, OTHER, EIPA, ADMINISTRATOR))
INTEREST_EDITED = only(OWN, unseen=(CONTACT, OTHER, EIPA, ADMINISTRATOR))
TO_VALIDATE_SEEN = only(OWN, DIRECTOR, SECRETARIAT, EIPA, unseen=(VISITOR, CONTACT, OTHER, ADMINISTRATOR))
TO_VALIDATE_EDITED = only(OWN, EIPA, unseen=(CONTACT, OTHER, ADMINISTRATOR))
COUNTRY_CAF = only(OWN, EIPA, unseen=(CONTACT,))

TABLE = (
    # The portal
    Page("healthz", "", PUBLIC),
    Page("home", "", PUBLIC),
    Page("work", "", SIGNED_IN),
    Page("account_home", "", SIGNED_IN),
    Page("account_email", "", SIGNED_IN),
    Page("about", "", PUBLIC),
    Page("accessibility", "", PUBLIC),
    Page("privacy", "", PUBLIC),
    Page("look", "", PUBLIC),
    # Network
    Page("network:home", "", PUBLIC),
    Page("network:troika", "", PUBLIC),
    Page("network:seat_table", "", SIGNED_IN),
    Page("network:country_list", "", PUBLIC),
    Page("network:country_page", "country", PUBLIC),
    Page("network:country_new", "", SECRETARIAT_ONLY),
    Page("network:country_edit", "country", SECRETARIAT_ONLY),
    Page("network:country_row_new", "country", SECRETARIAT_ONLY, ("names",)),
    Page("network:country_row_new", "country", SECRETARIAT_ONLY, ("memberships",)),
    Page("network:country_row_edit", "country name", SECRETARIAT_ONLY),
    Page("network:country_row_edit", "membership", SECRETARIAT_ONLY),
    Page("network:presidency_list", "", PUBLIC),
    Page("network:presidency_page", "presidency", PUBLIC),
    Page("network:presidency_new", "", SECRETARIAT_ONLY),
    Page("network:presidency_edit", "presidency", SECRETARIAT_ONLY),
    Page("network:meeting_list", "", PUBLIC),
    Page("network:meeting_page", "meeting", PUBLIC),
    Page("network:meeting_new", "", SECRETARIAT_ONLY),
    Page("network:meeting_edit", "meeting", SECRETARIAT_ONLY),
    Page("network:meeting_row_new", "meeting", SECRETARIAT_ONLY, ("schedules",)),
    Page("network:meeting_row_edit", "meeting schedule", SECRETARIAT_ONLY),
    Page("network:group_meeting_list", "", SIGNED_IN),
    Page("network:group_meeting_page", "group meeting", SHARED),
    Page("network:group_meeting_new", "", SECRETARIAT_ONLY),
    Page("network:group_meeting_edit", "group meeting", SECRETARIAT_ON_SHARED),
    Page("network:group_meeting_row_new", "group meeting", SECRETARIAT_ON_SHARED, ("conclusions",)),
    Page("network:group_meeting_row_edit", "group meeting row", NOWHERE),
    Page("network:conclusion_list", "", SIGNED_IN),
    Page("network:conclusion_page", "conclusion", SHARED),
    Page("network:conclusion_edit", "conclusion", SECRETARIAT_ON_SHARED),
    Page("network:body_list", "", PUBLIC),
    Page("network:body_page", "body", PUBLIC),
    Page("network:body_new", "", SECRETARIAT_ONLY),
    Page("network:body_edit", "body", SECRETARIAT_ONLY),
    Page("network:programme_list", "", SIGNED_IN),
    Page("network:programme_page", "programme", SHARED),
    Page("network:programme_new", "", SECRETARIAT_ONLY),
    Page("network:programme_edit", "programme", SECRETARIAT_ON_SHARED),
    Page("network:decision_list", "", SIGNED_IN),
    Page("network:decision_page", "decision", SHARED),
    Page("network:decision_new", "", SECRETARIAT_ONLY),
    Page("network:decision_edit", "decision", SECRETARIAT_ON_SHARED),
    Page("network:person_list", "", PEOPLE),
    Page("network:person_page", "person", PERSON),
    Page("network:person_edit", "person", PERSON),
    Page("network:person_row_new", "person", PERSON, ("roles",)),
    Page("network:person_row_edit", "role", PERSON),
    Page("network:invitation_list", "", PEOPLE),
    Page("network:invitation_new", "", PEOPLE),
    Page("network:invitation_page", "invitation", PEOPLE),
    Page("network:invitation_accept", "invitation token", dict.fromkeys(SEATS, 410) | {VISITOR: 200}),
    # Quality Conferences
    Page("conferences:home", "", PUBLIC),
    Page("conferences:edition_list", "", PUBLIC),
    Page("conferences:edition_page", "edition", PUBLIC),
    Page("conferences:edition_new", "", SECRETARIAT_ONLY),
    Page("conferences:edition_edit", "edition", SECRETARIAT_ONLY),
    *(
        Page("conferences:edition_row_new", "edition", SECRETARIAT_ONLY, (relation,))
        for relation in ("schedules", "attendances", "prizes", "sessions")
    ),
    *(
        Page("conferences:edition_row_new", "edition", SECRETARIAT_ON_SHARED, (relation,))
        for relation in ("evaluations", "findings", "host_searches")
    ),
    *(
        Page("conferences:edition_row_edit", relation, SECRETARIAT_ONLY)
        for relation in ("schedules", "attendances", "prizes")
    ),
    *(
        Page("conferences:edition_row_edit", relation, SECRETARIAT_ON_SHARED)
        for relation in ("evaluations", "findings", "host_searches")
    ),
    Page("conferences:attendance_list", "", PUBLIC),
    Page("conferences:prize_list", "", PUBLIC),
    Page("conferences:session_list", "", PUBLIC),
    Page("conferences:session_page", "session", PUBLIC),
    Page("conferences:session_edit", "session", SECRETARIAT_ONLY),
    Page("conferences:session_row_new", "session", SECRETARIAT_ONLY, ("contributors",)),
    Page("conferences:session_row_new", "session", SECRETARIAT_ONLY, ("reports",)),
    Page("conferences:session_row_edit", "session contributor", SECRETARIAT_ONLY),
    Page("conferences:session_row_edit", "session report", SECRETARIAT_ONLY),
    Page("conferences:bid_call_list", "", SIGNED_IN),
    Page("conferences:bid_call_page", "call", SHARED),
    Page("conferences:bid_call_new", "", SECRETARIAT_ONLY),
    Page("conferences:bid_call_edit", "call", SECRETARIAT_ON_SHARED),
    Page("conferences:bid_list", "", SIGNED_IN),
    Page("conferences:bid_new", "", only(OWN, OTHER)),
    Page("conferences:bid_page", "interest", INTEREST_SEEN),
    Page("conferences:bid_edit", "interest", INTEREST_EDITED),
    Page("conferences:bid_step", "interest", INTEREST_EDITED, ("submit",)),
    Page("conferences:bid_step", "interest", INTEREST_EDITED, ("withdraw",)),
    Page("conferences:bid_page", "bid", SHARED),
    Page("conferences:bid_edit", "bid", only(OTHER, unseen=(CONTACT,))),
    Page("conferences:bid_step", "bid", only(OTHER, unseen=(CONTACT,)), ("withdraw",)),
    Page("conferences:bid_step", "bid", SECRETARIAT_ON_SHARED, ("accept",)),
    # CAF
    Page("caf:home", "", PUBLIC),
    Page("caf:organisation_list", "", PUBLIC),
    Page("caf:organisation_page", "organisation", TO_VALIDATE_SEEN),
    Page("caf:organisation_new", "", only(OWN, OTHER, EIPA)),
    Page("caf:organisation_edit", "organisation", TO_VALIDATE_EDITED),
    Page("caf:organisation_step", "organisation", TO_VALIDATE_EDITED, ("validate",)),
    Page("caf:organisation_step", "organisation", TO_VALIDATE_EDITED, ("withdraw",)),
    Page("caf:count_list", "", PUBLIC),
    Page("caf:count_page", "count", PUBLIC),
    Page("caf:count_new", "", CAF_CENTRE),
    Page("caf:count_edit", "count", CAF_CENTRE),
    Page("caf:goal_list", "", PUBLIC),
    Page("caf:goal_page", "goal", PUBLIC),
    Page("caf:goal_new", "", CAF_CENTRE),
    Page("caf:goal_edit", "goal", CAF_CENTRE),
    Page("caf:event_list", "", PUBLIC),
    Page("caf:event_page", "CAF event", PUBLIC),
    Page("caf:event_new", "", CAF_CENTRE),
    Page("caf:event_edit", "CAF event", CAF_CENTRE),
    Page("caf:event_row_new", "CAF event", CAF_CENTRE, ("reports",)),
    Page("caf:event_row_edit", "CAF event report", CAF_CENTRE),
    Page("caf:procedure_report_list", "", SIGNED_IN),
    Page("caf:procedure_report_page", "procedure report", SHARED),
    Page("caf:procedure_report_new", "", CAF_CENTRE),
    Page("caf:procedure_report_edit", "procedure report", only(EIPA, unseen=(CONTACT,))),
    Page("caf:pilot_meeting_list", "", SIGNED_IN),
    Page("caf:pilot_meeting_page", "pilot meeting", SHARED),
    Page("caf:pilot_meeting_new", "", CAF_CENTRE),
    Page("caf:pilot_meeting_edit", "pilot meeting", only(EIPA, unseen=(CONTACT,))),
    Page("caf:pilot_meeting_row_new", "pilot meeting", only(EIPA, unseen=(CONTACT,)), ("organisers",)),
    Page("caf:pilot_meeting_row_edit", "organiser", only(EIPA, unseen=(CONTACT,))),
    Page("caf:contribution_list", "", SIGNED_IN),
    Page("caf:contribution_page", "contribution", SHARED),
    Page("caf:contribution_new", "", only(OWN, OTHER, EIPA)),
    Page("caf:contribution_edit", "contribution", COUNTRY_CAF),
    # Customer focus
    Page("customer_focus:home", "", PUBLIC),
    Page("customer_focus:guide_list", "", PUBLIC),
    Page("customer_focus:guide_page", "guide", PUBLIC),
    Page("customer_focus:guide_new", "", GUIDES),
    Page("customer_focus:guide_edit", "guide", GUIDES),
    *(
        Page("customer_focus:guide_row_new", "guide", GUIDES, (relation,))
        for relation in ("principles", "developments", "presentations")
    ),
    Page("customer_focus:guide_row_edit", "development", GUIDES),
    Page("customer_focus:guide_row_edit", "presentation of guide", GUIDES),
    Page("customer_focus:presentation_list", "", PUBLIC),
    Page("customer_focus:presentation_page", "presentation", PUBLIC),
    Page("customer_focus:presentation_edit", "presentation", GUIDES),
    Page("customer_focus:presentation_row_new", "presentation", GUIDES, ("contributors",)),
    Page("customer_focus:presentation_row_edit", "thanks", GUIDES),
    Page("customer_focus:principle_list", "", PUBLIC),
    Page("customer_focus:principle_page", "principle", PUBLIC),
    Page("customer_focus:principle_edit", "principle", GUIDES),
    Page("customer_focus:principle_row_new", "principle", GUIDES, ("points",)),
    Page("customer_focus:principle_row_edit", "point", GUIDES),
    Page("customer_focus:action_list", "", SIGNED_IN),
    Page("customer_focus:action_page", "action", SHARED),
    Page("customer_focus:action_new", "", only(OWN, OTHER)),
    Page("customer_focus:action_edit", "action", only(OWN, unseen=(CONTACT,))),
    Page("customer_focus:event_list", "", SIGNED_IN),
    Page("customer_focus:event_page", "event", SHARED),
    Page("customer_focus:event_new", "", GUIDES),
    Page("customer_focus:event_edit", "event", GUIDES_ON_SHARED),
    Page("customer_focus:event_row_new", "event", GUIDES_ON_SHARED, ("reports",)),
    Page("customer_focus:event_row_new", "event", GUIDES_ON_SHARED, ("interests",)),
    Page("customer_focus:event_row_edit", "event report", GUIDES_ON_SHARED),
    Page("customer_focus:event_row_edit", "host interest", GUIDES_ON_SHARED),
    Page("customer_focus:practice_list", "", PUBLIC),
    Page("customer_focus:practice_page", "practice", PUBLIC),
    Page("customer_focus:practice_new", "", only(OWN, OTHER, EIPA, SECRETARIAT)),
    Page("customer_focus:practice_edit", "practice", only(OWN, EIPA, SECRETARIAT)),
    # Resolutions
    Page("resolutions:resolution_list", "", SIGNED_IN),
    Page("resolutions:clause_list", "", SIGNED_IN),
    Page("resolutions:clause_page", "clause", NETWORK),
    Page("resolutions:resolution_page", "meeting", NETWORK),
    Page("resolutions:draft", "meeting", SECRETARIAT_ONLY, is_act=True, by_get=200),
    Page("resolutions:job_part", "meeting", NETWORK),
    Page("resolutions:fact_list", "meeting", NETWORK),
    Page("resolutions:version_page", "version", NETWORK),
    Page("resolutions:files_part", "version", NETWORK),
    Page("resolutions:make_files", "version", SECRETARIAT_ONLY, is_act=True),
    Page("resolutions:version_file", "version", NETWORK, ("en", "pdf")),
    # Commitments
    Page("resolutions:commitment_list", "", SIGNED_IN),
    Page("resolutions:commitment_page", "commitment", SHARED),
    Page("resolutions:commitment_new", "", SECRETARIAT_ONLY),
    Page("resolutions:commitment_edit", "commitment", SECRETARIAT_ON_SHARED),
    *(
        row
        for owned, owners in {
            "commitment": only(OWN, SECRETARIAT, unseen=(CONTACT,)),
            "commitment of EIPA": only(EIPA, SECRETARIAT, unseen=(CONTACT,)),
            "commitment of another body": SECRETARIAT_ON_SHARED,
        }.items()
        for row in (
            Page("resolutions:commitment_row_new", owned, owners, ("reports",)),
            Page("resolutions:commitment_row_edit", f"report on {owned}", owners),
        )
    ),
)
