"""How long do the lists, the map and the search of a reader take among N reports? Run by `python -m bench`."""

import argparse
import gc
import random
import statistics
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import django

django.setup()

# Django first, then what needs it.
from django.conf import settings  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.cast import NOW  # noqa: E402

from bench.machine import Clock, percentile  # noqa: E402
from bench.people import people  # noqa: E402
from palier.config.database import gather_statistics, prepare_database  # noqa: E402
from palier.cycle.catalogue.models import Category  # noqa: E402
from palier.cycle.problems.lifecycle import State as ProblemState  # noqa: E402
from palier.cycle.problems.models import Problem, Source  # noqa: E402
from palier.cycle.reports.lifecycle import State as ReportState  # noqa: E402
from palier.cycle.reports.models import Report  # noqa: E402
from palier.partners.models import Group, Organisation, User  # noqa: E402
from palier.search.rebuilding import catch_up  # noqa: E402
from palier.territory.models import Place, PlaceKind  # noqa: E402
from palier.territory.wording import search_words  # noqa: E402

# One reader's group holds a tenth of all: far more than a sector gathers in the two years that rows are kept.
USUAL_GROUPS = 10
REPORTS_PER_PROBLEM = 15
REPORTS_PER_PLACE = 40
CHUNK = 5000
DAYS = 700
ROUNDS = 12
FACTS = (
    "Dix à quinze personnes dans le hall, musique et détritus au matin.",
    "Rodéos de deux-roues sur le parking, le dimanche après-midi.",
    "Vitesse excessive à la sortie de l’école, les enfants traversent en courant.",
    "Encombrants déposés devant les conteneurs, de nouveau après le ramassage.",
    "Porte d’entrée forcée, le digicode ne répond plus depuis la semaine dernière.",
    "Tapage jusqu’à deux heures, plusieurs appels restés sans suite.",
)
ADDRESSES = {
    "signalements, première page": "/signalements/",
    "signalements, page 40": "/signalements/?page=40",
    "signalements, une catégorie, un mois": "/signalements/?category=A1&since=01/10/2026&until=31/10/2026",
    "signalements, un mot": "/signalements/?words=digicode",
    "signalements, un mot rare": "/signalements/?words=trottinette",
    "signalements, trois mots et un début": "/signalements/?words=hall+musique+détri",
    "signalements, une abréviation": "/signalements/?words=2rm",
    "signalements, par catégorie": "/signalements/?sort=categorie",
    "signalements, sur la carte": "/signalements/sur-la-carte/",
    "signalements, points de la carte": "/signalements/sur-la-carte.geojson?bbox=5,43,8,45",
    "signalements à trier": "/signalements/tri/",
    "problématiques, première page": "/problematiques/",
    "problématiques, toutes, page 20": "/problematiques/?state=toutes&page=20",
    "problématiques, un mot": "/problematiques/?words=hall",
    "problématiques, en retard": "/problematiques/?late=on",
    "problématiques, sur la carte": "/problematiques/sur-la-carte/",
    "problématiques, points de la carte": "/problematiques/sur-la-carte.geojson?bbox=5,43,8,45",
    "accueil": "/",
    "recherche, un mot": "/recherche/?q=digicode",
    "recherche, un mot rare": "/recherche/?q=trottinette",
}


def fill(total: int, count: int) -> None:
    """Write `total` reports, a problem for every fifteen, in so many groups, over two years."""
    draw = random.Random(4)
    cast = people()
    groups = [cast.group, *_more_groups(cast.group, count - 1)]
    places = list(_places(draw, total // REPORTS_PER_PLACE + 1))
    categories = list(Category.objects.values_list("pk", flat=True))
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    _write(Place, places)
    common = {"draw": draw, "groups": groups, "places": places, "categories": categories}
    _write(Problem, (_problem(rank, **common) for rank in range(total // REPORTS_PER_PROBLEM)))
    _write(Report, (_report(rank, organisations=organisations, **common) for rank in range(total)))
    attached = (
        Report.objects.unsealed("bench").filter(state=ReportState.ATTACHED, source=None).values_list("pk", "group_id")
    )
    problems: dict[Any, list[Any]] = {}
    for pk, group_id in Problem.objects.unsealed("bench").values_list("pk", "group_id"):
        problems.setdefault(group_id, []).append(pk)
    _write(
        Source,
        (
            Source(problem_id=draw.choice(problems[group_id]), report_id=pk, level=20, attached_at=NOW)
            for pk, group_id in attached.iterator()
        ),
    )


def _more_groups(first: Group, count: int) -> list[Group]:
    return [
        Group.objects.create(
            code=f"DIG-{rank + 10}", name=f"GPO Digne {rank + 10}", district=first.district,
            created_at=NOW, opened_on=first.opened_on,
        )
        for rank in range(count)
    ]  # fmt: skip


def _places(draw: random.Random, count: int) -> Iterator[Place]:
    kinds = list(PlaceKind.objects.all()[:8])
    for rank in range(count):
        name = f"{draw.choice(('Hall', 'Parking', 'Square', 'Arrêt'))} {rank}"
        latitude, longitude = 44.05 + draw.random() / 10, 6.15 + draw.random() / 8
        yield Place(
            kind=draw.choice(kinds), name=name, search_words=search_words(name, ""), created_at=NOW,
            latitude=latitude, longitude=longitude, west=longitude, east=longitude, south=latitude, north=latitude,
        )  # fmt: skip


def _moment(draw: random.Random) -> datetime:
    return datetime(2026, 11, 2, tzinfo=UTC) - timedelta(minutes=draw.randrange(DAYS * 1440))


def _problem(
    rank: int, *, draw: random.Random, groups: list[Group], places: list[Place], categories: list[str]
) -> Problem:
    at, state = _moment(draw), draw.choice((*ProblemState.values[:6], ProblemState.DECLINED, ProblemState.REDIRECTED))
    return Problem(
        state=state, state_since=at, created_at=at, changed_at=at, reference=f"B-{rank:06}",
        group=groups[rank % len(groups)], place=draw.choice(places), category_id=draw.choice(categories),
        title=f"{draw.choice(('Hall occupé', 'Dépôts sauvages', 'Vitesse excessive'))} {rank}",
        gravity=draw.randint(1, 4), level=40 if rank % 25 == 0 else 20,
    )  # fmt: skip


def _report(
    rank: int,
    *,
    draw: random.Random,
    groups: list[Group],
    places: list[Place],
    categories: list[str],
    organisations: list[Any],
) -> Report:
    at = _moment(draw)
    waits = rank % 200 == 0
    state = ReportState.RECEIVED if waits else draw.choice((ReportState.ATTACHED, ReportState.DECLINED))
    return Report(
        state=state, state_since=at, created_at=at, group=groups[rank % len(groups)], place=draw.choice(places),
        category_id=draw.choice(categories), reporter_organisation_id=draw.choice(organisations),
        seen_on=at.date(), text=draw.choice(FACTS), level=40 if rank % 25 == 0 else 20,
        decline_reason="Fait isolé." if state == ReportState.DECLINED else "",
    )  # fmt: skip


def _write(model: type[models.Model], rows: Any) -> None:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        model._base_manager.bulk_create(chunk)


def measure() -> int:
    """Ask each address in turn, as the chief of one group; 1 when one answers something else than its page."""
    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was collected for a measure
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    client = Client()
    client.force_login(User.objects.get(email="alice@example.org"))
    mine = Report.objects.unsealed("bench").filter(group__code="DIG-1").count()
    print(f"{Report.objects.unsealed('bench').count()} signalements, dont {mine} dans le groupe lu")
    for address in ADDRESSES.values():
        client.get(address)
    gc.collect()
    gc.freeze()  # as a server does once it is warm (config/server.py)
    for name, address in ADDRESSES.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        if answer.status_code != 200:
            print(f"{name} : {answer.status_code}")
            return 1
        statements = len(asked)  # now: the next request empties the log
        elapsed, busy = zip(*(_timed(client, address) for _ in range(ROUNDS)), strict=True)
        print(
            f"{name} : médiane {statistics.median(elapsed):.0f} ms, p95 {percentile(elapsed, 0.95):.0f} ms, "
            f"meilleure {min(elapsed):.0f} ms ; processeur : {statistics.median(busy):.0f} ms, au mieux "
            f"{min(busy):.0f} ms ; {statements} requêtes",
            flush=True,
        )
    return 0


def _timed(client: Client, address: str) -> tuple[float, float]:
    """Milliseconds elapsed, and of processor, until the last byte."""
    with Clock() as clock:
        answer = client.get(address)
        _ = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return clock.elapsed * 1000, clock.busy * 1000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fill", type=int, metavar="N")
    parser.add_argument("--groups", type=int, metavar="N", default=USUAL_GROUPS)
    options = parser.parse_args()
    if not options.fill:
        return measure()
    prepare_database(say=lambda _: None)
    with Clock() as filled:
        fill(options.fill, options.groups)
    with Clock() as indexed:
        catch_up()
    print(f"index de recherche fait en {indexed.elapsed:.0f} s ({indexed.busy:.0f} s de processeur)", flush=True)
    gather_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum does by itself within minutes
    print(f"{options.fill} signalements écrits en {filled.elapsed:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
