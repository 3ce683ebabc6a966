"""The stage on which the cast plays: the catalogue, a place, and short ways to make one thing of each kind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import propose_action
from palier.cycle.catalogue.models import Category
from palier.cycle.catalogue.services import load_catalogue
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.services import plan_meeting
from palier.cycle.problems import services as problems
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Report
from palier.cycle.reports.services import file_report
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

    def meeting(self, **values: Any) -> Meeting:
        content = {"planned_at": self.now, "place": "Commissariat"}
        return plan_meeting(actor=self.actor("alice"), group=self.cast.group, now=self.now, **{**content, **values})

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
