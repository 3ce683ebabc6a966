"""What a file of boundaries would change, and what is refused."""

import pytest

from palier.territory.boundaries import (
    LONGEST_REASON,
    MAX_MEGABYTES,
    MOST_OVERLAPS,
    Kind,
    read_boundaries,
    refusal_of,
)
from tests.territory.ground import collection, feature, make_ground, square

pytestmark = pytest.mark.django_db
GOOD = square(6.0, 44.0, 6.1, 44.1)
BOW_TIE = {"type": "Polygon", "coordinates": [[[6, 44], [6.1, 44.1], [6.1, 44], [6, 44.1], [6, 44]]]}


@pytest.fixture(autouse=True)
def ground(db):
    return make_ground()


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        (b"", "fichier", "vide"),
        (b"PK\x03\x04 not json", "fichier", "Ligne 1, colonne 1"),
        (b'{"type": "FeatureCollection",\n "nom": "\xe9"}', "fichier", "Ligne 2 : le texte n’est pas en UTF-8"),
        (b"[1, 2]", "type", "pas un objet"),
        (b"[" * 100_000, "fichier", "JSON"),
        (b'{"type": ' + b"1" * 5_000 + b"}", "fichier", "JSON"),
        (b'{"type": "FeatureCollection", "features": [' + b"0," * 5_000 + b"0]}", "features", "plus de 5000 contours"),
        (b'{"type": "Topology"}', "type", "Topology"),
        (b'{"type": "FeatureCollection", "features": []}', "features", "aucun contour"),
        (b" " + b"x" * (MAX_MEGABYTES * 1_000_001), "fichier", "20 Mo"),
        (
            collection(feature(GOOD, code="S", nom="S"), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}),
            "crs",
            "2154",
        ),
        (b'{"type": "FeatureCollection", "crs": {"properties": [2154]}, "features": []}', "crs", "2154"),
        (b'{"type": "' + b"T" * 300_000 + b'"}', "type", "TTTT…"),
    ],
)
def test_a_file_that_is_not_geojson_is_refused_as_a_whole(content, field, words):
    preview = read_boundaries(content, kind=Kind.SECTOR)
    assert not preview.accepted
    [refused] = preview.refused
    assert refused.number is None
    assert refused.field == field
    assert words in refused.reason
    assert len(refused.reason) <= LONGEST_REASON + 1
    assert refused.remedy
    assert refusal_of(content, kind=Kind.SECTOR) == f"{refused.reason} {refused.remedy}"


@pytest.mark.parametrize(
    ("geometry", "properties", "field", "words"),
    [
        (GOOD, {"nom": "Nord", "circonscription": "DIG"}, "code", "manque"),
        (GOOD, {"code": "DIG-9", "circonscription": "DIG"}, "nom", "manque"),
        (GOOD, {"code": "dig 9!", "nom": "Nord", "circonscription": "DIG"}, "code", "n’a pas la forme"),
        (GOOD, {"code": "DIG-9", "nom": "N" * 101, "circonscription": "DIG"}, "nom", "101 caractères"),
        (GOOD, {"code": "DIG-9", "nom": "Nord", "circonscription": "XXX"}, "circonscription", "« XXX » est inconnu"),
        (BOW_TIE, {"code": "DIG-9", "nom": "Nord", "circonscription": "DIG"}, "geometry", "se recoupe"),
        (None, {"code": "DIG-9", "nom": "Nord", "circonscription": "DIG"}, "geometry", "pas de géométrie"),
        (
            {"type": "Point", "coordinates": [6, 44]},
            {"code": "DIG-9", "nom": "Nord", "circonscription": "DIG"},
            "geometry",
            "de type Point",
        ),
    ],
)
def test_a_bad_feature_is_refused_with_its_number_and_the_others_accepted(geometry, properties, field, words):
    good = feature(GOOD, code="DIG-3", nom="Trois", circonscription="DIG")
    preview = read_boundaries(collection(good, feature(geometry, **properties)), kind=Kind.SECTOR)
    assert [accepted.code for accepted in preview.accepted] == ["DIG-3"]
    [refused] = preview.refused
    assert refused.number == 2
    assert refused.field == field
    assert words in refused.reason
    assert refused.remedy


def test_a_code_written_twice_is_refused_the_second_time():
    twice = [feature(GOOD, code="DIG-3", nom="Trois", circonscription="DIG")] * 2
    preview = read_boundaries(collection(*twice), kind=Kind.SECTOR)
    assert len(preview.accepted) == 1
    assert "déjà dans ce fichier" in preview.refused[0].reason


def test_sectors_that_cover_each_other_give_a_warning():
    one = feature(GOOD, code="DIG-3", nom="Trois", circonscription="DIG")
    other = feature(square(6.05, 44.0, 6.15, 44.1), code="DIG-4", nom="Quatre", circonscription="DIG")
    beside = feature(square(6.15, 44.0, 6.2, 44.1), code="DIG-5", nom="Cinq", circonscription="DIG")
    preview = read_boundaries(collection(one, other, beside), kind=Kind.SECTOR)
    assert preview.warnings == ("Les secteurs DIG-3 et DIG-4 se recouvrent.",)


def test_only_the_first_overlaps_are_told():
    piled = [feature(GOOD, code=f"DIG-{number}", nom="Pile", circonscription="DIG") for number in range(100)]
    preview = read_boundaries(collection(*piled), kind=Kind.SECTOR)
    assert len(preview.accepted) == 100
    assert len(preview.warnings) == MOST_OVERLAPS + 1
    assert "Les autres recouvrements ne sont pas cherchés." in preview.warnings[-1]


def test_what_exists_is_announced_as_a_change():
    known = feature(GOOD, code="dig-1", nom="Secteur un", circonscription="DIG")
    new = feature(square(6.1, 44.0, 6.2, 44.1), code="DIG-7", nom="Sept", circonscription="DIG")
    preview = read_boundaries(collection(known, new), kind=Kind.SECTOR)
    assert (preview.created, preview.changed) == (1, 1)


def test_a_commune_finds_its_department_in_its_code():
    preview = read_boundaries(
        collection(feature(GOOD, code="04112", nom="Manosque", population=22000)), kind=Kind.COMMUNE
    )
    assert preview.accepted[0].parent == "04"
    elsewhere = read_boundaries(collection(feature(GOOD, code="05061", nom="Gap")), kind=Kind.COMMUNE)
    assert "« 05 » est inconnu" in elsewhere.refused[0].reason


@pytest.mark.parametrize("population", ["beaucoup", 1.5, True, -1, 100_000_001, "9" * 5_000])
def test_a_population_that_is_not_a_number_is_refused(population):
    preview = read_boundaries(
        collection(feature(GOOD, code="04112", nom="M", population=population)), kind=Kind.COMMUNE
    )
    assert preview.refused[0].field == "population"


def test_a_circonscription_may_be_its_communes_without_a_contour():
    preview = read_boundaries(
        collection(feature(None, code="DGN", nom="Digne", departement="04", communes=["04070"])), kind=Kind.DISTRICT
    )
    assert preview.accepted[0].communes == ("04070",)
    unknown = read_boundaries(
        collection(feature(None, code="DGN", nom="Digne", departement="04", communes="04070, 04999")),
        kind=Kind.DISTRICT,
    )
    assert "04999" in unknown.refused[0].reason


def test_a_file_sent_as_something_else_is_told_what_it_seems_to_hold():
    [refused] = read_boundaries(collection(feature(GOOD, code="04070", nom="Digne")), kind=Kind.DEPARTMENT).refused
    assert "Si ce sont des communes, dites-le à l’envoi." in refused.remedy
