"""What an import would write, counted without writing: the same way through a file, with nothing kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.cycle.problems.models import Problem
from palier.intake.addresses import FoundAddress
from palier.intake.models import TakenLine
from palier.intake.owners import Directory
from palier.intake.past_meetings import new_meetings, past_attendance
from palier.intake.places import Gazetteer
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.intake.takeover import Taken, Writing
from palier.kernel.ids import new_id
from palier.partners.models import Group, Organisation, OrganisationType
from palier.screening import without_persons
from palier.territory.models import Place


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be written, and how many places would be added."""

    taken: Taken
    places: int


def foresee(*, actor: Actor, group: Group, tracker: Tracker, now: datetime) -> Foreseen:
    """What `take_over` would write now of this file."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    counting = _Counting(actor, group, now)
    return Foreseen(counting.write(tracker), counting.places.made)


class _Names(Directory):
    """A directory that enters nobody."""

    def _create(self, kind: OrganisationType, name: str) -> Organisation:
        return Organisation(name=name, type=kind)


class _Spots(Gazetteer):
    """A gazetteer that makes no place."""

    made = 0

    def _make(self, name: str) -> Place:
        self.made += 1
        return Place(name=name[:150])


class _Counting(Writing):
    """An import of which nothing is kept."""

    def __init__(self, actor: Actor, group: Group, now: datetime) -> None:
        super().__init__(actor, group, _nowhere, now)
        self._directory = _Names(actor=actor, group=group, now=now)
        self.places = _Spots(actor=actor, group=group, now=now, find_address=_nowhere)

    def _meetings(self, tracker: Tracker) -> int:
        new = new_meetings(group=self._group, meetings=tracker.meetings, now=self._now)
        for _, meeting in new:
            past_attendance(meeting, self._directory)
        return len(new)

    def _problem(self, read: ReadProblem) -> Problem:
        if read.lead:
            self._directory.known_lead(read.lead)
        self.places.find(without_persons(read.place or read.title))
        made = Problem(pk=new_id())
        self._new.add(made.pk)
        self._count(problems=1)
        return made

    def _action(self, problem: Problem, read: ReadProblem, line: ReadAction, mark: str) -> None:
        assert line.owner is not None  # noqa: S101 - `writable` said so; tells the type checker
        self._directory.find(line.owner)
        self._taken[mark] = problem
        self._count(actions=1)

    def _keep_rows(self, rows: Sequence[TakenLine]) -> None:
        """No line is remembered."""

    def _ties(self, problems: Sequence[ReadProblem]) -> None:
        """No problem is tied."""

    def _remember(self, tracker: Tracker) -> None:
        """No column is remembered."""

    def _record(self) -> None:
        """Nothing happened."""


def _nowhere(text: str) -> FoundAddress:
    return FoundAddress(resolvable=False)
