"""Hours of the week: the words people use, the code that is kept, the sentence that is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.kernel.moments import CELLS, WORDS, Moments, said

ANY = st.frozensets(st.integers(0, CELLS - 1)).map(Moments)


@given(ANY)
def test_what_is_written_is_read_back(moments):
    assert Moments.read(moments.code) == moments
    assert len(moments.code) in (0, 14)


@given(ANY, ANY)
def test_likeness_is_the_same_both_ways_and_whole_only_for_equals(one, other):
    assert one.likeness(other) == other.likeness(one)
    assert (one.likeness(other) == 1.0) == (one == other and bool(one))


@pytest.mark.parametrize("code", ["1", "zzzzzzzzzzzzzz", "0" * 15])
def test_anything_else_is_refused(code):
    with pytest.raises(ValueError, match=r"hexadecimal|literal"):
        Moments.read(code)


def test_a_cell_outside_the_week_is_refused():
    with pytest.raises(ValueError, match="cell"):
        Moments(frozenset({CELLS}))


@pytest.mark.parametrize(
    ("moments", "label"),
    [
        (WORDS["evenings"].moments, "Soirs (18 h – 24 h)"),
        (Moments.over(range(7), (7,)), "Tous les jours, 21 h – 24 h"),
        (Moments.over((4, 5), (6, 7)), "Vendredi et samedi, 18 h – 24 h"),
        (Moments.over(range(5), (2, 5)), "Du lundi au vendredi, 6 h – 9 h et 15 h – 18 h"),
        (Moments.over((0, 2, 4), range(8)), "Lundi, mercredi et vendredi, toute la journée"),
        (Moments.over((5,), (7,)) | Moments.over((6,), (0,)), "Samedi, 21 h – 24 h ; dimanche, 0 h – 3 h"),
        (Moments(), ""),
    ],
)
def test_the_moments_are_said_in_french(moments, label):
    assert moments.label == label


def test_words_add_up():
    both = said("evenings", "weekends")
    assert both.slots_on(0) == (6, 7)
    assert both.slots_on(6) == tuple(range(8))
