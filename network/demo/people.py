"""People to try the portal with: one for each seat, named after it, with one password for all."""

from __future__ import annotations

import csv
import os
import secrets
from datetime import date
from pathlib import Path

from network.models import Country, Person, Role
from network.seats import Seat

SINCE = date(2008, 7, 1)  # the first day of the French Presidency, whose meeting the records are about


def load_people(logins: Path) -> int:
    """Each person of people.csv with the role; how many there are.

    The password is made once and kept in `logins`, one line a person: seat, mail address, password. Without
    that file a new one is made, and given to all of them.
    """
    password, is_new = kept_password(logins)
    lines = []
    with (Path(__file__).parent / "people.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            country = Country.objects.get(iso2=row["country"]) if row["country"] else None
            person = Person.objects.filter(email=row["email"]).first()
            if person is None:
                Person.objects.create_user(row["email"], password, name=row["name"], language=row["language"])
            elif is_new:
                person.set_password(password)
                person.save()
            person = Person.objects.get(email=row["email"])
            Role.objects.get_or_create(person=person, seat=row["seat"], country=country, defaults={"from_on": SINCE})
            seat = f"{Seat(row['seat']).label}{f', {country.eu_code}' if country else ''}"
            lines.append(f"{seat}\t{row['email']}\t{password}\n")
    write_for_owner(logins, "".join(lines))
    return len(lines)


def kept_password(logins: Path) -> tuple[str, bool]:
    """The password that the file gives, or a new one; and whether it is new."""
    if logins.exists():
        for line in logins.read_text(encoding="utf-8").splitlines():
            return line.split("\t")[2], False
    return secrets.token_urlsafe(9), True


def write_for_owner(path: Path, text: str) -> None:
    """Write a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    path.chmod(0o600)
