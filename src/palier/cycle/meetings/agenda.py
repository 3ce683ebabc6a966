"""The agenda that writes itself: what comes before a meeting, why, and what fits in the time planned. Reading only.

A reason is open when every reader of the point could work it out from the rows it reads, reserved when it takes a row
above that level. What is proposed for the open points (which, in what order, for how long) rests on open reasons
alone: an agenda kept as proposed tells partners nothing of the rest (decision 6).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import OPEN_TOPIC, State
from palier.cycle.meetings.models import AgendaItem, AgendaTemplate, Meeting, Topic
from palier.cycle.meetings.queries import MET, agenda_of, meetings_for, topics_of
from palier.cycle.meetings.reasons import USUAL_MINUTES, Reason
from palier.cycle.problems.circumstances import Priority
from palier.cycle.problems.gates import observed_until
from palier.cycle.problems.lifecycle import LIVING
from palier.cycle.problems.models import ClosureRequest, Problem, Source
from palier.cycle.problems.queries import living_problems
from palier.cycle.triage.reexamination import Reexamination, reexaminations
from palier.kernel.clock import day_of
from palier.kernel.wording import counted
from palier.partners.models import Group

# A single new report is a fact; from two on, more than before is a trend.
WORSE_FROM = 2
# How many meetings without movement make a problem a sleeping one.
STILL_MEETINGS = 2
_RANK = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, in words; reserved when partners could not work it out."""

    reason: Reason
    words: str
    is_reserved: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A problem that may be put on the agenda, with every reason that brings it there."""

    problem: Problem
    grounds: tuple[Ground, ...]
    minutes: int
    # Proposed to the police alone: the problem is not the whole group's, or nothing that partners read brings it.
    is_reserved: bool
    # The point that it already is, on this agenda.
    item: AgendaItem | None = None
    # Within the time planned; the others wait for « si le temps le permet ».
    fits: bool = True

    @property
    def open_reasons(self) -> list[Reason]:
        """What may be told to every reader of the point."""
        return list(dict.fromkeys(ground.reason for ground in self.grounds if not ground.is_reserved))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a meeting: the points already there, what fits, what would if time allows."""

    template: AgendaTemplate
    candidates: list[Candidate]
    # Matters to examine again that no problem ever carried: they are opened from the triage.
    matters: list[Reexamination]
    # What members brought in their own words, about no problem: each takes its minutes.
    topics: list[Topic]
    budget: int


@dataclass(slots=True)
class _Facts:
    """What the rows of one problem say, one set for all its readers and one for the rows above them."""

    late: list[int] = field(default_factory=lambda: [0, 0])
    due: list[int] = field(default_factory=lambda: [0, 0])
    since: list[int] = field(default_factory=lambda: [0, 0])
    before: list[int] = field(default_factory=lambda: [0, 0])
    moved_at: datetime | None = None
    # Of the items of other meetings: 0 open, 1 reserved.
    listed: set[int] = field(default_factory=set)
    postponed: set[int] = field(default_factory=set)


def template_of(actor: Actor, group: Group) -> AgendaTemplate:
    """The usual agenda of a group; the usual one when it wrote none."""
    found = AgendaTemplate.objects.visible_to(actor).filter(group=group).first()
    return found or AgendaTemplate(group=group)


def propose(actor: Actor, meeting: Meeting, *, now: datetime, today: date) -> Proposal:
    """What this reader would put on the agenda of a planned meeting. A flat number of statements."""
    template = template_of(actor, meeting.group)
    items = {item.problem_id: item for item in agenda_of(actor, meeting)}
    raised = [one for one in reexaminations(actor, now) if one.last.group_id == meeting.group_id]
    again = {one.problem.pk: one for one in raised if one.problem}
    followed = living_problems(actor).filter(group=meeting.group_id)
    problems = {row.pk: row for row in followed.select_related("group__district__department__observation_rule")}
    problems |= {one.problem.pk: one.problem for one in raised if one.problem}
    problems |= {pk: item.problem for pk, item in items.items() if pk not in problems}
    topics = topics_of(actor, meeting)
    parked = (topic.problem for topic in topics if topic.problem and topic.state in OPEN_TOPIC)
    problems |= {problem.pk: problem for problem in parked if problem.pk not in problems}
    grounds = _grounds(actor, meeting, problems, again, topics, now=now, today=today)
    found = [_candidate(problem, grounds[pk], items.get(pk), template) for pk, problem in problems.items()]
    worth = sorted((one for one in found if one.grounds or one.item), key=lambda one: _order(one, template))
    free = [topic for topic in topics if topic.problem_id is None and topic.state in OPEN_TOPIC]
    each = dict(template.ordered)[Reason.PARKED]
    told = sum(each for topic in free if topic.level <= Level.GROUP)
    budget = max(0, meeting.planned_minutes - template.fixed_minutes - told)
    return Proposal(template, _cut(worth, budget), [one for one in raised if one.problem is None], free, budget)


def open_reasons(actor: Actor, meeting: Meeting, *, now: datetime, today: date) -> dict[UUID, dict[bool, list[Reason]]]:
    """The reasons of each problem: those of a point that the whole group reads, and those of one kept to the police."""
    return {
        one.problem.pk: {
            False: one.open_reasons,
            True: list(dict.fromkeys(ground.reason for ground in one.grounds)),
        }
        for one in propose(actor, meeting, now=now, today=today).candidates
    }


def ceiling(problem: Problem) -> Level:
    """The level that every reader of a point on this problem reads."""
    return max(Level.GROUP, Level(problem.level))


def _candidate(
    problem: Problem, grounds: tuple[Ground, ...], item: AgendaItem | None, template: AgendaTemplate
) -> Candidate:
    opened = [ground for ground in grounds if not ground.is_reserved]
    reserved = not opened or problem.level > Level.GROUP
    if item:
        reserved = item.level > Level.GROUP
    usual = dict(template.ordered)
    minutes = max((usual[ground.reason] for ground in (opened or grounds)), default=USUAL_MINUTES)
    return Candidate(problem, grounds, (item.minutes if item else 0) or minutes, reserved, item)


def _order(one: Candidate, template: AgendaTemplate) -> tuple[object, ...]:
    """Points already there in their order, then open points by their first reason, then those kept to the police."""
    ranks = {reason: rank for rank, (reason, _) in enumerate(template.ordered)}
    told = [ranks[ground.reason] for ground in one.grounds if one.is_reserved or not ground.is_reserved]
    problem = one.problem
    return (
        one.item is None,
        one.item.rank if one.item else 0,
        one.is_reserved,
        min(told, default=len(ranks)),
        -len(told),
        _RANK[Priority(problem.priority)],
        problem.position or 0,
        -problem.gravity,
        problem.reference,
    )


def _cut(candidates: list[Candidate], budget: int) -> list[Candidate]:
    """Which fit in the time planned: the open points first, as though there were no other, then the reserved ones."""
    left = budget - sum(one.minutes for one in candidates if one.item and not one.is_reserved)
    kept: dict[UUID, bool] = {}
    for reserved in (False, True):
        if reserved:
            left -= sum(one.minutes for one in candidates if one.item and one.is_reserved)
        for one in candidates:
            if one.item is None and one.is_reserved is reserved:
                left -= one.minutes
                kept[one.problem.pk] = left >= 0
    return [replace(one, fits=kept.get(one.problem.pk, True)) for one in candidates]


def _grounds(
    actor: Actor,
    meeting: Meeting,
    problems: dict[UUID, Problem],
    again: dict[UUID, Reexamination],
    topics: list[Topic],
    *,
    now: datetime,
    today: date,
) -> dict[UUID, tuple[Ground, ...]]:
    held = list(
        meetings_for(actor)
        .filter(group=meeting.group_id, state__in=MET)
        .exclude(pk=meeting.pk)
        .order_by("-opened_at", "id")[:STILL_MEETINGS]
    )
    facts: dict[UUID, _Facts] = defaultdict(_Facts)
    _read_actions(actor, problems, facts, today=today, until=day_of(meeting.planned_at))
    _read_reports(actor, problems, facts, since=held[0].takes_place_at if held else None, now=now)
    _read_items(actor, meeting, problems, facts, last=held[0] if held else None)
    waiting = ClosureRequest.objects.visible_to(actor).filter(problem__in=list(problems), decision="")
    asked = set(waiting.values_list("problem", flat=True))
    parked = defaultdict(list)
    for topic in topics:
        if topic.problem_id and topic.state in OPEN_TOPIC:
            parked[topic.problem_id].append(topic)
    slept_since = held[-1].takes_place_at if len(held) == STILL_MEETINGS else None

    def told(pk: UUID, problem: Problem) -> Iterator[Ground]:
        if problem.state not in LIVING:
            # Only what raises it brings it back: nothing else may tell partners of reports they do not read.
            yield from _parked(problem, parked[pk])
            yield from [_examined_again(again[pk], problem)] if pk in again else []
            return
        yield from _counted_grounds(facts[pk])
        yield from _listed_grounds(facts[pk])
        yield from _parked(problem, parked[pk])
        yield from [Ground(Reason.CLOSURE, "La clôture est demandée")] if pk in asked else []
        yield from _state_grounds(problem, day_of(meeting.planned_at))
        yield from _still(problem, facts[pk], slept_since)

    return {pk: tuple(told(pk, problem)) for pk, problem in problems.items()}


def _side(level: int, problem: Problem) -> int:
    """0 when every reader of the point reads this row, 1 when it is more reserved."""
    return int(level > ceiling(problem))


def _read_actions(
    actor: Actor, problems: dict[UUID, Problem], facts: dict[UUID, _Facts], *, today: date, until: date
) -> None:
    rows = Action.objects.visible_to(actor).filter(problem__in=list(problems)).order_by()
    columns = ("problem_id", "level", "state", "due", "on_hold_until", "state_since", "created_at")
    for action in rows.only(*columns):
        problem, told = problems[action.problem_id], facts[action.problem_id]
        side = _side(action.level, problem)
        if action.is_late(today):
            told.late[side] += 1
        elif action.is_late(until + timedelta(days=1)):
            told.due[side] += 1
        if not side:
            _moved(told, action.created_at, action.state_since)


def _read_reports(
    actor: Actor, problems: dict[UUID, Problem], facts: dict[UUID, _Facts], *, since: datetime | None, now: datetime
) -> None:
    rows = Source.objects.visible_to(actor).filter(problem__in=list(problems)).order_by()
    before = since - (now - since) if since else None
    for pk, level, attached_at, told_at in rows.values_list("problem", "level", "attached_at", "report__created_at"):
        side, told = _side(level, problems[pk]), facts[pk]
        if not side:
            _moved(told, attached_at)
        if since and before:
            told.since[side] += since < told_at <= now
            told.before[side] += before < told_at <= since


def _read_items(
    actor: Actor, meeting: Meeting, problems: dict[UUID, Problem], facts: dict[UUID, _Facts], *, last: Meeting | None
) -> None:
    rows = AgendaItem.objects.visible_to(actor).filter(problem__in=list(problems), meeting__group=meeting.group_id)
    others = rows.exclude(meeting=meeting).exclude(meeting__state=State.CANCELLED).order_by()
    for pk, level, meeting_id, outcome in others.values_list("problem", "level", "meeting", "outcome"):
        side = _side(level, problems[pk])
        facts[pk].listed.add(side)
        if last and meeting_id == last.pk and outcome == AgendaItem.Outcome.POSTPONED:
            facts[pk].postponed.add(side)


def _moved(facts: _Facts, *moments: datetime) -> None:
    facts.moved_at = max([*([facts.moved_at] if facts.moved_at else []), *moments])


def _counted_grounds(facts: _Facts) -> Iterator[Ground]:
    for side in (0, 1):
        of_police = " de la police" if side else ""
        if facts.late[side]:
            told = counted(facts.late[side], f"engagement{of_police}", f"engagements{of_police}")
            yield Ground(Reason.LATE, f"{told} en retard", bool(side))
        if facts.due[side]:
            told = counted(facts.due[side], f"engagement{of_police}", f"engagements{of_police}")
            yield Ground(Reason.DUE, f"{told} à échéance d’ici la réunion", bool(side))
    if _is_worse(facts.since[0], facts.before[0]):
        yield Ground(Reason.WORSE, _worse_words(facts.since[0], facts.before[0]))
    elif _is_worse(sum(facts.since), sum(facts.before)):
        yield Ground(Reason.WORSE, _worse_words(sum(facts.since), sum(facts.before)), is_reserved=True)


def _is_worse(since: int, before: int) -> bool:
    return since >= WORSE_FROM and since > before


def _worse_words(since: int, before: int) -> str:
    return f"S’aggrave : {counted(since, 'signalement')} depuis la dernière réunion, {before} sur la même durée avant"


def _listed_grounds(facts: _Facts) -> Iterator[Ground]:
    if facts.postponed:
        yield Ground(Reason.POSTPONED, "Reportée à la dernière réunion", is_reserved=0 not in facts.postponed)
    if 0 not in facts.listed:
        yield Ground(Reason.NEW, "Jamais examinée en réunion")


def _parked(problem: Problem, topics: list[Topic]) -> Iterator[Ground]:
    for topic in topics:
        words = f"Sujet apporté par {topic.organisation} : {topic.text}"
        yield Ground(Reason.PARKED, words, is_reserved=bool(_side(topic.level, problem)))


def _state_grounds(problem: Problem, day: date) -> Iterator[Ground]:
    until = observed_until(problem)
    if until and until <= day:
        yield Ground(Reason.OBSERVED, f"L’observation prend fin le {until:%d/%m/%Y}")


def _still(problem: Problem, facts: _Facts, since: datetime | None) -> Iterator[Ground]:
    moved = max(problem.changed_at, problem.state_since, facts.moved_at or problem.created_at)
    if since and moved < since:
        yield Ground(Reason.STILL, f"Sans mouvement depuis deux réunions (le {day_of(moved):%d/%m/%Y})")


def _examined_again(raised: Reexamination, problem: Problem) -> Ground:
    """The count is not told on an open point: it may hold reports of the police."""
    hidden = bool(_side(raised.level, problem))
    ended = f"{problem.get_state_display().lower()} le {day_of(problem.state_since):%d/%m/%Y}"
    return Ground(Reason.REEXAMINE, f"Signalée de nouveau ({ended})", is_reserved=hidden)
