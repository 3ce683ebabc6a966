"""Address search: makes the base once, then times realistic queries, typing errors included.

Run by `python -m bench`.
"""

import argparse
import random
import string

import django

django.setup()

# Django first, then what needs it.
from bench.invented_addresses import DOORS, SHORT, make_base  # noqa: E402
from bench.machine import Clock, percentile, resident  # noqa: E402
from palier.config.database import prepare_database  # noqa: E402
from palier.territory.addresses import search_addresses, warm_up  # noqa: E402
from palier.territory.models import Address, Street  # noqa: E402

KINDS = {
    "whole": "entières",
    "short": "abrégées",
    "last": "n° à la fin",
    "typing": "inachevées",
    "error": "une faute",
}


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
    """Time each query; on a machine shared with other work, processor time is what does not depend on neighbours."""
    kinds: dict[str, list[tuple[float, float, bool, bool]]] = {name: [] for name in (*KINDS.values(), "toutes")}
    for kind, typed, awaited in queries:
        with Clock() as one:
            hits = search_addresses(typed)
        found = [hit.label.endswith(awaited) for hit in hits]
        line = (one.elapsed * 1000, one.busy * 1000, found[:1] == [True], any(found))
        kinds["toutes"].append(line)
        kinds[KINDS[kind]].append(line)
    print(f"{'recherches':12} {'nombre':>6} {'écoulé ms':>19} {'processeur ms':>19} {'1re':>7} {'parmi 8':>7}")
    print(f"{'':12} {'':>6} {'médiane':>9} {'p95':>9} {'médiane':>9} {'p95':>9}")
    for name, lines in kinds.items():
        elapsed, busy, first, shown = zip(*lines, strict=True)
        times = (percentile(series, share) for series in (elapsed, busy) for share in (0.5, 0.95))
        shares = f"{sum(first) / len(lines):7.1%} {sum(shown) / len(lines):7.1%}"
        print(f"{name:12} {len(lines):6} " + " ".join(f"{figure:9.1f}" for figure in times) + f" {shares}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fill", type=int, metavar="N")
    parser.add_argument("--queries", type=int)
    options = parser.parse_args()
    if options.fill:
        prepare_database(say=lambda _: None)
        if not Street.objects.exists():
            with Clock() as made:
                make_base(options.fill, random.Random(2026))
            print(f"base faite en {made.elapsed:.0f} s")
        print(f"{Street.objects.count()} voies, {Address.objects.count()} adresses", flush=True)
        return
    before = resident()
    with Clock() as built:
        warm_up()
    held = f"{resident() - before:.0f} Mo gardés en mémoire"
    print(f"index : {built.elapsed:.1f} s ({built.busy:.1f} s de processeur), {held}")
    measure(make_queries(options.queries, random.Random(7)))


if __name__ == "__main__":
    main()
