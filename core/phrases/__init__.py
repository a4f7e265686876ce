"""How values are written in a language: one module a language, chosen by its code.

A third language is one more module here, and translation work elsewhere. The portal's pages are written in those of
the settings; a document may be written in any language that stands here.
"""

from django.utils.translation import get_language

from core.phrases.base import Phrases
from core.phrases.en import English
from core.phrases.fr import French
from core.phrases.nl import Dutch

LANGUAGES: dict[str, Phrases] = {"en": English(), "fr": French(), "nl": Dutch()}


def phrases(language: str) -> Phrases:
    """The phrases of `language`; KeyError if nothing is written in it."""
    return LANGUAGES[language[:2]]


def labelled(label: object, words: object) -> str:
    """IPSG: proposals on the model, as the reader's language spaces it."""
    return phrases(get_language() or "en").labelled(str(label), str(words))


__all__ = ["LANGUAGES", "Phrases", "labelled", "phrases"]
