"""The former tracker of Manosque 1: taken over as it was, then closed, given up or gone on with, line by line."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from random import Random

from palier.cycle.actions import services as actions
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import Outcome, State
from palier.cycle.problems.models import Problem
from palier.demo.year.play import Play, Table
from palier.intake.addresses import finder_in
from palier.intake.takeover import importer_for, take_over
from palier.intake.tracker import read_tracker
from palier.territory.models import Commune

TRACKER, GROUP = "comptes_rendus_manosque.csv", "MAN-1"
TAKEN_AGO, FOLLOWED_AGO = 375, 360
WHY = (
    "Promesse d’avant la reprise, remplacée depuis.",
    "Sans objet depuis la reprise du tableau.",
    "Échéance ancienne : à redemander si le besoin demeure.",
)


def take_over_former(play: Play) -> Iterator[datetime]:
    """The tracker comes in, whole, one morning."""
    yield play.at(play.ago(TAKEN_AGO), 10, 15)
    group = play.tables[GROUP].group
    content = (resources.files("palier.demo") / "data" / TRACKER).read_bytes()
    communes = Commune.objects.filter(district=group.district_id).values_list("insee", flat=True)
    take_over(
        actor=importer_for(group),
        group=group,
        tracker=read_tracker(content, today=play.day),
        find_address=finder_in(tuple(communes)),
        now=play.now,
    )


def follow_former(play: Play) -> Iterator[datetime]:
    """Each fortnight the chief settles two of the lines that came in: what is solved is closed, what is old is told."""
    table, rng = play.tables[GROUP], Random("former")  # noqa: S311 - a story, not a secret
    yield play.at(play.ago(FOLLOWED_AGO), 9, 40)
    settled = (State.RESOLVED, State.OBSERVED, State.IN_PROGRESS, State.REPORTED)
    rows = Problem.objects.unsealed("demonstration").filter(origin=Problem.Origin.IMPORT, state__in=settled)
    taken = sorted(rows, key=lambda one: (settled.index(one.state), one.reference))
    for number, problem in enumerate(taken[:-KEPT]):
        _settle(play, table, problem, rng)
        if number % 2:
            yield play.later(14, rng)


# As many go on, with what they still promise.
KEPT = 3


def _settle(play: Play, table: Table, problem: Problem, rng: Random) -> None:
    problem = play.fresh(problem)
    chief, now = play.chief(table), play.now
    if problem.state == State.REPORTED:
        reason = "Rien de nouveau depuis la reprise du tableau."
        problems.decline_problem(actor=chief, problem=problem, reason=reason, now=now)
        return
    if problem.state == State.IN_PROGRESS:
        problems.observe_problem(actor=chief, problem=problem, now=now)
    rows = Action.objects.unsealed("demonstration").filter(problem=problem, state__in=LIVING_ACTION)
    for action in rows.select_related("problem__group", "organisation"):
        actions.abandon_action(actor=chief, action=action, reason=rng.choice(WHY), now=now)
    is_solved = problem.state == State.RESOLVED
    problems.close_problem(
        actor=chief,
        problem=problem,
        outcome="" if is_solved else Outcome.MANAGED,
        closing_note="Vu en réunion : plus de fait depuis la reprise." if is_solved else "Suivi ordinaire désormais.",
        now=now + timedelta(minutes=3),
        today=play.day,
    )
