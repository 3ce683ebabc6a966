"""The database folds words as `kernel.text.fold` does, on each engine: what one finds, the other finds."""

import pytest
from django.db.models import CharField, Value

from palier.kernel.folding import Folded, holding
from palier.kernel.text import fold
from palier.partners.models import User

LATIN = "".join(chr(code) for code in (*range(0x20, 0x250), *range(0x1E00, 0x1F00), 0x2019, 0xFB01, 0xFB02))


@pytest.fixture
def people(db):
    for name, email in (
        ("Élodie Œuvrard", "eo@ville.fr"),
        ("Zoë d’Alès", "zoe@ville.fr"),
        ("100 % Net_Plus", "n@n.fr"),
    ):
        User.objects.create_user(email, name)


def folded_by_the_database(text):
    rows = User.objects.annotate(said=Folded(Value(text))).values_list("said", flat=True)
    return rows[0]


def test_the_database_folds_every_latin_letter_as_the_program_does(people):
    assert folded_by_the_database(LATIN) == fold(LATIN)


@pytest.mark.parametrize(
    "text", ["Élodie", "E\u0301lodie", "ÉLODIE", "Straße", "Łukasz", "Søren", "ﬁn", "Ǽ", "", "l’Œuvre"]
)
def test_a_text_is_folded_alike_whatever_its_spelling(people, text):
    assert folded_by_the_database(text) == fold(text)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elodie", ["Élodie Œuvrard"]),
        ("ÉLODIE", ["Élodie Œuvrard"]),
        ("oeuvrard ELO", ["Élodie Œuvrard"]),
        ("eo@ville élodie", ["Élodie Œuvrard"]),
        ("zoé alès", ["Zoë d’Alès"]),
        ("elodie zoe", []),
        ("100 %", ["100 % Net_Plus"]),
        ("1%n", []),
        ("net_plus", ["100 % Net_Plus"]),
        ("net-plus", []),
        ("\0", ["100 % Net_Plus", "Zoë d’Alès", "Élodie Œuvrard"]),
    ],
)
def test_rows_hold_every_word_each_in_one_of_the_fields(people, words, found):
    assert sorted(user.name for user in User.objects.filter(holding(words, "name", "email"))) == found


def test_an_absent_value_stays_absent(people):
    nothing = Value(None, output_field=CharField())
    assert User.objects.annotate(said=Folded(nothing)).values_list("said", flat=True)[0] is None
