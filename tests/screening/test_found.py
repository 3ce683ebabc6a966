"""What is spotted, kind by kind; bounds as the annotated sentences draw them."""

from itertools import pairwise

import pytest

from palier.screening import Kind, find_spans
from palier.screening.spans import kind_of


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind.code, span.of(text)) for span in find_spans(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mr dupont jette ses sacs", ["dupont"]),
        ("Mme B. ne veut plus descendre", ["B."]),
        ("M. Le Goff et Mme de La Tour", ["Le Goff", "de La Tour"]),
        ("MM. Petit et Legrand sont excusés", ["Petit", "Legrand"]),
        ("JOUVE Wilfried est convoqué", ["JOUVE Wilfried"]),
        ("jai vu mohamed et toufik dans la cave", ["mohamed", "toufik"]),
        ("MOHAMED B. A CASSE LA PORTE", ["MOHAMED B."]),
        ("un gars appelé jordan casse les rétros", ["jordan"]),
        ("Ngô Văn Hùng a fermé le restaurant", ["Ngô Văn Hùng"]),
        ("M'Barek Ouali et Perrine Vasseur-Da Costa", ["M'Barek Ouali", "Perrine Vasseur-Da Costa"]),
        ("les dos santos font la fête", ["dos santos"]),
        ("Selon Quenardel, ils sont six", ["Quenardel"]),
        ("la clé a été rendue par Y. Mazoyer", ["Y. Mazoyer"]),
        ("Mineur A.B., remis à ses parents", ["A.B."]),
        ("Rose, la fleuriste, a été bousculée", ["Rose"]),
        ("avec sa sœur Samira Mekki", ["Samira Mekki"]),
        ("renfort du brigadier martelli", ["martelli"]),
        ("la mère Pinson hurle", ["Pinson"]),
        ("DRAMOUSSI Bemidou a été avisé", ["DRAMOUSSI Bemidou"]),
        ("Ferhaz de la mercerie m’a prévenue", ["Ferhaz"]),
        ("y a Dramoussi qui revend des cigarettes", ["Dramoussi"]),
        ("Chez Karim Bouzid", ["Karim Bouzid"]),
        ("devant Chez Karim Bouzid, le soir", ["Karim Bouzid"]),
        ("Pavillon Dupont", ["Dupont"]),
    ],
)
def test_names_are_spotted_whatever_their_origin_and_spelling(text, names):
    assert [passage for kind, passage in found(text) if kind == "person"] == names


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("appelez le 06.12.34.56.78 le soir", "phone", "06.12.34.56.78"),
        ("joindre le +33 6 39 98 30 17", "phone", "+33 6 39 98 30 17"),
        ("écrire à p.morel@example.org.", "email", "p.morel@example.org"),
        ("lucie at example point org", "email", "lucie at example point org"),
        ("plaque AB 123 CD", "plate", "AB 123 CD"),
        ("une clio ff 482 kt", "plate", "ff 482 kt"),
        ("une Clio noire 4521 VB 13", "plate", "4521 VB 13"),
        ("un cri apt 12", "flat", "apt 12"),
        ("squat au 6e étage porte 62", "flat", "6e étage porte 62"),
        ("la locataire du 3e droite", "flat", "3e droite"),
        ("PV n° 2024/00123 dressé", "procedure_number", "2024/00123"),
        ("Affaire suivie sous le n° 2025/004318", "procedure_number", "2025/004318"),
        ("Individu né le 14/02/2006", "birthdate", "14/02/2006"),
        ("l’intéressé, né en mars 1995", "birthdate", "mars 1995"),
        ("Il se fait appeler Zouzou", "nickname", "Zouzou"),
        ("alias « Bouboule », connu", "nickname", "Bouboule"),
        ("Le Bulgare et son frère occupent la cave", "nickname", "Le Bulgare"),
        ("momo et sa bande squattent le hall", "nickname", "momo"),
        ("c’est la bande à Zizou", "nickname", "Zizou"),
        ("le gros dédé fait peur", "nickname", "le gros dédé"),
        ("on le surnomme le colonel", "nickname", "le colonel"),
        ("c’est le turc qui vend", "nickname", "le turc"),
        ("la voiture GB-4I2-KL file", "plate", "GB-4I2-KL"),
        ("Seat Leon eb.442.fr", "plate", "eb.442.fr"),
        ("tél. : 06,39,98,11,22", "phone", "06,39,98,11,22"),
        ("06.39.98.11.22/04.65.71.00.00", "phone", "06.39.98.11.22"),
        ("née le premier mai 1998", "birthdate", "premier mai 1998"),
        ("PVI 2026-445 transmis", "procedure_number", "2026-445"),
        ("mail lea(a)example.org", "email", "lea(a)example.org"),
        ("le fils de la gardienne traîne", "kinship", "le fils de la gardienne"),
        ("la sœur du mis en cause", "kinship", "la sœur du mis en cause"),
        ("une personne sous curatelle", "social", "curatelle"),
        ("le voisin est schizophrène", "social", "schizophrène"),
        ("il sort de prison", "social", "prison"),
        ("la locataire touche le RSA", "social", "RSA"),
    ],
)
def test_each_kind_is_spotted_with_its_bounds(text, kind, passage):
    assert (kind, passage) in found(text)


def test_kinship_stops_where_the_name_or_its_title_begins():
    assert found("la mère du petit Kevin crie") == [("kinship", "la mère du petit"), ("person", "Kevin")]
    assert found("le beau-frère de M. Pastorelli") == [("kinship", "le beau-frère de"), ("person", "Pastorelli")]


def test_a_date_just_after_a_name_is_that_of_birth():
    assert found("MARTINELLI Jessica, 21.07.1999 à Manosque")[1] == ("birthdate", "21.07.1999")
    assert found("M. Martinelli est convoqué le 21.07.2026") == [("person", "Martinelli")]


def test_spans_come_in_order_and_never_overlap():
    text = "Kevin (appt 12, 06 39 98 12 34), le fils de Mme Roux, est sous tutelle ; plaque AB-123-CD."
    spans = find_spans(text)
    assert len(spans) == 7
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_bounds_count_characters_whatever_stands_before():
    text = "🛴🛴 œuf – Mme Lefèvre"
    assert found(text) == [("person", "Lefèvre")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "12", "…", "M.", "Mme", "« »", "@", "0" * 40, "l'", "née le"])
def test_scraps_of_text_are_read_without_fault(text):
    assert find_spans(text) == []


def test_every_kind_explains_itself_in_two_lines():
    for kind in Kind:
        assert kind is kind_of(kind.code)
        assert kind.label
        assert len(kind.explanation.splitlines()) == 2


def test_a_long_text_is_read_piece_by_piece_and_its_passages_stay_in_place():
    text = "Rien à signaler au parking. " * 400 + "Le téléphone est le 06 12 34 56 78."
    assert [span.of(text) for span in find_spans(text)] == ["06 12 34 56 78"]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("C’est K\u00adévin qui tape", "K\u00adévin"),
        ("Mme Dur\u200band crie", "Dur\u200band"),
        ("\uff2b\uff25\uff36\uff29\uff2e a cassé la porte", "\uff2b\uff25\uff36\uff29\uff2e"),
        ("K\u0435vin a cassé la porte", "K\u0435vin"),
        ("Sophie\u0301 Mo\u0308ller crie", "Sophie\u0301 Mo\u0308ller"),
        ("un scooter, GB\u2011417\u2011KT, sur le trottoir", "GB\u2011417\u2011KT"),
    ],
    ids=["soft hyphen", "joiner", "full width", "cyrillic", "apart accents", "hard hyphens"],
)
def test_a_text_is_read_as_it_is_seen_and_the_passage_shown_as_it_was_typed(text, passage):
    assert [one for _, one in found(text)] == [passage]
