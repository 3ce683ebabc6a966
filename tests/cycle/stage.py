"""The stage on which the cast plays: the catalogue, a place, and short ways to make one thing of each kind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import propose_action
from palier.cycle.catalogue.models import Category
from palier.cycle.catalogue.services import load_catalogue
from palier.cycle.meetings.models import Meeting, Topic
from palier.cycle.meetings.parking import park_topic
from palier.cycle.meetings.services import plan_meeting
from palier.cycle.problems import services as problems
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.gates import missing
from palier.cycle.problems.models import ObservationRule, Problem
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import file_report
from palier.kernel.clock import day_of
from palier.partners.models import DrawerGrant
from palier.territory.models import Place, PlaceKind
from palier.territory.wording import search_words
from tests.cast import NOW, TODAY, Cast

SOON = TODAY + timedelta(days=14)


@dataclass
class Stage:
    """Who plays, where, and what about."""

    cast: Cast
    place: Place
    category: Category
    now: datetime = NOW
    today: date = TODAY

    def actor(self, name: str):
        return self.cast.actor(name)

    def report(self, by: str = "bruno", **values: Any) -> Report:
        content = {"text": "Dix personnes dans le hall vers 22 h.", "place": self.place, "category": self.category}
        return file_report(
            actor=self.actor(by), group=self.cast.group, now=self.now, today=self.today, **{**content, **values}
        )

    def problem(self, by: str = "alice", **values: Any) -> Problem:
        content = {"title": "Hall occupé, 12 rue des Lilas", "place": self.place, "category": self.category}
        return problems.open_problem(
            actor=self.actor(by), group=self.cast.group, now=self.now, today=self.today, **{**content, **values}
        )

    def action(self, problem: Problem, by: str = "alice", **values: Any) -> Action:
        content = {"title": "Réparer la porte du hall", "organisation": self.cast.landlord, "due": SOON}
        return propose_action(
            actor=self.actor(by), problem=problem, now=self.now, today=self.today, **{**content, **values}
        )

    def pass_gates(self, problem: Problem, *moves: str, at: datetime = NOW, words: str = "Porte forcée") -> Problem:
        """Write what these moves ask for and is not there yet; the observation is of no length in this department."""
        ask = {"actor": self.actor("alice"), "problem": problem, "now": at}
        writings = {
            "admission": lambda: problems.answer_admission(
                answers={criterion: problems.Answered(is_met=True, evidence=words) for criterion in Criterion}, **ask
            ),
            "diagnosis": lambda: problems.write_diagnosis(
                where=words, when="Le soir", facts=words, bothered="Dix foyers", tried="Des rondes", **ask
            ),
            "objective": lambda: problems.set_objective(
                objective=problem.objective or words, indicator="Soirées occupées par semaine", starting_value=5,
                starting_value_on=day_of(at), starting_value_source="Gardien", today=day_of(at), **ask,
            ),
            "evidence": lambda: [
                problems.write_evidence(
                    witness=witness, effect="better", text=words, observed_on=day_of(at), today=day_of(at), **ask
                )
                for witness in ("residents", "police")
            ],
            "time": lambda: ObservationRule.objects.update_or_create(
                department=problem.group.district.department, defaults={"days": 0}
            ),
            "action": lambda: self.action(problem, **self.reader_of(problem)),
        }  # fmt: skip
        for move in moves:
            for need in {lack.mending for lack in missing(problem, move, at)}:
                writings[need]()
        return problem

    def lead(self, problem: Problem, *moves: str, at: datetime = NOW, **values: Any) -> Problem:
        """Alice makes these moves one after the other, each gate passed first."""
        for move in moves:
            self.pass_gates(problem, move, at=at)
            getattr(problems, f"{move}_problem")(actor=self.actor("alice"), problem=problem, now=at, **values)
        return problem

    def reader_of(self, problem: Problem) -> dict[str, Any]:
        """The responsible organisation of an action that it may read itself."""
        if problem.level >= Level.POLICE:
            return {"organisation": self.cast.police}
        return {"organisation": problem.readers.first()} if problem.level == Level.NAMED else {}

    def meeting(self, **values: Any) -> Meeting:
        content = {"planned_at": self.now, "place": "Commissariat"}
        return plan_meeting(actor=self.actor("alice"), group=self.cast.group, now=self.now, **{**content, **values})

    def topic(self, by: str = "bruno", **values: Any) -> Topic:
        content = {"text": "Les horaires du local à vélos"}
        return park_topic(actor=self.actor(by), group=self.cast.group, now=self.now, **{**content, **values})

    def police_problem(self) -> Problem:
        return self.problem(level=Level.POLICE, title="Suivi réservé à la police")

    def open_drawer(self, problem: Problem, *names: str) -> None:
        for name in names:
            user = self.cast.users[name]
            DrawerGrant.objects.create(drawer=problem.pk, group=problem.group, user=user, granted_at=self.now)


def set_stage(cast: Cast) -> Stage:
    """Write the stage to the database."""
    load_catalogue()
    kind, _ = PlaceKind.objects.get_or_create(code="hall", defaults={"label": "Hall d’immeuble"})
    name, address = "Hall du 12 rue des Lilas", "12 rue des Lilas"
    place = Place.objects.create(
        kind=kind, name=name, address=address, search_words=search_words(name, address), created_at=NOW
    )
    return Stage(cast, place, Category.objects.get(code="A1"))
