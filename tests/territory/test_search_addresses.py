"""Address search as people type."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.territory.addresses import search_addresses, warm_up
from palier.territory.services import load_addresses
from tests.cast import NOW
from tests.territory.test_load_addresses import OWN

DIGNE, MANOSQUE = "04070,Digne-les-Bains,04000", "04112,Manosque,04100"
LINES = (
    f"{DIGNE},12,,Boulevard Gassendi,44.092,6.235,numero,X",
    f"{DIGNE},12,BIS,Boulevard Gassendi,44.0921,6.2351,numero,X",
    f"{DIGNE},14,B,Boulevard Gassendi,44.0922,6.2352,numero,X",
    f"{DIGNE},3,,Rue de l'Église,44.093,6.236,numero,X",
    f"{DIGNE},3,,Avenue du 8 Mai 1945,44.094,6.237,numero,X",
    f"{DIGNE},8,,Avenue du 8 Mai 1945,44.0941,6.2371,numero,X",
    f"{DIGNE},1,,Allée Blériot,,,aucune,X",
    f"{DIGNE},2,,Route de Marseille,44.08,6.22,numero,X",
    f"{DIGNE},5,,Chemin de Saint-Martin,44.081,6.221,voie,X",
    f"{DIGNE},9,,Place du Général de Gaulle,44.0915,6.2349,numero,X",
    f"{MANOSQUE},2,,Route de Marseille,43.82,5.78,numero,X",
    f"{MANOSQUE},4,,Rue Grande,43.83,5.785,numero,X",
    f"{MANOSQUE},7061,,Rue Grande,43.83,5.785,parcelle,X",
    f"{MANOSQUE},6,,Rue de la Paix,43.831,5.786,numero,X",
    f"{MANOSQUE},6,,Résidence les Près Verts,43.832,5.787,numero,X",
)


@pytest.fixture
def base(cast, tmp_path):
    path = tmp_path / "adresses.csv"
    path.write_text(OWN + "\n".join(LINES) + "\n", encoding="utf-8")
    load_addresses(actor=cast.actor("agathe"), path=path, now=NOW)


def first(text, **more):
    hits = search_addresses(text, **more)
    return hits[0].label if hits else None


GASSENDI = "12 Boulevard Gassendi, 04000 Digne-les-Bains"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 boulevard gassendi", GASSENDI),
        ("12, BD GASSENDI, Digne", GASSENDI),
        ("gassendi 12", GASSENDI),
        ("bd gassendi 12 digne les bains", GASSENDI),
        ("04000 12 bld gass", GASSENDI),
        ("12 boulevrad gassendi", GASSENDI),
        ("12 bd gasendi", GASSENDI),
        ("12 bd gassendo digne", GASSENDI),
        ("12 bd gassendi bât B", GASSENDI),
        ("12 bd gassendi hall 3 digne", GASSENDI),
        ("12bis bd gassendi", "12 bis Boulevard Gassendi, 04000 Digne-les-Bains"),
        ("12 bis bd gassendi", "12 bis Boulevard Gassendi, 04000 Digne-les-Bains"),
        ("14 b boulevard gassendi", "14 B Boulevard Gassendi, 04000 Digne-les-Bains"),
        ("boul", "Boulevard Gassendi, 04000 Digne-les-Bains"),
        ("boulevard gasen", "Boulevard Gassendi, 04000 Digne-les-Bains"),
        ("3 rue de l’eglise", "3 Rue de l'Église, 04000 Digne-les-Bains"),
        ("3 r de l'eglise", "3 Rue de l'Église, 04000 Digne-les-Bains"),
        ("8 mai 1945", "Avenue du 8 Mai 1945, 04000 Digne-les-Bains"),
        ("3 av du 8 mai 1945", "3 Avenue du 8 Mai 1945, 04000 Digne-les-Bains"),
        ("8 av 8 mai 1945", "8 Avenue du 8 Mai 1945, 04000 Digne-les-Bains"),
        ("ch st martin", "Chemin de Saint-Martin, 04000 Digne-les-Bains"),
        ("pl du gal de gaulle", "Place du Général de Gaulle, 04000 Digne-les-Bains"),
        ("rte de marseille manosque", "Route de Marseille, 04100 Manosque"),
        ("2 route de marseille digne", "2 Route de Marseille, 04000 Digne-les-Bains"),
        ("rés pres verts", "Résidence les Près Verts, 04100 Manosque"),
        ("6 paix", "6 Rue de la Paix, 04100 Manosque"),
        ("rue blériot", "Allée Blériot, 04000 Digne-les-Bains"),
    ],
)
def test_what_people_type_finds_the_address(base, typed, expected):
    assert first(typed) == expected


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "zzzzzz", "avenue zzzzzz digne", "x" * 5000, "12"])
def test_what_names_no_street_finds_nothing(base, typed):
    assert search_addresses(typed) == []


def test_an_address_without_a_point_asks_for_a_pin(base):
    [hit] = search_addresses("1 allée blériot")
    assert hit.needs_pin
    assert hit.latitude is None


def test_a_number_unknown_here_is_kept_and_asks_for_a_pin(base):
    [hit] = search_addresses("99 boulevard gassendi")
    assert hit.label == "99 Boulevard Gassendi, 04000 Digne-les-Bains"
    assert hit.needs_pin
    assert hit.latitude is not None


def test_a_cadastral_pseudo_number_is_never_proposed(base):
    hits = search_addresses("7061 rue grande")
    assert [hit.is_known for hit in hits] == [False]
    assert hits[0].precision != "parcelle"


def test_the_nearest_of_two_namesakes_comes_first(base):
    assert first("route de marseille", near=(44.09, 6.23)).endswith("Digne-les-Bains")
    assert first("route de marseille", near=(43.83, 5.78)).endswith("Manosque")


def test_a_new_release_is_found_without_restarting(base, cast, tmp_path):
    assert first("rue neuve") is None
    path = tmp_path / "autre.csv"
    path.write_text(f"{OWN}04001,Aiglun,04510,1,,Rue Neuve,44.05,6.14,numero,X\n", encoding="utf-8")
    load_addresses(actor=cast.actor("agathe"), path=path, now=NOW.replace(hour=10))
    assert first("rue neuve") == "Rue Neuve, 04510 Aiglun"


def test_the_cost_does_not_grow_with_the_answers(base):
    search_addresses("rue")
    costs = []
    for typed in ("3 rue de l'eglise", "2 route"):
        with CaptureQueriesContext(connection) as queries:
            assert search_addresses(typed)
        costs.append(len(queries))
    assert costs[0] == costs[1] == 3


def test_the_limit_is_kept(base):
    assert len(search_addresses("digne", limit=3)) == 3


def test_a_warmed_process_reads_no_street_at_its_first_search(base):
    assert warm_up() == 11
    with CaptureQueriesContext(connection) as queries:
        assert search_addresses("3 rue de l'eglise")
    assert len(queries) == 3


def test_what_was_warmed_before_a_release_is_made_again_after_it(base, cast, tmp_path):
    warm_up()
    path = tmp_path / "autre.csv"
    path.write_text(f"{OWN}04001,Aiglun,04510,1,,Rue Neuve,44.05,6.14,numero,X\n", encoding="utf-8")
    load_addresses(actor=cast.actor("agathe"), path=path, now=NOW.replace(hour=10))
    assert warm_up() == 12
