"""An import taken back as a whole, but for what was built on since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caf.actions.likeness import answer_pair
from caf.actions.merge import merge_organisations, undo_merge
from caf.actions.organisation import keep_row
from caf.importing import runs
from caf.importing.answering import answer_row
from caf.models import ImportRow, NameKind, Organisation, OrganisationName, PairAnswer, PairState
from caf.workflow import REGISTER
from core.clock import present_day
from core.workflow import Refused, perform
from tests.caf.factories import OrganisationFactory
from tests.caf.import_steps import FILE, codes, confirmed, sent, undone

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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


def test_what_was_undone_since_keeps_nothing(denmark, known, coordinator):
    """Newest first: each leaves the register as it was before it."""
    files = (
        """Ref;Name;Country;City;Size;CAF version;Last use
B-1;Ny Skole;DK;Ny;10-49;2002;2003
B-2;Gammel Skole;DK;Gammel;10-49;;
A-1;Åby Kommune;DK;Åby;50-249;;
""",
        "Ref;Country;Size;Last report\nB-1;DK;50-249;2004\nB-2;DK;50-249;\nA-1;DK;250-999;\n",
        "Ref;Country;Size;Name\nB-1;DK;250-999;Ny By Skole\nA-1;DK;1000+;\n",
    )
    before = {name: getattr(known, name) for name in ("name", "size", "changed_on", "sender_ref")}
    sent_files = []
    for file in files:
        run, _rows = sent(file, denmark, coordinator)
        confirmed(run, coordinator)
        sent_files.append(run)
    assert Organisation.objects.get(sender_ref="B-1").name == "Ny By Skole"
    for run in reversed(sent_files):
        undone(run, coordinator)
        assert (run.figures["kept"], run.rows.exclude(written={}).count()) == (0, 0)
    known.refresh_from_db()
    assert before == {name: getattr(known, name) for name in before}
    assert Organisation.objects.get() == known
    with pytest.raises(Refused):
        runs.undo_import(sent_files[0], reason="once more", by=coordinator)


def test_what_was_kept_is_undone_once_nothing_keeps_it(client, denmark, known, coordinator):
    first, _rows = sent("Ref;Name;Country;City\nB-1;Ny Skole;DK;Ny\nB-2;Gammel Skole;DK;Gammel\n", denmark, coordinator)
    confirmed(first, coordinator)
    second, _rows = sent("Ref;Country;Size\nB-1;DK;50-249\n", denmark, coordinator)
    confirmed(second, coordinator)
    undone(first, coordinator)
    assert [row.number for row in first.rows.all() if codes(row) & {"kept", "kept more"}] == [2]
    said = {"reason": "the same job again", "by": coordinator, "say": lambda *_figures: None}
    runs.take_back_rows(first.pk, **said, after=0)
    assert first.steps.filter(state="undone").count() == 1
    client.force_login(coordinator, backend=BACKEND)
    page = client.get(first.get_absolute_url())
    assert (page.context["tab"], [row.number for row in page.context["rows"]]) == ("kept", [2])
    assert f"{first.get_absolute_url()}undo/" in page.content.decode()
    undone(second, coordinator)
    job = runs.undo_import(first, reason="the rest", by=coordinator)
    arguments = {"reason": "the rest", "by": coordinator, "say": lambda *_figures: None, "after": 1}
    runs.take_back_rows(first.pk, **arguments)
    runs.take_back_rows(first.pk, **arguments)  # a job may run twice
    first.refresh_from_db()
    assert (first.figures["kept"], Organisation.objects.get()) == (0, known)
    assert [codes(row) for row in first.rows.all()] == [set(), set()]
    assert first.steps.filter(state="undone").count() == 2
    job.delete()
    assert f"{first.get_absolute_url()}undo/" not in client.get(first.get_absolute_url()).content.decode()


def test_that_it_is_not_another_one_was_said_of_it_alone_and_goes_with_it(denmark, known, coordinator):
    run, _rows = sent("Name;Country;City\nNy Skole;DK;Ny\n", denmark, coordinator)
    confirmed(run, coordinator)
    new = Organisation.objects.get(name="Ny Skole")
    answer_pair(known, new, state=PairState.APART, by=coordinator, known_on=present_day(), note="Two houses")
    undone(run, coordinator)
    assert (Organisation.objects.get(), PairAnswer.objects.count()) == (known, 0)
    assert PairAnswer.history.filter(history_type="-", note="Two houses").count() == 1


def test_an_answer_that_went_with_the_other_record_keeps_nothing(denmark, known, coordinator):
    earlier, _rows = sent("Name;Country;City\nNy Skole;DK;Ny\n", denmark, coordinator)
    confirmed(earlier, coordinator)
    later, rows = sent("Name;Country;City\nNy Skolen;DK;Ny\n", denmark, coordinator)
    assert rows[2].outcome == "duplicate"
    answer_row(later, 2, answer="new", organisation=None, by=coordinator)
    confirmed(later, coordinator)
    assert PairAnswer.objects.exists()
    for run in (earlier, later):  # oldest first
        undone(run, coordinator)
        assert run.figures["kept"] == 0
    assert (Organisation.objects.get(), PairAnswer.objects.count()) == (known, 0)


def test_what_changed_an_organisation_that_is_merged_since_stays(denmark, known, coordinator):
    """Its uses were entered again with the other record: taken back of the one, they would count of the other."""
    run, _rows = sent("Ref;Country;CAF version;Last use\nA-1;DK;2006;2008-01\n", denmark, coordinator)
    confirmed(run, coordinator)
    other = OrganisationFactory(country=denmark, name="Åby By")
    merge_organisations(survivor=other, merged=known, by=coordinator, known_on=present_day(), note="the same")
    undone(run, coordinator)
    assert [codes(row) for row in run.rows.all()] == [{"kept merge"}]
    assert known.uses.filter(version="2006").exists()


def test_a_merge_keeps_what_it_names_also_when_it_is_undone_and_says_so(denmark, known, coordinator):
    run, _rows = sent("Name;Country;City\nNy Skole;DK;Ny\nGammel Skole;DK;Gammel\n", denmark, coordinator)
    confirmed(run, coordinator)
    new = Organisation.objects.get(name="Ny Skole")
    merge = merge_organisations(survivor=known, merged=new, by=coordinator, known_on=present_day(), note="the same")
    undo_merge(merge, by=coordinator, known_on=present_day(), note="they are not")
    undone(run, coordinator)
    assert [codes(row) for row in run.rows.all()] == [{"kept merge"}, set()]
    assert Organisation.objects.filter(name="Ny Skole").exists()


def test_what_hangs_on_a_row_that_was_entered_keeps_it(denmark, known, coordinator):
    """A later file says the use again; a contact has an account; a number is another one by now."""
    first, _rows = sent("Ref;Country;CAF version;Last use\nA-1;DK;2006;2007\n", denmark, coordinator)
    confirmed(first, coordinator)
    second, _rows = sent("Ref;Country;Last use;Last report\nA-1;DK;2007;2008\n", denmark, coordinator)
    confirmed(second, coordinator)
    undone(first, coordinator)
    assert [codes(row) for row in first.rows.all()] == [{"kept more"}]
    undone(second, coordinator)
    undone(first, coordinator)
    assert known.uses.count() == 1
    third, _rows = sent("id;ref;Country\n" + f"{known.ref};A-5;DK\n", denmark, coordinator)
    confirmed(third, coordinator)
    Organisation.objects.filter(pk=known.pk).update(sender_ref="A-6")
    undone(third, coordinator)
    assert [codes(row) for row in third.rows.all()] == [{"kept"}]
    fourth, _rows = sent("Ref;Country;Size\nA-6;DK;1000+\n", denmark, coordinator)
    confirmed(fourth, coordinator)
    Organisation.objects.filter(pk=known.pk).update(sender_ref="A-7")
    undone(fourth, coordinator)
    known.refresh_from_db()
    assert (known.sender_ref, known.size) == ("A-7", "10-49")  # what the import did not write stays


def test_a_batch_is_undone_in_the_same_queries_for_one_row_and_for_thirty(denmark, coordinator):
    def queries(number, first):
        lines = "".join(f"Skole nummer {first + n};DK;By {first + n};10-49;2002\n" for n in range(number))
        run, _rows = sent("Name;Country;City;Size;CAF version\n" + lines, denmark, coordinator)
        confirmed(run, coordinator)
        names = [
            OrganisationName(organisation=one, name=f"{one.name} x", kind=NameKind.ALIAS, known_on=present_day())
            for one in Organisation.objects.all()
        ]
        OrganisationName.objects.bulk_create(names)
        for name in OrganisationName.objects.filter(kind=NameKind.OFFICIAL):
            name.note = "mended"
            name.save()
        with CaptureQueriesContext(connection) as asked:
            runs.take_back_rows(run.pk, reason="test", by=coordinator, say=lambda *_figures: None)
        assert ImportRow.objects.filter(run=run, written={}).count() == 0
        return len(asked)

    assert queries(30, 100) <= queries(1, 0) + 2
