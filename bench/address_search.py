"""Address search on a million addresses: makes the base, then times realistic queries, typing errors included.

    nice python bench/address_search.py [--addresses 1000000] [--queries 4000] [--keep FOLDER]

Run with the same environment as the product (PALIER_DATABASE_URL chooses the engine, an empty database is needed;
by default a SQLite file in a temporary folder). Nothing here is a timed test: figures go to bench/README.md.
"""

import argparse
import os
import random
import resource
import statistics
import string
import tempfile
import time

import django

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--addresses", type=int, default=1_000_000)
parser.add_argument("--queries", type=int, default=4_000)
parser.add_argument("--keep", help="folder of the SQLite database, made once and used again")
options = parser.parse_args()
os.environ["PALIER_DATA_DIR"] = options.keep or tempfile.mkdtemp(prefix="palier-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "palier.config.settings"
django.setup()

# Django first, then what needs it.
from palier.config.database import prepare_database  # noqa: E402
from palier.kernel import clock  # noqa: E402
from palier.territory.addresses import search_addresses  # noqa: E402
from palier.territory.models import Address, AddressRelease, Street  # noqa: E402

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


def spoiled(text: str, dice: random.Random) -> str:
    """One typing error in one word of five letters or more."""
    words = text.split(" ")
    long = [rank for rank, one in enumerate(words) if len(one) >= 5]
    if not long:
        return text
    rank = dice.choice(long)
    letters = list(words[rank])
    place = dice.randrange(1, len(letters) - 1)
    error = dice.randrange(4)
    if error == 0:
        del letters[place]
    elif error == 1:
        letters.insert(place, dice.choice(string.ascii_lowercase))
    elif error == 2:
        letters[place] = dice.choice(string.ascii_lowercase)
    else:
        letters[place], letters[place - 1] = letters[place - 1], letters[place]
    words[rank] = "".join(letters)
    return " ".join(words)


def make_queries(count: int, dice: random.Random) -> list[tuple[str, str, str]]:
    """(kind of query, what is typed, street awaited)."""
    ids = list(Street.objects.values_list("pk", flat=True))
    queries = []
    for street in Street.objects.in_bulk(dice.choices(ids, k=count)).values():
        number = 1 + 2 * dice.randrange(DOORS) + (street.pk % 2)
        head, *rest = street.name.split(" ")
        short = " ".join([SHORT.get(head, head.lower()), *rest])
        town = street.commune.split("-")[0]
        kind, typed = dice.choice(
            (
                ("whole", f"{number} {street.name} {street.commune}"),
                ("short", f"{number} {short.lower()} {town}"),
                ("last", f"{street.name} {number} {town}"),
                ("typing", f"{number} {short.lower()}"[: dice.randint(6, 16)]),
                ("error", spoiled(f"{number} {short.lower()} {town.lower()}", dice)),
                ("error", spoiled(f"{street.name.lower()} {town.lower()}", dice)),
            )
        )
        queries.append((kind, typed, f"{street.name}, {street.postcode} {street.commune}"))
    return queries


def measure(queries: list[tuple[str, str, str]]) -> None:
    times: dict[str, list[float]] = {}
    work: list[float] = []
    first: dict[str, int] = {}
    shown: dict[str, int] = {}
    for kind, typed, awaited in queries:
        start, busy = time.perf_counter(), time.process_time()
        hits = search_addresses(typed)
        work.append((time.process_time() - busy) * 1000)
        times.setdefault(kind, []).append((time.perf_counter() - start) * 1000)
        labels = [hit.label for hit in hits]
        first[kind] = first.get(kind, 0) + bool(labels and labels[0].endswith(awaited))
        shown[kind] = shown.get(kind, 0) + any(label.endswith(awaited) for label in labels)
    print(f"{'queries':8} {'count':>6} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'first':>7} {'shown':>7}")
    for kind in [*sorted(times), "all"]:
        some = sorted(times[kind]) if kind != "all" else sorted(one for group in times.values() for one in group)
        count = len(some)
        hit, seen = (first[kind], shown[kind]) if kind != "all" else (sum(first.values()), sum(shown.values()))
        p95 = some[int(count * 0.95)]
        middle, share = statistics.median(some), f"{hit / count:7.1%} {seen / count:7.1%}"
        print(f"{kind:8} {count:6} {middle:8.1f} {p95:8.1f} {some[-1]:8.1f} {share}")
    work.sort()
    # On a machine shared with other work, this is the figure that does not depend on the neighbours.
    print(f"processor time: p50 {statistics.median(work):.1f} ms, p95 {work[int(len(work) * 0.95)]:.1f} ms")


def main() -> None:
    prepare_database(say=lambda _: None)
    dice = random.Random(2026)
    if not Street.objects.exists():
        start = time.perf_counter()
        make_base(options.addresses, dice)
        print(f"base made in {time.perf_counter() - start:.0f} s")
    print(f"{Street.objects.count()} streets, {Address.objects.count()} addresses")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    queries = make_queries(options.queries, random.Random(7))
    start = time.perf_counter()
    search_addresses("rue")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"index built in {time.perf_counter() - start:.1f} s, {(after - before) / 1024:.0f} MB more at most")
    measure(queries)


if __name__ == "__main__":
    main()
