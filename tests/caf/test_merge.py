"""Merging two records of one organisation: what moves, who may, what pages say then, and undoing it."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from caf.actions.likeness import keep_keys
from caf.actions.merge import ENTERED_AGAIN, STAY, is_derived, merge_organisations, relations, undo_merge
from caf.actions.organisation import keep_row
from caf.models import Contact, LinkKind, Merge, NameKind, Organisation, RegisterState, Use
from caf.models.use import standing_uses
from caf.reading.counting import count_on, difference
from caf.tallies import recount
from core.values import Period
from core.workflow import Refused
from network.seats import Seat
from tests.caf.factories import (
    ContactFactory,
    CountingRuleFactory,
    OrganisationFactory,
    OrganisationLinkFactory,
    OrganisationNameFactory,
    OrganisationProfileFactory,
    PilotFactory,
    PilotOrganisationFactory,
    UseFactory,
)
from tests.network.factories import CountryFactory, someone

pytestmark = pytest.mark.django_db
BEFORE, DAY, AFTER = date(2008, 6, 1), date(2008, 9, 1), date(2008, 10, 1)


@pytest.fixture
def denmark():
    return CountryFactory(iso2="DK")


@pytest.fixture
def coordinator(denmark):
    return someone(Seat.COORDINATOR, denmark)


def record(country, name, **more):
    known_on = date(2008, 1, 10)
    organisation = OrganisationFactory(
        country=country, name=name, state=RegisterState.VALIDATED, known_on=known_on, **more
    )
    OrganisationNameFactory(organisation=organisation, name=name, known_on=known_on)
    OrganisationProfileFactory(organisation=organisation, known_on=known_on, city=more.get("city", ""))
    return organisation


@pytest.fixture
def two(denmark):
    """The kept record has one use; the other has two, one of them the same, and whatever else can hang on one."""
    CountingRuleFactory(known_on=date(2001, 1, 1))
    kept, other = record(denmark, "Eksempelby Kommune"), record(denmark, "Kommunen Eksempelby", city="Eksempelby")
    for organisation in (kept, other):
        UseFactory(organisation=organisation, starts_on=date(2007, 3, 1), known_on=date(2008, 1, 10))
    UseFactory(organisation=other, version="2002", starts_on=date(2004, 3, 1), known_on=date(2008, 1, 10))
    ContactFactory(organisation=other)
    OrganisationLinkFactory(predecessor=other, successor=record(denmark, "Storby Kommune"), kind=LinkKind.JOINED)
    OrganisationLinkFactory(predecessor=kept, successor=other)
    pilots = PilotFactory(country=denmark), PilotFactory(country=denmark)
    for pilot, organisation in ((pilots[0], other), (pilots[0], kept), (pilots[1], other)):
        PilotOrganisationFactory(pilot=pilot, organisation=organisation)
    return kept, other


def merge(kept, other, by, **more):
    return merge_organisations(survivor=kept, merged=other, by=by, known_on=DAY, note="Entered twice.", **more)


def everything():
    """Every row of the register but its log, bookkeeping, keys and counters, as values."""
    return {
        model._meta.label: sorted(str(sorted(row.items(), key=str)) for row in model._base_manager.values())
        for model in apps.get_app_config("caf").get_models()
        if not is_derived(model) and model._meta.model_name not in ("registration", "merge", "countchange")
    }


def test_whatever_points_to_an_organisation_moves_or_says_that_it_stays():
    """Also of models that are still to come: each is found from its relation."""
    pointing = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Organisation
    }
    moving = set(relations())
    assert {
        pair for pair in pointing - moving if pair[0] not in (*ENTERED_AGAIN, *STAY) and not is_derived(pair[0])
    } == set()
    assert moving >= {(Contact, "organisation")}
    assert len(moving) >= 4


def test_everything_goes_to_the_kept_record_and_back(two, coordinator):
    kept, other = two
    before = everything()
    done = merge(kept, other, coordinator)
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (RegisterState.MERGED, kept)
    assert kept.city == "Eksempelby"  # of which it knew nothing
    assert {use.version for use in kept.uses.all()} == {"2006", "2002"}
    assert kept.uses.count() == 2  # the use that both have is one
    assert kept.names.get(name="Kommunen Eksempelby").kind == NameKind.ALIAS
    assert (kept.contacts.count(), other.contacts.count()) == (1, 0)
    assert kept.successors.filter(successor__name="Storby Kommune").exists()
    assert kept.pef_pilots.count() == 2
    assert {entry["model"] for entry in done.left} == {"caf.OrganisationLink", "caf.PilotOrganisation"}
    undo_merge(done, by=coordinator, known_on=AFTER, note="They are two.")
    other.refresh_from_db()
    assert (other.state, other.merged_into) == (RegisterState.VALIDATED, None)
    assert everything() == before
    with pytest.raises(Refused, match="already"):
        undo_merge(done, by=coordinator, known_on=AFTER, note="Again.")


def test_it_counts_there_no_more_and_the_days_before_stay_what_they_were(two, coordinator, client):
    kept, other = two
    kept.uses.all().delete()
    recount([kept.pk])
    assert count_on(BEFORE).total == count_on(AFTER).total == 1
    record_of_both = merge(kept, other, coordinator)
    assert count_on(BEFORE).total == count_on(AFTER).total == 1
    moved = difference(BEFORE, AFTER)
    assert (moved.whole.new, moved.whole.merged, moved.whole.lapsed) == (1, 1, 0)
    response = client.get(other.get_absolute_url())
    assert (response.status_code, response.url) == (301, kept.get_absolute_url())
    for organisation in (kept, other):
        assert client.get(f"{organisation.get_absolute_url()}?as-of={BEFORE}").status_code == 200
    names = client.get(f"/caf/users/?as-of={BEFORE}").content.decode()
    assert kept.name in names
    assert other.name in names
    assert other.name not in client.get("/caf/users/?as-of=today").content.decode()
    assert str(record_of_both) == "Kommunen Eksempelby merged into Eksempelby Kommune"


def test_undone_after_the_kept_record_was_edited(two, coordinator):
    kept, other = two
    done = merge(kept, other, coordinator, chosen=("name",))
    kept.refresh_from_db()
    assert kept.name == "Kommunen Eksempelby"
    since = keep_row(UseFactory.build(organisation=kept, version="2000", starts_on=date(2001, 1, 1), known_on=DAY))
    came = kept.uses.get(version="2002")
    came.reported_on = date(2004, 9, 1)
    came.save()
    kept.contacts.get().delete()
    done = undo_merge(done, by=coordinator, known_on=AFTER, note="They are two.")
    kept.refresh_from_db()
    assert kept.name == "Eksempelby Kommune"
    assert done.stayed == [{"model": "caf.Use", "pk": since.pk}]
    assert Use.objects.get(organisation=kept, version="2000") == since
    assert other.uses.get(version="2002").reported_on == date(2004, 9, 1)  # what was mended goes along


def test_a_chosen_value_of_a_day_that_has_a_row_already(two, coordinator):
    kept, other = two
    today = OrganisationProfileFactory(organisation=kept, city="Andenby", known_on=DAY)
    done = merge(kept, other, coordinator, chosen=("city",))
    today.refresh_from_db()
    assert today.city == "Eksempelby"
    undo_merge(done, by=coordinator, known_on=AFTER, note="They are two.")
    today.refresh_from_db()
    assert today.city == "Andenby"


@pytest.mark.parametrize("same_day", [True, False])
def test_the_chosen_name_stands_once_and_the_own_one_beside_it(two, coordinator, same_day):
    kept, other = two
    if same_day:
        own = kept.names.get()
        own.known_on = DAY
        keep_row(own)
    before = everything()
    done = merge(kept, other, coordinator, chosen=("name",))
    kept.refresh_from_db()
    assert kept.name == "Kommunen Eksempelby"
    official, alias = NameKind.OFFICIAL, NameKind.ALIAS
    assert set(kept.names.values_list("name", "kind")) == {
        ("Kommunen Eksempelby", official),
        ("Eksempelby Kommune", alias if same_day else official),  # an earlier day keeps the name that it had
    }
    assert kept.names.count() == 2
    assert str(done) == f"Kommunen Eksempelby: {other.ref} merged into {kept.ref}"
    undo_merge(done, by=coordinator, known_on=AFTER, note="They are two.")
    assert everything() == before


def test_a_chosen_name_that_was_mended_goes_back_mended(two, coordinator):
    kept, other = two
    done = merge(kept, other, coordinator, chosen=("name",))
    row = kept.names.get(name="Kommunen Eksempelby")
    row.name = "Kommunen i Eksempelby"
    keep_row(row)
    undo_merge(done, by=coordinator, known_on=AFTER, note="They are two.")
    assert [row.name for row in other.names.all()] == ["Kommunen i Eksempelby"]


@pytest.mark.parametrize(
    ("kept_says", "other_says", "stands"), [("2007", "2007-05-12", "2007-05-12"), ("2007-05-12", "2007", "2007-05-12")]
)
def test_of_one_use_the_more_exact_day_is_kept(denmark, coordinator, kept_says, other_says, stands):
    kept, other = record(denmark, "Eksempelby Kommune"), record(denmark, "Kommunen Eksempelby")
    for organisation, said, evidence in ((kept, kept_says, "own"), (other, other_says, "")):
        period = Period.parse(said)
        UseFactory(
            organisation=organisation, starts_on=period.starts_on, starts_precision=period.precision, evidence=evidence,
            known_on=date(2008, 1, 10),
        )  # fmt: skip
    before = list(kept.uses.values_list("pk", flat=True))
    done = merge(kept, other, coordinator)
    assert [(use.begun, use.evidence) for use in standing_uses(kept.uses.all())] == [(Period.parse(stands), "own")]
    undo_merge(done, by=coordinator, known_on=AFTER, note="They are two")
    assert list(kept.uses.values_list("pk", flat=True)) == before


def test_who_may_not_and_what_cannot_be(two, denmark, coordinator):
    kept, other = two
    sweden = CountryFactory(iso2="SE")
    abroad = record(sweden, "Exempelby kommun")
    for survivor, merged, by, note, words in (
        (kept, kept, coordinator, "Why", "into itself"),
        (kept, abroad, coordinator, "Why", "both countries"),
        (kept, other, someone(Seat.SECRETARIAT), "Why", "both countries"),
        (kept, other, coordinator, " ", "Say why"),
    ):
        with pytest.raises(Refused, match=words):
            merge_organisations(survivor=survivor, merged=merged, by=by, known_on=DAY, note=note)
    eipa = someone(Seat.EIPA)
    first = merge(kept, other, eipa)
    second = merge(abroad, kept, eipa)
    assert Organisation.objects.get(pk=other.pk).final == abroad
    with pytest.raises(Refused, match="undo that merge first"):
        undo_merge(first, by=eipa, known_on=AFTER, note="Why")
    with pytest.raises(Refused, match="merged already"):
        merge(kept, abroad, eipa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(survivor=abroad, merged=kept, known_on=DAY, state_before="validated")
    undo_merge(second, by=eipa, known_on=AFTER, note="Why")
    undo_merge(first, by=eipa, known_on=AFTER, note="Why")
    assert Organisation.objects.filter(merged_into__isnull=False).count() == 0


def test_the_page_merges_and_undoes(two, coordinator, client):
    kept, other = two
    keep_keys([kept.pk, other.pk])
    client.force_login(coordinator)
    pair = f"/caf/duplicates/{kept.pk}-{other.pk}/"
    page = client.get(pair)
    assert page.status_code == 200
    assert "of 100 alike" in page.content.decode()
    refused = client.post(f"{pair}merge/", {"stays": "first", "known_on": "2008-09-01", "note": ""})
    assert refused.context["merge_form"].errors
    assert Merge.objects.count() == 0
    sent = {"stays": "first", "value_name": "second", "known_on": "2008-09-01", "note": "Entered twice."}
    response = client.post(f"{pair}merge/", sent)
    done = Merge.objects.get()
    assert response.url == done.get_absolute_url()
    assert client.post(f"{pair}merge/", sent).status_code == 302  # sent twice
    assert Merge.objects.count() == 1
    kept.refresh_from_db()
    assert kept.name == "Kommunen Eksempelby"
    assert "Use of CAF" in client.get(f"{done.get_absolute_url()}?as-of=today").content.decode()
    standing = client.get(f"{done.get_absolute_url()}?as-of=today").context["fields"]
    assert {label: cell.text for label, cell in standing}["Undone on"] == "–"
    assert "not known" not in client.get("/caf/merges/").content.decode()
    assert client.get(f"{other.get_absolute_url()}names/new/").status_code == 403  # nobody writes into a merged record
    response = client.post(f"{done.get_absolute_url()}undo/", {"known_on": "2008-10-01", "note": "They are two."})
    assert response.status_code == 302
    assert Merge.objects.get().is_undone
