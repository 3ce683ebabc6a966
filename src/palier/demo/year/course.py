"""One problem of the scenario as its life goes: where it happens, what was told and promised, how it now stands."""

from random import Random
from uuid import UUID

from palier.access.actor import Actor
from palier.cycle.actions import services as actions
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Problem
from palier.demo.year.facts import Fact, Promised, facts
from palier.demo.year.play import Play, Table
from palier.demo.year.scenario import Case

NO_OBJECT = "Sans objet : la problématique est en observation."


class Course:
    """One problem of the scenario, and what it has come to."""

    def __init__(self, play: Play, table: Table, case: Case) -> None:
        self.play, self.table, self.case = play, table, case
        self.fact: Fact = facts()[case.fact]
        self.rng = Random(f"problem {case.key}")  # noqa: S311 - a story, not a secret
        self.problem: Problem | None = None
        self.reports: list[UUID] = []
        self.actions: list[UUID] = []
        # Nothing is asked of a partner about what the police keeps to itself.
        reserved = case.spot.is_reserved
        self.left: list[Promised] = [one for one in self.fact.answers if one.role == "pn" or not reserved]

    @property
    def state(self) -> str:
        """Where the problem stands now."""
        return self.play.state_of(self.opened)

    @property
    def opened(self) -> Problem:
        """The problem, once it is opened."""
        if self.problem is None:
            raise LookupError("It is not opened yet.")
        return self.problem

    def fresh(self) -> Problem:
        """The problem as it now stands."""
        self.problem = self.play.fresh(self.opened)
        return self.problem

    def chief(self) -> Actor:
        """Who leads the group that follows it."""
        return self.play.chief(self.table)

    def drop_what_is_left(self) -> None:
        """The problem is over: what was still promised has no object any more."""
        rows = Action.objects.unsealed("demonstration").filter(pk__in=self.actions, state__in=LIVING_ACTION)
        for action in rows.select_related("problem__group", "organisation"):
            actions.abandon_action(actor=self.chief(), action=action, reason=NO_OBJECT, now=self.play.now)
