"""How long does the agenda of a group with N open problems take to write itself? Run by `python -m bench`."""

import argparse
import random
import statistics
import sys
from datetime import timedelta

import django

django.setup()

# Django first, then what needs it.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.cast import Cast  # noqa: E402

from bench.machine import Clock  # noqa: E402
from bench.people import people  # noqa: E402
from palier.config.database import prepare_database  # noqa: E402
from palier.cycle.actions.models import Action  # noqa: E402
from palier.cycle.catalogue.models import Category  # noqa: E402
from palier.cycle.meetings.agenda import propose  # noqa: E402
from palier.cycle.meetings.models import AgendaItem, Meeting  # noqa: E402
from palier.cycle.problems.models import Problem, Source  # noqa: E402
from palier.cycle.reports.models import Report  # noqa: E402
from palier.kernel import clock  # noqa: E402
from palier.partners.actors import actor_for  # noqa: E402
from palier.partners.models import User  # noqa: E402
from palier.territory.models import Place, PlaceKind  # noqa: E402

ACTIONS, REPORTS, MEETINGS, ROUNDS = 6, 12, 12, 7
PROBLEMS_PER_PLACE = 2
STATES = ("open", "planned", "in_progress", "in_progress", "observed", "reopened")


def fill(total: int) -> None:
    """One group with so many open problems, each with its promises and its reports, and a year of meetings."""
    draw, cast, now = random.Random(6), people(), clock.now()
    kind, places = PlaceKind.objects.all()[0], range(total // PROBLEMS_PER_PLACE + 1)
    halls = [Place(kind=kind, name=f"Hall {rank}", created_at=now) for rank in places]
    Place._base_manager.bulk_create(halls)
    problems = [_problem(draw, cast, draw.choice(halls), rank) for rank in range(total)]
    Problem._base_manager.bulk_create(problems)
    Action._base_manager.bulk_create(
        _action(draw, cast, problem, rank) for problem in problems for rank in range(ACTIONS)
    )
    reports = [_report(draw, cast, problem) for problem in problems for _ in range(REPORTS)]
    Report._base_manager.bulk_create(reports)
    Source._base_manager.bulk_create(
        Source(problem=problems[rank // REPORTS], report=report, level=report.level, attached_at=report.created_at)
        for rank, report in enumerate(reports)
    )
    for rank in range(MEETINGS):
        at = now - timedelta(days=15 * (rank + 1))
        held = Meeting.objects.create(
            group=cast.group, planned_at=at, opened_at=at, closed_at=at, place="Mairie", state="closed",
            state_since=at, created_at=at,
        )  # fmt: skip
        AgendaItem._base_manager.bulk_create(
            AgendaItem(meeting=held, problem=problem, rank=at, outcome=draw.choice(("nothing_new", "postponed")))
            for at, problem in enumerate(draw.sample(problems, min(12, total)))
        )
    Meeting.objects.create(
        group=cast.group, planned_at=now + timedelta(days=3), place="Mairie", state="planned", state_since=now,
        created_at=now,
    )  # fmt: skip


def _problem(draw: random.Random, cast: Cast, place: Place, rank: int) -> Problem:
    at = clock.now() - timedelta(days=draw.randrange(200))
    return Problem(
        state=draw.choice(STATES), state_since=at, created_at=at, changed_at=at, reference=f"B-{rank:05}",
        group=cast.group, place=place, category=Category.objects.all()[0], title=f"Hall occupé {rank}",
        level=40 if rank % 12 == 0 else 20,
    )  # fmt: skip


def _action(draw: random.Random, cast: Cast, problem: Problem, rank: int) -> Action:
    due = clock.today() + timedelta(days=draw.randrange(-40, 60))
    return Action(
        problem=problem, organisation=draw.choice((cast.landlord, cast.town, cast.police)), title=f"Agir {rank}",
        state=draw.choice(("proposed", "accepted", "in_progress", "done")), due=due, first_due=due, done_on=due,
        level=40 if rank == 0 else problem.level, created_at=problem.created_at, state_since=problem.created_at,
    )  # fmt: skip


def _report(draw: random.Random, cast: Cast, problem: Problem) -> Report:
    at = clock.now() - timedelta(days=draw.randrange(120))
    return Report(
        state="attached", state_since=at, created_at=at, group=cast.group, place=problem.place, text="Bruit",
        category=problem.category, reporter_organisation=cast.town, seen_on=at.date(),
        level=40 if draw.random() < 0.1 else problem.level,
    )  # fmt: skip


def measure() -> int:
    """The proposal alone, then its page, as the chief asks for it."""
    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was collected for a measure
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    user = User.objects.get(email="alice@example.org")
    planned = Meeting.objects.unsealed("bench").select_related("group").get(state="planned")
    client, url = Client(), reverse("meetings:proposal", kwargs={"pk": planned.pk})
    client.force_login(user)

    def compute() -> int:
        found = propose(actor_for(user, today=clock.today()), planned, now=clock.now(), today=clock.today())
        return len(found.candidates)

    print(f"{compute()} problématiques à proposer parmi {Problem.objects.unsealed('bench').count()}")
    for name, ask in (("proposition", compute), ("page de la proposition", lambda: client.get(url).status_code)):
        ask()
        with CaptureQueriesContext(connection) as asked:
            ask()
        statements = len(asked)  # now: the next request empties the log
        figures = []
        for _ in range(ROUNDS):
            with Clock() as one:
                ask()
            figures.append((one.elapsed * 1000, one.busy * 1000))
        elapsed, busy = zip(*figures, strict=True)
        print(
            f"{name} : médiane {statistics.median(elapsed):.0f} ms, au pire {max(elapsed):.0f} ms ; processeur : "
            f"{statistics.median(busy):.0f} ms ; {statements} requêtes",
            flush=True,
        )
    return 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fill", type=int, metavar="N")
    options = parser.parse_args()
    if not options.fill:
        return measure()
    prepare_database(say=lambda _: None)
    fill(options.fill)
    return 0


if __name__ == "__main__":
    sys.exit(main())
