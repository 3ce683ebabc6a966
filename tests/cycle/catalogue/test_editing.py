"""An entry is added, reworded, withdrawn, replaced; never deleted, never by someone else than the administrator."""

from datetime import date, timedelta

import pytest

from palier.cycle.catalogue.models import Answer, Category, GravityLevel, LegalReference, WhyNotCard
from palier.cycle.catalogue.queries import current_end, search_catalogue
from palier.cycle.catalogue.services import add_entry, change_entry, reword_gravity, withdraw_entry
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from tests.cast import NOW, TODAY


def events():
    return list(Entry.objects.unsealed("test").filter(event__startswith="catalogue:").values_list("event", flat=True))


def new_category(**values):
    made = {"code": "D10", "label": "Pigeons", "family_id": "D", "valid_from": TODAY, **values}
    return Category(**made)


def withdraw(stage, entry, **values):
    sent = {"deprecated_on": TODAY, "replaced_by": None, "seen": entry.revision, **values}
    return withdraw_entry(actor=stage.actor("agathe"), entry=entry, now=NOW, **sent)


def test_a_new_category_is_offered_from_its_day_and_written_in_the_journal(stage):
    links = {"suggested_answers": [Answer.objects.get(code="MA7")]}
    made = add_entry(actor=stage.actor("agathe"), entry=new_category(), links=links, now=NOW)
    assert made in Category.objects.in_use(TODAY)
    assert made not in Category.objects.in_use(TODAY - timedelta(days=1))
    assert made.suggested_answers.get().code == "MA7"
    assert events() == ["catalogue:entry:add"]


def test_a_code_serves_once(stage):
    with pytest.raises(Refused) as refusal:
        add_entry(actor=stage.actor("agathe"), entry=new_category(code="A1"), links={}, now=NOW)
    assert refusal.value.field == "code"
    assert Category.objects.get(code="A1").label != "Pigeons"


def test_rewording_keeps_the_code_and_tells_which_fields_moved(stage):
    agathe, category = stage.actor("agathe"), stage.category
    links = {"suggested_answers": [Answer.objects.get(code="BA1")]}
    change_entry(actor=agathe, entry=category, seen=1, values={"label": "Hall"}, links=links, now=NOW)
    assert Category.objects.get(code="A1").label == "Hall"
    assert list(category.suggested_answers.all()) == links["suggested_answers"]
    last = Entry.objects.unsealed("test").filter(event="catalogue:entry:change").get()
    assert last.detail.payload["fields"] == ["label", "suggested_answers"]


def test_nothing_changed_leaves_no_entry(stage):
    values = {"label": stage.category.label}
    change_entry(actor=stage.actor("agathe"), entry=stage.category, seen=1, values=values, links={}, now=NOW)
    assert events() == []


@pytest.mark.parametrize("values", [{"label": "Autre"}, {}])
def test_two_editors_do_not_overwrite_each_other(stage, values):
    agathe, other = stage.actor("agathe"), Category.objects.get(code="A1")
    links = {"suggested_answers": []}
    change_entry(actor=agathe, entry=other, seen=1, values=values, links=links, now=NOW)
    with pytest.raises(Stale):
        change_entry(actor=agathe, entry=stage.category, seen=1, values={"label": "X"}, links=links, now=NOW)


def test_an_answer_to_be_verified_shows_no_article(stage):
    answer = Answer.objects.get(code="PN4")
    links = {"legal_references": [LegalReference.objects.get(code="csi-l272-4")]}
    with pytest.raises(Refused) as refusal:
        change_entry(
            actor=stage.actor("agathe"), entry=answer, seen=1, values={"to_verify": True}, links=links, now=NOW
        )
    assert refusal.value.field == "legal_references"


def test_what_is_withdrawn_is_no_longer_offered_but_stays(stage):
    withdraw(stage, stage.category)
    assert stage.category not in Category.objects.in_use(TODAY)
    assert stage.category in Category.objects.in_use(TODAY - timedelta(days=1))
    assert events() == ["catalogue:entry:withdraw"]


def test_what_is_withdrawn_can_come_back(stage):
    withdraw(stage, stage.category, replaced_by=Category.objects.get(code="A2"))
    withdraw(stage, stage.category, deprecated_on=None)
    assert stage.category in Category.objects.in_use(TODAY)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"deprecated_on": date(2000, 1, 1)}, "deprecated_on"),
        ({"deprecated_on": None, "replaced_by": "A2"}, "deprecated_on"),
        ({"replaced_by": "A1"}, "replaced_by"),
        ({"replaced_by": "A3"}, "replaced_by"),  # A3 is itself withdrawn
        ({"replaced_by": "A4"}, "replaced_by"),  # A4 leads back here
    ],
)
def test_a_withdrawal_that_makes_no_sense_is_refused(stage, values, field):
    withdraw(stage, Category.objects.get(code="A3"))
    withdraw(stage, Category.objects.get(code="A4"), replaced_by=stage.category)
    if code := values.get("replaced_by"):
        values = {**values, "replaced_by": Category.objects.get(code=code)}
    with pytest.raises(Refused) as refusal:
        withdraw(stage, stage.category, **values)
    assert refusal.value.field == field


def test_only_the_administrator_edits(stage):
    alice = stage.actor("alice")
    level = GravityLevel.objects.get(rank=1)
    for write in (
        lambda: add_entry(actor=alice, entry=new_category(), links={}, now=NOW),
        lambda: change_entry(actor=alice, entry=stage.category, seen=1, values={}, links={}, now=NOW),
        lambda: withdraw_entry(
            actor=alice, entry=stage.category, seen=1, deprecated_on=TODAY, replaced_by=None, now=NOW
        ),
        lambda: reword_gravity(actor=alice, level=level, seen=1, label="X", definition="Y", now=NOW),
    ):
        with pytest.raises(NotGranted):
            write()


def test_a_level_of_gravity_is_reworded_never_emptied(stage):
    agathe, level = stage.actor("agathe"), GravityLevel.objects.get(rank=2)
    reword_gravity(actor=agathe, level=level, seen=1, label="Faits répétés", definition="Trois fois.", now=NOW)
    assert GravityLevel.objects.get(rank=2).definition == "Trois fois."
    with pytest.raises(Refused) as refusal:
        reword_gravity(actor=agathe, level=level, seen=2, label=" ", definition="Trois fois.", now=NOW)
    assert refusal.value.field == "label"


def test_a_search_for_the_old_leads_to_the_new(stage):
    hits = search_catalogue("L126-3", day=TODAY)["legalreference"]
    assert [(hit.entry.pk, hit.leads_to.pk) for hit in hits] == [("cch-l126-3", "csi-l272-4")]
    withdraw(stage, stage.category, replaced_by=Category.objects.get(code="A2"))
    [hit] = [hit for hit in search_catalogue("a1", day=TODAY)["category"] if hit.entry.pk == "A1"]
    assert hit.leads_to.pk == "A2"


def test_without_words_only_what_is_in_use_is_listed(stage):
    withdraw(stage, stage.category)
    listed = {hit.entry.pk for hit in search_catalogue("", day=TODAY)["category"]}
    assert "A1" not in listed
    assert "A2" in listed


def test_a_search_knows_neither_accents_nor_case(stage):
    found = search_catalogue("CAMERA prefet", day=TODAY)["whynotcard"]
    assert [hit.entry.pk for hit in found] == ["video-autorisation"]


def test_a_chain_of_replacements_ends_at_the_last_one(stage):
    second, third = Category.objects.get(code="A2"), Category.objects.get(code="A3")
    withdraw(stage, stage.category, replaced_by=second)
    withdraw(stage, second, replaced_by=third)
    assert current_end(Category.objects.get(code="A1")) == third


def test_a_card_is_an_entry_like_the_others(stage):
    card = WhyNotCard(code="essai", question="Pourquoi ?", text="Parce que.", valid_from=TODAY)
    made = add_entry(actor=stage.actor("agathe"), entry=card, links={"categories": [stage.category]}, now=NOW)
    assert list(stage.category.why_not_cards.filter(pk=made.pk)) == [made]
