"""What may be wrong with a cell or a row: kept as a code with its values, told in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caf.importing.words import LISTED, allowed, called, day_in_words

Problem = tuple[str, str, dict[str, Any]]
"""(field or "", code, values): as JSON keeps it."""

SENTENCES: dict[str, str | Promise] = {
    "missing": _("Nothing is filled in. It is needed."),
    "too long": _("It has more than %(most)s signs."),
    "country": _("“%(value)s” is not a country of the register."),
    "country meant": _("“%(value)s” is not a country of the register. Is %(meant)s meant?"),
    "no country": _("No country is named, and the file has none as a whole."),
    "no name": _("“%(value)s” is no name: a name has letters, and does not begin as a formula does."),
    "word": _("“%(value)s” is not one of the allowed words."),
    "word meant": _("“%(value)s” is not one of the allowed words. Is “%(meant)s” meant?"),
    "no size": _("“%(value)s” is not a number of people. Allowed: %(allowed)s, or a number."),
    "no people": _("“%(value)s” is not a number of people: it begins with one. Allowed: %(allowed)s, or a number."),
    "size": _("“%(value)s” lies in more than one band. Allowed: %(allowed)s."),
    "date": _("“%(value)s” is not a date. Write it as year-month-day, or the year alone."),
    "no such day": _("“%(value)s”: this day does not exist."),
    "two dates": _("“%(value)s” may be two days. Say under Columns which comes first, day or month, or write "
    "the month as a word."),
    "to come": _("%(value)s lies after %(today)s, the day of the list. Send it once it has come."),
    "version": _("“%(value)s” is not a version of CAF. Allowed: %(allowed)s."),
    "version too old": _("CAF %(version)s did not exist yet in %(year)s."),
    "website": _("“%(value)s” is not a web address."),
    "email": _("“%(value)s” is not a mail address."),
    "nuts": _("“%(value)s” is not a NUTS code: two letters for the country and up to three signs."),
    "number": _("“%(value)s” is not a number."),
    "degrees": _("“%(value)s” is not a number of degrees."),
    "half a place": _("Latitude and longitude are given together."),
    "language": _("“%(value)s” is not a language that is known."),
    "formula": _("Only a formula is here, without its value. Save the file again in the spreadsheet."),
    "unknown ref": _("There is no organisation with the number %(value)s that you may see."),
    "other country": _("%(ref)s belongs to %(country)s in the register."),
    "two records": _("Its numbers belong to two organisations: %(first)s and %(second)s."),
    "merged": _("%(ref)s was merged into %(into)s. Send the row with that number."),
    "twice": _("Row %(row)s of this file is the same organisation."),
    "name taken": _("%(country)s has another organisation of that name in that city: %(ref)s."),
    "version differs": _("The use begun on %(day)s is recorded with CAF %(known)s. Mend it on the page of the "
    "organisation, or leave the cell empty."),
    "report differs": _("The use begun on %(day)s is recorded with a report of %(known)s. Mend it on the page "
    "of the organisation, or leave the cell empty."),
    "dates crossed": _("The first use lies after the last."),
    # Of rows that were checked before; no row is told so now.
    "ahead": _("%(value)s lies ahead."),
    "version missing": _("A use needs its version of CAF, and the register knows none of this organisation."),
    "not this country": _("The file is sent on behalf of %(country)s. Left out."),
    "maybe twice": _("Perhaps this is %(name)s (%(ref)s), %(score)s of 100. Say whether it is the same."),
    "kept": _("Kept: it was changed after the import."),
    "kept more": _("Kept: more was entered for it after the import."),
    "kept merge": _("Kept: after the import it was merged with another record. That a merge was made stays on record, "
    "also where it was undone, and so do the records that it names."),
    "left out": _("Left out by your answer."),
    "changed meanwhile": _("The record was changed after the check. Check the file again."),
    "gone meanwhile": _("The record is not there any more, or may not be changed by you. Check the file again."),
    "there meanwhile": _("An organisation of that name or reference was entered after the check. Check the "
    "file again."),
}  # fmt: skip


class Misread(ValueError):
    """A cell that cannot be taken. code: of SENTENCES."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


ALLOWED = _("Allowed: %(allowed)s.")
OF_DAYS = {"to come": ("value", "today"), "version differs": ("day",), "report differs": ("day", "known")}
"""Values of a sentence that are days."""


def sentence(problem: Any) -> str:
    """A problem in the words of the reader's language, beside the list of allowed words if there is one."""
    field, code, params = problem
    said = params | {name: day_in_words(params[name]) for name in OF_DAYS.get(code, ()) if name in params}
    if field in LISTED and "meant" in params:
        said["meant"] = called(field, params["meant"])
    return str(SENTENCES[code]) % said if said else str(SENTENCES[code])


def sentence_alone(problem: Any) -> str:
    """The same for who has nothing beside it: where nothing like it is allowed, it says what is."""
    field, code, _params = problem
    if code == "word" and field in LISTED:
        return " ".join((sentence(problem), str(ALLOWED) % {"allowed": allowed(field)}))
    return sentence(problem)
