"""The actions that wait, for all the panels that count them: read once, whatever their number."""

from collections import defaultdict
from datetime import date
from functools import cached_property, reduce
from itertools import compress, product
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, Value, When

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_for
from palier.cycle.actions.questions import Question, asked

# As many as the first lines of each panel are taken from; the counts stop there as well.
MOST = 5_000


class Panel(NamedTuple):
    """The actions that answer one question: how many, and the first ones."""

    number: int
    first: list[Action]


class PromisedActions:
    """What one reader sees of the actions that answer a question: two statements for any number of panels."""

    def __init__(self, actor: Actor, today: date, *, shown: int) -> None:
        self.actor, self.today, self.shown = actor, today, shown

    def panel(self, question: Question, *, mine: bool = False, group: UUID | None = None) -> Panel:
        """Those that answer the question, next due first: of one's own organisations, or of a group, where asked."""
        keys = self._keys.get((question, mine, group), [])
        return Panel(len(keys), [self._first[key] for key in keys[: self.shown] if key in self._first])

    @cached_property
    def _keys(self) -> dict[tuple[Question, bool, UUID | None], list[Any]]:
        """The keys of each panel that may be asked for, in one pass."""
        found: dict[tuple[Question, bool, UUID | None], list[Any]] = defaultdict(list)
        for key, state, organisation, owner, *answers in self._rows:
            whose = [False, True] if state in LIVING and organisation in self.actor.organisation_ids else [False]
            for question in compress(Question, answers):
                for panel in product([question], whose, [None, owner]):
                    found[panel].append(key)
        return found

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        conditions = {question.name.lower(): asked(question, self.today) for question in Question}
        answers = {name: _said(condition) for name, condition in conditions.items()}
        rows = actions_for(self.actor).filter(reduce(or_, conditions.values())).annotate(**answers)
        columns = ("pk", "state", "organisation_id", "problem__group_id", *answers)
        return list(rows.values_list(*columns)[:MOST])

    @cached_property
    def _first(self) -> dict[Any, Action]:
        """The first rows of every panel, in one reading."""
        wanted = {key for keys in self._keys.values() for key in keys[: self.shown]}
        return actions_for(self.actor).in_bulk(wanted) if wanted else {}


def _said(condition: Any) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())  # noqa: FBT003
