"""The yearly count: how many groups, meetings, problems and promises, and a stock equation that balances.

A member counts what it may read; a mandate counts the groups it oversees, rows unseen, up to police level (decision
8). Sealed notes are nowhere in it. A problem counts once, in its owner group (decision 5). What was purged still
counts, by its frozen figures: a past year never changes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Min, Q, QuerySet, Sum
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.access.levels import Level
from palier.access.rows import rule
from palier.cycle.actions.models import Action
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import Meeting
from palier.cycle.problems.lifecycle import ACTIVE
from palier.cycle.problems.models import Passage
from palier.cycle.reviews.figures import PROMISES, STOCK, Figure, movement
from palier.cycle.reviews.models import FrozenFigure
from palier.partners.models import Group

M = TypeVar("M", bound=models.Model)


@dataclass(slots=True)
class Flow:
    """The life of the stock of problems over a year. `stock_start + entered + reopened - left == stock_end`."""

    stock_start: int = 0
    entered: int = 0
    reopened: int = 0
    solved: int = 0
    closed_otherwise: int = 0
    stock_end: int = 0

    def add(self, figure: Figure, number: int) -> None:
        """Count so many more movements of this kind."""
        setattr(self, figure.value, getattr(self, figure.value) + number)

    @property
    def left(self) -> int:
        """All that left the stock, solved or not."""
        return self.solved + self.closed_otherwise

    @property
    def balances(self) -> bool:
        """True when the equation holds; a test keeps it true for every year."""
        return self.stock_start + self.entered + self.reopened - self.left == self.stock_end


@dataclass(slots=True)
class YearlyCount:
    """The figures of one year, as the national count asks for them, and the honest ones beside."""

    year: int
    groups: int = 0
    meetings_held: int = 0
    problems: Flow = field(default_factory=Flow)
    actions_promised: int = 0
    actions_kept: int = 0
    actions_kept_in_time: int = 0

    def add(self, figure: Figure, number: int) -> None:
        """Count so many more of this."""
        if figure in STOCK:
            self.problems.add(figure, number)
        else:
            setattr(self, figure.value, getattr(self, figure.value) + number)

    @property
    def problems_identified(self) -> int:
        """Problems admitted in the year."""
        return self.problems.entered

    @property
    def problems_solved(self) -> int:
        """Problems that left the stock by one of the outcomes that count as solved."""
        return self.problems.solved


def countable_groups(actor: Actor) -> QuerySet[Group]:
    """The groups whose figures this reader may see: by a seat, or by a mandate over them."""
    readable = groups_where(actor, Verb.FIGURES_READ)
    if holds(actor, Verb.FIGURES_READ):
        readable |= actor.overseen_group_ids
    return Group.objects.visible_to(actor).filter(pk__in=readable)


def yearly_count(actor: Actor, group_ids: Collection[UUID], year: int) -> YearlyCount:
    """The count of a calendar year for those of the groups that this reader may count."""
    groups = set(countable_groups(actor).filter(pk__in=group_ids).values_list("pk", flat=True))
    first, last = date(year, 1, 1), date(year, 12, 31)
    began, ended = _midnight(first), _midnight(date(year + 1, 1, 1))
    meetings = counted_rows(Meeting, actor, groups, "group", "level")
    actions = counted_rows(Action, actor, groups, "problem__group", "level")
    held = (MeetingState.CLOSED, MeetingState.VALIDATED, MeetingState.FROZEN, MeetingState.TAKEN_OVER)
    count = YearlyCount(
        year=year,
        groups=len(groups),
        meetings_held=meetings.filter(state__in=held, opened_at__gte=began, opened_at__lt=ended).count(),
        problems=_flow(_passages(actor, groups, ended), began),
    )
    for figure, (day, which) in PROMISES.items():
        count.add(figure, actions.filter(which, **{f"{day}__range": (first, last)}).count())
    _add_frozen(count, _frozen(actor, groups))
    return count


def years_counted(actor: Actor, today: date) -> list[int]:
    """The years for which there is something to count, this year included, last first."""
    groups = set(countable_groups(actor).values_list("pk", flat=True))
    first = counted_rows(Passage, actor, groups, "problem__group", "problem__level").order_by("at").first()
    frozen = _frozen(actor, groups).filter(figure="").aggregate(first=Min("year"))["first"]
    oldest = timezone.localdate(first.at).year if first else today.year
    return list(range(today.year, min(oldest, frozen or today.year, today.year) - 1, -1))


def counted_rows(model: type[M], actor: Actor, groups: Iterable[UUID], group: str, level: str) -> QuerySet[M]:
    """Rows of these groups: by the reader's own rule where it sits, up to police level where it only oversees."""
    seated = [pk for pk in groups if pk in actor.seats]
    overseen = [pk for pk in groups if pk not in actor.seats]
    own = rule(model, actor) & Q(**{f"{group}__in": seated})
    over = Q(**{f"{group}__in": overseen, f"{level}__lte": Level.POLICE})
    rows: QuerySet[M] = model._default_manager.unsealed("yearly count").filter(own | over)  # type: ignore[attr-defined]  # sealed manager
    return rows


def _frozen(actor: Actor, groups: Iterable[UUID]) -> QuerySet[FrozenFigure]:
    return counted_rows(FrozenFigure, actor, groups, "group", "level")


def _passages(actor: Actor, groups: Iterable[UUID], ended: datetime) -> QuerySet[Passage]:
    rows = counted_rows(Passage, actor, groups, "problem__group", "problem__level")
    return rows.filter(at__lt=ended).order_by("problem_id", "number")


def _flow(passages: QuerySet[Passage], began: datetime) -> Flow:
    """Replay the passages: each one enters, leaves or stays in the stock; those before the year make its start."""
    flow = Flow()
    current: dict[UUID, str] = {}
    for problem_id, to_state, outcome, at in passages.values_list("problem_id", "to_state", "outcome", "at"):
        figure = movement(current.get(problem_id, ""), to_state, outcome)
        current[problem_id] = to_state
        if figure and at < began:
            flow.stock_start += STOCK[figure]
        elif figure:
            flow.add(figure, 1)
    flow.stock_end = sum(state in ACTIVE for state in current.values())
    return flow


def _add_frozen(count: YearlyCount, rows: QuerySet[FrozenFigure]) -> None:
    """Count also what was frozen of the problems purged since: those years before make the stock at its start."""
    rows = rows.filter(year__lte=count.year).exclude(figure="").order_by()
    for name, year, number in rows.values_list("figure", "year").annotate(Sum("count")):
        figure = Figure(name)
        change = STOCK.get(figure, 0) * number
        if year < count.year:
            count.problems.stock_start += change
        else:
            count.add(figure, number)
        count.problems.stock_end += change


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
