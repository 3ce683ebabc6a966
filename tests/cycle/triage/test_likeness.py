"""The score of likeness: what raises it, what makes it nothing, and what it says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from palier.cycle.triage.likeness import WORTH_SHOWING, Facts, likeness, stems_of
from palier.kernel.moments import said

TEXT = "Attroupements bruyants dans le hall, porte bloquée, musique."
ONE = Facts(
    place="hall",
    category="A1",
    family="A",
    day=date(2026, 11, 2),
    longitude=6.24,
    latitude=44.09,
    moments=said("evenings"),
    words=stems_of(TEXT),
)
# About 80 metres to the north.
NEAR = replace(ONE, place="street", latitude=44.09 + 80 / 111_320)


def test_the_same_facts_score_a_hundred_and_say_why():
    found = likeness(ONE, ONE)
    assert found.score == 100
    assert found.why.startswith("Même lieu, même catégorie, mots communs : attroupements, bruyants, hall")
    assert found.why.endswith("mêmes moments, le même jour")


@pytest.mark.parametrize(
    "other",
    [
        NEAR,
        replace(ONE, category="A2"),
        replace(ONE, category="C2", family="C"),
        replace(ONE, moments=said("mornings")),
        replace(ONE, day=ONE.day - timedelta(days=40)),
        replace(ONE, words=stems_of("Vitesse excessive devant le marché.")),
    ],
)
def test_each_difference_lowers_the_score(other):
    assert likeness(ONE, other).score < 100
    assert likeness(ONE, other) == replace(likeness(other, ONE), reasons=likeness(ONE, other).reasons)


def test_out_of_reach_nothing_else_counts():
    far = replace(ONE, place="elsewhere", latitude=44.10)
    nowhere = replace(ONE, place="unknown", longitude=None, latitude=None)
    assert likeness(ONE, far).score == likeness(ONE, nowhere).score == 0


def test_the_distance_and_the_days_are_told():
    other = replace(NEAR, day=ONE.day + timedelta(days=3), category="A2")
    assert likeness(ONE, other).reasons[:2] == ("à 80 m", "même famille de faits")
    assert "à 3 jours d’écart" in likeness(ONE, other).reasons


def test_the_same_place_alone_is_not_worth_showing():
    other = Facts(place="hall", category="E2", family="E", day=ONE.day - timedelta(days=90))
    assert likeness(ONE, other).score < WORTH_SHOWING


def test_words_are_compared_without_accents_endings_nor_idle_words():
    one, other = stems_of("Éclairage cassé pendant les nuits"), stems_of("l’éclairé est cassée depuis la nuit")
    assert set(one) & set(other) == {"eclair", "cass", "nuit"}
    assert "pendan" not in one
