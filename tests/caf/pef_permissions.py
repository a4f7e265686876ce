"""Who may open the pages of applications, terms, versions and labels."""

from __future__ import annotations

from tests.permission_answers import CAF_CENTRE, PUBLIC, SHARED, SIGNED_IN, Page, only
from tests.world import ADMINISTRATOR, CONTACT, DIRECTOR, EIPA, OTHER, OWN, SECRETARIAT

SEEN = only(OWN, EIPA, unseen=(CONTACT, OTHER, SECRETARIAT, DIRECTOR, ADMINISTRATOR))
ORGANISED = only(OWN, unseen=(CONTACT, OTHER, SECRETARIAT, DIRECTOR, ADMINISTRATOR))
READERS = only(OWN, EIPA)
ORGANISERS = only(OWN, OTHER)

ROWS = (
    Page("caf:apply", "organisation", only(OWN, unseen=(CONTACT, OTHER, ADMINISTRATOR))),
    Page("caf:application_list", "", SIGNED_IN),
    Page("caf:application_page", "application", SEEN),
    Page("caf:application_step", "application", ORGANISED, ("submit",)),
    Page("caf:application_step", "application", ORGANISED, ("withdraw",)),
    Page("caf:application_decide", "reported application", ORGANISED),
    Page("caf:application_document_new", "application", ORGANISED),
    Page("caf:application_document", "document", SEEN),
    Page("caf:application_document_remove", "document", ORGANISED, is_act=True, by_get=404),
    Page("caf:organiser_setting_list", "", SIGNED_IN),
    Page("caf:organiser_setting_page", "terms", SHARED),
    Page("caf:organiser_setting_new", "", ORGANISERS),
    Page("caf:organiser_setting_edit", "terms", only(OWN, unseen=(CONTACT,))),
    Page("caf:procedure_version_list", "", PUBLIC),
    Page("caf:procedure_version_page", "procedure version", PUBLIC),
    Page("caf:procedure_version_new", "", CAF_CENTRE),
    Page("caf:procedure_version_edit", "procedure version", only(EIPA)),
    *(
        Page("caf:procedure_version_row_new", "unused procedure version", only(EIPA), (rows,))
        for rows in ("steps", "items", "rating_words")
    ),
    *(
        Page("caf:procedure_version_row_edit", row, only(EIPA))
        for row in ("procedure step", "procedure item", "rating word")
    ),
    Page("caf:certificate_check", "", PUBLIC),
    Page("caf:label_check", "label code", PUBLIC),
    Page("caf:label_list", "", PUBLIC),
    Page("caf:label_page", "label", PUBLIC),
    Page("caf:label_step", "label", only(OWN), ("withdraw",)),
    Page("caf:label_file", "label certificate", READERS),
    Page("caf:label_file_part", "label certificate", READERS),
    Page("caf:label_make_file", "label certificate", READERS, is_act=True),
)
