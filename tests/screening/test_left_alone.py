"""What names no one: streets, schools, shops, brands, months, functions, groups of people."""

import pytest

from palier.screening import find_spans


@pytest.mark.parametrize(
    "text",
    [
        "rue Jean Moulin, collège Gassendi, place du Général de Gaulle",
        "devant le Carrefour, la boulangerie Chez Michel et le salon Coiffure Élodie",
        "rue marcel pagnol il y a des rats",
        "Mercredi à la Saint-Jean, rue du Docteur Simon Piétri",
        "la ligne 12, le bâtiment C, le hall 3, le local 4, la cave 18",
        "article L272-4 du CSI, arrêté municipal n° 2024-118, facture 2025-1180",
        "M. le maire et la commissaire reçoivent jeudi",
        "MM. les adjoints, Mme la proviseure, Monsieur le préfet",
        "Le buste de Pasteur et la statue de Victor Hugo",
        "Mr Bricolage, Leroy Merlin et Yves Rocher ont fermé",
        "Une Mercedes noire, une Mégane grise et une Clio",
        "9 PV dressés le 14 mai 2025, 22 PV cette semaine",
        "du 12 au 14 mai, 120 personnes ; 5000 € de dégâts",
        "des personnes sourdes et des SDF dorment sous les arcades",
        "la place handicapé est toujours prise",
        "Prévention de l’alcoolisme au lycée",
        "Accès par la porte B du gymnase, porte 12 du parking",
        "un logement sur deux est vide, 46 logements",
        "Les parents d’élèves demandent un passage",
        "les enfants de l’école jouent dehors, la mère de famille a eu peur",
        "un chien nommé Rex mord les passants",
        "Porte réparée, testée. Porte est restée ouverte, Ascenceur est en panne",
        "Ma boutique, Aux Délices de Léa, a été vandalisée",
        "TABLEAU DE SUIVI DES PROBLEMATIQUES",
        "LES JEUNES DU HALL 4 FUMENT TOUTE LA NUIT",
        "appelez le 17, le 112 ou le 114",
        "Bléone Habitat et Enedis participent à la visite",
        "Monsieur le Proviseur et Mme la Directrice demandent un passage",
        "square jean-baptiste clément, fresque Frida Kahlo, secteur Saint-Jean / Roger Salengro",
        "plomberie Perez, transport Mauger, l’opticien Alain Afflelou",
        "le rectorat d’Aix-Marseille, l’olivier de la place",
        "les jeunes lèvent la roue, on veut la paix",
    ],
)
def test_nothing_is_spotted(text):
    assert [(span.kind.code, span.of(text)) for span in find_spans(text)] == []


def test_a_person_of_the_same_name_as_a_street_is_still_one():
    assert [span.of("M. Jean Moulin") for span in find_spans("M. Jean Moulin habite rue Jean Moulin")] == [
        "Jean Moulin"
    ]
