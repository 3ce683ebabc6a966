"""The life of a problem: told by several, opened, understood, decided on in meetings, watched, closed or not."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from palier.access.levels import Level
from palier.cycle.actions.lifecycle import Agreement, Rhythm
from palier.cycle.problems import services as problems
from palier.cycle.problems.lifecycle import LIVING, State
from palier.cycle.reports.lifecycle import WAITING
from palier.cycle.reports.models import Report
from palier.demo.year.asking import ask, decide, go_on
from palier.demo.year.calendar import is_school
from palier.demo.year.course import Course
from palier.demo.year.diagnosis import admit, understand
from palier.demo.year.endings import ENDINGS, finish
from palier.demo.year.reporting import file_fact, happens, see_again, written_at
from palier.demo.year.small_asks import ASKED_APART, ROUND
from palier.demo.year.turns import TURNS
from palier.kernel.errors import Refused

# How many days it takes at least to come so far: no case begins later, whatever its season.
NEEDED = {
    "reported": 8, "to_qualify": 8, "open": 14, "planned": 22, "in_progress": 66, "observed": 92, "resolved": 104,
    "declined": 20, "redirected": 20, "abandoned": 100, "merged": 30, "closed": 150, "reopened": 230, "back": 260,
}  # fmt: skip
BEFORE_PLAN = ("reported", "to_qualify", "open")
UNHEARD = 12


class ProblemLife(Course):
    """The life of one problem of the scenario."""

    def begun(self) -> date:
        """The day of the first fact: about when the table says, in its season."""
        oldest = (self.play.today - self.table.opened_on).days - 2
        around = sorted(range(NEEDED[self.case.until], oldest), key=lambda ago: abs(ago - self.case.ago))
        for ago in around:
            day = self.play.ago(ago)
            if day.month in self.fact.months and (not self.fact.school or is_school(day)):
                return day
        return self.play.ago(self.case.ago)

    def live(self) -> Iterator[datetime]:
        """All of it, as far as the table says."""
        yield from self._tell()
        yield from self._open()
        until = self.case.until
        if until in ("reported", "to_qualify"):
            return
        if until in ("declined", "redirected", "merged"):
            yield from finish(self, until)
            return
        yield from self._understand()
        if self.case.twist in TURNS:
            self.play.enter(TURNS[self.case.twist](self))
        if until in BEFORE_PLAN:
            return
        problems.plan_problem(actor=self.chief(), problem=self.fresh(), now=self.play.now)
        self.table.followed.append(self)
        if until != "planned":
            yield from self._work()
        if until in ENDINGS:
            yield from finish(self, until)

    def _tell(self) -> Iterator[datetime]:
        """Two or three sources within a fortnight."""
        roles = [role for role in self.fact.by if role == "pn" or self.table.body(role, self.case.spot)]
        seen_on = self.begun()
        short = self.case.ago <= UNHEARD + 4
        for number in range(min(self.rng.choice((2, 3, 3)), 2 if short else 3)):
            seen_on = happens(self.fact, seen_on)
            yield max(written_at(self.play, self.fact, seen_on, self.rng), self.play.now + timedelta(minutes=9))
            role = roles[number % len(roles)]
            report = file_fact(
                self.play, self.table, self.case.spot, self.fact, role=role, seen_on=seen_on, rng=self.rng
            )
            self.reports.append(report.pk)
            seen_on = max(seen_on, self.play.day) + timedelta(days=1 if short else self.rng.randint(2, 5))

    def _open(self) -> Iterator[datetime]:
        """The chief makes one problem of them; an officer only proposes it."""
        yield self.play.later(self.rng.randint(1, 3), self.rng)
        is_proposed = self.case.until == "reported"
        actor = self.play.who("karim.benali" if is_proposed and self.table.code == "DIG-1" else self.table.part.officer)
        actor = actor if is_proposed else self.chief()
        first, *others = self._waiting_reports()
        self.problem = problems.open_problem(
            actor=actor,
            group=self.table.group,
            title=self.case.title,
            category=self.play.category(self.fact.code),
            place=self.play.places[self.case.spot.key],
            report=first,
            gravity=self.fact.gravity,
            level=self._level(),
            readers=[self.play.body(body) for body in self._named()],
            **self.play.done_at(),
        )
        self.play.problems[self.case.key] = self.problem
        for report in others:
            problems.attach_report(actor=actor, report=report, problem=self.problem, now=self.play.now)
        if not is_proposed:
            self.play.enter(self._sightings())

    def _waiting_reports(self) -> list[Report]:
        rows = Report.objects.unsealed("demonstration").filter(pk__in=self.reports, state__in=WAITING)
        return list(rows.select_related("group", "place", "category").order_by("created_at"))

    def _level(self) -> Level:
        if self.case.spot.is_reserved:
            return Level.POLICE
        return Level.NAMED if self.case.twist == "named" else Level.GROUP

    def _named(self) -> list[str]:
        """Those who read a problem of named organisations: those who will act."""
        if self.case.twist != "named":
            return []
        bodies = {self.table.body(one.role, self.case.spot) for one in self.fact.answers}
        return sorted(body for body in bodies if body)

    def _sightings(self) -> Iterator[datetime]:
        """Those who see it again, as long as it is followed."""
        if self.case.spot.is_reserved or self.case.twist == "named":
            return
        roles = [role for role in self.fact.by if role == "pn" or self.table.body(role)]
        for _ in range(self.rng.choice((1, 2, 2, 3, 4))):
            seen_on = happens(self.fact, self.play.day + timedelta(days=self.rng.randint(4, 21)))
            yield max(written_at(self.play, self.fact, seen_on, self.rng), self.play.now + timedelta(minutes=7))
            if self.state not in LIVING or self.state == State.OBSERVED:
                return
            if self.fresh().group_id != self.table.group.pk:
                return
            role = self.rng.choice(roles)
            see_again(self.play, self.table, self.opened, self.fact, role=role, seen_on=seen_on, rng=self.rng)

    def _understand(self) -> Iterator[datetime]:
        yield self.play.later(self.rng.randint(1, 3), self.rng)
        if self.rng.random() < 0.5 and self.state == State.REPORTED:  # noqa: PLR2004 - half are examined first
            problems.qualify_problem(actor=self.chief(), problem=self.fresh(), now=self.play.now)
        admit(self)
        if self.case.until == "open" and self.case.ago <= UNHEARD:
            return
        yield self.play.later(self.rng.randint(2, 5), self.rng)
        understand(self)

    def _work(self) -> Iterator[datetime]:
        """Decisions in the next meetings, then as long as it takes to keep them."""
        yield from decide(self, min(len(self.left), 3))
        try:
            problems.start_problem(actor=self.chief(), problem=self.fresh(), now=self.play.now)
        except Refused:  # the meeting had no time for it: it stays at its plan
            return
        self.play.enter(self._between_meetings())
        yield self.play.later(self.rng.randint(24, 36), self.rng)
        if self.left and self.state == State.IN_PROGRESS and self.table.next_day(self.play.day):
            yield from decide(self, len(self.left))
        if self.case.until == "in_progress" and self.case.twist != "named":
            yield from go_on(self)

    def _between_meetings(self) -> Iterator[datetime]:
        """What is asked outside the room, one thing that recurs, and a few words."""
        yield self.play.later(self.rng.randint(3, 12), self.rng)
        if self.state != State.IN_PROGRESS or self.case.twist == "named" or self.case.spot.is_reserved:
            return
        draw = self.rng.random()
        if draw < 0.3:  # noqa: PLR2004 - a third have a recurring round
            ask(self, ROUND, every_days=Rhythm.WEEKLY, agreement=Agreement.GIVEN)
        elif draw < 0.7:  # noqa: PLR2004 - as many, something small
            ask(self, self.rng.choice(ASKED_APART))
        yield from TURNS["talk"](self)
