"""An import taken back as a whole, but for what was built on since."""

import pytest

from caf.actions.organisation import keep_row
from caf.importing import runs
from caf.models import (
    Organisation,
)
from caf.workflow import REGISTER
from core.clock import present_day
from core.workflow import Refused, perform
from tests.caf.import_steps import FILE, codes, confirmed, sent, undone

pytestmark = pytest.mark.django_db


def test_a_whole_import_is_undone_and_says_by_whom_and_why(denmark, known, coordinator):
    before = {name: getattr(known, name) for name in ("name", "city", "size", "changed_on", "sender_ref")}
    run, _rows = sent(FILE + "Åby Kommune ;DK;Åby By;;;;;A-9\n", denmark, coordinator)
    confirmed(run, coordinator)
    with pytest.raises(Refused, match="why"):
        runs.undo_import(run, reason=" ", by=coordinator)
    undone(run, coordinator)
    known.refresh_from_db()
    assert before == {name: getattr(known, name) for name in before}
    assert (known.profiles.count(), known.uses.count()) == (1, 1)
    assert Organisation.objects.get() == known
    assert Organisation.history.filter(name="Ny Skole", history_type="-").get().history_user == coordinator
    step = run.steps.last()
    assert (step.state, step.by, step.note) == ("undone", coordinator, "sent by mistake")


def test_what_was_built_on_since_stays_and_is_listed(denmark, known, coordinator):
    text = "Name;Country;City;Size\nNy Skole;DK;Ny;10-49\nGammel Skole;DK;Gammel;10-49\nÅby Kommune;DK;Åby;1000+\n"
    run, _rows = sent(text, denmark, coordinator)
    confirmed(run, coordinator)
    validated = Organisation.objects.get(name="Ny Skole")
    perform(REGISTER, "validate", validated, by=coordinator, known_on=present_day())
    profile = known.profiles.get(size="1000+")
    profile.note = "as counted in spring"
    keep_row(profile)
    undone(run, coordinator)
    assert set(Organisation.objects.values_list("name", flat=True)) == {"Åby Kommune", "Ny Skole"}
    assert [row.number for row in run.rows.all() if codes(row) == {"kept"}] == [2, 4]
    assert run.figures["kept"] == 2
    known.refresh_from_db()
    assert known.size == "1000+"


def test_a_second_file_of_the_same_day_mends_what_the_first_entered(denmark, known, coordinator):
    first, _rows = sent("Ref;Country;Size\nA-1;DK;1000+\n", denmark, coordinator)
    confirmed(first, coordinator)
    second, _rows = sent("Ref;Country;Size;Name\nA-1;DK;250-999;Åby By\n", denmark, coordinator)
    confirmed(second, coordinator)
    known.refresh_from_db()
    assert (known.size, known.name, known.profiles.count()) == ("250-999", "Åby By", 2)
    undone(second, coordinator)
    known.refresh_from_db()
    assert (known.size, known.name) == ("1000+", "Åby Kommune")
