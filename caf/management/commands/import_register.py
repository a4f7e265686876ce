import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from caf.importing import runs
from caf.importing.checking import told_apart
from caf.importing.giving_back import rows_to_mend, why
from caf.importing.mapping import missing
from caf.importing.problems import sentence_alone
from caf.importing.resource import LABELS
from caf.importing.table import Unreadable
from caf.models import ImportOutcome, ImportRow, RegisterImport, RegisterState
from core.workflow import Refused
from network.models import Country, Person

COUNTED = {
    ImportOutcome.NEW: "new",
    ImportOutcome.CHANGED: "changed",
    ImportOutcome.UNCHANGED: "unchanged",
    ImportOutcome.ERROR: "errors",
    ImportOutcome.DUPLICATE: "possible_duplicates",
    ImportOutcome.FOREIGN: "not_your_country",
}
CALLED = COUNTED | {ImportOutcome.ERROR: "error", ImportOutcome.DUPLICATE: "possible_duplicate"}
NOTHING_ENTERED = "Nothing is entered: this was a preview."
NOT_LOOKED_AT = (ImportOutcome.NEW, ImportOutcome.UNCHANGED)


class NothingKept(Exception):
    """Ends the transaction of a preview."""


class Command(BaseCommand):
    help = (
        "Check a file of CAF users (CSV or XLSX) against the register; with --confirm enter its good rows. "
        "The columns are found by their names. A column named id is the number in the register (CAF-0000056); "
        "one named ref is the sender's own reference, and is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", help="ISO code: on whose behalf. Rows of other countries are left out")
        parser.add_argument("--confirm", action="store_true", help="Enter the good rows; without it, nothing is kept")
        parser.add_argument(
            "--validated", action="store_true", help="New organisations are validated, not to be validated"
        )
        parser.add_argument("--dates", choices=("dmy", "mdy"), default="", help="What comes first in 01/02/2009")
        parser.add_argument("--by", help="Mail address of the person for whom it is done")
        parser.add_argument(
            "--errors", type=Path, help="Where to write the rows that are not taken, as the same kind of file"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a file that cannot be read, and for a country or person that is not known."""
        country, by = country_named(options["country"]), person_named(options["by"])
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        tell = tell_json if options["format"] == "json" else tell_text
        with TemporaryFile("w+", encoding="utf-8") as report:  # told before anything is entered, said after it
            try:
                with transaction.atomic():
                    run = checked(options["file"].name, content, country, options["dates"], by)
                    tell(run, report)
                    if options["errors"]:
                        write_errors(run, options["errors"])
                    if not options["confirm"]:
                        raise NothingKept
                    state = RegisterState.VALIDATED if options["validated"] else RegisterState.TO_VALIDATE
                    RegisterImport.objects.filter(pk=run.pk).update(new_state=state)
                    runs.enter_rows(run.pk, by=by, say=lambda _done, _most: None)
            except NothingKept:
                pass
            except (Unreadable, Refused) as reason:
                raise CommandError(str(reason)) from reason
            report.seek(0)
            for line in report:
                self.stdout.write(line, ending="")
        if options["format"] == "text":
            self.stdout.write("The good rows are entered." if options["confirm"] else NOTHING_ENTERED)


def country_named(code: str | None) -> Country | None:
    """By one of its codes. Raises CommandError."""
    if not code:
        return None
    country = Country.objects.filter(iso2=code.upper()).first() or Country.objects.filter(eu_code=code.upper()).first()
    if country is None:
        raise CommandError(f"{code!r} is not the code of a country on record.")
    return country


def person_named(email: str | None) -> Person | None:
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if email and person is None:
        raise CommandError(f"Nobody has the mail address {email!r}.")
    return person


def checked(name: str, content: bytes, country: Country | None, dates: str, by: Person | None) -> RegisterImport:
    """The file with its rows checked. Raises Unreadable, Refused."""
    run = runs.taken_in(name=name, content=content, country=country, by=by)
    if lacking := list(missing(run.mapping, has_country=country is not None)):
        raise Refused(" ".join(runs.MISSING[field] for field in lacking))
    run.told = {**run.told, "date_order": dates or run.told.get("date_order", "")}
    run.save(update_fields=["told"])
    runs.check_at_once(run)
    return run


def counted(run: RegisterImport) -> dict[str, int]:
    numbers = runs.counts(run)
    return {"rows": sum(numbers.values()), **{word: numbers[outcome] for outcome, word in COUNTED.items()}}


def tell_json(run: RegisterImport, report: IO[str]) -> None:
    """The counts, and every row of the file under "looked_at", a line each."""
    report.write(json.dumps(counted(run))[:-1] + ', "looked_at": [')
    before = "\n"
    for row, ref in zip(run.rows.order_by("number").iterator(), references(run), strict=True):
        said = {
            "row": row.number,
            "ref": ref,
            "name": row.name,
            "outcome": CALLED[ImportOutcome(row.outcome)],
            "reason": reason(row),
        }
        report.write(before + json.dumps(said, ensure_ascii=False))
        before = ",\n"
    report.write("\n]}\n")


def references(run: RegisterImport) -> Iterator[str]:
    """The sender's own reference of each row, as the file has it; "" where it has none."""
    places = {field: int(place) for place, field in run.mapping.items()}
    for _number, cells in runs.table_of(run).rows():
        number, own = (
            str(cells[places[field]] or "") if field in places and places[field] < len(cells) else ""
            for field in ("ref", "sender_ref")
        )
        yield told_apart(number, own, both="sender_ref" in places)[1]


def tell_text(run: RegisterImport, report: IO[str]) -> None:
    """The counts, and the rows that need a look."""
    report.writelines(f"{number:8} {word.replace('_', ' ')}\n" for word, number in counted(run).items())
    for row in run.rows.exclude(outcome__in=NOT_LOOKED_AT).order_by("number").iterator():
        report.write(f"Row {row.number}, {row.name or '-'}: {CALLED[ImportOutcome(row.outcome)]}. {reason(row)}\n")


def reason(row: ImportRow) -> str:
    """What changes, or why it is not taken."""
    if row.problems:
        return why(row) if row.outcome == ImportOutcome.ERROR else " ".join(map(sentence_alone, row.problems))
    return "; ".join(f"{LABELS[name]}: {old or '-'} -> {new or 'not known'}" for name, old, new in row.changes)


def write_errors(run: RegisterImport, path: Path) -> None:
    content, _name, media_type = rows_to_mend(run)
    if media_type.startswith("text/csv"):
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(content)
    else:
        path.write_bytes(content.read())
