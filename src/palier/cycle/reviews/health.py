"""How a group is doing: when it meets, what it follows, what is late. Numbers and dates, never a row (decision 8)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from palier.access.actor import Actor
from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.actions.questions import Question, asked
from palier.cycle.actions.questions import late as is_late
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import MET
from palier.cycle.problems.lifecycle import LIVING, TO_ACT
from palier.cycle.problems.models import Problem
from palier.cycle.reviews.queries import counted_rows
from palier.kernel.clock import day_of
from palier.partners.models import Group


@dataclass(frozen=True, slots=True)
class Health:
    """The state of one group on one day, as its reader may count it."""

    problems: int = 0
    late: int = 0
    unanswered: int = 0
    this_week: int = 0
    # Admitted, not yet under observation, and without any action under way.
    bare: int = 0
    next_meeting: datetime | None = None
    last_meeting: datetime | None = None

    def days_since(self, now: datetime) -> int | None:
        """How long ago the group last met, or None when it never did."""
        return (now - self.last_meeting).days if self.last_meeting else None

    def to_meet_before(self, group: Group) -> date | None:
        """The day its maximum is reached; None when it never met, or when a date is fixed before it."""
        if self.last_meeting is None:
            return None
        latest = day_of(self.last_meeting) + timedelta(days=group.maximum_interval_days)
        return None if self.next_meeting and day_of(self.next_meeting) <= latest else latest

    def is_asleep(self, group: Group, now: datetime) -> bool:
        """True when it met once, longer ago than its maximum, and has no other meeting planned (requirement 8)."""
        days = self.days_since(now)
        return self.next_meeting is None and days is not None and days > group.maximum_interval_days


def health_of(actor: Actor, groups: Collection[UUID], *, now: datetime, today: date) -> dict[UUID, Health]:
    """The health of each of these groups: by the reader's own rows where it sits, counted where it oversees."""
    meetings = counted_rows(Meeting, actor, groups, "group", "level").order_by()
    awaited = Q(state=MeetingState.OPEN) | Q(state=MeetingState.PLANNED, planned_at__date__gte=today)
    upcoming: Any = dict(meetings.filter(awaited).values_list("group").annotate(Min("planned_at")))
    held: Any = dict(meetings.filter(state__in=MET).values_list("group").annotate(Max("opened_at")))
    followed = counted_rows(Problem, actor, groups, "group", "level").order_by().filter(state__in=LIVING)
    problems: Any = dict(followed.values_list("group").annotate(Count("pk", distinct=True)))
    promised = counted_rows(Action, actor, groups, "problem__group", "level").order_by()
    told: Any = promised.values("problem__group").annotate(
        late=_how_many(is_late(today)),
        unanswered=_how_many(asked(Question.TO_ANSWER, today)),
        this_week=_how_many(asked(Question.THIS_WEEK, today)),
    )
    actions = {row.pop("problem__group"): row for row in told}
    under_way = promised.filter(problem=OuterRef("pk"), state__in=LIVING_ACTION)
    without = followed.filter(~Exists(under_way), state__in=TO_ACT)
    bare: Any = dict(without.values_list("group").annotate(Count("pk", distinct=True)))
    return {
        pk: Health(
            problems=problems.get(pk, 0),
            bare=bare.get(pk, 0),
            next_meeting=upcoming.get(pk),
            last_meeting=held.get(pk),
            **actions.get(pk, {}),
        )
        for pk in groups
    }


def _how_many(condition: Q) -> Count:
    return Count("pk", filter=condition, distinct=True)


def asleep_among(actor: Actor, groups: Sequence[Group], *, now: datetime, today: date) -> list[Group]:
    """Those of these groups that fall asleep, in their order."""
    health = health_of(actor, [group.pk for group in groups], now=now, today=today) if groups else {}
    return [group for group in groups if health[group.pk].is_asleep(group, now)]
