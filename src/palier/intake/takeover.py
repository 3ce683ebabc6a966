"""Writing a tracker read: problems and actions in their stated state, through the services, in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction

from palier.access.actor import Actor, Seat
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.actions.services import take_over_action
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.lifecycle import State as ProblemState
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.problems.services import set_judicial_status, take_over_problem, write_diagnosis
from palier.intake.addresses import AddressFinder
from palier.intake.models import TakenLine
from palier.intake.owners import Directory
from palier.intake.places import Gazetteer
from palier.intake.states import Told
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.intake.words import fold
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models import Group
from palier.screening import without_persons

_STATES = {
    Told.REPORTED: ProblemState.REPORTED,
    Told.RUNNING: ProblemState.IN_PROGRESS,
    Told.WATCHED: ProblemState.OBSERVED,
    Told.SOLVED: ProblemState.RESOLVED,
    Told.NO_EFFECT: ProblemState.CLOSED,
    Told.DROPPED: ProblemState.ABANDONED,
    Told.DECLINED: ProblemState.DECLINED,
}
_OUT = frozenset([Told.SOLVED, Told.NO_EFFECT, Told.DROPPED, Told.DECLINED])
_TAKEN_OVER = "Repris du tableau"
# Words of an inquiry are a fact for the police alone (decision 3): they leave the text for the closed list.
_JUDICIAL = ("judiciaire", "parquet", "procureur", "garde a vue", "enquete", "perquisition", "interpell")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import wrote."""

    problems: int = 0
    actions: int = 0
    already_there: int = 0
    organisations: tuple[str, ...] = ()


def importer_for(group: Group) -> Actor:
    """Who writes when the import is run on the server: the program, with a chief's grants in this group only."""
    seat = Seat(group.pk, Role.CHIEF, UUID(int=0))
    return Actor(user_id=None, label="Reprise de tableau", seats=MappingProxyType({group.pk: seat}))


def take_over(*, actor: Actor, group: Group, tracker: Tracker, find_address: AddressFinder, now: datetime) -> Taken:
    """Write everything the preview said, or nothing. Lines already taken over are left alone."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    with transaction.atomic():
        return _Writing(actor, group, find_address, now).write(tracker)


def writable(line: ReadAction) -> bool:
    """True when an organisation of a known type owns the action: without one no action can exist."""
    return line.owner is not None and bool(line.owner.type)


def already_taken(group: Group, tracker: Tracker) -> int:
    """How many of these lines this group took over before: they will be left alone."""
    rows = TakenLine.objects.unsealed("same lines again").filter(group=group)
    taken = set(rows.values_list("print", flat=True))
    return sum(mark in taken for read in tracker.problems for mark, line in _marks(read.lines) if writable(line))


class _Writing:
    """One import under way."""

    def __init__(self, actor: Actor, group: Group, find_address: AddressFinder, now: datetime) -> None:
        self._actor, self._group, self._now = actor, group, now
        self._directory = Directory(actor=actor, group=group, now=now)
        self._places = Gazetteer(actor=actor, group=group, now=now, find_address=find_address)
        self._categories = Category.objects.in_bulk()
        rows = TakenLine.objects.unsealed("same lines again").filter(group=group).select_related("problem")
        self._taken = {row.print: row.problem for row in rows}

    def write(self, tracker: Tracker) -> Taken:
        """Write each problem with its new lines, and one entry for the whole."""
        problems = actions = there = 0
        for read in tracker.problems:
            marked = [(mark, line) for mark, line in _marks(read.lines) if writable(line)]
            fresh = [(mark, line) for mark, line in marked if mark not in self._taken]
            there += len(marked) - len(fresh)
            if not fresh:
                continue
            known = next((self._taken[mark] for mark, _ in marked if mark in self._taken), None)
            problem = known or self._problem(read)
            problems += known is None
            actions += len(fresh)
            for mark, line in fresh:
                self._action(problem, read, line, mark)
        done = Taken(problems, actions, there, tuple(one.name for one in self._directory.created))
        if actions:
            self._record(done)
        return done

    def _problem(self, read: ReadProblem) -> Problem:
        opened = read.first_meeting or self._now.date()
        values: dict[str, Any] = {"exit_reason": _TAKEN_OVER} if read.state in (Told.DROPPED, Told.DECLINED) else {}
        problem = take_over_problem(
            actor=self._actor,
            group=self._group,
            title=_shortened(without_persons(read.title), 90),
            category=self._category(read.category),
            place=self._places.find(without_persons(read.place or read.title)),
            opened_on=opened,
            state=_STATES[read.state],
            outcome=_outcome(read),
            closed_on=max(opened, _last_day(read) or opened) if read.state in _OUT else None,
            now=self._now,
            **values,
        )
        if read.facts:
            write_diagnosis(actor=self._actor, problem=problem, now=self._now, facts=without_persons(read.facts))
        if any(_is_judicial(line.outcome) for line in read.lines):
            set_judicial_status(actor=self._actor, problem=problem, status=JudicialStatus.Status.ONGOING, now=self._now)
        return problem

    def _action(self, problem: Problem, read: ReadProblem, line: ReadAction, mark: str) -> None:
        assert line.owner is not None  # noqa: S101 - `writable` said so; tells the type checker
        outcome = "" if _is_judicial(line.outcome) else without_persons(line.outcome)
        state = _action_state(line, read)
        action = take_over_action(
            actor=self._actor,
            problem=problem,
            title=_shortened(without_persons(line.what), 150),
            organisation=self._directory.find(line.owner),
            due=_due(line, self._group, self._now.date()),
            state=state,
            proposed_on=line.met_on,
            done_on=line.done_on,
            observation=outcome[:500] if state == ActionState.DONE else "",
            reason=(outcome or _TAKEN_OVER)[:300],
            now=self._now,
        )
        TakenLine.objects.create(group=self._group, print=mark, problem=problem, action=action, taken_at=self._now)
        self._taken[mark] = problem

    def _category(self, code: str) -> Category:
        found = self._categories.get(code) or self._categories.get("Z0")
        if found is None:
            raise Refused("La nomenclature manque : lancez « palier migrate ».")
        return found

    def _record(self, done: Taken) -> None:
        subject = Subject("group", self._group.pk, str(self._group), self._group.pk, Level.GROUP)
        payload = {"problems": done.problems, "actions": done.actions, "already_there": done.already_there}
        record_event(Event.IMPORT_CONFIRM, actor=self._actor, at=self._now, subject=subject, payload=payload)


def _marks(lines: Sequence[ReadAction]) -> Iterator[tuple[str, ReadAction]]:
    """Each line with its print: what it says, not where it stands, so that a sorted file is the same file."""
    seen: Counter[str] = Counter()
    for line in lines:
        said = "|".join(
            [
                *(fold(text) for text in (line.title, line.place, line.what, line.owner.name if line.owner else "")),
                *(day.isoformat() if day else "" for day in (line.met_on, line.due.day)),
            ]
        )
        seen[said] += 1
        yield hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest(), line


def _action_state(line: ReadAction, read: ReadProblem) -> str:
    if line.done:
        return ActionState.DONE
    if read.state in _OUT:
        return ActionState.ABANDONED
    if "bloque" in fold(line.outcome) or "refus" in fold(line.outcome):
        return ActionState.BLOCKED
    return ActionState.ACCEPTED


def _due(line: ReadAction, group: Group, today: date) -> date:
    """The date promised; without one, the day it was done, or the next meeting."""
    if line.due.day:
        return line.due.day
    if line.done_on:
        return line.done_on
    return (line.met_on or today) + timedelta(days=group.target_interval_days)


def _outcome(read: ReadProblem) -> str:
    if read.state is Told.NO_EFFECT:
        return Outcome.NO_EFFECT
    if read.state is not Told.SOLVED:
        return ""
    last = fold(read.lines[-1].outcome)
    gone = any(words in last for words in ("plus de", "plus aucun", "aucun", "ras", "disparu", "depart"))
    return Outcome.GONE if gone else Outcome.REDUCED


def _last_day(read: ReadProblem) -> date | None:
    days = [day for line in read.lines for day in (line.done_on, line.met_on) if day]
    return max(days, default=None)


def _is_judicial(text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in _JUDICIAL)


def _shortened(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
