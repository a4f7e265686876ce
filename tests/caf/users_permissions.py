"""Who may open the pages of registrations, answers, changes of many and the CAF desk."""

from __future__ import annotations

from tests.permission_answers import CAF_PERSONS, GUIDES, PUBLIC, SIGNED_IN, TO_VALIDATE_EDITED, Page, only
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SECRETARIAT

KEEPERS = only(OWN, OTHER, EIPA)
OF_THE_COUNTRY = only(OWN, EIPA, unseen=(CONTACT, OTHER, ADMINISTRATOR, SECRETARIAT, DIRECTOR))

ROWS = (
    Page("caf:join", "", PUBLIC),
    Page("caf:join_sent", "", PUBLIC),
    Page("caf:claim_confirm", "claim token", PUBLIC),
    Page("caf:claim_page", "claim", OF_THE_COUNTRY),
    Page("caf:claim_refuse", "claim", OF_THE_COUNTRY),
    Page("caf:own_link", "", PUBLIC),
    Page("caf:contact_answer", "answer token", PUBLIC),
    Page("caf:answer_settle", "answer", CAF_PERSONS, is_act=True),
    Page("caf:question_stop", "stop token", PUBLIC),
    Page("caf:contact_invite", "contact and organisation", CAF_PERSONS, is_act=True),
    Page("caf:snapshot_asked", "snapshot job", GUIDES),
    Page("caf:proposal_list", "", SIGNED_IN),
    Page("caf:proposal_page", "proposal", OF_THE_COUNTRY),
    Page("caf:proposal_step", "proposal", OF_THE_COUNTRY, ("accept",)),
    Page("caf:proposal_step", "proposal", OF_THE_COUNTRY, ("decline",)),
    Page("caf:country_asking_list", "", KEEPERS),
    Page("caf:country_asking_page", "country asking", OF_THE_COUNTRY),
    Page("caf:country_asking_new", "", KEEPERS),
    Page("caf:country_asking_edit", "country asking", OF_THE_COUNTRY),
    Page("caf:desk", "", KEEPERS),
    Page("caf:desk_queue", "desk queue", KEEPERS),
    Page("caf:organisation_choose", "", KEEPERS),
    Page("caf:bulk_change", "", KEEPERS),
    Page("caf:bulk_change_list", "", KEEPERS),
    Page("caf:bulk_change_page", "bulk change", OF_THE_COUNTRY),
    Page("caf:bulk_change_undo", "bulk change", OF_THE_COUNTRY),
    Page("caf:organisation_trail", "organisation", TO_VALIDATE_EDITED),
    Page("caf:country", "country", PUBLIC),
    Page("caf:country_print", "country", PUBLIC, is_act=True, by_get=200),
    Page("caf:country_pdf", "country", PUBLIC),
)
