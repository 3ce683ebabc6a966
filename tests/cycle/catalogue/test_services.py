"""The nomenclature is loaded once, kept as edited, and never deleted."""

from datetime import date, timedelta

import pytest

from palier.cycle.catalogue.models import Answer, Category, Family
from palier.cycle.catalogue.services import change_category, load_catalogue
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from tests.cast import NOW, TODAY


def test_the_package_brings_42_categories_in_8_families_and_the_other_one(db):
    load_catalogue()
    assert Category.objects.exclude(code="Z0").count() == 42
    assert Family.objects.exclude(code="Z").count() == 8
    assert set(Category.objects.filter(individuals_likely=True).values_list("pk", flat=True)) == {
        "A5",
        "B6",
        "D4",
        "F3",
    }


def test_loading_twice_adds_nothing_and_keeps_what_was_edited(db):
    load_catalogue()
    Category.objects.filter(code="A1").update(label="Hall occupé")
    assert load_catalogue() == {"families": 0, "categories": 0, "answers": 0}
    assert Category.objects.get(code="A1").label == "Hall occupé"


def test_what_is_to_verify_shows_no_article_number(db):
    load_catalogue()
    assert not Answer.objects.filter(to_verify=True).exclude(legal_basis="").exists()
    assert Answer.objects.get(code="MA5").concerns_person


def test_a_withdrawn_category_is_no_longer_offered_but_stays(stage):
    agathe = stage.actor("agathe")
    change_category(actor=agathe, category=stage.category, label="Hall", deprecated_on=TODAY, now=NOW)
    assert stage.category not in Category.objects.in_use(TODAY)
    assert stage.category in Category.objects.in_use(TODAY - timedelta(days=1))
    assert Entry.objects.unsealed("test").filter(event="catalogue:category:change").count() == 1


def test_only_the_administrator_edits_and_dates_are_ordered(stage):
    with pytest.raises(NotGranted):
        change_category(actor=stage.actor("alice"), category=stage.category, label="X", deprecated_on=None, now=NOW)
    with pytest.raises(Refused) as refusal:
        change_category(
            actor=stage.actor("agathe"), category=stage.category, label="X", deprecated_on=date(2000, 1, 1), now=NOW
        )
    assert refusal.value.field == "deprecated_on"
