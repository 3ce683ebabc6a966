"""A neutral rewording says the role, never the identity, and has nothing left to spot."""

import pytest

from palier.screening import REMOVED, Kind, find_spans, neutral, suggestion, without_persons
from tests.screening.test_measure import BATCHES, marked


def reworded(text: str) -> str:
    return neutral(text, find_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Dupont crie au 3e gauche", "Un résident crie dans un logement"),
        ("mr dupont crie", "un résident crie"),
        ("le chien de Mme Aubertin aboie", "le chien d’une résidente aboie"),
        ("le gardien Martin a vu la scène", "le gardien a vu la scène"),
        ("Le conducteur, Nuno Teixeira, est parti", "Le conducteur est parti"),
        ("chez les Chabert, du bruit", "chez une famille, du bruit"),
        ("le fils de M. Pastorelli casse tout", "une personne casse tout"),
        ("Plainte de la sœur du gardien", "Plainte d’une personne"),
        ("la voisine de l’appartement 12 appelle", "la voisine d’un logement appelle"),
        ("on l’appelle « Titi », il guette", "on l’appelle « [surnom retiré] », il guette"),
        ("le 06 39 98 12 34, plaque AB-123-CD", "le [numéro retiré], plaque [plaque retirée]"),
        ("M. et Mme Kaddouri sont reçus", "Un couple sont reçus"),
        ("Porte forcée au hall B", "Porte forcée au hall B"),
    ],
)
def test_the_role_is_said_and_the_sentence_still_reads(text, expected):
    assert reworded(text) == expected


@pytest.mark.parametrize("name", BATCHES)
def test_once_reworded_or_removed_nothing_is_left_to_spot(name):
    left = []
    for text, _ in marked(name):
        for written in (reworded(text), without_persons(text)):
            left += [(written, span.of(written)) for span in find_spans(written)]
    assert left == []


def test_a_suggestion_is_offered_for_each_kind():
    text = "M. Roux, 06 39 98 12 34, appt 12, né le 12/03/1990"
    assert [suggestion(text, span) for span in find_spans(text)] == [
        "Un résident",
        "[numéro retiré]",
        "un logement",
        "[date retirée]",
    ]


def test_each_passage_gives_way_to_the_mark_of_the_import():
    assert without_persons("vu Kevin avec AB-123-CD") == f"vu {REMOVED} avec {REMOVED}"


def test_kinds_told_by_a_mark_say_what_was_there():
    text = "il est schizophrène"
    (span,) = find_spans(text)
    assert span.kind is Kind.SOCIAL
    assert suggestion(text, span) == "[situation personnelle retirée]"
