"""The groups of a reader on its home screen: the next meeting, the time since the last, what is followed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min
from django.utils.timezone import localtime

from palier.access.actor import Actor
from palier.cycle.meetings.lifecycle import State
from palier.cycle.meetings.queries import HELD, meetings_for
from palier.cycle.problems.queries import living_problems
from palier.partners.models import Group
from palier.partners.queries.groups import groups_for
from palier.web.shell.navigation import address_of


@dataclass(frozen=True, slots=True)
class GroupCard:
    """One group as its member meets it in the morning."""

    group: Group
    role: str
    problems: int
    next_meeting: datetime | None
    last_meeting: datetime | None
    days_since: int | None
    address: str | None

    @property
    def cadence(self) -> str:
        """What the calendar says: the next date, the silence, or that nothing is planned."""
        if self.next_meeting:
            return f"Prochaine réunion le {localtime(self.next_meeting):%d/%m/%Y à %H h %M}"
        if self.days_since is None:
            return "Aucune réunion tenue ni prévue"
        return f"Aucune réunion prévue ; la dernière remonte à {self.days_since} jours"

    @property
    def tone(self) -> str:
        """Warm when a date is to be found, alert when the group falls asleep."""
        if self.next_meeting:
            return ""
        silent = self.days_since is not None and self.days_since > self.group.maximum_interval_days
        return "alert" if silent else "warm"


def group_cards(actor: Actor, now: datetime) -> list[GroupCard]:
    """The open groups where this reader sits, in the order of their codes."""
    groups = [group for group in groups_for(actor) if group.pk in actor.seats]
    meetings = meetings_for(actor).filter(group__in=groups).order_by()
    planned = meetings.filter(state__in=(State.PLANNED, State.OPEN), planned_at__gte=now)
    upcoming = _by_group(planned.values_list("group").annotate(Min("planned_at")))
    held = _by_group(meetings.filter(state__in=HELD).values_list("group").annotate(Max("planned_at")))
    problems = _by_group(living_problems(actor).order_by().values_list("group").annotate(Count("pk")))
    return [
        GroupCard(
            group=group,
            role=actor.seats[group.pk].role.label,
            problems=problems.get(group.pk, 0),
            next_meeting=upcoming.get(group.pk),
            last_meeting=held.get(group.pk),
            days_since=(now - held[group.pk]).days if group.pk in held else None,
            address=address_of("partners:group", pk=group.pk),
        )
        for group in groups
    ]


def overseen_groups(actor: Actor) -> list[Group]:
    """The groups that a mandate follows without sitting in them."""
    return [group for group in groups_for(actor) if group.pk in actor.overseen_group_ids - actor.group_ids]


def _by_group(pairs: Any) -> dict[UUID, Any]:
    return dict(pairs)
