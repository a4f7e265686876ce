"""What the portal writes of itself into the register: sources, notes and reasons. Kept in English, told as
`core.own_words` reads them.

A sentence that was written once stays here as it is: rows on record are read by it.
"""

from django.utils.translation import gettext_noop

from core.own_words import sentence

NUMBER, REF = r"\d+", r"CAF-\d+"

# --- Imports ------------------------------------------------------------------------------------------

FILE = sentence(gettext_noop("File %(file)s, imported"))
IMPORT = sentence(gettext_noop("Import %(number)s: %(file)s"), number=NUMBER)
UNDO_OF_IMPORT = sentence(gettext_noop("Undo of import %(number)s: %(reason)s"), number=NUMBER)
SAID_OF_ROW = sentence(gettext_noop("Said of row %(row)s when it was imported"), row=NUMBER)
EARLIER_USE = sentence(
    gettext_noop("Begun before the use that the file describes; of this one the file says the day alone.")
)

SAID_OF_ENTRY = sentence(gettext_noop("Said when %(organisation)s was entered"), organisation=REF)

# --- Merges -------------------------------------------------------------------------------------------

OF_MERGED = sentence(gettext_noop("%(ref)s: %(source)s"), ref=REF)
MERGED = sentence(gettext_noop("Merged: %(merged)s into %(survivor)s"), merged=REF, survivor=REF)
MERGE_UNDONE = sentence(gettext_noop("Merge undone: %(merged)s out of %(survivor)s"), merged=REF, survivor=REF)

# --- Organisations themselves, and many at once -------------------------------------------------------

REGISTERED = sentence(gettext_noop("Registered by the organisation itself"))
CONFIRMED = sentence(gettext_noop("Confirmed by mail"))
REPORTED = sentence(gettext_noop("Reported by the organisation itself"))
YEARLY_QUESTION = sentence(gettext_noop("Yearly question"))
NO_ANSWER = sentence(gettext_noop("No answer to the question of %(asked)s and the reminder of %(reminded)s."))
SELF_ASSESSMENT = sentence(gettext_noop("Self-assessment in the portal"))
BY_LINK = sentence(gettext_noop("Answered by personal link"))
SIGNED = sentence(gettext_noop("Signed in the portal"))
STOPPED = sentence(gettext_noop("Unsubscribed by the contact"))
OF_MANY = sentence(gettext_noop("Change of many organisations"))

# --- Demonstration ------------------------------------------------------------------------------------

GENERATED = sentence(gettext_noop("Generated for demonstration: this organisation does not exist"))
DEMONSTRATION = sentence(gettext_noop("Demonstration record"))
OF_DEMONSTRATION = sentence(gettext_noop("Generated for demonstration"))
MADE_UP = sentence(gettext_noop("Made up for the demonstration"))
MOSTLY_MADE_UP = sentence(gettext_noop("Demonstration record: most of the organisations are made up."))
