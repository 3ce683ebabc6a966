"""Everyone is called in turn, by date: each life is a generator that says when it goes on."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from palier.access.actor import Actor
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import Problem
from palier.demo.members import Members
from palier.demo.people import CONTACTS, GROUPS, OTHERS, PEOPLE
from palier.demo.year.calendar import is_school, worked, working
from palier.demo.year.cast import PARTS, SCHOOLS, Part
from palier.demo.year.scenario import Spot
from palier.partners.models import Group, Organisation
from palier.territory.models import Place

# A life: it goes on at each moment that it gives.
Life = Iterator[datetime]
MORNING, EVENING = 8, 18
# A group that has not met for that long has fallen asleep.
ASLEEP = 60
SUMMER = ((7, 25), (8, 18))


@dataclass
class Table:
    """One group at work: its part, its meetings to come, and what waits for each of them."""

    code: str
    group: Group
    part: Part
    opened_on: date
    days: list[date] = field(default_factory=list)
    # By day of meeting: what is brought to it (`meetings.Point`).
    docket: dict[date, list[Any]] = field(default_factory=dict)
    followed: list[Any] = field(default_factory=list)

    def is_asleep(self, day: date) -> bool:
        """True once the group has stopped meeting and has nothing planned."""
        last = self.days[-1]
        return self.part.ahead is None and self.part.last > ASLEEP and day > last + timedelta(days=ASLEEP // 6)

    def next_day(self, after: date) -> date | None:
        """The first meeting after that day, if the group still meets."""
        return next((day for day in self.days if day > after), None)

    def body(self, role: str, spot: Spot | None = None) -> str | None:
        """The organisation that holds this role here: the owner of the place, its school, or the group's own."""
        if spot is not None and role == "landlord" and spot.owner:
            return spot.owner
        if spot is not None and role == "school" and spot.key in SCHOOLS:
            return SCHOOLS[spot.key]
        return self.part.roles.get(role)


@dataclass
class Play:
    """The year under way: who may be called, what time it is, what is already written."""

    members: Members
    today: date
    now: datetime = field(init=False)
    places: dict[str, Place] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    used: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _waiting: list[tuple[datetime, int, Life]] = field(default_factory=list)
    _entered: int = 0
    _actors: dict[tuple[str, int], Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = self.at(self.today - timedelta(days=GROUPS[0].opened_ago), 9)
        for circle in GROUPS:
            part, opened = PARTS[circle.code], self.ago(circle.opened_ago)
            table = Table(circle.code, self.members.groups[circle.code], part, opened)
            table.days = [day for ago in _meetings(part) if self._meets(circle.code, day := self._meeting_day(ago))]
            self.tables[circle.code] = table

    def _meeting_day(self, ago: int) -> date:
        day = self.ago(ago)
        return worked(day) if ago > 0 else working(day)

    def _meets(self, code: str, day: date) -> bool:
        """Nobody meets in the heart of the summer, nor about schools while they are closed."""
        if day > self.today:
            return True
        return is_school(day) if code == "MAN-ECOLES" else not SUMMER[0] <= (day.month, day.day) <= SUMMER[1]

    @property
    def day(self) -> date:
        """The day it is."""
        return timezone.localtime(self.now).date()

    def ago(self, days: int) -> date:
        """That many days before today."""
        return self.today - timedelta(days=days)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """That day at that hour, in the service's time zone."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def office(self, day: date, rng: Random) -> datetime:
        """Some moment of the office hours of that day, or of the next working one; never behind the present."""
        moment = self.at(working(day), rng.randint(MORNING, EVENING - 1), rng.randint(0, 59))
        return max(moment, self.now + timedelta(minutes=rng.randint(4, 40)))

    def later(self, days: int, rng: Random) -> datetime:
        """Some moment of office hours, that many days from now."""
        return self.office(self.day + timedelta(days=days), rng)

    def enter(self, life: Life) -> None:
        """Somebody's life begins: it is called at the first moment it gives."""
        self._await(life)

    def until(self, end: datetime) -> None:
        """Call everyone in turn, as far as that moment."""
        while self._waiting and self._waiting[0][0] < end:
            moment, _, life = heapq.heappop(self._waiting)
            self.now = max(self.now, moment)
            self._await(life)

    def _await(self, life: Life) -> None:
        moment = next(life, None)
        if moment is not None:
            self._entered += 1
            heapq.heappush(self._waiting, (moment, self._entered, life))

    def who(self, mail: str) -> Actor:
        """A person as seen by the access rules today: it changes only on the days when a group opens."""
        opened = sum(table.opened_on <= self.day for table in self.tables.values())
        if (mail, opened) not in self._actors:
            self._actors[mail, opened] = self.members.actor(mail, self.day)
        return self._actors[mail, opened]

    def chief(self, table: Table) -> Actor:
        """Who leads this group."""
        return self.who(table.part.chief)

    def voice(self, table: Table, body: str) -> str | None:
        """The account that speaks for this organisation in this group; None when it has none."""
        return SPEAKERS.get((body, table.code))

    def body(self, key: str) -> Organisation:
        """The organisation of this key."""
        return self.members.bodies[key]

    def key_of(self, organisation_id: object) -> str:
        """The key of an organisation."""
        return next(key for key, body in self.members.bodies.items() if body.pk == organisation_id)

    def category(self, code: str) -> Category:
        """The category of this code."""
        return Category.objects.get(code=code)

    def fresh(self, problem: Problem) -> Problem:
        """The problem as it now stands, whoever wrote it meanwhile."""
        # Without the district nor the department: their outlines weigh more than all the rest.
        rows = Problem.objects.unsealed("demonstration").select_related("group", "place", "category")
        return rows.get(pk=problem.pk)

    def state_of(self, problem: Problem) -> str:
        """Where the problem stands now."""
        return Problem.objects.unsealed("demonstration").values_list("state", flat=True).get(pk=problem.pk)

    def done_at(self) -> dict[str, Any]:
        """The present, as services take it."""
        return {"now": self.now, "today": self.day}


def _meetings(part: Part) -> list[int]:
    days = [ago for ago in range(part.first, part.last - 1, -part.every) if ago not in part.told_elsewhere]
    return days + ([-part.ahead] if part.ahead is not None else [])


SPEAKERS = {
    (person.body, code): person.mail
    for person in reversed((*PEOPLE, *OTHERS))
    for code in person.seats
    if person.charter_signed
}
CONTACT_OF = {(body, code): key for key, body, _, _, codes in CONTACTS for code in codes}
