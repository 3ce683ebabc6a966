"""A département's worth of invented streets and numbers, always the same for a same size."""

import random

from palier.kernel import clock
from palier.territory.models import Address, AddressRelease, Street

_NAMES = (
    "Gambetta Pasteur Voltaire Jaurès Moulin Hugo Zola Mistral Giono Gassendi Arago Thiers Carnot Foch Leclerc Péri "
    "Curie Blum Ferry Rostand Lamartine Verlaine Rimbaud Ravel Bizet Berlioz Cézanne Monet Renoir Matisse Pagnol "
    "Daudet Colette Prévert Aragon Éluard Camus Sartre Malraux Coty Schuman Monnet Mermoz Blériot Guynemer Ader"
)
_FIRST = "Jean Victor Louis Émile Paul Pierre Georges Henri Marie Jules Charles Joseph Frédéric Léon Gabriel Anne"
_THINGS = (
    "Église Fontaine Moulin Mairie Gare École Poste Prairie Rivière Source Colline Forêt Chapelle Tour Porte Croix "
    "Lavoir Four Marché Pont Verger Tilleuls Acacias Cèdres Platanes Oliviers Lavandes Genêts Mimosas Roses Vignes "
    "Alouettes Hirondelles Cigales Amandiers Cerisiers Peupliers Chênes Pins Remparts Jardins Champs Prés Coteaux"
)
_KINDS = "Rue Rue Rue Rue Avenue Boulevard Chemin Chemin Impasse Allée Place Route Lotissement Square Montée Traverse"
_SYLLABLES = "bar mon cas ver gil lan dor mer sal ton ville roc font al pra vin cour bel haut neuf sou gé lu mar cel"
NAMES, FIRST, THINGS, KINDS, SYLLABLES = (words.split() for words in (_NAMES, _FIRST, _THINGS, _KINDS, _SYLLABLES))
MONTHS = ("Mai", "Septembre", "Août", "Novembre")
YEARS = (1944, 1945, 1918)
SHORT = {
    "Avenue": "av",
    "Boulevard": "bd",
    "Chemin": "ch",
    "Impasse": "imp",
    "Allée": "all",
    "Place": "pl",
    "Route": "rte",
}
DOORS = 12


def word(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()


def street_name(dice: random.Random) -> str:
    kind = dice.choice(KINDS)
    draw = dice.random()
    if draw < 0.35:
        return f"{kind} {dice.choice(FIRST)} {dice.choice(NAMES)}"
    if draw < 0.6:
        return f"{kind} de la {dice.choice(THINGS)}"
    if draw < 0.63:
        return f"{kind} du {dice.randint(1, 28)} {dice.choice(MONTHS)} {dice.choice(YEARS)}"
    return f"{kind} {dice.choice(['de', 'des', 'du', ''])} {word(dice)} {dice.choice(['', word(dice)])}".replace(
        "  ", " "
    ).strip()


def make_base(addresses: int, dice: random.Random) -> None:
    wanted = addresses // DOORS
    streets: dict[tuple[str, str], Street] = {}
    communes = [
        (f"{rank:05d}", f"{word(dice)}-{dice.choice(['les-Bains', 'sur-Durance', 'le-Haut', 'Ville'])}")
        for rank in range(400)
    ]
    while len(streets) < wanted:
        insee, commune = communes[int(dice.paretovariate(0.9)) % len(communes)]
        name = street_name(dice)
        streets.setdefault(
            (insee, name),
            Street(
                insee=insee,
                commune=commune,
                postcode=f"{insee[:2]}{insee[2:4]}0",
                name=name,
                latitude=44.0,
                longitude=6.0,
            ),
        )
    made = Street.objects.bulk_create(streets.values(), batch_size=5000)
    batch: list[Address] = []
    for street in made:
        for door in range(DOORS):
            number = 1 + door * 2 + (street.pk % 2)
            batch.append(
                Address(
                    street_id=street.pk,
                    number=number,
                    latitude=44 + dice.random(),
                    longitude=6 + dice.random(),
                    precision="numero",
                )
            )
        if len(batch) >= 6000:
            Address.objects.bulk_create(batch)
            batch = []
    Address.objects.bulk_create(batch)
    AddressRelease.objects.create(
        file_name="bench", digest="", streets=len(made), addresses=len(made) * DOORS, loaded_at=clock.now()
    )
