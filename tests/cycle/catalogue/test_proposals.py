"""Categories proposed to a person: those in use, with what the group taught, for who reads what it was taught from."""

from datetime import timedelta

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category, Teaching
from palier.cycle.catalogue.queries import propose_categories
from palier.cycle.catalogue.services import teach, withdraw_entry
from palier.cycle.catalogue.suggestion import Correction
from tests.cast import NOW, TODAY

TEXT = "Rodéos et quads sur le parking du stade."


def proposed(stage, name="bruno", group=None, text=TEXT, **options):
    group = group or stage.cast.group
    found = propose_categories(actor=stage.actor(name), group_id=group.pk, text=text, day=TODAY, **options)
    return [one.category.pk for one in found]


def test_three_categories_best_first(stage):
    assert proposed(stage)[0] == "C1"
    assert len(proposed(stage)) == 3
    assert len(proposed(stage, count=5)) == 5


def test_no_text_no_category(stage):
    assert proposed(stage, text="") == []


def test_a_withdrawn_code_gives_its_place_to_the_one_that_replaces_it(stage):
    old, new = Category.objects.get(code="C1"), Category.objects.get(code="D1")
    sent = {"entry": old, "seen": 1, "deprecated_on": TODAY, "replaced_by": new}
    withdraw_entry(actor=stage.actor("agathe"), now=NOW, **sent)
    assert proposed(stage)[0] == "D1"
    assert "C1" not in proposed(stage, count=42)


def test_a_code_withdrawn_without_heir_is_not_proposed(stage):
    sent = {"entry": Category.objects.get(code="C1"), "seen": 1, "deprecated_on": TODAY, "replaced_by": None}
    withdraw_entry(actor=stage.actor("agathe"), now=NOW, **sent)
    assert "C1" not in proposed(stage, count=42)


def test_what_a_group_taught_serves_that_group_alone(stage):
    corrections = [Correction(TEXT, "D8")] * 3
    assert teach(group_id=stage.cast.group.pk, corrections=corrections, now=NOW)
    assert proposed(stage)[0] == "D8"
    assert proposed(stage, "dora", stage.cast.other_group)[0] == "C1"
    assert proposed(stage, "dora", stage.cast.group)[0] == "C1"
    assert proposed(stage, "agathe")[0] == "C1"


def test_weights_are_written_once_and_leave_when_nothing_teaches_them(stage):
    group = stage.cast.group.pk
    corrections = [Correction(TEXT, "D8")]
    assert teach(group_id=group, corrections=corrections, now=NOW)
    assert not teach(group_id=group, corrections=corrections, now=NOW + timedelta(days=1))
    assert teach(group_id=group, corrections=[], now=NOW)
    assert not Teaching.objects.unsealed("test").exists()
    assert not teach(group_id=group, corrections=[], now=NOW)


def test_weights_are_sealed_like_what_taught_them(stage):
    teach(group_id=stage.cast.group.pk, corrections=[Correction(TEXT, "D8")], now=NOW)
    assert Teaching.objects.visible_to(stage.actor("bruno")).count() == 1
    assert Teaching.objects.visible_to(stage.actor("dora")).count() == 0
    assert Teaching.objects.unsealed("test").get().level == Level.GROUP
