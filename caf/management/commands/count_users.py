import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caf.reading.counting import BY, count_on, difference
from core.clock import present_day


def day(text: str) -> date:
    """A day as ISO writes it. Raises CommandError with a sentence for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not a day. Write it as year-month-day, for example 2008-11-26.") from error


class Command(BaseCommand):
    help = "How many organisations count as CAF users by the rule in force, as of a day; and what has changed since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", help="YYYY-MM-DD; the present day without it")
        parser.add_argument("--since", help="YYYY-MM-DD: tells besides what has changed since that day")
        parser.add_argument("--by", choices=BY)
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for days that are none, or stand the wrong way round."""
        as_of = day(options["as_of"]) if options["as_of"] else present_day()
        since = day(options["since"]) if options["since"] else None
        if since and since >= as_of:
            raise CommandError(f"{since} does not lie before {as_of}.")
        said = counted(as_of, since, options["by"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(said, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(lines(said)))


def counted(as_of: date, since: date | None, by: Any) -> dict[str, Any]:
    """What is written out: the count, the rule, the parts asked for, the change."""
    tally = count_on(as_of, by)
    said: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "count": tally.total,
        "rule": {"from": tally.rule.from_on.isoformat(), "code": tally.rule.code},
    }
    if by:
        said |= {"by": by, "parts": tally.parts}
    if since:
        moved = difference(since, as_of, by or "country")
        said["since"] = {"day": since.isoformat(), **written_out(moved.whole)}
        if by:
            said["since"]["parts"] = {part: written_out(movement) for part, movement in moved.parts.items()}
    return said


def written_out(movement: Any) -> dict[str, int]:
    return {**asdict(movement), "after": movement.after, "change": movement.change}


def lines(said: dict[str, Any]) -> list[str]:
    """The same for a reader."""
    found = [f"{said['count']} CAF users as of {said['as_of']} (rule from {said['rule']['from']})"]
    found += [f"{number:8} {part or 'not known'}" for part, number in said.get("parts", {}).items()]
    if since := said.get("since"):
        found.append(
            f"{since['change']:+} since {since['day']}: {since['new']} new, {since['lapsed']} lapsed, "
            f"{since['merged']} merged"
        )
    return found
