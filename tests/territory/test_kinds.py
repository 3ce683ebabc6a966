"""Kinds of place."""

import pytest

from palier.kernel.errors import NotGranted, Refused
from palier.territory.models import PlaceKind
from palier.territory.services import (
    create_place_kind,
    deprecate_place_kind,
    load_place_kinds,
    rename_place_kind,
    restore_place_kind,
)
from tests.cast import NOW, TODAY


def test_the_packaged_list_is_loaded_once_and_never_overwrites(cast):
    assert load_place_kinds() > 30
    kind = PlaceKind.objects.get(pk="hall")
    rename_place_kind(actor=cast.actor("agathe"), kind=kind, label="Entrée d’immeuble", now=NOW)
    assert load_place_kinds() == 0
    assert PlaceKind.objects.get(pk="hall").label == "Entrée d’immeuble"


def test_every_packaged_kind_has_a_label_a_date_and_no_twin(db):
    load_place_kinds()
    kinds = list(PlaceKind.objects.all())
    assert all(kind.label and kind.valid_from and not kind.deprecated_on for kind in kinds)
    assert len({kind.label.casefold() for kind in kinds}) == len(kinds)
    assert any(kind.is_building_part for kind in kinds)


def test_a_kind_is_added_retired_and_restored(cast):
    agathe = cast.actor("agathe")
    kind = create_place_kind(actor=agathe, label="Skatepark", today=TODAY, now=NOW)
    assert (kind.code, kind.valid_from) == ("skatepark", TODAY)
    deprecate_place_kind(actor=agathe, kind=kind, today=TODAY, now=NOW)
    assert PlaceKind.objects.get(pk="skatepark").deprecated_on == TODAY
    restore_place_kind(actor=agathe, kind=kind, now=NOW)
    assert PlaceKind.objects.get(pk="skatepark").deprecated_on is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "x" * 101}, "label"),
        ({"label": "GARE ou pole d’échanges"}, "label"),
        ({"label": "Autre gare", "code": "gare"}, "code"),
        ({"label": "!!!"}, "code"),
    ],
)
def test_a_bad_kind_is_refused(cast, words, field):
    load_place_kinds()
    with pytest.raises(Refused) as refused:
        create_place_kind(actor=cast.actor("agathe"), today=TODAY, now=NOW, **words)
    assert refused.value.field == field


def test_only_the_administrator_edits_the_list(cast):
    with pytest.raises(NotGranted):
        create_place_kind(actor=cast.actor("alice"), label="Skatepark", today=TODAY, now=NOW)
