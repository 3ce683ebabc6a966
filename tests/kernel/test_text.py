"""Folding French words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.kernel.text import fold, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rue de l’Église", ["rue", "de", "l", "eglise"]),
        ("BŒUF-Élevé", ["boeuf", "eleve"]),
        ("  12 bis, Noël ! ", ["12", "bis", "noel"]),
        ("", []),
    ],
)
def test_words_lose_accents_case_and_punctuation(text, expected):
    assert words_of(text) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert words_of(" ".join(words_of(text))) == words_of(text)


@given(st.text(alphabet="abcéèàçùÎŒœ '-"))
def test_case_never_matters(text):
    assert fold(text.upper()) == fold(text)
