import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caf.actions.likeness import keep_all_pairs, keep_missing_keys, keep_searched
from caf.likeness.search import LEAST_SCORE, Likely, find_pairs, sentences
from caf.models import Organisation
from core.batches import batches
from network.models import Country

AT_ONCE = 5_000


class Command(BaseCommand):
    help = "Records of the register that may be one organisation, most alike first, each pair with its reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--country", help="ISO code: pairs with at least one organisation of this country")
        parser.add_argument("--min-score", type=int, default=LEAST_SCORE, help=f"0 to 100; {LEAST_SCORE} without it")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--keep", action="store_true", help="Put what is found into the portal's queue (not with --country)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a country that is not on record, or a score that is none."""
        least, code = options["min_score"], options["country"]
        if not 0 <= least <= 100:
            raise CommandError("A score is a number from 0 to 100.")
        country = Country.objects.filter(iso2=code.upper()).first() if code else None
        if code and country is None:
            raise CommandError(f"No country with the ISO code {code!r} is on record.")
        if options["keep"] and (country or least != LEAST_SCORE):
            raise CommandError("The queue holds the whole register: --keep stands without --country and --min-score.")
        pairs = find_pairs(least=least, country_id=country.pk if country else None)
        if options["keep"]:
            keep_missing_keys()
            keep_all_pairs(pairs)
            keep_searched()
        if options["format"] == "json":
            self.stdout.write(json.dumps(described(pairs), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join([*lines(described(pairs)), f"{len(pairs)} pairs"]))


def described(pairs: list[Likely]) -> list[dict[str, Any]]:
    """Each pair: first and second (id: the register number; ref: that of the sender, "" where there is none; country,
    name, city), score, reasons."""
    ids = sorted({pk for pair in pairs for pk in (pair.first, pair.second)})
    fields = ("ref", "sender_ref", "country__iso2", "name", "city")
    names = ("id", "ref", "country", "name", "city")
    records: dict[int, dict[str, Any]] = {}
    for part in batches(ids, AT_ONCE):
        rows = Organisation.objects.filter(pk__in=part).order_by().values_list("pk", *fields)
        records |= {pk: dict(zip(names, row, strict=True)) for pk, *row in rows}
    return [
        {
            "first": records[pair.first],
            "second": records[pair.second],
            "score": pair.score,
            "explanation": "; ".join(sentences(pair.codes)),
            "reasons": list(pair.codes),
        }
        for pair in pairs
    ]


def lines(said: list[dict[str, Any]]) -> list[str]:
    """The same for a reader."""
    return [
        f"{pair['score']:3}  {called(pair['first'])}  =  {called(pair['second'])}: {pair['explanation']}"
        for pair in said
    ]


def called(one: dict[str, Any]) -> str:
    return f"{one['id']} {one['name']}, {one['city'] or '-'} ({one['country']})"
