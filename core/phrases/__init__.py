"""How values are written in a language: one module a language, chosen by its code.

A third language is one more module here, and translation work elsewhere.
"""

from django.utils.translation import get_language

from core.phrases.base import Phrases
from core.phrases.en import English
from core.phrases.fr import French

LANGUAGES: dict[str, Phrases] = {"en": English(), "fr": French()}


def phrases(language: str) -> Phrases:
    """The phrases of `language`; KeyError if the portal does not write it."""
    return LANGUAGES[language[:2]]


def labelled(label: object, words: object) -> str:
    """IPSG: proposals on the model, as the reader's language spaces it."""
    return phrases(get_language() or "en").labelled(str(label), str(words))


__all__ = ["LANGUAGES", "Phrases", "labelled", "phrases"]
