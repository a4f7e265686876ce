"""Sources, notes and reasons that the portal writes: kept in English, read in the reader's language."""

import pytest
from django.utils.translation import override

from caf import own_words
from core.own_words import SENTENCES, read

pytestmark = pytest.mark.once
SAID = {
    "number": "2", "row": "3", "ref": "CAF-0000085", "merged": "CAF-0000085", "survivor": "CAF-0000086",
    "organisation": "CAF-0000087", "file": "france.csv", "reason": "sent by mistake",
    "source": "File france.csv, imported",
    "asked": "1 March 2008", "reminded": "26 November 2008",
}  # fmt: skip
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("english", SENTENCES)
def test_each_sentence_is_read_as_it_was_written_and_in_french(english):
    written = english % SAID
    with override("en"):
        assert read(written) == written
    with override("fr"):
        assert read(written) != written


@pytest.mark.parametrize(
    ("kept", "french"),
    [
        (own_words.OF_MERGED % SAID, f"CAF-0000085{SPACE}: Fichier france.csv, importé"),
        (own_words.IMPORT % SAID, f"Importation 2{SPACE}: france.csv"),
        (own_words.UNDO_OF_IMPORT % SAID, f"Annulation de l’importation 2{SPACE}: sent by mistake"),
        (
            own_words.NO_ANSWER % SAID,
            "Sans réponse à la question du 1er mars 2008 et au rappel du 26 novembre 2008.",
        ),
        ("Report of the director: imported", "Report of the director: imported"),
        ("", ""),
    ],
)
def test_words_of_a_person_stay_as_they_are(kept, french):
    with override("fr"):
        assert read(kept) == french
