"""Writing a tracker read: problems and actions in their stated state, through the services, in one transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from rapidfuzz import fuzz

from palier.access.actor import Actor, Seat
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.access.roles import Role
from palier.cycle.actions.lifecycle import State as ActionState
from palier.cycle.actions.models import Action
from palier.cycle.actions.services import take_over_action
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.problems.services import set_judicial_status, take_over_problem, write_diagnosis
from palier.cycle.relations.models import Tie
from palier.cycle.relations.services import tie_problems
from palier.intake.addresses import AddressFinder
from palier.intake.columns import columns_of, remember_columns
from palier.intake.content import action_values, problem_values, writable
from palier.intake.inquiry import is_for_the_police, judicial_fields, kept_words
from palier.intake.links import AGAIN
from palier.intake.models import TakenLine
from palier.intake.owners import Directory
from palier.intake.past_meetings import take_over_meetings
from palier.intake.places import Gazetteer
from palier.intake.prints import action_prints, problem_prints, spot_prints, within
from palier.intake.reading import ReadAction, ReadProblem, Tracker
from palier.intake.words import fold
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models import Group

_SAME_ACTION = 92


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import wrote."""

    problems: int = 0
    actions: int = 0
    already_there: int = 0
    organisations: tuple[str, ...] = ()
    meetings: int = 0
    left_out: int = 0

    @property
    def is_nothing(self) -> bool:
        """True when everything of the file was already there."""
        return not (self.problems or self.actions or self.meetings or self.left_out)


def importer_for(group: Group) -> Actor:
    """Who writes when the import is run on the server: the program, with a chief's grants in this group only."""
    seat = Seat(group.pk, Role.CHIEF, UUID(int=0))
    return Actor(user_id=None, label="Reprise de tableau", seats=MappingProxyType({group.pk: seat}))


def take_over(*, actor: Actor, group: Group, tracker: Tracker, find_address: AddressFinder, now: datetime) -> Taken:
    """Write everything the preview said, or nothing. Lines already taken over are left alone."""
    require(actor, Verb.PROBLEM_LEAD, group.pk)
    with transaction.atomic():
        return Writing(actor, group, find_address, now).write(tracker)


def taken_records(group: Group, tracker: Tracker) -> set[tuple[str, int]]:
    """The lines (sheet, record) that this group took over before."""
    rows = TakenLine.objects.unsealed("same lines again").filter(group=group)
    taken = set(rows.values_list("print", flat=True))
    known = references(group)
    seen: Counter[str] = Counter()
    found: set[tuple[str, int]] = set()
    for read in tracker.problems:
        if read.record:
            if set(problem_prints(read, seen)) & taken or fold(read.label) in known:
                found.add((read.sheet, read.record))
        else:
            found |= {(read.sheet, line.record) for mark, line in action_prints(read) if mark in taken}
    return found


def references(group: Group) -> Mapping[str, UUID]:
    """Folded reference -> problem of the group: a workbook given back names its problems by them."""
    rows = Problem.objects.unsealed("same problems again").filter(group=group)
    return {fold(reference): pk for pk, reference in rows.values_list("pk", "reference")}


class Writing:
    """One import under way."""

    def __init__(self, actor: Actor, group: Group, find_address: AddressFinder, now: datetime) -> None:
        self._actor, self._group, self._now = actor, group, now
        self._directory = Directory(actor=actor, group=group, now=now)
        self._places = Gazetteer(actor=actor, group=group, now=now, find_address=find_address)
        self._categories = Category.objects.in_bulk()
        rows = TakenLine.objects.unsealed("same lines again").filter(group=group).select_related("problem")
        self._taken: dict[str, Problem | None] = {row.print: row.problem for row in rows}
        self._by_reference = references(group)
        self._seen: Counter[str] = Counter()
        self._written: dict[int, Problem] = {}
        self._new: set[UUID] = set()
        self._done = Taken()

    def write(self, tracker: Tracker) -> Taken:
        """Write each problem with its new lines, what ties them, the past meetings, and one entry for the whole."""
        for read in tracker.problems:
            if read.record:
                self._line(read)
            else:
                self._lines(read)
        for read in tracker.left_out:
            self._leave_out(read)
        self._ties(tracker.problems)
        meetings = self._meetings(tracker)
        created = tuple(one.name for one in self._directory.created)
        self._done = replace(self._done, meetings=meetings, organisations=created)
        if not self._done.is_nothing:
            self._remember(tracker)
            self._record()
        return self._done

    def _meetings(self, tracker: Tracker) -> int:
        return take_over_meetings(
            actor=self._actor, group=self._group, meetings=tracker.meetings, directory=self._directory, now=self._now
        )

    def _leave_out(self, read: ReadProblem) -> None:
        """A problem that a person left out is not offered a second time."""
        prints = problem_prints(read, self._seen) if read.record else [mark for mark, _ in action_prints(read)]
        fresh = [mark for mark in prints if mark not in self._taken]
        # One of its prints is enough to recognise it: a line known already is left as it is.
        if len(fresh) == len(prints):
            self._keep(None, fresh)
            self._done = replace(self._done, left_out=self._done.left_out + 1)

    def _leave_out_actions(self, problem: Problem, read: ReadProblem) -> None:
        marks = action_prints(replace(read, lines=read.left_out))
        own = [within(str(problem.pk), mark) if read.record else mark for mark, _ in marks]
        self._keep(problem, [mark for mark in own if mark not in self._taken])

    def _lines(self, read: ReadProblem) -> None:
        """A problem told in several lines, one per action."""
        marked = [(mark, line) for mark, line in action_prints(read) if writable(line)]
        fresh = [(mark, line) for mark, line in marked if mark not in self._taken]
        self._count(already_there=len(marked) - len(fresh))
        if not fresh:
            return
        known = next((self._taken[mark] for mark, _ in marked if self._taken.get(mark)), None)
        spots = spot_prints(read)
        problem = known or self._at_spot(read, spots) or self._problem(read)
        self._written[read.number] = problem
        self._keep(problem, [mark for mark in spots if mark not in self._taken])
        for mark, line in fresh:
            self._action(problem, read, line, mark)
        self._leave_out_actions(problem, read)

    def _at_spot(self, read: ReadProblem, spots: Sequence[str]) -> Problem | None:
        """The problem that these lines go on with; what comes after it was closed is another."""
        known = next((self._taken[mark] for mark in spots if self._taken.get(mark)), None)
        over = known.closed_on if known else None
        return None if over and (read.first_meeting is None or read.first_meeting > over) else known

    def _line(self, read: ReadProblem) -> None:
        """A problem told in one line: a known one only gains the actions it did not have."""
        prints = problem_prints(read, self._seen)
        recognised = [mark for mark in prints if mark in self._taken]
        known = next((self._taken[mark] for mark in recognised if self._taken[mark]), None)
        known = known or self._by_its_reference(read)
        if recognised and known is None:
            self._count(already_there=1)  # purged since: it is not written a second time
            return
        problem = known or self._problem(read)
        self._written[read.number] = problem
        self._count(already_there=int(known is not None))
        self._keep(problem, [mark for mark in prints if mark not in self._taken])
        titles = self._titles(problem) if known else []
        for mark, line in action_prints(read):
            own = within(str(problem.pk), mark)
            if writable(line) and own not in self._taken and not _is_among(line.what, titles):
                self._action(problem, read, line, own)
        self._leave_out_actions(problem, read)
        for other in read.joined:
            self._keep(problem, [mark for mark in problem_prints(other, self._seen) if mark not in self._taken])

    def _by_its_reference(self, read: ReadProblem) -> Problem | None:
        pk = self._by_reference.get(fold(read.label)) if read.label else None
        return Problem.objects.unsealed("same problem again").filter(pk=pk).first() if pk else None

    def _titles(self, problem: Problem) -> list[str]:
        rows = Action.objects.unsealed("same actions again").filter(problem=problem)
        return [fold(title) for title in rows.values_list("title", flat=True)]

    def _keep(self, problem: Problem | None, prints: Sequence[str]) -> None:
        self._keep_rows(
            [TakenLine(group=self._group, print=mark, problem=problem, taken_at=self._now) for mark in prints]
        )
        self._taken |= dict.fromkeys(prints, problem)

    def _keep_rows(self, rows: Sequence[TakenLine]) -> None:
        TakenLine.objects.bulk_create(rows)

    def _problem(self, read: ReadProblem) -> Problem:
        values = problem_values(read, today=self._now.date())
        lead = self._directory.known_lead(read.lead) if read.lead else None
        problem = take_over_problem(
            actor=self._actor,
            group=self._group,
            category=self._category(read.category),
            place=self._places.find(kept_words(read.place or read.title)),
            lead_organisation=lead,
            now=self._now,
            **values,
        )
        self._new.add(problem.pk)
        self._count(problems=1)
        facts = [kept_words(read.facts), _history(read)]
        told = "\n\n".join(text for text in facts if text)
        if told:
            write_diagnosis(actor=self._actor, problem=problem, now=self._now, facts=told)
        if judicial_fields(read) or any(is_for_the_police(line) for line in read.lines):
            status = JudicialStatus.Status.ONGOING
            set_judicial_status(actor=self._actor, problem=problem, status=status, now=self._now)
        return problem

    def _action(self, problem: Problem, read: ReadProblem, line: ReadAction, mark: str) -> None:
        assert line.owner is not None  # noqa: S101 - `writable` said so; tells the type checker
        values = action_values(read, line, interval=self._group.target_interval_days, today=self._now.date())
        # Added to a problem that lives here already, an action is a promise of today, whatever the file says of it.
        if read.record and problem.pk not in self._new and values["state"] != ActionState.DONE:
            values["state"] = ActionState.ACCEPTED
        organisation = self._directory.find(line.owner)
        action = take_over_action(
            actor=self._actor, problem=problem, organisation=organisation, now=self._now, **values
        )
        TakenLine.objects.create(group=self._group, print=mark, problem=problem, action=action, taken_at=self._now)
        self._taken[mark] = problem
        self._count(actions=1)

    def _ties(self, problems: Sequence[ReadProblem]) -> None:
        """A problem that came back follows the earlier one; a double is tied to it, for the chief to merge."""
        for read in problems:
            link = read.link
            later, earlier = self._written.get(read.number), self._written.get(link.problem) if link else None
            if link is None or not link.is_written or later is None or earlier is None or later.pk == earlier.pk:
                continue
            if later.pk in self._new:
                kind = Tie.Kind.FOLLOWS if link.kind == AGAIN else Tie.Kind.RELATED
                tie_problems(actor=self._actor, problem=later, other=earlier, kind=kind, now=self._now)

    def _category(self, code: str) -> Category:
        found = self._categories.get(code) or self._categories.get("Z0")
        if found is None:
            raise Refused("La nomenclature manque : lancez « palier migrate ».")
        return found

    def _count(self, *, problems: int = 0, actions: int = 0, already_there: int = 0) -> None:
        done = self._done
        self._done = replace(
            done,
            problems=done.problems + problems,
            actions=done.actions + actions,
            already_there=done.already_there + already_there,
        )

    def _remember(self, tracker: Tracker) -> None:
        """The columns of a file that was taken over are the group’s own, until it says otherwise."""
        headings, fields = columns_of(tracker)
        if headings:
            remember_columns(actor=self._actor, group=self._group, headings=headings, fields=fields, now=self._now)

    def _record(self) -> None:
        subject = Subject("group", self._group.pk, str(self._group), self._group.pk, Level.GROUP)
        done = self._done
        payload: dict[str, Any] = {
            "problems": done.problems,
            "actions": done.actions,
            "already_there": done.already_there,
        }
        if done.meetings:
            payload["meetings"] = done.meetings
        if done.left_out:
            payload["left_out"] = done.left_out
        record_event(Event.IMPORT_CONFIRM, actor=self._actor, at=self._now, subject=subject, payload=payload)


def _is_among(what: str, titles: Sequence[str]) -> bool:
    """True of an action that a problem has already, worded nearly the same or as a part of a longer one."""
    folded = fold(what)
    return any(fuzz.ratio(folded, title) >= _SAME_ACTION or f" {folded} " in f" {title} " for title in titles)


def _history(read: ReadProblem) -> str:
    """The dated notes of the line: they have no column of their own here, and are not lost."""
    notes = kept_words(read.notes)
    return f"Suivi repris du tableau :\n{notes}" if notes else ""
