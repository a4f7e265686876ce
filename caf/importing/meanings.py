"""What a person says that the words of a file mean, where no list of the portal has them; kept for the country."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caf.importing.runs import key_of, name_columns
from caf.importing.spelling import folded
from caf.importing.words import CHOICES, LISTED
from caf.importing.workflow import must_be
from caf.models import ImportColumns, ImportState, RegisterImport
from core.models import Job
from core.workflow import Refused


@transaction.atomic
def say_meanings(run: RegisterImport, *, said: list[tuple[str, str, str]], by: Any) -> Job:
    """Keep what words mean, and have the rows checked again. said: (field, word, code or "" for none) each.

    Raises Refused.
    """
    locked = RegisterImport.objects.defer("content").select_for_update(of=("self",)).get(pk=run.pk)
    must_be(locked, ImportState.CHECKED, by)
    kept, _new = ImportColumns.objects.select_for_update().get_or_create(key=key_of(locked))
    before = {field: dict(words) for field, words in kept.meanings.items()}
    for field, word, code in said:
        if field not in LISTED or (code and code not in CHOICES[field].values):
            raise Refused(_("Choose one of the words offered."))
        words = kept.meanings.setdefault(field, {})
        words.pop(folded(word), None)
        if code:
            words[folded(word)] = code
    if {field: words for field, words in kept.meanings.items() if words} == {k: w for k, w in before.items() if w}:
        raise Refused(_("Say of at least one word what it means."))
    kept.save(update_fields=["meanings"])
    return name_columns(locked, mapping=locked.mapping, date_order=locked.told.get("date_order", ""), by=by)
